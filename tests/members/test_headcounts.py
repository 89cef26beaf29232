"""Headcounts of past months stay where people worked then."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal import periods
from alliance_portal.periods import Period
from members import statistics
from members.services import roster
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def counted(cast, month, department=None):
    found = statistics.headcounts(
        Period(month, month), at=timezone.now(), enterprise=cast.enterprise, department=department
    )
    return found[cast.enterprise.pk]


def test_whoever_moved_counts_in_the_old_department_until_then(cast):
    """Two of the team move to the office today, one of them comes back: last month both were in the team."""
    this = periods.month_of(timezone.now())
    last = periods.add_months(this, -1)
    shop = cast.team.parent
    before = counted(cast, last)
    for one in (cast.worker, cast.colleague):
        roster.move_person(one.person, cast.office, by=cast.officer)
    roster.move_person(cast.colleague.person, cast.team, by=cast.officer)
    assert counted(cast, last) == before
    now = counted(cast, this)
    assert (now[None], now[shop.pk]) == (before[None], before[shop.pk] - 1)
    assert now[cast.office.pk] == before[cast.office.pk] + 1
    in_team = [counted(cast, month, cast.team)[None] for month in (last, this)]
    assert in_team == [in_team[1] + 1, in_team[1]]


def test_many_who_moved_cost_as_many_queries_as_one(cast):
    def costs():
        with CaptureQueriesContext(connection) as found:
            counted(cast, periods.month_of(timezone.now()))
        return len(found)

    roster.move_person(cast.worker.person, cast.office, by=cast.officer)
    one = costs()
    for number in ("0100", "0101"):
        roster.move_person(PersonFactory(department=cast.team, work_number=number), cast.office, by=cast.officer)
    assert costs() == one
