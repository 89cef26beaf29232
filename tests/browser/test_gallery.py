"""The gallery, the thanks of a month and the file of a suggestion in a real browser: phone, desk and paper."""

import re

import pytest
from playwright.sync_api import expect

from alliance_portal.files import read_picture
from suggestions import services
from tests.browser.looks import PHONE
from tests.factories import PersonFactory, WorkshopFactory, picture
from tests.suggestions import stages


@pytest.fixture
def improvement(cast):
    """Done, verified, taken by a workshop, public, and named."""
    PersonFactory.create_batch(4, department=cast.team)
    suggestion = stages.verified(cast, photos=[read_picture(picture(size=(800, 600)))], idea="装吊臂")
    type(suggestion).objects.filter(pk=suggestion.pk).update(workshop=WorkshopFactory(enterprise=cast.enterprise))
    suggestion.refresh_from_db()
    services.give_consent(suggestion, by=cast.worker, audience="everybody")
    return services.show_in_gallery(suggestion, by=cast.officer)


@pytest.fixture
def addresses(improvement):
    own = f"/en/suggestions/{improvement.number}"
    return [
        "/en/gallery/",
        f"/en/gallery/{improvement.number}/",
        "/en/gallery/thanks/",
        f"{own}/file/",
        f"{own}/consent/",
    ]


def test_every_page_is_readable_and_fits(cast, addresses, desk, faults):
    page = desk(cast.worker)
    for address in addresses:
        page.go(address)
        assert (address, faults(page)) == (address, {})


def test_a_proposer_agrees_and_takes_it_back_without_script(cast, improvement, desk):
    page = desk(cast.worker, PHONE, java_script_enabled=False)
    page.go(f"/en/suggestions/{improvement.number}/")
    page.get_by_role("button", name="Take my name off").click()
    expect(page.get_by_text("Your name is no longer shown.")).to_be_visible()

    page.get_by_label("People of my enterprise").check()
    page.get_by_role("button", name="Show my name beside it").click()

    expect(page.get_by_role("heading", name="You are named beside it")).to_be_visible()


def test_an_officer_shows_it_after_a_look(cast, desk):
    done = stages.done(cast, photos=[read_picture(picture())])
    page = desk(cast.officer)
    page.go("/en/gallery/")
    page.get_by_role("link", name=done.title).click()
    page.get_by_role("link", name="Show it to everybody").click()
    page.get_by_role("button", name="Show it to everybody").click()

    expect(page.get_by_text("Everybody can see it now.")).to_be_visible()
    page.get_by_role("button", name="Show it only in the enterprise").click()
    expect(page.get_by_text("Only people of the enterprise see it now.")).to_be_visible()


def sheets(page, address):
    """How many pages of A4 it prints."""
    page.go(address)
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


def test_on_paper_two_improvements_fill_a_page_and_a_file_takes_two(cast, improvement, desk):
    for _n in range(4):
        stages.done(cast, photos=[read_picture(picture())])
    page = desk(cast.worker)

    assert sheets(page, "/en/gallery/") == 3
    assert sheets(page, "/en/gallery/thanks/") == 1
    assert sheets(page, f"/en/suggestions/{improvement.number}/file/") <= 2
