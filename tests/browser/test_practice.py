"""Putting something into practice in a real browser: the owner's steps on a phone, what lasts, and finance's desk."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from suggestions import services
from suggestions.models import Milestone, Recheck
from tests.browser.looks import PHONE
from tests.suggestions import stages
from tests.suggestions.practising import again, in_days, long_done

TRACKING = "/en/workbench/tracking/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_owner_ticks_a_step_on_the_phone_without_script(cast, live_server, desk):
    adopted = stages.adopted(cast)
    services.plan_step(adopted, by=cast.owner, title="买吊臂", due_on=in_days(5))
    page = desk(cast.owner, PHONE, java_script_enabled=False)
    page.go(f"{TRACKING}{adopted.number}/")
    page.locator(".milestone__form button").first.click()
    expect(page.locator(".milestone--done")).to_have_count(1)
    assert Milestone.objects.get().done_at is not None


def test_a_reviewer_writes_down_what_a_visit_has_shown(cast, live_server, desk, axe):
    done = long_done(cast)
    page = desk(cast.reviewer, PHONE)
    page.go("/en/workbench/rechecks/")
    page.locator(f"a[href*='{done.number}']").first.click()
    page.locator("[type=radio][value=in_use]").check(force=True)
    assert axe(page) == {}
    page.locator("main form button[name=move]").first.click()
    expect(page.locator(".messages")).to_be_visible()
    assert Recheck.objects.get().result == "in_use"


def test_every_page_is_readable_and_fits(cast, live_server, desk, faults):
    adopted, done = stages.adopted(cast), long_done(cast)
    services.plan_step(adopted, by=cast.owner, title="买吊臂", due_on=timezone.localdate())
    services.claim_benefit(again(done), by=cast.owner, yuan=900, basis="领料单", effects={"safety": "不再绊人。"})
    services.recheck(again(done), by=cast.reviewer, result="changed", note="换了支架")
    task = [f"tracking/{adopted.number}/{page}" for page in ("", "plan/", "hand-over/", "trial/", "before/", "quota/")]
    pages = {
        cast.reviewer: ["tracking/?tab=late", "rechecks/", "rechecks/?tab=visited", f"rechecks/{done.number}/"]
        + [f"tracking/{done.number}/{page}" for page in ("", "pair/")]
        + task,
        cast.finance: ["benefits/", f"benefits/{done.number}/"],
    }
    for user, addresses in pages.items():
        page = desk(user)
        for address in addresses:
            page.go(f"/en/workbench/{address}")
            assert (address, faults(page)) == (address, {})
    page = desk(cast.worker)
    page.go(f"/en/suggestions/{done.number}/")
    assert faults(page) == {}
