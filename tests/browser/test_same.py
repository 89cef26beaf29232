"""The same said twice, in a real browser: while a worker writes, before a reviewer decides, and without script."""

import pytest
from playwright.sync_api import expect

from suggestions import services
from suggestions.models import Backing, Suggestion
from tests.browser.looks import PHONE
from tests.suggestions import stages

SAME = "焊钳电缆拖在地上，叉车容易压到"


@pytest.fixture
def earlier(live_server, cast):
    """A colleague has said it and has an answer."""
    idea = stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))
    return services.reserve(idea, by=cast.reviewer, reason="明年改线时一起做。")


def test_what_was_said_already_appears_while_one_writes_and_is_joined_in_place(cast, earlier, desk, axe, overflow):
    page = desk(cast.worker, PHONE)
    page.go("/en/suggestions/new/")
    page.locator("[name=problem]").press_sequentially(SAME, delay=5)
    found = page.locator("[data-similar-list]")
    expect(found.get_by_text("明年改线时一起做。")).to_be_visible()
    assert (axe(page), overflow(page)) == ({}, 0)

    found.get_by_role("button", name="I have met this too").click()
    expect(found.get_by_text("You have met it too")).to_be_visible()
    assert Backing.objects.get().person == cast.worker.person
    expect(page.locator("[name=problem]")).to_have_value(SAME)


def test_it_never_holds_up_what_is_sent(cast, earlier, desk):
    page = desk(cast.worker, PHONE)
    page.go("/en/suggestions/new/")
    page.locator("[name=problem]").fill(SAME)
    page.get_by_role("button", name="Send the suggestion").last.click()
    page.wait_for_url("**/sent/")
    assert Suggestion.objects.count() == 2


def test_without_script_the_list_is_a_page_of_its_own(cast, earlier, desk):
    page = desk(cast.worker, PHONE, java_script_enabled=False)
    page.go("/en/suggestions/similar/")
    page.locator("[name=problem]").fill(SAME)
    page.locator("main form button").first.click()
    expect(page.get_by_text("明年改线时一起做。")).to_be_visible()
    page.get_by_role("button", name="I have met this too").click()
    assert Backing.objects.get().person == cast.worker.person


def test_a_reviewer_opens_the_likely_ones_and_merges(cast, earlier, desk, axe):
    again = stages.sent(cast)
    page = desk(cast.reviewer)
    page.go(f"/en/workbench/queue/{again.number}/")
    page.get_by_role("link", name="Is there one about the same thing?").click()
    page.get_by_role("link", name=f"Merge into {earlier.number}").click()
    expect(page.locator("[name=into]")).to_have_value(earlier.number)
    assert axe(page) == {}
    page.get_by_label("Answer to the worker").fill("工友上周提过同一件事，合并一起办。")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("link", name="Take the merge back")).to_be_visible()
    assert Suggestion.objects.get(pk=again.pk).merged_into == earlier


def test_every_page_is_readable_and_fits(cast, earlier, desk, faults):
    merged = stages.merged(cast, into=earlier)
    services.back(earlier, by=cast.owner, note="我们班也是。")
    pages = {
        cast.worker: [
            f"suggestions/{merged.number}/",
            f"suggestions/similar/{earlier.number}/",
            "suggestions/similar/",
        ],
        cast.reviewer: [f"workbench/queue/{merged.number}/", f"workbench/queue/{merged.number}/unmerge/"],
    }
    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            page.go(f"/en/{address}")
            assert (address, faults(page)) == (address, {})
