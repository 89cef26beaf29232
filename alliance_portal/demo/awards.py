"""Two award rounds for workshops: one that is published with its honours, one that judges are scoring."""

import datetime as dt

from django.utils import timezone

from alliance_portal.periods import start_of
from workshops.models import AwardAssignment, Rubric, Workshop
from workshops.services import awards

from . import tables

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CONDITIONS = [
    "工作室成立满一年，日常有活动记录",
    "做法已经在用，效果有记录可查",
    "近三年没有安全责任事故",
    "同一做法没有获过区级以上奖励",
]
CALL = "推荐在解决现场问题、带徒传艺上做出成绩的工作室。请用事实和数字写，不写单位、工作室和人名：评委盲评。"
# Of each judge, in turn: so many points more or less than the table says, and the words beside them.
OPINIONS = (
    (0, "数字有来历，做法写得明白，别处能学。"),
    (2, "问题抓得准，坚持了几年，带出了人。"),
    (-3, "效果好，建议把成本也算清楚。"),
)


def hold_rounds(desk, staff, now):
    """The finished one began seventy days ago, the other one twenty."""
    _finish(_Round("年度优秀工作室评选", "finished", desk, staff, now - 70 * DAY))
    _begin_judging(_Round("青年带徒工作室评选", "review", desk, staff, now - 20 * DAY))


class _Round:
    """A round with what was recommended for it, from its call on."""

    def __init__(self, title, code, desk, staff, began):
        self.staff, self.desk, self.began = staff, desk, began
        self.rows = [row for row in tables.rows("awards") if row["round"] == code]
        self.award = self._called(title)
        for row in self.rows:
            self._recommend(row)

    def at(self, days):
        return self.began + days * DAY

    def _called(self, title):
        first = timezone.localtime(self.began).date()
        words = {
            "title": title, "subject": "workshop", "level": "district", "body": "区总工会", "call": CALL,
            "rubric": Rubric.objects.get(name="技术成果评分表", enterprise=None, version=1),
            "entries_by": first + 15 * DAY, "scores_by": first + 29 * DAY, "judges_per_entry": 3, "quorum": 2,
            "prizes": [("一等奖", 1), ("二等奖", 2)], "conditions": CONDITIONS,
        }  # fmt: skip
        draft = awards.create(by=self.staff, occurred_at=self.began, **words)
        return awards.open_call(draft, by=self.staff, occurred_at=self.began + HOUR)

    def _recommend(self, row):
        workshop = Workshop.objects.select_related("enterprise").get(slug=row["slug"])
        facts = {"title": row["title"], "case": row["case"], "occurred_at": self.at(8)}
        officer = self.desk[workshop.enterprise.code, "officer"]
        entry = awards.recommend(self.award, by=officer, what=workshop, **facts)
        met = [condition.pk for condition in self.award.conditions.all()]
        awards.check_entry(entry, by=self.staff, met=met, occurred_at=self.at(14))

    def give_to_judges(self):
        users = [user for (_code, role), user in self.desk.items() if role in ("reviewer", "finance")]
        awards.name_judges(self.award, by=self.staff, users=users)
        self.award = awards.start_review(self.award, by=self.staff, occurred_at=self.at(16) + HOUR)

    def score(self, most=None):
        """Every judge scores, or the first `most` of what is asked for."""
        points = {row["slug"]: int(row["points"] or 82) for row in self.rows}
        rows = AwardAssignment.objects.filter(entry__round=self.award).order_by("entry", "pk")
        rows = rows.select_related("entry__workshop", "entry__round__rubric", "judge__user")
        for place, row in enumerate(rows[:most]):
            more, opinion = OPINIONS[place % len(OPINIONS)]
            total = points[row.entry.workshop.slug] + more
            facts = {"points": self._shared(total), "opinion": opinion, "occurred_at": self.at(17) + place * HOUR}
            awards.score(row, by=row.judge.user, **facts)

    def _shared(self, total):
        """The total shared among the criteria by their weights, the rest with the first."""
        criteria = list(self.award.rubric.criteria.all())
        shared = {criterion.pk: criterion.points * total // 100 for criterion in criteria}
        shared[criteria[0].pk] += total - sum(shared.values())
        return shared


def _finish(one):
    one.give_to_judges()
    one.score()
    facts = {"by": one.staff}
    judged = awards.close_review(one.award, **facts, occurred_at=one.at(31))
    prizes = {line.entry.pk: (line.suggested, "") for line in awards.ranking_of(judged)}
    minutes = "评审会七人到会。按评分排序逐项议定，一致同意。"
    awards.decide(judged, prizes=prizes, minutes=minutes, **facts, occurred_at=one.at(33))
    shown = awards.show(judged, **facts, occurred_at=one.at(34))
    entry = shown.entries.filter(prize__isnull=False).order_by("prize__place", "number").last()
    words = {"name": "李先生", "contact": "演示电话", "words": "这个团队去年好像得过市里的奖。"}
    objection = awards.object_to(entry, **words, occurred_at=one.at(36))
    answer = "经查，去年获奖的是另一项做法，与本次推荐的不是同一项。"
    awards.answer(objection, upheld=False, answer=answer, **facts, occurred_at=one.at(38))
    awards.publish(shown, **facts, occurred_at=start_of(shown.shown_until + DAY) + 9 * HOUR)


def _begin_judging(one):
    """Half of the scores are in."""
    one.give_to_judges()
    one.score(most=6)
