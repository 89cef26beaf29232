"""The ways about: to the parts of running workshops, and from page to page for whoever has most of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE

VENUES = "/workbench/workshops/venues/"


@pytest.fixture
def open_venues(cast, desk):
    """The page of the venues, whose chip stands last."""

    def opened(size, **options):
        page = desk(cast.officer, size, **options)
        page.go(VENUES)
        return page, page.get_by_role("navigation", name="工作室事务")

    return opened


def tops(chips):
    return chips.evaluate_all("chips => chips.map(chip => chip.getBoundingClientRect().top)")


def test_a_phone_has_one_row_that_begins_at_the_page_it_is_on(open_venues, overflow, axe):
    page, nav = open_venues(PHONE)
    chips = nav.get_by_role("link")

    assert chips.count() == 22
    assert len(set(tops(chips))) == 1
    expect(nav.locator("[aria-current]")).to_be_in_viewport(ratio=1)
    assert (overflow(page), axe(page)) == (0, {})
    chips.first.focus()
    expect(chips.first).to_be_in_viewport(ratio=1)


def test_a_desktop_shows_all_of_them(open_venues, overflow):
    page, nav = open_venues(None)
    chips = nav.get_by_role("link")

    for chip in chips.all():
        expect(chip).to_be_in_viewport(ratio=1)
    assert overflow(page) == 0


def test_the_longest_navigation_leaves_the_name_of_the_portal_its_place(cast, desk):
    page = desk(cast.officer, None)
    page.go("/problems/")
    brand, nav = page.locator(".brand span").bounding_box(), page.locator(".masthead .nav").bounding_box()
    assert brand["x"] + brand["width"] <= nav["x"]
    assert brand["height"] < 50


def test_english_words_of_somebody_signed_in_stand_in_the_menu(cast, desk):
    page = desk(cast.officer, None)
    page.go("/en/problems/")
    expect(page.locator(".masthead .nav")).to_be_hidden()
    page.locator(".menu summary").click()
    expect(page.locator(".menu").get_by_role("link", name="Problems")).to_be_visible()
