"""The training of the year: held with names or by head count, and what is coming up."""

import datetime as dt
from decimal import Decimal

from alliance_portal.periods import start_of
from training.models import Attendance, Session

from . import tables

LEADER = "领衔人"


def hold_sessions(enterprises, workshops, teams, today):
    """Make every session of the table; sessions without a head count get named attendance once they are over."""
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    for place, row in enumerate(tables.rows("sessions")):
        hosts = [by_slug[slug] for slug in row["workshops"].split()]
        session = _session(enterprises[row["code"]], row, hosts, today)
        session.workshops.set(hosts)
        if int(row["days"]) < 0 and not row["count"]:
            people = _people(row["code"], teams, place)
            Attendance.objects.bulk_create(Attendance(session=session, person=person) for person in people)


def _session(enterprise, row, hosts, today):
    hours = int(row["hours"])
    starts_at = start_of(today + dt.timedelta(days=int(row["days"]))) + dt.timedelta(hours=int(row["hour"]))
    return Session.objects.create(
        topic=row["topic"],
        function=row["function"],
        kind=row["kind"],
        enterprise=enterprise,
        venue=row["venue"],
        lecturer=_lecturer(row["lecturer"], hosts),
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=hours),
        class_hours=Decimal(hours),
        head_count=int(row["count"]) if row["count"] else None,
    )


def _lecturer(text, hosts):
    """The leader of the first host workshop by name, or what the table says."""
    if text != LEADER or not hosts:
        return text
    return hosts[0].memberships.current().select_related("person").get(role="leader").person.name


def _people(code, teams, place):
    """Every third person of the enterprise, beginning elsewhere each time."""
    everybody = [person for (own, _team), people in teams.items() if own == code for person in people]
    return everybody[place % 3 :: 3]
