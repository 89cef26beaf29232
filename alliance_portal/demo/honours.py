"""The register of honours of the demo, some with a name and some without, and two results for the national round."""

import datetime as dt

from django.utils import timezone

from members import services as member_services
from workshops import services
from workshops.models import FiveSmallKind
from workshops.national_round import DECLARED

from . import tables
from .accounts import account_of

DAY = dt.timedelta(days=1)
FACTS = ("level", "kind", "title", "body", "reason", "holder")


def keep_register(enterprises, workshops, teams, desk, *, by, now=None):
    """Honours of every level and kind of holder; one was revoked. Some of the people agree to be named."""
    now = now or timezone.now()
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    for row in tables.rows("honours"):
        enterprise, officer = enterprises[row["code"]], desk[row["code"], "officer"]
        keeper = officer if row["level"] == "enterprise" else by
        facts = {name: row[name] for name in FACTS} | {"document_number": row["document"], "enterprise": enterprise}
        facts |= _holder(row, by_slug, teams)
        day = timezone.localtime(now).date() - int(row["days"]) * DAY
        if row["named"]:
            member_services.give_consent("named", by=account_of(facts["person"]), occurred_at=now - 10 * DAY)
        honour = services.honours.register(by=keeper, granted_on=day, occurred_at=now - 9 * DAY, **facts)
        if row["fate"] == "revoked":
            why = {"reason": "成果与他人专利重复，经核实撤销。", "on": timezone.localtime(now).date() - 5 * DAY}
            services.honours.revoke(honour, by=keeper, occurred_at=now - 5 * DAY, **why)
    _hand_in(enterprises, by_slug, teams, desk, now)


def _holder(row, by_slug, teams):
    """Who holds it, as the service takes it."""
    if row["holder"] == "person":
        return {"person": _person(teams, row["code"], row["whom"])}
    if row["holder"] == "workshop":
        return {"workshop": by_slug[row["whom"]]}
    return {"team": row["whom"]} if row["holder"] == "team" else {}


def _person(teams, code, place):
    team, number = place.split("/")
    return teams[code, team][int(number)]


def _hand_in(enterprises, by_slug, teams, desk, now):
    """Results in use since this year; of one the makers were asked, and the first agrees that the name is handed on."""
    for row in tables.rows("five_smalls"):
        officer = desk[row["code"], "officer"]
        people = [_person(teams, row["code"], one) for one in row["makers"].split()]
        words = {name: row[name] for name in ("title", "before", "method", "after")}
        facts = {
            "enterprise": enterprises[row["code"]],
            "workshops": [by_slug[row["workshop"]]],
            "makers": [{"person": person} for person in people],
            "five_small": FiveSmallKind.objects.get(enterprise=None, name=row["kind"]),
            "in_use_since": _this_year(now, int(row["days"])),
            "claimed_yuan": int(row["claimed"]),
        }
        result = services.results.enter(by=officer, innovation="technology", occurred_at=now, **facts, **words)
        if row["put"]:
            member_services.give_consent("hand_on", by=account_of(people[0]))
            declared = [code for code, _words in DECLARED]
            year = result.in_use_since.year
            services.five_smalls.put_forward(result, year=year, by=officer, declared=declared, occurred_at=now)


def _this_year(now, days):
    """So many days ago, and on New Year's Day at the earliest."""
    today = timezone.localtime(now).date()
    return max(today - days * DAY, today.replace(month=1, day=1))
