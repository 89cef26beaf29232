"""A reward from its proposal to the worker's yes, in a real browser: reviewer, officer, finance and worker."""

import pytest
from playwright.sync_api import expect

from suggestions.models import Reward
from tests.browser.looks import PHONE
from tests.suggestions import rewarding

LEDGER = "/en/workbench/rewards/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def verified(live_server, cast):
    """Done, with a benefit that finance has verified; the enterprise pays CNY 200.00 for it."""
    rewarding.fixed_table(cast)
    return rewarding.verified(cast)


def status():
    return Reward.objects.get().status


def test_a_reward_goes_from_hand_to_hand_until_it_arrives(cast, verified, desk, axe):
    reviewer = desk(cast.reviewer)
    reviewer.go(f"{LEDGER}{verified.number}/propose/")
    reviewer.get_by_role("button", name="Propose", exact=True).click()
    expect(reviewer.locator(".messages")).to_be_visible()
    assert status() == "proposed"

    officer = desk(cast.officer)
    officer.go(f"{LEDGER}{Reward.objects.get().number}/approve/")
    assert axe(officer) == {}
    officer.locator("main form button").first.click()
    expect(officer.locator(".messages")).to_be_visible()
    assert status() == "approved"

    officer.go(f"{LEDGER}?tab=send")
    officer.locator("main [type=checkbox]").first.check(force=True)
    officer.get_by_role("button", name="Send the ticked ones to finance").click()
    officer.get_by_role("button", name="Send to finance").click()
    expect(officer.locator(".messages")).to_be_visible()
    assert status() == "sent"

    finance = desk(cast.finance)
    share = Reward.objects.get().shares.get()
    finance.go(f"{LEDGER}batches/{share.reward.batch.number}/{share.pk}/")
    finance.get_by_role("button", name="Mark as paid").click()
    expect(finance.locator(".messages")).to_be_visible()
    assert status() == "paid"

    worker = desk(cast.worker, PHONE, java_script_enabled=False)
    worker.go("/en/me/")
    expect(worker.get_by_text("CNY 200.00")).to_be_visible()
    worker.go(f"/en/suggestions/{verified.number}/reward/")
    worker.locator("main [type=radio]").first.check(force=True)
    worker.get_by_role("button", name="Send").click()
    assert status() == "received"


def test_every_page_is_readable_and_fits(cast, verified, desk, faults):
    batch = rewarding.sent(cast, rewarding.verified(cast, by=cast.colleague))
    share = rewarding.share_of(batch, cast.colleague)
    approved = rewarding.approved(cast, rewarding.verified(cast))
    proposed = rewarding.proposed(cast, rewarding.verified(cast))
    steps = [f"{approved.number}/withdraw/", f"{proposed.number}/approve/", f"{proposed.number}/reject/"]
    own = [f"{approved.suggestion.number}/", f"{verified.number}/propose/"]
    pages = {
        cast.officer: ["", "?tab=send", "rules/", "rules/new/", "batches/", f"batches/{batch.number}/", *steps, *own],
        cast.finance: [f"batches/{batch.number}/", f"batches/{batch.number}/{share.pk}/"],
    }
    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            page.go(LEDGER + address)
            assert (address, faults(page)) == (address, {})
