"""What the portal knows by itself of plates, documents, venues and visits, for every superior's table."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.periods import Period
from tests.factories import AllianceFactory, ResultFactory, WorkshopFactory
from tests.workshops import alliances, asking, awarding, plating, sharing, visiting
from tests.workshops.booking import VenueFactory
from workshops.radar.catalogue import REGISTERED
from workshops.radar.reach import reach
from workshops.services import awards


@pytest.fixture
def two(cast):
    return [WorkshopFactory(name=name, enterprise=cast.enterprise) for name in ("A焊装", "B铣削")]


def known(code, workshops, period=None):
    """What the catalogue says of each workshop this year, or in a period."""
    fact = REGISTERED[code]
    rows = fact.source.each(workshops, period or Period.this_year())
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
    sharing.withdrawn(cast.officer, two[0])
    assert known("documents_shared", two) == [1, 0]


@pytest.mark.parametrize(("done_on", "counted"), [("06-30", 0), ("07-01", 1), ("09-30", 1), ("10-01", 0)])
def test_items_count_in_the_months_in_which_they_were_done(two, staff, done_on, counted):
    plan = alliances.began(AllianceFactory(), staff, year=2025)
    done = alliances.finish(alliances.item(plan, two[0], by=staff), staff).item
    type(done).objects.update(done_on=f"2025-{done_on}")
    third = Period(dt.date(2025, 7, 1), dt.date(2025, 9, 1))
    assert known("plan_items_done", two, third) == [counted, 0]


def test_entries_in_award_rounds_count_for_each_workshop_of_a_result_and_once_together(cast, two, staff):
    today = timezone.localdate()
    award = awarding.opened(staff, entries_by=today, scores_by=today + dt.timedelta(days=9))
    entry = awarding.recommended(award, cast.officer, ResultFactory(enterprise=cast.enterprise, workshops=two))
    assert known("award_entries", two) == [1, 1]
    assert whole("award_entries", two) == 1
    assert known("award_entries", two, Period(dt.date(2020, 1, 1), dt.date(2020, 12, 1))) == [0, 0]
    awards.withdraw(entry, by=cast.officer)
    assert known("award_entries", two) == [0, 0]


def test_visits_count_once_the_enterprise_has_read_of_them(cast, two, staff):
    for make in (visiting.draft, visiting.shared):
        make(cast.enterprise, staff, workshops=[two[0]], visited_on=dt.date(2025, 9, 30))
    visiting.services.visits.discard(visiting.draft(cast.enterprise, staff, workshops=two), by=staff)
    assert known("visits_received", two, Period(dt.date(2025, 7, 1), dt.date(2025, 9, 1))) == [1, 0]


def test_a_requirement_may_ask_holders_of_plates_of_a_system_alone(two, staff):
    plating.hung(two[0], staff, system="union")
    made = [asking.requirement("季报", systems=["union"]), asking.requirement("年报", by="科技局")]
    found = reach(made, two)
    assert [found[one.pk] for one in made] == [{two[0].pk}, {one.pk for one in two}]


def test_a_plate_revoked_today_asks_no_longer(two, staff):
    plating.revoked(two[0], staff, on=timezone.localdate() - dt.timedelta(days=1), system="union")
    made = asking.requirement("季报", systems=["union"])
    assert reach([made], two)[made.pk] == set()
