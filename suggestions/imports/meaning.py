"""Which columns the suggestion ledger has, which words its cells use, and what in a row contradicts itself."""

from django.utils.translation import gettext as _

from alliance_portal.ledgers import Choice, Code, Day, Label, Name, Text, Yuan

from ..models import Suggestion

Status, Conclusion, Category = Suggestion.Status, Suggestion.Conclusion, Suggestion.Category
LONGEST = 2000
CATEGORIES = {
    Category.QUALITY: ("质量改进", "质量", "质量提升"),
    Category.PROCESS: ("工艺改进", "工艺", "工艺优化"),
    Category.EQUIPMENT: ("设备工装", "设备", "工装", "设备改造"),
    Category.SAFETY: ("安全环保", "安全", "环保", "安全生产"),
    Category.ENERGY: ("节能降耗", "节能", "降耗", "降本增效", "节能减排"),
    Category.SITE: ("现场管理", "现场", "6S", "5S"),
    Category.SERVICE: ("服务后勤", "后勤", "后勤服务", "服务", "生活后勤"),
    Category.OTHER: ("其他", "其它", "不确定"),
}
CONCLUSIONS = {
    Conclusion.ADOPTED: ("采纳", "已采纳", "采纳实施", "同意采纳", "√", "✓", "✔", "是"),
    Conclusion.PARTLY_ADOPTED: ("部分采纳", "部分"),
    Conclusion.DECLINED: ("不采纳", "未采纳", "暂不采纳", "暂未采纳", "否", "×", "x", "✗", "✘"),
    Conclusion.RESERVED: ("保留", "储备", "技术储备"),
    Conclusion.FORWARDED: ("已上报联盟", "上报联盟", "上报区总", "已上报", "上报", "转难题榜"),
}
PROGRESS = {
    Status.IMPLEMENTED: ("已实施", "已完成", "已落地", "实施完成", "完成"),
    Status.IMPLEMENTING: ("实施中", "正在实施", "落实中", "在实施"),
    "": ("未实施", "待实施", "未开始"),
}
ADOPTIONS = (Conclusion.ADOPTED, Conclusion.PARTLY_ADOPTED)

COLUMNS = (
    Label(id="shop", names=("单位", "部门", "车间", "部门/车间", "所在单位", "所在部门"), required=True, limit=120),
    Text(id="title", names=("建议名称", "建议题目", "建议标题", "名称", "标题", "题目"), required=True, limit=80),
    Choice(id="category", names=("类别", "建议类别", "分类"), words=CATEGORIES),
    Name(id="name", names=("建议人", "提出人", "提案人", "姓名", "建议人姓名"), limit=60),
    Code(id="work_number", names=("工号", "职工号", "员工号", "职工编号", "员工编号"), required=True),
    Day(id="proposed_on", names=("提出日期", "提出时间", "建议日期", "日期"), required=True),
    Text(id="problem", names=("现状与问题", "现状", "存在问题", "问题", "问题描述"), limit=LONGEST, lines=True),
    Text(id="idea", names=("改进措施", "建议内容", "改善措施", "措施"), limit=LONGEST, lines=True),
    Choice(id="conclusion", names=("采纳情况", "是否采纳", "评审结论", "审核结果"), words=CONCLUSIONS),
    Text(id="reason", names=("答复意见", "答复内容", "不采纳原因", "评审意见"), limit=LONGEST, lines=True),
    Day(id="answered_on", names=("答复日期", "答复时间", "批复日期")),
    Choice(id="progress", names=("实施情况", "落实情况", "实施状态"), words=PROGRESS),
    Day(id="done_on", names=("完成日期", "完成时间", "实施完成日期")),
    Yuan(id="claimed", names=("预期效益", "预计效益", "申报效益")),
    Yuan(id="verified", names=("核定效益", "核实效益", "确认效益")),
)


def contradictions(values, failed):
    """[(column, reason)] of everything in a row that does not go together; `failed` columns could not be read."""
    found = [*_about_the_answer(values, failed), *_about_the_work(values, failed), *_about_the_money(values, failed)]
    return [(column, reason) for column, reason in found if column not in failed]


def _about_the_answer(values, failed):
    proposed, answered, conclusion = (values.get(name) for name in ("proposed_on", "answered_on", "conclusion"))
    if conclusion and not answered:
        yield "answered_on", _("There is a conclusion, so the date of the answer is needed.")
    if answered and not conclusion:
        yield "conclusion", _("There is a date of the answer, so the conclusion is needed.")
    if proposed and answered and answered < proposed:
        told = {"day": answered, "first": proposed}
        yield "answered_on", _("The answer (%(day)s) lies before the suggestion (%(first)s).") % told


def _about_the_work(values, failed):
    progress, done, conclusion = (values.get(name) for name in ("progress", "done_on", "conclusion"))
    earlier = values.get("answered_on") or values.get("proposed_on")
    if progress and conclusion not in ADOPTIONS and "conclusion" not in failed:
        yield "progress", _("Only what has been adopted can be put into practice.")
    if progress == Status.IMPLEMENTED and not done:
        yield "done_on", _("It is done, so the date of completion is needed.")
    if done and progress != Status.IMPLEMENTED and "progress" not in failed:
        yield "done_on", _("There is a date of completion, but it is not marked as done.")
    if done and earlier and done < earlier:
        told = {"day": done, "first": earlier}
        yield "done_on", _("The completion (%(day)s) lies before the answer (%(first)s).") % told


def _about_the_money(values, failed):
    if values.get("verified") and values.get("progress") != Status.IMPLEMENTED and "progress" not in failed:
        yield "verified", _("Only what has been done can have a verified benefit.")
