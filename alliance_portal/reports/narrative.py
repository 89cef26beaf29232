"""The report in words: sentences as offices write them, with the figures filled in and the exact number beside each."""

from django.utils.translation import gettext_lazy as _

from alliance_portal.numbers import and_more, thousands, wan
from training.models import Session

from .columns import Column
from .figures import Figures
from .rows import Drawn

TITLE = "工作情况"
COLUMNS = (
    Column("about", "方面", _("What the sentence is about")),
    Column("words", "情况", _("The sentence with its figures")),
)


def draw(scope):
    """One row for each side of the work; what did not happen is said as well."""
    figures = Figures(scope)
    parts = (
        ("suggestions", "合理化建议", _suggestions(figures.tally())),
        ("benefit", "创效", _benefit(figures.tally())),
        ("training", "培训和活动", _training(figures)),
        ("functions", "五大功能", _functions(figures)),
        ("workshops", "工作室", _workshops(figures.plates())),
        ("mentoring", "名师带徒", _mentoring(figures.mentoring())),
        ("five_smalls", "“五小”成果", _five_smalls(figures.five_smalls[None])),
    )
    return Drawn([(key, {"about": about, "words": words}) for key, about, words in parts])


def about(number, unit):
    """百余场（128场）; a number that is no longer than its words stands alone: 7场."""
    words = and_more(number)
    exact = f"{thousands(number)}{unit}"
    return exact if words == thousands(number) else f"{words}{unit}（{exact}）"


def _rate(name, rate):
    """采纳率90.2%（1,552/1,720）; of few rows the two numbers alone."""
    if rate.is_empty or rate.is_counted_only:
        return f"{name}{rate}"
    return f"{name}{rate}（{rate.fraction}）"


def _suggestions(tally):
    if not tally["received"]:
        return "本期没有收到建议。"
    rates = "，".join(
        _rate(name, tally.rate(code))
        for name, code in (("答复率", "answer_rate"), ("采纳率", "adoption_rate"), ("落实率", "implementation_rate"))
    )
    people = _rate("参与率", tally.rate("participation_rate"))
    return (
        f"收到{about(tally['received'], '条')}，答复{about(tally['answered'], '条')}，"
        f"采纳{about(tally['adopted'], '条')}，落实{about(tally['implemented'], '条')}；{rates}。"
        f"提出建议的有{about(tally.proposers, '人')}，{people}。待答复{about(tally['pending'], '条')}。"
    )


def _benefit(tally):
    verified = f"财务核定{about(tally['verified'], '条')}，核定创效{wan(tally['verified_yuan'])}万元"
    claimed = f"；另有{wan(tally['claimed_yuan'])}万元申报后尚未核定，不计入" if tally["claimed_yuan"] else ""
    return f"{verified}（{thousands(int(tally['verified_yuan']))}元）{claimed}。"


def _training(figures):
    whole = figures.training()
    if not whole.sessions:
        return "本期没有举办培训和活动。"
    talks, contests = figures.training("talks"), figures.training("contests")
    return (
        f"举办{about(whole.sessions, '场次')}、{about(whole.person_times, '人次')}，"
        f"其中实名登记{about(whole.named, '人次')}、{about(whole.people, '人')}；"
        f"宣讲{about(talks.sessions, '场次')}，竞赛{about(contests.sessions, '场次')}、"
        f"{about(contests.person_times, '人次')}。"
    )


def _functions(figures):
    parts = (
        f"{function.label}{about(found.sessions, '场次')}、{about(found.person_times, '人次')}"
        for function in Session.Function
        for found in [figures.training(function.value)]
    )
    return "；".join(parts) + "。"


def _workshops(plates):
    levels = "，".join(f"{level.label}{workshops}个" for level, workshops, _plates in plates.levels if workshops)
    named = f"；按最高级别：{levels}" if levels else ""
    without = f"，未命名{plates.without}个" if plates.without else ""
    return f"共有工作室{plates.workshops}个、牌匾{plates.designations}块{named}{without}。"


def _mentoring(found):
    return (
        f"期末有效师带徒协议{about(found.mentorships, '份')}，结成师徒{about(found.pairs, '对')}，"
        f"师傅{about(found.mentors, '人')}、徒弟{about(found.apprentices, '人')}。"
    )


def _five_smalls(number):
    return f"本期投用“五小”成果{about(number, '项')}。" if number else "本期没有新投用的“五小”成果。"
