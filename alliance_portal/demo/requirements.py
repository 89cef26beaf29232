"""Three superiors who ask for much the same, merged for the quarter that is running and for the one before it."""

import datetime as dt
from decimal import Decimal

from alliance_portal.facts import REGISTERED
from alliance_portal.periods import Period, add_months, start_of
from workshops import services
from workshops.models import Requirement, RequirementField, Superior, Workshop
from workshops.radar.cells import Want
from workshops.radar.dues import due_in

from . import tables

QUARTERLY = ("union-quarter", "labour-quarter", "science-quarter")
# How many workshops of each enterprise have confirmed the running quarter, and how many more have begun to type.
CONFIRMED = {"CF": 2, "JC": 1, "CJ": 0}
BEGUN = 1


def ask(enterprises, desk, *, by, now):
    """Register what is asked, merge it twice, and let the officers answer as far as they have come."""
    made = _register(by, now)
    first = now.date().replace(month=(now.month - 1) // 3 * 3 + 1, day=1)
    if now.date() >= first + dt.timedelta(days=9):
        past = _merged(made, add_months(first, -3), by=by, when=start_of(first) + dt.timedelta(hours=9))
        for code, enterprise in enterprises.items():
            _answer(
                past,
                enterprise,
                desk[code, "officer"],
                confirmed=99,
                when=start_of(first) + dt.timedelta(days=7, hours=10),
            )
    sent_at = max(now - dt.timedelta(days=8), start_of(first))
    request = _merged(made, first, by=by, when=sent_at)
    for code, enterprise in enterprises.items():
        when = min(sent_at + dt.timedelta(days=3), now)
        _answer(request, enterprise, desk[code, "officer"], confirmed=CONFIRMED[code], when=when)


def _register(by, now):
    """{key: Requirement}, all in force since the year before last began."""
    superiors = {row["name"]: Superior.objects.create(**row) for row in tables.rows("superiors")}
    since, made = dt.date(now.year - 1, 1, 1), {}
    for row in tables.rows("requirements"):
        made[row["key"]] = Requirement.objects.create(
            superior=superiors[row["superior"]],
            title=row["title"],
            form_title=row["form_title"],
            frequency=row["frequency"],
            year_begins=int(row["begins"]),
            due_after=int(row["after"]),
            due_day=int(row["day"]),
            needs_stamp=bool(row["stamp"]),
            in_force_from=since,
        )
    for place, row in enumerate(tables.rows("columns"), 1):
        RequirementField.objects.create(
            requirement=made[row["key"]], place=place, name=row["name"], fact=row["fact"], in_wan=bool(row["wan"])
        )
    return made


def _merged(made, first, *, by, when):
    """The request for the quarter that begins with this month, sent."""
    dues = [due_in(made[key], first) for key in QUARTERLY]
    quarter = (first.month + 2) // 3
    facts = {
        "title": f"{first.year}年第{quarter}季度三家合并填报",
        "due_on": min(due.due_on for due in dues),
        "note": "三家要的内容合成这一份：系统里有的核对一下就行，只补系统里没有的几项。",
    }
    request = services.requests.merge(dues, by=by, occurred_at=when, **facts)
    return services.requests.send(request, by=by, occurred_at=when)


def _answer(request, enterprise, officer, *, confirmed, when):
    """The first workshops of the enterprise have confirmed; the next have begun to type."""
    workshops = Workshop.objects.filter(enterprise=enterprise).order_by("pk")
    for place, workshop in enumerate(workshops[: confirmed + BEGUN]):
        is_done = place < confirmed
        _type(workshop, request, officer, place, when, only=None if is_done else ("topics", "results"))
        if is_done:
            answer = request.answers.get(workshop=workshop)
            services.requests.confirm(answer, by=officer, occurred_at=when)


def _type(workshop, request, officer, place, when, only):
    period = Period(request.parts.first().period_first, request.parts.first().period_last)
    for code, value in _values(place).items():
        if only is None or code in only:
            want = Want.of(REGISTERED[code], period)
            services.requests.record(workshop, want, by=officer, value=Decimal(value), occurred_at=when)


def _values(place):
    return {
        "topics": 1 + place % 3,
        "results": 1 + place % 2,
        "patents": place % 2,
        "site_area": 60 + 20 * (place % 5),
        "funds": 8000 + 4000 * (place % 4),
    }
