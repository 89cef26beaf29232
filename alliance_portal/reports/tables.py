"""The tables and their columns as they come with the portal: in the words of the forms, whatever the page's language.

Staff change titles, order and what is shown (`ReportColumn`). What fills a column is told by its code alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alliance_portal.facts import REGISTERED
from alliance_portal.models import ReportTable
from members.models import Enterprise, Person
from suggestions.models import Proposer, Suggestion
from suggestions.statistics import COUNTED, HEADCOUNT, PROPOSERS
from training.models import Apprenticeship, Mentorship, Session
from training.statistics import MENTORING, SESSIONS
from workshops.models import Designation, Patent, Result, ResultMaker, Workshop
from workshops.statistics import DEFINITIONS

from .columns import DAY, NUMBER, PEOPLE, SUM, WAN, WHOLE, YUAN, Column, counted, field
from .rows import five_smalls, mentoring, reform, suggestions, training, workshops

ONE_FUNCTION = _("Only sessions with the function “{function}”. {text}")
HELD = {one.code: one for one in (*SESSIONS, *MENTORING, *DEFINITIONS)} | COUNTED


@dataclass(frozen=True)
class Table:
    """`title` is what stands above it, `draw(scope)` gives its rows."""

    code: str
    title: str
    columns: tuple
    draw: Callable

    @property
    def label(self):
        return ReportTable(self.code).label


def _fact(code, title, fact, **more):
    return counted(code, title, REGISTERED[fact], total=WHOLE, **more)


def _whole(code, title, figure, **more):
    return counted(code, title, figure, total=WHOLE, **more)


def _of_one_function(code, title, figure, function):
    """A figure of training that counts the sessions of one function alone."""
    text = format_lazy(ONE_FUNCTION, function=Session.Function(function).label, text=figure.text)
    return Column(code, title, text, NUMBER, WHOLE)


TABLES = (
    Table(
        ReportTable.SUGGESTIONS,
        "合理化建议汇总表",
        (
            field("unit", "单位", Suggestion, "department"),
            field("title", "建议名称", Suggestion, "title", total=WHOLE),
            field("category", "类别", Suggestion, "category"),
            field("proposers", "建议人", Proposer, "person", kind=PEOPLE),
            field("received_on", "提出日期", Suggestion, "received_at", kind=DAY),
            Column(
                "conclusion", "采纳情况", _("The last answer that was known at the end of the period."), total=WHOLE
            ),
            Column("progress", "实施情况", _("How far it had come at the end of the period."), total=WHOLE),
            Column("claimed", "预期效益（万元）", _("What was stated; never added to what is verified."), WAN, SUM),
            counted("verified", "核定效益（万元）", COUNTED["verified_yuan"], kind=WAN),
            Column("reward", "奖励（元）", _("Rewards approved by then, without what was taken back."), YUAN, SUM),
            Column("note", "备注", _("Whether a ledger says so, and into what it was merged.")),
            field("number", "建议编号", Suggestion, "number", is_shown=False),
        ),
        suggestions.draw,
    ),
    Table(
        ReportTable.WORKSHOPS,
        "工作室情况统计表",
        (
            field("name", "工作室名称", Workshop, "name", total=WHOLE),
            field("kind", "类型", Workshop, "kind"),
            field("level", "级别", Designation, "level"),
            field("document", "命名文号/时间", Designation, "document_number"),
            Column("leaders", "领衔人", REGISTERED["leaders"], PEOPLE),
            field("honours", "荣誉", Workshop, "leader_honour"),
            _fact("team_size", "团队人数", "team_size"),
            _fact("topics", "攻关项目数", "problems_solved_by"),
            _fact("results", "创新成果数", "results_shared"),
            _fact("patents", "专利数", "patents_granted"),
            _fact("sessions", "培训场次", "sessions", is_shown=False),
            _fact("person_times", "培训人次", "person_times"),
            _fact("apprentices", "带徒数", "apprentices"),
            counted("verified", "创效（万元）", REGISTERED["verified_yuan"], kind=WAN),
            field("enterprise", "所在单位", Workshop, "enterprise"),
            Column("contact", "联系人", REGISTERED["leaders"], PEOPLE),
        ),
        workshops.draw,
    ),
    Table(
        ReportTable.TRAINING,
        "培训、活动台账",
        (
            field("held_on", "日期", Session, "starts_at", kind=DAY),
            field("topic", "主题", Session, "topic", total=WHOLE),
            field("function", "五大功能", Session, "function"),
            field("form", "形式", Session, "form"),
            field("hosts", "主办", Session, "workshops"),
            field("place", "地点", Session, "place"),
            counted("class_hours", "课时", HELD["class_hours"]),
            field("lecturer", "讲师", Session, "lecturer", kind=PEOPLE),
            counted("person_times", "人次", HELD["person_times"]),
            Column("evidence", "佐证", _("Whether there is a list of names, or people were counted.")),
            field("enterprise", "单位", Session, "enterprise", is_shown=False),
            field("number", "编号", Session, "number", is_shown=False),
        ),
        training.draw,
    ),
    Table(
        ReportTable.MENTORING,
        "师带徒登记表",
        (
            field("number", "协议编号", Mentorship, "number", total=WHOLE),
            field("mentor", "师傅", Mentorship, "mentor", kind=PEOPLE),
            field("mentor_number", "师傅工号", Person, "work_number"),
            field("apprentices", "徒弟", Apprenticeship, "person", kind=PEOPLE, total=WHOLE),
            field("trade", "工种", Mentorship, "trade"),
            field("workshop", "工作室", Mentorship, "workshop"),
            field("starts_on", "开始日期", Mentorship, "starts_on", kind=DAY),
            field("ends_on", "结束日期", Mentorship, "ends_on", kind=DAY),
            field("goals", "培养目标", Mentorship, "goals"),
            field("result", "考核结果", Apprenticeship, "result"),
            field("state", "状态", Mentorship, "status"),
            field("enterprise", "单位", Mentorship, "enterprise", is_shown=False),
        ),
        mentoring.draw,
    ),
    Table(
        ReportTable.FIVE_SMALLS,
        "职工“五小”创新成果汇总表",
        (
            field("title", "成果名称", Result, "title", total=WHOLE),
            field("kind", "类别", Result, "five_small"),
            field("enterprise", "完成单位", Result, "enterprise"),
            field("makers", "完成人", ResultMaker, "person", kind=PEOPLE),
            field("in_use_since", "投用时间", Result, "in_use_since", kind=DAY),
            field("brief", "成果简介", Result, "method"),
            field("claimed", "申报效益（万元）", Result, "claimed_yuan", kind=WAN, total=SUM),
            field("verified", "核定效益（万元）", Result, "verified_yuan", kind=WAN, total=SUM),
            field("patents", "专利号", Patent, "number"),
            field("owner", "知识产权归属", Result, "owner"),
            field("number", "成果编号", Result, "number", is_shown=False),
        ),
        five_smalls.draw,
    ),
    Table(
        ReportTable.REFORM,
        "产业工人队伍建设改革季报",
        (
            field("unit", "单位", Enterprise, "name", total=WHOLE),
            _whole("talks", "宣讲场次", REGISTERED["talks"]),
            _of_one_function("ideology_sessions", "主题教育场次", HELD["sessions"], "ideology"),
            _of_one_function("ideology_person_times", "主题教育人次", HELD["person_times"], "ideology"),
            _of_one_function("education_person_times", "教育培训人次", HELD["person_times"], "education"),
            _of_one_function("skill_person_times", "技能提升人次", HELD["person_times"], "skill"),
            _whole("contests", "竞赛场次", REGISTERED["contests"]),
            _whole("contest_person_times", "竞赛人次", REGISTERED["contest_person_times"]),
            _whole("sessions", "活动总场次", HELD["sessions"]),
            _whole("person_times", "活动总人次", HELD["person_times"]),
            _whole("people", "受训人数", HELD["people"]),
            _whole("received", "建议数", COUNTED["received"]),
            _whole("adopted", "采纳数", COUNTED["adopted"]),
            _whole("implemented", "落实数", COUNTED["implemented"]),
            _whole("verified_yuan", "核定创效（万元）", COUNTED["verified_yuan"], kind=WAN),
            _whole("proposers", "提建议人数", PROPOSERS),
            _whole("headcount", "职工数", HEADCOUNT, is_shown=False),
            _whole("workshops", "工作室数", HELD["workshops"]),
            _whole("designations", "牌匾数", HELD["designations"], is_shown=False),
            _whole("mentorships", "师带徒协议数", HELD["mentorships"]),
            _whole("mentor_pairs", "师徒对数", HELD["mentor_pairs"]),
            Column("five_smalls", "五小成果数", _("The rows of the table of “Five Smalls”."), NUMBER, WHOLE),
        ),
        reform.draw,
    ),
)
BY_CODE = {str(table.code): table for table in TABLES}
