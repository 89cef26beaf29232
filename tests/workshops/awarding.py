"""Award rounds as tests need them, at each of their steps."""

import datetime as dt
from itertools import count
from unittest import mock

from alliance_portal.periods import start_of
from tests.factories import PersonFactory, ResultFactory, UserFactory, account
from workshops.models import AwardEntry, AwardObjection, AwardRound, Criterion, Rubric
from workshops.services import awards as services

DAY = dt.timedelta(days=1)
PRIZES = [("一等奖", 1), ("二等奖", 2)]
CONDITIONS = ["已经使用", "没有获过奖"]
WORDS = {"title": "修磨夹具", "case": "一支电极修磨由八分钟缩短到一分钟。"}
_numbers = count(1)


def now():
    """Noon of a Monday, so that working days can be counted by hand."""
    return start_of(dt.date(2026, 9, 7)) + dt.timedelta(hours=12)


def rubric():
    made = Rubric.objects.create(name=f"试用评分表{next(_numbers)}")
    for place, (name, points) in enumerate([("先进性", 60), ("效益", 40)], 1):
        Criterion.objects.create(rubric=made, name=name, points=points, place=place)
    return made


def draft(by, **words):
    """A round of the district for results: recommendations until the 6th, scores until the 20th."""
    today = now().date()
    facts = {
        "title": "职工创新成果评选", "subject": "result", "level": "district", "body": "区总工会",
        "call": "已经用起来的成果。", "entries_by": today - DAY, "scores_by": today + 13 * DAY,
        "judges_per_entry": 3, "quorum": 2, "rubric": words.pop("rubric", None) or rubric(),
        "prizes": PRIZES, "conditions": CONDITIONS, "occurred_at": now() - 30 * DAY,
    }  # fmt: skip
    return services.create(by=by, **facts | words)


def opened(by, **words):
    return services.open_call(draft(by, **words), by=by, occurred_at=now() - 29 * DAY)


def recommended(award, by, what, **words):
    return services.recommend(award, by=by, what=what, **WORDS | words, occurred_at=now() - 9 * DAY)


def eligible(award, by, what, staff):
    entry = recommended(award, by, what)
    met = [condition.pk for condition in award.conditions.all()]
    return services.check_entry(entry, by=staff, met=met, occurred_at=now() - 2 * DAY)


def judges(number, department=None):
    """Accounts of experts from outside, or of people of a department."""
    if department is None:
        return [UserFactory() for _n in range(number)]
    return [account(PersonFactory(department=department)) for _n in range(number)]


def entered(staff, cast, results=3, **words):
    """An open round with so many eligible results of the enterprise, and three judges from outside."""
    award = opened(staff, **words)
    for _n in range(results):
        eligible(award, cast.officer, ResultFactory(enterprise=cast.enterprise), staff)
    return services.name_judges(award, by=staff, users=judges(3))


def reviewed(staff, cast, **words):
    """With the judges."""
    return services.start_review(entered(staff, cast, **words), by=staff, occurred_at=now())


def judged_by(judge, cast, staff):
    """A round with one result of the enterprise, given to this judge and two from outside."""
    award = opened(staff)
    eligible(award, cast.officer, ResultFactory(enterprise=cast.enterprise), staff)
    services.name_judges(award, by=staff, users=[judge, *judges(2)])
    return services.start_review(award, by=staff, occurred_at=now())


def points_of(award, total):
    """A total, shared among the criteria of the round."""
    first, second = award.rubric.criteria.all()
    return {first.pk: min(total, first.points), second.pk: max(total - first.points, 0)}


def give(assignment, total, opinion="看得清楚。"):
    facts = {"points": points_of(assignment.entry.round, total), "opinion": opinion, "occurred_at": now()}
    return services.score(assignment, by=assignment.judge.user, **facts)


def scored(award, totals=(90, 80, 70)):
    """Every judge gives the first entry the first total, and so on; those after them less and less."""
    for entry, total in zip(in_order(award), [*totals, *range(50, 0, -1)], strict=False):
        for assignment in entry.assignments.select_related("judge__user", "entry__round__rubric"):
            give(assignment, total)
    return award


def in_order(award):
    return list(AwardEntry.objects.filter(round=award).order_by("pk"))


def judged(staff, cast, **words):
    return services.close_review(scored(reviewed(staff, cast, **words)), by=staff, occurred_at=now())


def as_ranked(award):
    return {line.entry.pk: (line.suggested, "") for line in services.ranking_of(award)}


def decided(staff, cast, **words):
    award = judged(staff, cast, **words)
    return services.decide(award, by=staff, prizes=as_ranked(award), minutes="七人到会。", occurred_at=now())


def shown(staff, cast, **words):
    """From Monday the 7th to Monday the 14th."""
    return services.show(decided(staff, cast, **words), by=staff, occurred_at=now())


def objected(award, at=None, **words):
    facts = {"name": "王女士", "contact": "13900000000", "words": "去年已经得过奖。"} | words
    entry = award.entries.filter(prize__isnull=False).order_by("pk").first()
    return services.object_to(entry, **facts, occurred_at=at or now() + DAY)


def published(staff, cast, **words):
    return services.publish(shown(staff, cast, **words), by=staff, occurred_at=now() + 8 * DAY)


def today_is(moment):
    """For pages: what the clock says."""
    return mock.patch("django.utils.timezone.now", return_value=moment)


def fresh(award):
    return AwardRound.objects.get(pk=award.pk)


def the_objection(award):
    return AwardObjection.objects.get(entry__round=award)
