"""Mentoring agreements of the demo: signed on phone and paper, over generations, and across enterprises."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from alliance_portal.periods import months_later, start_of
from members import services as member_services
from training import services
from training.models import Outcome, Stage
from training.services import Finding
from workshops.models import Workshop

from . import tables
from .accounts import account_of

DAY = dt.timedelta(days=1)
TAUGHT = (
    "看现场、认设备、学安全规程",
    "跟着做，每一步说得出为什么",
    "独立做，师傅在旁边看",
    "独立做，交出一件合格的活",
)
DONE = (
    "带着调了一遍参数，自己又做了三遍。",
    "一起看了上月的废品，找出两条原因。",
    "",
    "跟班两天，写了一页小结。",
    "练到下班，有进步。",
)


def make_pairs(enterprises, teams, desk, now):
    """Make every agreement of the table, each as far as its fate goes; some of the people agree to be named."""
    today = timezone.localtime(now).date()
    for row in tables.rows("mentorships"):
        officer = desk[row["code"], "officer"]
        people = _people(row, teams)
        _agree_to_names(row, people, now)
        made = _draft(row, enterprises[row["code"]], people, officer, today)
        if row["fate"] != "draft":
            _go_on(made, row, people, officer, now)


def _people(row, teams):
    """(mentor, apprentices), each with an account."""
    own = [f"{row['code']}/{place}" for place in row["apprentices"].split()]
    found = [_person(teams, place) for place in (f"{row['code']}/{row['mentor']}", *own, *row["guests"].split())]
    for person in found:
        account_of(person)
    return found[0], found[1:]


def _person(teams, place):
    code, team, number = place.split("/")
    return teams[code, team][int(number)]


def _agree_to_names(row, people, now):
    mentor, apprentices = people
    agreed = {"mentor": [mentor], "apprentice": apprentices}
    for word in row["named"].split():
        for person in agreed[word]:
            member_services.give_consent("named", by=account_of(person), occurred_at=now - 10 * DAY)


def _begun(row, today):
    return today - int(row["begun"]) * DAY


def _draft(row, enterprise, people, officer, today):
    begun = _begun(row, today)
    mentor, apprentices = people
    return services.draft(
        by=officer, enterprise=enterprise, mentor=mentor, apprentices=apprentices, trade=row["trade"],
        goals=row["goals"], target_grade=row["grade"], starts_on=begun, ends_on=months_later(begun, int(row["months"])),
        workshop=Workshop.objects.filter(slug=row["workshop"]).first(), occurred_at=start_of(begun - DAY),
    )  # fmt: skip


def _go_on(made, row, people, officer, now):
    mentor, apprentices = people
    begun = start_of(made.starts_on)
    if row["fate"] in ("paper", "graduated"):
        made = services.enter_signed(made, by=officer, signed_on=made.starts_on, occurred_at=begun)
    else:
        services.send_to_sign(made, by=officer, occurred_at=begun)
        signing = apprentices if row["fate"] == "signing" else [*apprentices, mentor]
        for hours, person in enumerate(signing[::-1], 9):
            made = services.sign(made, by=account_of(person), occurred_at=begun + dt.timedelta(hours=hours))
    if made.is_in_force:
        _work(made, row, people, officer, now)
        _decide(made, row, people, officer, now)


def _work(made, row, people, officer, now):
    """The mentor has written the first stages, some are checked; both note their months."""
    today = timezone.localtime(now).date()
    for place, stage in enumerate(made.stages.all()):
        if stage.due_on <= today - 60 * DAY or place < 2:
            services.change_stage(stage, by=account_of(people[0]), content=TAUGHT[place % 4], due_on=stage.due_on)
    for place, stage in enumerate(Stage.objects.filter(mentorship=made, due_on__lt=today - 5 * DAY)):
        result = Outcome.EXCELLENT if place % 3 else Outcome.PASSED
        facts = {"result": result, "checked_on": stage.due_on, "occurred_at": start_of(stage.due_on)}
        services.check_stage(stage, by=account_of(people[0]), finding="按卡片一项项做了，记在本子上。", **facts)
    writers = [people[0], *people[1]]
    for back in range(int(row["records"])):
        by = account_of(writers[back % len(writers)])
        when = start_of(months_later(today.replace(day=3), -back - 1))
        if when.date() >= made.signed_on:
            services.note_month(made, by=by, words=DONE[back % len(DONE)], occurred_at=when)


def _decide(made, row, people, officer, now):
    ended = min(start_of(made.ends_on), now - 20 * DAY)
    when = {"by": officer, "occurred_at": ended}
    if row["fate"] in ("graduated", "not_passed"):
        _assess(made, row, people[1], officer, ended)
    elif row["fate"] == "extended":
        later = months_later(made.ends_on, 6)
        services.extend(
            made, by=officer, ends_on=later, reason="产线搬迁停了三个月，把落下的补回来。", occurred_at=ended
        )
    elif row["fate"] == "ended":
        asking = {"by": account_of(people[1][0]), "occurred_at": ended}
        services.ask(made, kind="end", reason="调到质量科，换了岗位。", **asking)
        services.end(made, reason="徒弟调岗，双方同意。", **when)
    elif row["fate"] == "new_mentor":
        team = made.mentor.department.people.in_service().exclude(pk__in=[people[0].pk, *(one.pk for one in people[1])])
        new = team.order_by("work_number").last()
        account_of(new)
        made = services.change_mentor(made, mentor=new, reason="原师傅调任班长，带不过来。", **when)
        services.sign(made, by=account_of(new), occurred_at=ended + DAY)


def _assess(made, row, apprentices, officer, when):
    passed = row["fate"] == "graduated"
    result, score = (Outcome.EXCELLENT, Decimal("92.5")) if passed else (Outcome.FAILED, Decimal("54"))
    found = {one.pk: Finding(result, score, row["grade"] if passed else "") for one in made.apprenticeships.all()}
    day = timezone.localtime(when).date()
    done = services.assess(made, by=officer, findings=found, assessed_on=day, occurred_at=when)
    if passed:
        services.award(done, by=officer, award="师傅奖金2000元，师徒各发证书一份", awarded_on=day, occurred_at=when)
