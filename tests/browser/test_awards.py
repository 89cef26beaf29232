"""A small award round in a real browser: called for, recommended, scored by the keyboard, decided, shown, published."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.looks import PHONE
from tests.factories import ResultFactory, staff_account
from tests.workshops import awarding
from workshops.models import AwardAssignment, AwardRound, Honour
from workshops.services import awards as services

DAY = dt.timedelta(days=1)


@pytest.fixture
def staff(live_server):
    return staff_account(username="district", full_name="区总干事")


def press_until(page, selector, most=60):
    """Go on by the Tab key to what the selector means."""
    for _n in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", selector):
            return
    pytest.fail(f"{selector} is not reached with {most} strokes of the Tab key")


def confirm(page):
    page.locator("main form button").last.click()
    expect(page.locator(".messages")).to_be_visible()


def called(staff):
    """A call that is open, until today."""
    today = timezone.localdate()
    return awarding.opened(staff, entries_by=today, scores_by=today + 9 * DAY, judges_per_entry=2)


def call_is_over(award):
    AwardRound.objects.filter(pk=award.pk).update(entries_by=timezone.localdate() - DAY)


def days_are_over(award):
    past = {"shown_from": timezone.localdate() - 9 * DAY, "shown_until": timezone.localdate() - DAY}
    AwardRound.objects.filter(pk=award.pk).update(**past)


def score_by_keyboard(page, row, points):
    page.go(f"/en/judging/{row.entry.round.slug}/{row.entry.number}/")
    for criterion, number in zip(row.entry.round.rubric.criteria.all(), points, strict=True):
        press_until(page, f"[name=points_{criterion.pk}]")
        page.keyboard.type(number)
    press_until(page, "[name=opinion]")
    page.keyboard.type("讲得清楚。")
    press_until(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your score is in.")).to_be_visible()


def test_a_round_goes_from_the_call_to_the_honours(live_server, cast, staff, desk, new_context, axe):
    award = called(staff)
    result = ResultFactory(enterprise=cast.enterprise)
    at = f"/en/workbench/awards/{award.slug}/"

    officer = desk(cast.officer)
    officer.go(f"{at}recommend/")
    officer.locator("[name=what]").select_option(str(result.pk))
    officer.locator("[name=title]").fill("长风客车的夹具")
    officer.locator("[name=case]").fill("一支一分钟。")
    officer.locator("main form button").last.click()
    expect(officer.locator(".field-error").first).to_contain_text("长风客车")
    officer.locator("[name=title]").fill("修磨夹具")
    confirm(officer)

    page = desk(staff)
    page.go(f"/en/workbench/awards/entries/{award.entries.get().pk}/")
    for tick in page.locator("[name=met]").all():
        tick.check(force=True)
    confirm(page)
    services.name_judges(award, by=staff, users=awarding.judges(2))
    call_is_over(award)
    page.go(f"{at}review/")
    confirm(page)

    for row in AwardAssignment.objects.select_related("judge__user", "entry__round__rubric"):
        judge = desk(row.judge.user, PHONE)
        score_by_keyboard(judge, row, ("50", "30"))
        assert "长风客车" not in judge.content()
        assert axe(judge) == {}

    page.go(f"{at}close/")
    confirm(page)
    page.go(f"{at}decide/")
    page.locator("[name=minutes]").fill("两位评委、三位工会干部到会。")
    confirm(page)
    page.go(f"{at}show/")
    confirm(page)

    visitor = new_context().new_page()
    visitor.goto(f"{live_server.url}/en/awards/rounds/{award.slug}/")
    visitor.get_by_role("link", name="Raise an objection").click()
    visitor.locator("[name=entry]").select_option(index=1)
    visitor.locator("[name=words]").fill("去年得过奖。")
    visitor.locator("[name=name]").fill("王女士")
    visitor.locator("[name=contact]").fill("13900000000")
    assert axe(visitor) == {}
    confirm(visitor)

    page.go(f"/en/workbench/awards/objections/{awarding.the_objection(award).pk}/")
    page.locator("label.segment", has_text="Do not uphold it").click()
    page.locator("[name=answer]").fill("是另一项成果。")
    confirm(page)
    days_are_over(award)
    page.go(f"{at}publish/")
    confirm(page)
    visitor.goto(f"{live_server.url}/en/awards/rounds/{award.slug}/")
    expect(visitor.get_by_text(Honour.objects.get().code)).to_be_visible()


def test_every_page_is_readable_and_fits(cast, staff, desk, faults):
    award, waiting = awarding.shown(staff, cast), awarding.judged(staff, cast)
    entry = award.entries.first()
    desk_pages = ["", "new/", f"{award.slug}/", f"{waiting.slug}/decide/", f"entries/{entry.pk}/"]
    addresses = [f"/en/workbench/awards/{part}" for part in desk_pages]
    addresses += ["/en/awards/rounds/", f"/en/awards/rounds/{award.slug}/", f"/en/awards/rounds/{award.slug}/object/"]
    page = desk(staff)
    for address in addresses:
        page.go(address)
        assert (address, faults(page)) == (address, {})
    judge = desk(award.judges.first().user)
    for address in ("/en/judging/", f"/en/judging/{award.slug}/{entry.number}/"):
        judge.go(address)
        assert (address, faults(judge)) == (address, {})
