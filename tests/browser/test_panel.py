"""Panels and meetings in a real browser: a vote by the keyboard alone, the screen of the room, the paper to sign."""

import re

import pytest
from playwright.sync_api import expect

from suggestions import services
from suggestions.models import Ballot, Decision
from tests.browser.looks import PHONE
from tests.factories import PersonFactory
from tests.suggestions import panels, stages


@pytest.fixture
def panel(live_server, cast):
    """Owner, finance and officer judge it."""
    return panels.called(cast, stages.sent(cast, occurred_at=stages.days_ago(1)))


@pytest.fixture
def meeting(live_server, cast):
    """One idea with a draft, one without."""
    facts = {"by": cast.reviewer, "enterprise": cast.enterprise}
    meeting = services.plan_meeting(title="九月评审会", held_on=panels.today(1), **facts)
    first, _second = (services.put_on_list(meeting, stages.sent(cast), by=cast.reviewer) for _n in range(2))
    services.draft(first, by=cast.reviewer, conclusion="reserved", answer="等新线投产再看。")
    return meeting


def press_until(page, selector, most=60):
    """Go on by the Tab key to what the selector means."""
    for _n in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", selector):
            return
    pytest.fail(f"{selector} is not reached with {most} strokes of the Tab key")


def test_a_member_votes_with_the_keyboard_alone_and_sees_the_others_then(cast, panel, desk, axe):
    panels.vote(panel, cast.finance, opinion="我们科里看着划算。")
    page = desk(cast.owner)
    page.go(f"/en/workbench/panels/{panel.suggestion.number}/")
    expect(page.get_by_text("我们科里看着划算。")).to_have_count(0)

    for criterion, points in zip(panel.rubric.criteria.all(), ("50", "30"), strict=True):
        press_until(page, f"[name=points_{criterion.pk}]")
        page.keyboard.type(points)
    press_until(page, "[name=recommendation]")
    page.keyboard.press("Space")
    press_until(page, "[name=opinion]")
    page.keyboard.type("先在一处试。")
    press_until(page, "main form button")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your vote is in.")).to_be_visible()
    expect(page.get_by_text("我们科里看着划算。")).to_be_visible()
    ballot = Ballot.objects.get(voter=cast.owner)
    assert (ballot.opinion, ballot.total) == ("先在一处试。", 80)
    assert axe(page) == {}


def test_what_is_missing_is_said_at_its_field_and_the_words_stay_without_script(cast, panel, desk):
    page = desk(cast.owner, PHONE, java_script_enabled=False)
    page.go(f"/en/workbench/panels/{panel.suggestion.number}/")
    page.get_by_label("Opinion").fill("先在一处试。")
    page.get_by_role("button", name="Give my vote").click()
    expect(page.get_by_label("Opinion")).to_have_value("先在一处试。")
    assert page.locator(".field-error").count() >= 2
    assert not Ballot.objects.exists()


def test_every_page_is_readable_and_fits(cast, panel, meeting, desk, faults):
    item = meeting.items.first().suggestion.number
    addresses = ["panels/", f"panels/{panel.suggestion.number}/", "meetings/"]
    addresses += [
        f"meetings/{meeting.pk}/{page}" for page in ("", f"{item}/", "publish/", "show/", f"show/{item}/", "paper/")
    ]
    waiting = stages.sent(cast)
    addresses.append(f"panels/{waiting.number}/call/")
    page = desk(cast.reviewer)
    for address in addresses:
        page.go(f"/en/workbench/{address}")
        assert (address, faults(page)) == (address, {})


def test_a_meeting_goes_from_the_draft_to_the_answers(cast, meeting, desk):
    item = meeting.items.last()
    page = desk(cast.reviewer)
    page.go(f"/en/workbench/meetings/{meeting.pk}/{item.suggestion.number}/")
    page.locator("label.segment", has_text="To be kept in reserve").click()
    page.get_by_label("Answer to the worker").fill("先记下来，明年大修时再看。")
    page.get_by_role("button", name="Keep the draft").click()
    page.wait_for_url(re.compile(rf"/meetings/{meeting.pk}/$"))
    assert not Decision.objects.exists()

    page.go(f"/en/workbench/meetings/{meeting.pk}/publish/")
    page.locator("main form button").last.click()
    expect(page.locator(".messages")).to_be_visible()
    assert Decision.objects.count() == 2


def test_the_sheet_to_sign_fits_one_page(cast, meeting, desk):
    PersonFactory(department=cast.office)
    page = desk(cast.reviewer)
    page.go(f"/en/workbench/meetings/{meeting.pk}/paper/")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
