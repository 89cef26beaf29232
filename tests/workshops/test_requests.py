"""A request: merged, changed, sent once, answered, confirmed, opened again, taken back; and what it counts for."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from alliance_portal.periods import Period
from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from tests.factories import SessionFactory, WorkshopFactory
from tests.workshops.asking import (
    THIRD,
    TODAY,
    answer_of,
    due,
    led_workshop,
    merged,
    requirement,
    sent,
    three_superiors,
    typed,
    want,
)
from workshops import services
from workshops.models import FactEntry, MergedPart, MergedRequest, Requirement, RequirementField
from workshops.radar.questions import missing_in, questions_to
from workshops.statistics import reports_saved, reports_saved_by_enterprise

pytestmark = pytest.mark.django_db
requests = services.requests


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def workshop(cast):
    return led_workshop(cast.enterprise, cast.worker.person, name="焊装工作室")


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def told(kind):
    return sorted(str(notice.user) for notice in Notice.objects.filter(kind=kind))


def fill(workshop, by):
    """Type what three superiors ask and the portal cannot know."""
    typed(workshop, "patents", Decimal(2), by=by)
    typed(workshop, "site_area", Decimal("120.5"), by=by)


# Merging


def test_merging_asks_nobody_and_sending_asks_once(cast, staff, workshop):
    request = merged(three_superiors(), by=staff)
    assert (request.status, request.parts.count(), Notice.objects.count()) == ("draft", 3, 0)

    request = requests.send(request, by=staff)

    assert (request.status, request.sent_at) == ("sent", TODAY)
    assert told("request_sent") == ["孙干事", "王海"]
    with pytest.raises(TransitionError):
        requests.send(request, by=staff)
    assert [event.verb for event in request.events.all()] == ["merged", "sent"]


def test_a_report_is_in_one_request_only(staff, workshop):
    made = three_superiors()
    merged(made[:2], by=staff, title="第一份")
    with pytest.raises(WorkflowError, match="第一份"):
        merged(made[1:], by=staff)
    assert MergedRequest.objects.count() == 1


def test_the_database_keeps_a_report_in_one_request_too(staff, workshop):
    request = merged(three_superiors(), by=staff)
    part = request.parts.first()
    other = MergedRequest.objects.create(title="另一份", due_on=request.due_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        MergedPart.objects.create(
            request=other,
            requirement=part.requirement,
            period_first=part.period_first,
            period_last=part.period_last,
            due_on=part.due_on,
        )


@pytest.mark.parametrize("day", [dt.date(2026, 10, 11), dt.date(2026, 9, 19)])
def test_the_day_is_no_later_than_the_earliest_report_and_not_over(staff, workshop, day):
    with pytest.raises(WorkflowError):
        merged(three_superiors(), by=staff, due_on=day)


def test_what_has_been_changed_meanwhile_is_not_merged_as_it_was(staff, workshop):
    made = three_superiors()
    shown = [due(one) for one in made]
    Requirement.objects.filter(pk=made[0].pk).update(frequency="yearly")
    with pytest.raises(WorkflowError):
        requests.merge(shown, by=staff, title="三季度", due_on=dt.date(2026, 10, 10))


def test_a_draft_can_be_put_together_in_another_way(staff, workshop):
    made = three_superiors()
    request = merged(made[:2], by=staff)
    facts = {"title": "改过的", "due_on": dt.date(2026, 10, 8)}
    changed = requests.change(request, by=staff, dues=[due(one) for one in made[1:]], version=1, **facts)
    assert sorted(part.requirement.title for part in changed.parts.all()) == ["创新平台季报", "技能人才季度表"]
    with pytest.raises(StaleError):
        requests.change(request, by=staff, dues=[due(made[0])], version=1, **facts)


def test_a_draft_that_is_given_up_sets_its_reports_free(staff, workshop):
    made = three_superiors()
    request = requests.give_up(merged(made, by=staff), by=staff, reason="口径不同")
    assert (request.status, request.events.last().note) == ("refused", "口径不同")
    merged(made, by=staff)


def test_a_request_nobody_is_asked_or_without_columns_is_not_sent(staff, workshop):
    empty = merged([requirement("空表")], by=staff)
    elsewhere = merged([requirement("别处", ("场次", "sessions"), kinds=["industry_research"])], by=staff)
    for request in (empty, elsewhere):
        with pytest.raises(WorkflowError):
            requests.send(request, by=staff)
        assert fresh(request).status == "draft"


def test_columns_and_workshops_stay_those_of_the_day_it_was_sent(staff, workshop):
    made = three_superiors()
    request = sent(made, by=staff)
    RequirementField.objects.create(requirement=made[0], place=9, name="后加的", fact="results")
    late = WorkshopFactory()
    part = request.parts.get(requirement=made[0])
    assert [column["name"] for column in part.columns] == ["培训场次", "专利数"]
    assert late not in part.workshops.all()
    assert not request.answers.filter(workshop=late).exists()


# Answering


def test_each_fact_is_asked_once_with_all_the_words_for_it(staff, workshop):
    request = sent(three_superiors(), by=staff)
    found = {one.cell.fact.code: sorted(name for _by, name in one.asked) for one in questions_to(request, workshop)}
    assert found == {
        "sessions": ["办班期数", "培训场次"],
        "patents": ["专利授权数", "专利数"],
        "person_times": ["培训人次"],
        "site_area": ["场地面积"],
    }


def test_what_the_portal_knows_need_not_be_typed(staff, workshop):
    SessionFactory(starts_at=TODAY - dt.timedelta(days=9), ends_at=TODAY, head_count=12).workshops.add(workshop)
    request = sent(three_superiors(), by=staff)
    questions = questions_to(request, workshop)
    assert {one.cell.fact.code: one.cell.value for one in questions if not one.cell.is_missing} == {
        "sessions": 1,
        "person_times": 12,
    }
    assert [one.cell.fact.code for one in missing_in(questions)] == ["patents", "site_area"]


def test_it_is_confirmed_when_nothing_is_missing_and_done_with_the_last_workshop(cast, staff, workshop):
    other = led_workshop(cast.enterprise, cast.owner.person, name="冲压工作室")
    request = sent(three_superiors(), by=staff)
    with pytest.raises(requests.MissingError) as missing:
        requests.confirm(answer_of(request, workshop), by=cast.officer)
    assert [one.cell.fact.code for one in missing.value.questions] == ["patents", "site_area"]

    for one in (workshop, other):
        fill(one, cast.officer)
        assert fresh(request).status == "sent"
        requests.confirm(answer_of(request, one), by=cast.officer)

    assert fresh(request).status == "done"
    assert told("request_done") == ["区总干事"]
    requests.confirm(answer_of(request, other), by=cast.officer)
    assert request.events.filter(verb="confirmed").count() == 2


def test_the_bell_stops_for_whoever_has_nothing_left_to_answer(cast, staff, workshop):
    other = led_workshop(cast.enterprise, cast.owner.person, name="冲压工作室")
    request = sent(three_superiors(), by=staff)
    fill(workshop, cast.worker)
    requests.confirm(answer_of(request, workshop), by=cast.worker)
    ringing = {str(notice.user) for notice in Notice.objects.unread().filter(kind="request_sent")}
    assert ringing == {"孙干事", "周工"}, other


def test_what_was_confirmed_stays_what_it_was(cast, staff, workshop):
    request = sent(three_superiors(), by=staff)
    fill(workshop, cast.officer)
    requests.confirm(answer_of(request, workshop), by=cast.officer)
    SessionFactory(starts_at=TODAY - dt.timedelta(days=3), ends_at=TODAY, head_count=12).workshops.add(workshop)

    held = answer_of(request, workshop)
    sessions = next(one.cell for one in questions_to(request, workshop, [held]) if one.cell.fact.code == "sessions")
    assert (sessions.value, sessions.known, sessions.has_moved) == (0, 1, True)
    with pytest.raises(WorkflowError, match="第三季度合并填报"):
        typed(workshop, "patents", Decimal(3), by=cast.officer, version=1)


def test_an_answer_can_be_opened_again_and_confirmed_anew(cast, staff, workshop):
    request = sent(three_superiors(), by=staff)
    fill(workshop, cast.officer)
    requests.confirm(answer_of(request, workshop), by=cast.officer)
    requests.reopen(answer_of(request, workshop), by=cast.officer)
    assert fresh(request).status == "sent"
    typed(workshop, "patents", Decimal(3), by=cast.officer, version=1)
    requests.confirm(answer_of(request, workshop), by=cast.officer)
    assert fresh(request).status == "done"
    assert [event.verb for event in request.events.all()][2:] == ["confirmed", "done", "reopened", "confirmed", "done"]


def test_what_is_taken_back_can_no_longer_be_confirmed_and_is_told(cast, staff, workshop):
    request = sent(three_superiors(), by=staff)
    fill(workshop, cast.officer)
    requests.withdraw(request, by=staff, reason="上级取消了")
    assert told("request_withdrawn") == ["孙干事", "王海"]
    with pytest.raises(TransitionError):
        requests.confirm(answer_of(request, workshop), by=cast.officer)
    assert FactEntry.objects.count() == 2, "what was typed is kept"
    assert merged(Requirement.objects.all(), by=staff).status == "draft", "its reports can be merged anew"


# Typing


def test_a_typed_value_keeps_who_and_when_and_its_history(cast, workshop):
    entry = typed(workshop, "patents", Decimal(2), by=cast.officer)
    entry = typed(workshop, "patents", Decimal(3), by=cast.worker, version=entry.version)
    assert (entry.value, entry.entered_by, entry.entered_at, entry.version) == (3, cast.worker, TODAY, 2)
    past = [(one.number, one.history_user) for one in entry.history.order_by("history_id")]
    assert past == [(2, cast.officer), (3, cast.worker)]


def test_whoever_comes_second_sees_the_first_value_and_decides(cast, workshop):
    typed(workshop, "patents", Decimal(2), by=cast.officer)
    with pytest.raises(requests.StaleEntryError) as faster:
        typed(workshop, "patents", Decimal(5), by=cast.worker)
    assert (faster.value.entry.value, faster.value.entry.entered_by) == (2, cast.officer)
    assert typed(workshop, "patents", Decimal(5), by=cast.worker, version=1).value == 5


def test_the_same_value_twice_is_no_conflict(cast, workshop):
    typed(workshop, "patents", Decimal(2), by=cast.officer)
    assert typed(workshop, "patents", Decimal("2.00"), by=cast.worker).version == 1


def test_another_value_than_the_portal_knows_needs_a_reason_and_both_are_kept(cast, workshop):
    with pytest.raises(WorkflowError):
        typed(workshop, "sessions", Decimal(4), by=cast.officer)
    entry = typed(workshop, "sessions", Decimal(4), by=cast.officer, reason="三场在外单位办，没登记")
    assert (entry.value, entry.known, entry.reason) == (4, "0", "三场在外单位办，没登记")


def test_what_the_portal_knows_anyway_is_not_kept_again(cast, workshop):
    entry = typed(workshop, "sessions", Decimal(4), by=cast.officer, reason="没登记")
    assert typed(workshop, "sessions", Decimal(0), by=cast.officer, version=entry.version) is None
    assert not FactEntry.objects.exists()


def test_a_value_can_be_taken_away_and_that_is_noticed(cast, workshop):
    entry = typed(workshop, "patents", Decimal(2), by=cast.officer)
    assert typed(workshop, "patents", None, by=cast.officer, version=entry.version) is None
    with pytest.raises(requests.StaleEntryError) as gone:
        typed(workshop, "patents", Decimal(3), by=cast.worker, version=entry.version)
    assert gone.value.entry is None


@pytest.mark.parametrize("value", ["两件", Decimal(-1), dt.date(2026, 9, 1)])
def test_a_value_of_another_kind_is_refused(cast, workshop, value):
    with pytest.raises(WorkflowError):
        typed(workshop, "patents", value, by=cast.officer)


# Periods


def test_months_that_were_typed_make_up_the_quarter(cast, staff, workshop):
    for number in (7, 8):
        month = Period(dt.date(2026, number, 1), dt.date(2026, number, 1))
        typed(workshop, "patents", Decimal(number), by=cast.officer, period=month)
    request = sent(three_superiors(), by=staff)
    assert "patents" in {one.cell.fact.code for one in missing_in(questions_to(request, workshop))}

    september = Period(dt.date(2026, 9, 1), dt.date(2026, 9, 1))
    typed(workshop, "patents", Decimal(1), by=cast.officer, period=september)
    cell = next(one.cell for one in questions_to(request, workshop) if one.cell.fact.code == "patents")
    assert (cell.value, cell.origin) == (16, "system")


def test_a_state_is_the_same_for_every_period_that_ends_with_the_month(cast, workshop):
    typed(workshop, "site_area", Decimal(80), by=cast.officer, period=THIRD)
    year = Period(dt.date(2025, 10, 1), dt.date(2026, 9, 1))
    made = requirement("年报", ("面积", "site_area"), frequency="yearly", year_begins=10, due_day=22)
    request = requests.merge(
        [due(made, dt.date(2025, 10, 1))], by=cast.officer, title="年报", due_on=dt.date(2026, 10, 22)
    )
    cells = [one.cell for one in questions_to(request, workshop)]
    assert [(cell.want, cell.value) for cell in cells] == [(want("site_area", year), 80)]


def test_a_state_of_the_last_time_is_offered_and_not_taken_for_granted(cast, staff, workshop):
    second = Period(dt.date(2026, 4, 1), dt.date(2026, 6, 1))
    typed(workshop, "site_area", Decimal(80), by=cast.officer, period=second)
    request = sent(three_superiors(), by=staff)
    cell = next(one.cell for one in questions_to(request, workshop) if one.cell.fact.code == "site_area")
    assert (cell.is_missing, cell.proposed) == (True, 80)


# Reports saved


def test_reports_saved_are_those_not_asked_minus_those_asked(cast, staff, workshop):
    WorkshopFactory(kind="master_craftsman")
    made = [*three_superiors()[:2], requirement("劳模表", ("专利", "patents"), by="市总工会", kinds=["model_worker"])]
    this_year = Period.year(2026)

    request = merged(made, by=staff)
    assert reports_saved(this_year).saved == 0, "a draft is a promise"

    request = requests.send(request, by=staff)
    counted = reports_saved(this_year)
    assert (counted.reports, counted.asked, counted.saved, str(counted.rate)) == (5, 2, 3, "3/5")
    assert reports_saved(this_year, workshops=[workshop]).saved == 2
    assert reports_saved(Period.year(2025)).reports == 0
    assert reports_saved(this_year, at=TODAY - dt.timedelta(days=1)).reports == 0

    requests.withdraw(request, by=staff, reason="取消")
    assert reports_saved(this_year).reports == 0


def test_what_enterprises_save_stands_apart_and_adds_up(cast, staff, workshop):
    other = WorkshopFactory(kind="master_craftsman")
    model_workers = requirement("劳模表", ("专利", "patents"), by="市总工会", kinds=["model_worker"])
    sent([*three_superiors()[:2], model_workers], by=staff)
    year = Period.year(2026)

    found = reports_saved_by_enterprise(year)
    for one in (workshop, other):
        assert found[one.enterprise_id] == reports_saved(year, workshops=[one])
    assert (len(found), sum(one.saved for one in found.values())) == (2, reports_saved(year).saved)
    assert reports_saved_by_enterprise(year, workshops=[other]).keys() == {other.enterprise_id}
    assert reports_saved_by_enterprise(Period.year(2025)) == {}


def test_what_is_asked_alone_saves_nothing(staff, workshop):
    sent(three_superiors()[:1], by=staff)
    counted = reports_saved(Period.year(2026))
    assert (counted.reports, counted.asked, counted.saved) == (1, 1, 0)
