"""The training of the year: held with names or by head count, what is coming up, and what people ask for."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from alliance_portal.periods import start_of
from members.models import Person
from training import services
from training.models import Attendance
from training.services.checks import UnfitError
from workshops.models import Venue
from workshops.services.bookings import UnfitError as VenueUnfitError

from . import tables
from .accounts import account_of

LEADER = "领衔人"
DAY = dt.timedelta(days=1)
# Venues are shut on some days and taken on others.
DAYS_TRIED = 10


def hold_sessions(enterprises, workshops, teams, desk, today):
    """Make every session of the table; sessions without a head count get named attendance once they are over."""
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    for place, row in enumerate(tables.rows("sessions")):
        hosts = [by_slug[slug] for slug in row["workshops"].split()]
        officer = desk[row["code"], "officer"] if int(row["days"]) > 0 else None
        session = _session(enterprises, row, hosts, officer, today)
        if int(row["days"]) < 0 and not row["count"]:
            people = _people(row["code"], teams, place)
            Attendance.objects.bulk_create(Attendance(session=session, person=person) for person in people)


def _session(enterprises, row, hosts, officer, today):
    """Announced the day after it was written down, venues and series today; a series is announced as a whole."""
    day = today + dt.timedelta(days=int(row["days"]))
    facts = _facts(enterprises, row, hosts)
    if row["venue"]:
        session = _where_it_fits(row, day, officer, facts | {"occurred_at": start_of(today)})
    else:
        facts |= {"occurred_at": start_of(day) - 14 * DAY, **_times(row, day)}
        session = services.sessions.create(by=officer, **facts)
    if row["series"]:
        kind, *others = row["series"].split()
        days = [today + DAY * int(count) for count in others]
        facts = {"days": days, "is_course": kind == "course", "occurred_at": start_of(today)}
        services.series.repeat(session, by=officer, **facts)
    is_of_today = row["venue"] or row["series"]
    when = start_of(today) if is_of_today else session.starts_at - 13 * DAY
    return services.series.announce(session, by=officer, with_series=True, occurred_at=when)


def _where_it_fits(row, day, officer, facts):
    """In its venue, on the first day from that on which it is open and free."""
    venue = Venue.objects.get(slug=row["venue"])
    for later in range(DAYS_TRIED):
        try:
            with transaction.atomic():
                return services.sessions.create(by=officer, venue=venue, **_times(row, day + DAY * later), **facts)
        except (UnfitError, VenueUnfitError):
            continue
    return services.sessions.create(by=officer, **_times(row, day), **facts)


def _times(row, day):
    starts_at = start_of(day) + dt.timedelta(hours=int(row["hour"]))
    return {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=int(row["hours"]))}


def _facts(enterprises, row, hosts):
    return {
        "workshops": hosts,
        "co_hosts": [enterprises[code] for code in row["cohosts"].split()],
        "topic": row["topic"],
        "function": row["function"],
        "kind": row["kind"],
        "form": row["form"] or "on_site",
        "audience": row["audience"] or "own",
        "enterprise": enterprises[row["code"]],
        "place": row["place"],
        "how_to_join": row["join"],
        "lecturer": "" if row["lecturer"] == LEADER and hosts else row["lecturer"],
        "lecturer_person": _leader(hosts) if row["lecturer"] == LEADER else None,
        "lecturer_kind": _kind(row),
        "capacity": int(row["capacity"]) if row["capacity"] else None,
        "class_hours": Decimal(row["hours"]),
        "head_count": int(row["count"]) if row["count"] else None,
        "about": row["steps"].replace("／", "\n"),
        "bring": row["bring"],
    }


def _leader(hosts):
    """Whoever leads the first host workshop."""
    if not hosts:
        return None
    return hosts[0].memberships.current().select_related("person").get(role="leader").person


def _kind(row):
    return {LEADER: "model_worker", "外聘教授": "professor"}.get(row["lecturer"], "")


def _people(code, teams, place):
    """Every third person of the enterprise, beginning elsewhere each time."""
    everybody = [person for (own, _team), people in teams.items() if own == code for person in people]
    return everybody[place % 3 :: 3]


def ask_for_topics(enterprises, teams, desk, now):
    """Every topic of the table with its voices; one is closed with a reason."""
    for row in tables.rows("wishes"):
        people = _accounts(row, teams)
        asker = next((one for one in people if one.person_or_none.work_number == row["number"]), people[0])
        when = now + DAY * int(row["days"])
        wish = services.wishes.ask(by=asker, text=row["text"], occurred_at=when)
        for one in people:
            services.wishes.join(wish, by=one, occurred_at=when + DAY)
        if row["reason"]:
            officer, later = desk[row["code"], "officer"], when + 4 * DAY
            services.wishes.close(wish, by=officer, reason=row["reason"], occurred_at=later)


def _accounts(row, teams):
    """Of as many people as have a voice, and of whoever asked first; they may have got one meanwhile."""
    chosen = [one.pk for one in _people(row["code"], teams, 1)[: int(row["voices"])]]
    known = Q(pk__in=chosen) | Q(enterprise__code=row["code"], work_number=row["number"])
    return [account_of(one) for one in Person.objects.filter(known).select_related("enterprise", "user")]
