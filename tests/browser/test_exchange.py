"""Finding who can help, asking in one tap and being answered; and sharing a method with its file: phone and desk."""

import re

import pytest
from playwright.sync_api import expect

from members.models import Consent
from tests.browser.looks import OFFICE, PHONE
from tests.factories import SpecialityFactory, WorkshopFactory, willing
from tests.paper_files import pdf
from tests.workshops import helping, sharing
from workshops.models import Document, HelpRequest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def welding(db):
    return SpecialityFactory(name="点焊", other_words="焊点、飞溅")


@pytest.fixture
def workshop(strangers, welding):
    made = helping.led(WorkshopFactory(name="焊装工作室", enterprise=strangers.enterprise), strangers.worker)
    made.specialities.add(welding)
    return made


@pytest.fixture
def helper(live_server, strangers, welding, workshop):
    """The strangers' worker leads a workshop, welds, and may be asked."""
    willing(strangers.worker, welding)
    return strangers.worker


def paper(tmp_path):
    """A file on the disk of whoever uploads it."""
    path = tmp_path / "点焊电极修磨法.pdf"
    path.write_bytes(pdf().read())
    return path


def test_every_page_is_readable_and_fits(cast, strangers, helper, workshop, desk, faults):
    asked = helping.asked(cast.worker, helper)
    of_workshop = helping.asked_of(cast.colleague, workshop)
    shown, draft = sharing.published(strangers.officer, workshop), sharing.draft(strangers.officer, workshop)
    steps = ("", "pass-on/", "decline/")
    addresses = [
        *("/who-can-help/", "/who-can-help/?q=飞溅", "/who-can-help/?q=没有", "/me/help/", "/me/help/?asked=1"),
        *("/me/specialities/", "/me/account/", "/exchange/", "/exchange/?q=没有", f"/exchange/{shown.code}/"),
        *(f"/help-requests/{asked.code}/{step}" for step in steps),
        *("/workbench/workshops/help/", f"/workbench/workshops/{workshop.slug}/specialities/"),
        *("/workbench/workshops/documents/", "/workbench/workshops/documents/new/"),
        *(f"/workbench/workshops/documents/{shown.code}/{step}" for step in ("", "version/", "withdraw/")),
        *(f"/workbench/workshops/documents/{draft.code}/{step}" for step in ("publish/", "discard/")),
        f"/help-requests/{of_workshop.code}/",
    ]
    page = desk(helper)
    for address in addresses:
        page.go(f"/en{address}")
        assert (address, faults(page)) == (address, {})


def test_the_pages_of_the_asker_and_of_a_visitor_are_readable_and_fit(
    cast, strangers, helper, workshop, desk, new_context, live_server, faults
):
    request = helping.asked(cast.worker, helper)
    helping.services.take_up(request, by=helper, note="明天来看。")
    gone = sharing.withdrawn(strangers.officer, workshop)
    own = [f"/help-requests/{request.code}/{step}" for step in ("", "solve/", "withdraw/")]
    own += [f"/who-can-help/{helping.code_of(helper)}/", f"/workshops/{workshop.slug}/ask/"]
    page = desk(cast.worker)
    for address in own:
        page.go(f"/en{address}")
        assert (address, faults(page)) == (address, {})
    visitor = new_context().new_page()
    for address in ("/who-can-help/", "/who-can-help/?q=飞溅", "/exchange/", f"/exchange/{gone.code}/"):
        visitor.goto(f"{live_server.url}/en{address}")
        assert (address, faults(visitor)) == (address, {})
        expect(visitor.get_by_text("王海")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_worker_finds_somebody_asks_in_one_tap_and_sees_the_answer(cast, helper, desk, script):
    phone = desk(cast.worker, PHONE, java_script_enabled=script)
    phone.go("/en/who-can-help/")
    phone.get_by_label("What do you need help with?").fill("点焊飞溅大")
    phone.get_by_role("button", name="Find").click()
    phone.get_by_role("button", name="Ask for help 王海").click()
    expect(phone.get_by_text("They have been told. You will hear from them here.")).to_be_visible()
    assert HelpRequest.objects.get().about == "I would like to ask you about: 点焊飞溅大"

    other = desk(helper, PHONE, java_script_enabled=script)
    other.go("/en/me/")
    other.get_by_role("link", name=re.compile("asks for your help")).click()
    other.get_by_role("button", name="Yes, I help").click()
    other.get_by_label("Write").fill("电极修磨了吗？")
    other.get_by_role("button", name="Send it to them").click()

    phone.reload()
    expect(phone.get_by_text("电极修磨了吗？")).to_be_visible()
    phone.get_by_role("link", name="It is solved").click()
    phone.get_by_label("What helped?").fill("修磨电极。")
    phone.get_by_role("button", name="It is solved").click()
    expect(phone.locator(".tag", has_text="Solved")).to_be_visible()


def test_what_is_missing_is_said_at_its_field_and_the_words_stay_without_script(cast, helper, desk):
    phone = desk(cast.worker, PHONE, java_script_enabled=False)
    phone.go(f"/en/who-can-help/{helping.code_of(helper)}/")
    phone.get_by_label("What is it about?").fill("")
    phone.get_by_role("button", name="Ask for help").click()
    expect(phone.locator("#error-summary")).to_be_visible()
    phone.get_by_label("What is it about?").fill("长" * 1001)
    phone.get_by_role("button", name="Ask for help").click()
    expect(phone.get_by_label("What is it about?")).to_have_value("长" * 1001)
    assert not HelpRequest.objects.exists()


def test_the_switch_is_turned_by_its_owner_on_a_phone(cast, live_server, welding, desk):
    phone = desk(cast.worker, PHONE, java_script_enabled=False)
    phone.go("/en/me/specialities/")
    phone.locator("label.chip", has_text="点焊").click()
    phone.get_by_role("button", name="Keep my specialities").click()
    expect(phone.get_by_text("Noted.")).to_be_visible()
    phone.get_by_role("button", name="Yes, they may ask me").click()
    expect(phone.get_by_role("heading", name="Colleagues may ask you")).to_be_visible()
    phone.go("/en/who-can-help/?q=焊点")
    expect(phone.get_by_text("This is you, as others see you.")).to_be_visible()
    phone.go("/en/me/specialities/")
    phone.get_by_role("button", name="I no longer want to be asked").click()
    assert Consent.objects.get().withdrawn_at


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_workshop_leader_publishes_a_method_with_a_file(helper, workshop, desk, tmp_path, script):
    page = desk(helper, OFFICE, java_script_enabled=script)
    page.go("/en/workbench/workshops/documents/")
    page.get_by_role("link", name="Share something").click()
    page.get_by_label("Title").fill("点焊电极修磨法")
    page.locator("label.chip", has_text="Advanced operation method").click()
    page.get_by_label("What is it for?").fill("一毫米板。")
    page.locator("label.choice", has_text="Everybody, visitors too").click()
    page.get_by_role("button", name="On to the file").click()
    page.get_by_label("Files").set_input_files(paper(tmp_path))
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="A draft: only its workshops see it")).to_be_visible()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Those for whom it is meant can read it now.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download")).click()
    assert download.value.suggested_filename == "点焊电极修磨法.pdf"
    assert Document.objects.get().downloads == 1


def test_a_file_that_cannot_be_shared_is_refused_beside_the_words(helper, workshop, desk, tmp_path):
    made = sharing.draft(helper, workshop)
    bad = tmp_path / "假.pdf"
    bad.write_bytes(b"<html><script>alert(1)</script>")
    page = desk(helper, PHONE)
    page.go(f"/en/workbench/workshops/documents/{made.code}/version/")
    page.get_by_label("What has changed?").fill("补第三步")
    page.get_by_label("Files").set_input_files(bad)
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#error-summary")).to_contain_text("of a kind that cannot be shared")
    expect(page.get_by_label("What has changed?")).to_have_value("补第三步")


def test_an_officer_withdraws_a_document_and_its_address_says_why(strangers, workshop, live_server, new_context, desk):
    shown = sharing.published(strangers.officer, workshop)
    page = desk(strangers.officer)
    page.go(f"/en/exchange/{shown.code}/")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Why is it withdrawn?").fill("电流写错了。")
    page.get_by_role("button", name="Withdraw").click()
    visitor = new_context().new_page()
    answer = visitor.goto(f"{live_server.url}/en/exchange/{shown.code}/")
    assert answer.status == 410
    expect(visitor.get_by_text("电流写错了。")).to_be_visible()


def test_an_officer_keeps_the_specialities_of_the_roster(cast, live_server, welding, desk):
    page = desk(cast.officer)
    page.go("/en/workbench/roster/?q=0001")
    page.get_by_role("link", name="Specialities 王海").click()
    page.locator("label.chip", has_text="点焊").click()
    page.get_by_role("button", name="Keep the specialities").click()
    page.wait_for_url(re.compile("/workbench/roster/"))
    expect(page.get_by_role("row", name=re.compile("王海"))).to_contain_text("点焊")
