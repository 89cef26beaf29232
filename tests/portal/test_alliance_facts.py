"""What the portal knows by itself of plates, documents, venues and visits, for every superior's table."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.periods import Period
from tests.factories import WorkshopFactory
from tests.workshops import asking, plating, sharing
from tests.workshops.booking import VenueFactory
from workshops.radar.catalogue import REGISTERED
from workshops.radar.reach import reach


@pytest.fixture
def two(cast):
    return [WorkshopFactory(name=name, enterprise=cast.enterprise) for name in ("A焊装", "B铣削")]


def known(code, workshops):
    """What the catalogue says of each workshop this year."""
    fact, period = REGISTERED[code], Period.this_year()
    rows = fact.source.each(workshops, period)
    return [fact.read(rows[one.pk]) for one in workshops]


def whole(code, workshops):
    fact = REGISTERED[code]
    return fact.read(fact.source.whole(workshops, Period.this_year()))


def test_plates_are_those_valid_at_the_end_and_the_highest_comes_first(two, staff):
    plating.hung(two[0], staff, level="enterprise", title="公司工作室")
    plating.hung(two[0], staff, level="provincial", title="省示范")
    plating.revoked(two[0], staff, on=plating.ago(1))
    assert known("plates", two) == [2, 0]
    assert known("plate_titles", two) == ["省示范；公司工作室", ""]
    assert known("highest_level", two)[1] == ""


def test_what_two_share_counts_for_each_and_once_together(cast, two):
    VenueFactory(enterprise=cast.enterprise).workshops.set(two)
    assert known("venues_kept", two) == [1, 1]
    assert whole("venues_kept", two) == 1


def test_documents_count_when_they_are_published(cast, two):
    sharing.published(cast.officer, two[0], "public")
    sharing.draft(cast.officer, two[0], "public")
    assert known("documents_shared", two) == [1, 0]


def test_a_requirement_may_ask_holders_of_plates_of_a_system_alone(two, staff):
    plating.hung(two[0], staff, system="union")
    made = [asking.requirement("季报", systems=["union"]), asking.requirement("年报", by="科技局")]
    found = reach(made, two)
    assert [found[one.pk] for one in made] == [{two[0].pk}, {one.pk for one in two}]


def test_a_plate_revoked_today_asks_no_longer(two, staff):
    plating.revoked(two[0], staff, on=timezone.localdate() - dt.timedelta(days=1), system="union")
    made = asking.requirement("季报", systems=["union"])
    assert reach([made], two)[made.pk] == set()
