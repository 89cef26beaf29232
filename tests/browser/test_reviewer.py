"""The reviewer's desk in a real browser: on the office screen, on a phone, and without script."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from alliance_portal.files import read_picture
from suggestions import services
from suggestions.models import Decision, Photo
from tests.browser.looks import PHONE
from tests.factories import SuggestionFactory, picture

QUEUE = "/en/workbench/queue/"
ANSWER = "您说得对，这根线确实有风险。我们给3号、4号工位各装一副悬臂吊架。"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ideas(live_server, cast):
    """One late with a photo, one due today, one fresh."""
    rows = [
        SuggestionFactory(
            department=cast.team,
            by=cast.worker.person,
            title=title,
            received_at=timezone.now() - dt.timedelta(days=days),
        )
        for title, days in [("焊钳电缆拖地，叉车容易压到", 9), ("缺件信息写在白板上", 7), ("料架边角没护套", 0)]
    ]
    services.photos.attach(rows[0], [read_picture(picture(size=(640, 480)))], Photo.Kind.BEFORE)
    return rows


def fill_in(page, *, owner="周工", days=20):
    page.locator("label.segment", has_text="Adopt").first.click()
    page.get_by_label("Answer to the worker").fill(ANSWER)
    page.get_by_label("Owner").fill(owner)
    page.get_by_label("To be done by").fill(str(timezone.localdate() + dt.timedelta(days=days)))


def send(page):
    page.get_by_role("button", name="Send the answer").click()


def shows(page, suggestion):
    """Wait until the record beside the list, or alone on a phone, is this one."""
    expect(page.locator("#record-title")).to_have_text(suggestion.title)


def test_the_office_screen_shows_list_and_record_side_by_side(desk, cast, ideas):
    page = desk(cast.reviewer)
    page.go(QUEUE)

    listed, record = page.locator(".queue").bounding_box(), page.locator(".record").bounding_box()
    assert listed["x"] + listed["width"] <= record["x"]
    assert abs(listed["y"] - record["y"]) < 2
    shows(page, ideas[0])


def test_one_is_answered_and_the_next_comes(desk, cast, ideas):
    page = desk(cast.reviewer)
    page.go(QUEUE)
    assert page.locator("input[name=decision]:checked").count() == 0

    fill_in(page)
    send(page)

    shows(page, ideas[1])
    assert page.locator(".messages").inner_text() == f"{ideas[0].number} has been answered. The worker sees it now."
    expect(page.locator(".queue__row")).to_have_count(2)
    decision = Decision.objects.get()
    assert (decision.suggestion, decision.reason, decision.conclusion) == (ideas[0], ANSWER, "adopted")


def test_the_fields_that_fit_the_decision_come_with_it(desk, cast, ideas):
    page = desk(cast.reviewer)
    page.go(QUEUE)
    owner, reason = page.get_by_label("Owner"), page.get_by_label("Why not")
    assert (owner.is_visible(), reason.is_visible()) == (False, False)

    page.locator("label.segment", has_text="Adopt").first.click()
    assert (owner.is_visible(), reason.is_visible()) == (True, False)

    page.locator("label.segment", has_text="Do not adopt").click()
    assert (owner.is_visible(), reason.is_visible()) == (False, True)


def tab_to(page, selector, most=12):
    """What lies between may grow, but not beyond reach."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", selector):
            return
    pytest.fail(f"{selector} is not reached with {most} strokes of the Tab key")


def test_a_decision_can_be_made_with_the_keyboard_alone(desk, cast, ideas):
    page = desk(cast.reviewer)
    page.go(QUEUE)

    page.locator("input[name=decision][value=reserved]").focus()
    page.keyboard.press("Space")
    tab_to(page, "textarea[name=answer]")
    page.keyboard.type("先保留，等新线投产再看。")
    tab_to(page, "button[name=move][value=answer]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ideas[1].number}/")

    assert Decision.objects.get().conclusion == "reserved"


def test_errors_come_first_and_nothing_typed_is_lost(desk, cast, ideas, axe):
    page = desk(cast.reviewer)
    page.go(QUEUE)
    fill_in(page, owner="周公")
    send(page)

    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#error-summary a").click()
    expect(page.locator("#id_owner")).to_be_focused()
    assert page.get_by_label("Answer to the worker").input_value() == ANSWER
    assert axe(page) == {}
    page.get_by_label("Owner").fill("0004")
    send(page)
    shows(page, ideas[1])


def test_who_was_faster_is_said_and_the_text_is_kept(desk, cast, ideas, axe, overflow):
    page = desk(cast.reviewer)
    page.go(QUEUE)
    fill_in(page)
    services.withdraw(ideas[0], by=cast.worker)
    send(page)

    assert "The proposer was faster: “Withdrawn”" in page.locator(".notice--warn").inner_text()
    assert page.get_by_label("What you had written").input_value() == ANSWER
    assert Decision.objects.count() == 0
    assert axe(page) == {}
    assert overflow(page) == 0


def test_on_a_phone_the_list_leads_to_a_page_of_its_own(desk, cast, ideas, overflow):
    page = desk(cast.reviewer, PHONE)
    page.go(QUEUE)
    assert page.locator(".queue").is_visible()
    assert not page.locator(".record").is_visible()

    page.get_by_role("link", name=ideas[1].title).click()

    shows(page, ideas[1])
    expect(page.locator(".record")).to_be_visible()
    assert not page.locator(".queue").is_visible()
    fill_in(page)
    send(page)
    shows(page, ideas[2])
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator(".queue__row")).to_have_count(2)
    expect(page.locator(".queue")).to_be_visible()
    assert overflow(page) == 0


def test_without_script_everything_is_there_with_its_hint(desk, cast, ideas):
    page = desk(cast.reviewer, PHONE, java_script_enabled=False)
    page.go(f"{QUEUE}{ideas[0].number}/")
    assert page.get_by_label("Owner").is_visible()
    assert page.get_by_label("Why not").is_visible()

    fill_in(page)
    send(page)

    shows(page, ideas[1])
    assert Decision.objects.get().suggestion == ideas[0]


def test_the_owner_reports_with_a_photo_and_finance_verifies(desk, cast, ideas, tmp_path):
    due_on = timezone.localdate() + dt.timedelta(days=20)
    services.adopt(ideas[0], by=cast.reviewer, reason=ANSWER, owner=cast.owner.person, due_on=due_on)
    (tmp_path / "after.jpg").write_bytes(picture(size=(800, 600)).read())
    page = desk(cast.owner, PHONE)
    page.go("/en/workbench/tracking/")
    page.get_by_role("link", name=ideas[0].title).click()

    page.get_by_label("What is different now").fill("吊架装好了")
    page.locator("#finish-photos input[multiple]").set_input_files(tmp_path / "after.jpg")
    page.get_by_role("button", name="Report it as done").click()
    page.get_by_role("link", name="State the benefit").click()
    page.get_by_label("Benefit of the first twelve months, in yuan").fill("12,000")
    page.get_by_label("How it was estimated").fill("每天省20分钟")
    page.get_by_role("button", name="State the benefit").click()
    page.locator(".amounts").wait_for()

    services.confirm(ideas[0], by=cast.worker)
    page = desk(cast.finance)
    page.go("/en/workbench/benefits/")
    page.get_by_role("link", name=ideas[0].title).click()
    page.get_by_label("Verified benefit, in yuan").fill("11000")
    page.get_by_label("Basis", exact=True).fill("凭证12号")
    page.get_by_role("button", name="Enter as verified").click()
    page.get_by_text("Nothing waits to be verified.").wait_for()

    ideas[0].refresh_from_db()
    assert ideas[0].photos.filter(kind=Photo.Kind.AFTER).count() == 1
    assert (ideas[0].benefit.claimed_yuan, ideas[0].benefit.verified_yuan) == (12000, 11000)


NARROW = {"width": 320, "height": 640}


def test_no_page_breaks_a_rule_or_runs_over_the_edge(desk, cast, ideas, faults, overflow):
    due_on = timezone.localdate() - dt.timedelta(days=1)
    services.adopt(ideas[1], by=cast.reviewer, reason=ANSWER, owner=cast.owner.person, due_on=due_on)
    photos = [read_picture(picture())]
    services.finish(ideas[1], by=cast.owner, note="装好了", photos=photos)
    services.confirm(ideas[1], by=cast.worker)
    services.claim_benefit(ideas[1], by=cast.owner, yuan=12000, basis="每天省20分钟")
    services.adopt(ideas[2], by=cast.reviewer, reason=ANSWER, owner=cast.owner.person, due_on=due_on)
    pages = {
        cast.reviewer: ["queue/", f"queue/{ideas[0].number}/", "queue/?tab=details", f"tracking/{ideas[2].number}/"],
        cast.owner: ["tracking/", f"tracking/{ideas[2].number}/", f"tracking/{ideas[1].number}/"],
        cast.finance: ["benefits/", f"benefits/{ideas[1].number}/"],
    }

    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            for language in ("/en", ""):
                page.go(f"{language}/workbench/{address}")
                page.set_viewport_size(NARROW)
                assert (language, address, overflow(page)) == (language, address, 0)
            assert (address, faults(page)) == (address, {})
