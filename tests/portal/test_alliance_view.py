"""The half-minute picture of an alliance: what was merged by kind, and what that has brought."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from alliance_portal.periods import Period
from alliance_portal.views.merged import brought, by_kind
from tests.factories import (
    AllianceFactory,
    EnterpriseFactory,
    SessionFactory,
    SpecialityFactory,
    WorkshopFactory,
    WorkshopMembershipFactory,
    willing,
)
from tests.workshops import sharing
from tests.workshops.booking import VenueFactory

VISITOR = AnonymousUser()


@pytest.fixture
def merged(cast, strangers):
    """One alliance with three workshops of two kinds; two of them held a session together."""
    alliance = AllianceFactory(slug="welding")
    first = WorkshopFactory(name="A焊装", enterprise=cast.enterprise, alliance=alliance)
    second = WorkshopFactory(name="B铣削", enterprise=strangers.enterprise, alliance=alliance, kind="master_craftsman")
    third = WorkshopFactory(name="C打磨", enterprise=cast.enterprise, alliance=alliance)
    start = timezone.now() - dt.timedelta(hours=3)
    together = SessionFactory(starts_at=start, ends_at=start + dt.timedelta(hours=1))
    together.workshops.set([first, second])
    SessionFactory(starts_at=start, ends_at=start + dt.timedelta(hours=1)).workshops.set([first])
    return [first, second, third]


def shared(user, workshops):
    return brought(user, workshops, Period.this_year())


def test_workshops_stand_under_their_kind(merged):
    first, second, third = merged
    assert [found for _label, found in by_kind(merged)] == [[first, third], [second]]
    assert by_kind([]) == []


def test_a_session_held_together_counts_once_and_one_held_alone_does_not(merged):
    assert shared(VISITOR, merged)["together"] == 1
    assert shared(VISITOR, merged[:1])["together"] == 0


def test_what_is_shared_is_what_the_reader_may_see(cast, merged):
    VenueFactory(enterprise=cast.enterprise).workshops.set(merged[:1])
    sharing.published(cast.officer, merged[0], "public")
    sharing.published(cast.officer, merged[0], "enterprise")
    assert [shared(user, merged)["documents"] for user in (VISITOR, cast.worker)] == [1, 2]
    assert shared(VISITOR, merged)["venues"] == 1


def test_only_who_may_be_asked_counts_as_a_helper(cast, merged):
    for user in (cast.owner, cast.colleague):
        WorkshopMembershipFactory(workshop=merged[0], person=user.person)
    willing(cast.owner, SpecialityFactory())
    assert shared(VISITOR, merged)["helpers"] == 1


def test_the_page_shows_both_to_anybody(client, merged):
    page_text = client.get("/en/alliances/welding/").content.decode()
    assert "Merged into one" in page_text
    assert "Sessions held together this year" in page_text


def test_the_list_begins_with_what_all_of_them_became(client, cast, merged):
    inner = AllianceFactory(name="攻关组", parent=merged[0].alliance_memberships.get().alliance)
    WorkshopFactory(enterprise=cast.enterprise, alliance=inner)
    WorkshopFactory(enterprise=EnterpriseFactory(), is_active=False)
    whole = client.get("/en/workshops/").context["whole"]
    assert whole["enterprises"] == 2
    assert [(part.depth, part.workshops) for part in whole["alliances"]] == [(1, 4), (2, 1)]
    assert whole["brought"]["together"] == 1


def test_who_looks_for_something_sees_the_finds_first(client, merged):
    picture = "What they merged into"
    assert picture in client.get("/en/workshops/").content.decode()
    assert picture not in client.get("/en/workshops/", {"kind": "model_worker"}).content.decode()


@pytest.mark.django_db
def test_a_district_without_workshops_has_no_picture(client):
    assert client.get("/workshops/").context["whole"] is None
