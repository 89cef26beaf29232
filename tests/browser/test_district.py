"""The comparison of enterprises, checks on the spot, and workshops in figures, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from suggestions.models import SpotCheckRow
from tests.browser.looks import PHONE
from tests.factories import AllianceFactory, SessionFactory, WorkshopFactory
from tests.suggestions import spot_checking
from tests.suggestions.counted import many


@pytest.fixture
def declared(live_server, cast, strangers, staff):
    """A check that is being made, one that is closed, and suggestions of two enterprises."""
    for one in (cast, strangers):
        many(one.team, 30, answer="adopted")
    spot_checking.adopted(cast, 5)
    spot_checking.closed(staff, "different", size=2)
    return spot_checking.drawn(staff, size=2)


@pytest.fixture
def alliance(live_server, cast):
    made = AllianceFactory(slug="welding")
    workshops = [WorkshopFactory(enterprise=cast.enterprise, alliance=made) for _n in range(2)]
    SessionFactory(enterprise=cast.enterprise, starts_at=timezone.now()).workshops.set(workshops)
    return made


def test_pages_of_the_district_hold_on_every_screen(desk, staff, declared, faults):
    page = desk(staff)
    check = f"/spot-checks/{declared.pk}/"
    pages = [reverse("district"), reverse("district-funnel"), reverse("district-owed"), reverse("suggestions:flags")]
    for address in [*pages, "/spot-checks/", "/spot-checks/new/", "/spot-checks/found/", check, f"{check}sheet/"]:
        page.go(address)
        assert (address, faults(page)) == (address, {})


def test_workshops_in_figures_hold_on_every_screen(desk, cast, alliance, faults):
    page = desk(cast.leader)
    rows = f"{reverse('dashboard-workshop-rows')}?figure=sessions"
    shown = [reverse("dashboard-workshops"), reverse("dashboard-alliances")]
    for address in [*shown, reverse("dashboard-alliance", args=[alliance.slug]), rows]:
        page.go(address)
        assert (address, faults(page)) == (address, {})


def test_a_finding_is_entered_on_the_phone_where_the_thing_stands(desk, staff, declared, axe, overflow):
    page = desk(staff, PHONE)
    page.go(f"/spot-checks/{declared.pk}/1/")
    page.get_by_label("与申报不符").check()
    page.get_by_role("button", name="记下，看下一条").click()
    expect(page.get_by_text("请写明看到的情况").first).to_be_visible()
    assert (axe(page), overflow(page)) == ({}, 0)
    expect(page.get_by_label("与申报不符")).to_be_checked()
    page.locator("[name=words]").fill("只装了一半")
    page.get_by_role("button", name="记下，看下一条").click()
    page.wait_for_url(f"**/spot-checks/{declared.pk}/2/")
    first = SpotCheckRow.objects.get(spot_check=declared, place=1)
    assert (first.finding, first.words) == ("different", "只装了一半")
