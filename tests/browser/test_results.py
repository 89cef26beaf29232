"""Finding a result, asking for it, trying it, using it with a benefit of one's own: on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import OFFICE, PHONE
from tests.conftest import make_cast
from tests.factories import SpecialityFactory
from tests.workshops.resulting import asked, day, shared, tried, used, with_files
from workshops.models import SharedUse

SIZES = pytest.mark.parametrize("size", [PHONE, OFFICE], ids=["phone", "office"])


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def result(cast, db):
    """A result of the cast that one other unit uses already."""
    made = with_files(shared(cast.enterprise, title="点焊电极修磨夹具"), cast.officer)
    made.specialities.add(SpecialityFactory(name="点焊"))
    used(made, make_cast("XA", "新安轴承"))
    return made


def test_every_page_is_readable_and_fits(cast, strangers, result, desk, faults):
    use = asked(result, strangers)
    trial = tried(shared(cast.enterprise), strangers)
    officer = [
        f"/workbench/results/{result.number}/{step}" for step in ("", "credits/", "files/", "withdraw/", "roll-out/")
    ]
    officer += [
        "/workbench/results/",
        "/workbench/results/new/",
        "/workbench/results/uses/",
        "/workbench/results/roll-outs/",
    ]
    theirs = ["/results/", "/results/?q=没有", f"/results/{result.number}/", f"/results/{result.number}/ask/"]
    theirs += [f"/workbench/results/uses/{use.pk}/{step}" for step in ("", "begin/", "give-up/")]
    theirs += [f"/workbench/results/uses/{trial.pk}/conclude/"]
    for user, addresses in ((cast.officer, officer), (strangers.officer, theirs)):
        page = desk(user)
        for address in addresses:
            page.go(f"/en{address}")
            assert (address, faults(page)) == (address, {})


@SIZES
def test_from_finding_a_result_to_a_benefit_of_ones_own(cast, strangers, result, desk, size):
    unit = desk(strangers.officer, size)
    unit.go("/en/results/")
    unit.get_by_label("Words in the problem").fill("修磨")
    unit.locator("main").get_by_role("button", name="Search").click()
    unit.get_by_role("link", name="点焊电极修磨夹具").click()
    expect(unit.get_by_text("Used by 1 other unit")).to_be_visible()
    unit.get_by_role("link", name="Ask to use it").click()
    unit.get_by_label("Which department takes it over?").select_option(str(strangers.shop.pk))
    unit.get_by_label("What do you want to use it for?").fill("焊接线上也要修电极。")
    unit.get_by_role("button", name="Ask for it").click()
    unit.get_by_role("link", name="The trial begins").click()
    unit.get_by_label("Tried since").fill(day(-9).isoformat())
    unit.get_by_role("button", name="We have begun").click()
    unit.get_by_role("link", name="Say what came of it").click()
    unit.locator("label.choice", has_text="We use it as it is").click()
    unit.get_by_label("What was learned").fill("照图做了三套。")
    unit.get_by_label("What does it bring here").fill("21000")
    unit.get_by_label("How was that reckoned?").fill("按工时。")
    unit.get_by_role("button", name="Keep it").click()
    expect(unit.get_by_text("Your enterprise counts among those that use it.")).to_be_visible()

    finance = desk(strangers.finance, size)
    finance.go("/en/workbench/results/benefits/")
    finance.get_by_role("link", name="点焊电极修磨夹具").click()
    finance.get_by_label("Verified benefit of twelve months").fill("19800")
    finance.get_by_label("What it rests on").fill("成本台账。")
    finance.get_by_role("button", name="Verify it").click()
    expect(finance.get_by_text("Verified. What was claimed stays beside it.")).to_be_visible()

    unit.go(f"/en/results/{result.number}/")
    expect(unit.get_by_text("Used by 2 other units")).to_be_visible()
    expect(unit.get_by_text("CNY 19,800 a year verified there")).to_be_visible()
    assert SharedUse.objects.get(enterprise=strangers.enterprise).verified_yuan == 19800
