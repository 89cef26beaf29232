"""Rolling a result out: whom it may fit, and one answer of each."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.workflow import TransitionError, WorkflowError
from members.models import Notice
from members.services import keep_specialities
from tests.conftest import make_cast
from tests.factories import AllianceFactory, SpecialityFactory, WorkshopFactory
from tests.suggestions.telling import told
from tests.workshops.resulting import answer_of, asked, day, fresh, rolled_out, shared
from workshops.matching import departments_for
from workshops.models import Result, RollOut, RollOutAnswer, SharedUse
from workshops.services import remind, results, roll_outs
from workshops.statistics import summarise_results


@pytest.fixture
def welding(db):
    return SpecialityFactory(name="点焊")


@pytest.fixture
def result(cast, welding):
    made = shared(cast.enterprise)
    made.specialities.set([welding])
    return made


@pytest.fixture
def knowing(strangers, welding):
    """Somebody of a team of the strangers' shop knows it."""
    keep_specialities(strangers.worker.person, [welding], by=strangers.worker)
    return strangers


@pytest.mark.usefixtures("english")
def test_a_shop_fits_where_somebody_knows_the_matter_or_in_the_same_trade(result, cast, knowing):
    third = make_cast("XA", "新安轴承")
    for one in (cast, third):
        one.enterprise.industry = "汽车制造"
        one.enterprise.save()
    result.enterprise.refresh_from_db()
    found = [(match.department, match.why) for match in departments_for(result)]
    assert found[0] == (knowing.shop, "Knows about: 点焊")
    assert {department for department, _why in found[1:]} == {third.shop, third.office}
    assert {why for _department, why in found[1:]} == {"Same trade: 汽车制造"}


def test_only_those_are_asked_who_may_read_it(result, cast, knowing):
    result.visibility = "alliance"
    result.save()
    assert departments_for(result) == []
    alliance = AllianceFactory()
    for one in (cast, knowing):
        WorkshopFactory(enterprise=one.enterprise, alliance=alliance)
    assert [match.department for match in departments_for(result)] == [knowing.shop]
    result.visibility = "enterprise"
    assert departments_for(result) == []


def test_whoever_was_asked_or_uses_it_is_not_asked_again(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop)
    assert departments_for(result) == []
    with pytest.raises(WorkflowError):
        rolled_out(result, cast.officer, knowing.shop)
    other = shared(cast.enterprise)
    other.specialities.set(result.specialities.all())
    asked(other, knowing)
    assert departments_for(other) == []


@pytest.mark.parametrize(
    ("words", "days"), [({}, 0), ({"licence": "show_only"}, 7), ({"status": "withdrawn", "withdrawn_because": "错"}, 7)]
)
def test_what_cannot_be_sent_is_refused(result, cast, knowing, words, days):
    Result.objects.filter(pk=result.pk).update(**words)
    with pytest.raises(WorkflowError):
        rolled_out(result, cast.officer, knowing.shop, days=days)
    assert not RollOut.objects.exists()


def test_departments_that_it_does_not_fit_are_refused(result, cast, knowing):
    for wrong in ([], [knowing.office], [knowing.shop, knowing.office]):
        with pytest.raises(WorkflowError):
            rolled_out(result, cast.officer, *wrong)
    assert not RollOutAnswer.objects.exists()


def test_head_and_officers_are_told(result, cast, knowing):
    knowing.shop.head = knowing.owner.person
    knowing.shop.save()
    rolled_out(result, cast.officer, knowing.shop)
    assert told(knowing.owner) == told(knowing.officer) == ["roll_out_asked"]
    assert [event.verb for event in result.events.all()] == ["rolled_out"]


def test_taking_it_up_asks_for_it_as_its_licence_says(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop)
    answer = roll_outs.take_up(answer_of(knowing.shop), by=knowing.officer, words="焊接线上试。")
    assert (answer.status, answer.use.status, answer.use.purpose) == ("taken_up", "agreed", "焊接线上试。")
    assert "roll_out_answered" in told(cast.officer)
    assert told(knowing.officer, unread=True) == []


@pytest.mark.parametrize(("step", "words"), [("has_it", ""), ("no_use", "我们用的是激光焊。")])
def test_the_other_answers_ask_for_nothing(result, cast, knowing, step, words):
    rolled_out(result, cast.officer, knowing.shop)
    answer = getattr(roll_outs, step)(answer_of(knowing.shop), by=knowing.officer, words=words)
    assert (answer.status, answer.words, answer.use) == (step, words, None)
    assert not SharedUse.objects.exists()


def test_each_answers_once_and_a_no_has_a_reason(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop)
    with pytest.raises(WorkflowError):
        roll_outs.no_use(answer_of(knowing.shop), by=knowing.officer, words=" ")
    roll_outs.has_it(answer_of(knowing.shop), by=knowing.officer, words="")
    for step in (roll_outs.take_up, roll_outs.no_use, roll_outs.has_it):
        with pytest.raises(TransitionError):
            step(answer_of(knowing.shop), by=knowing.officer, words="又")
    assert not SharedUse.objects.exists()


def test_what_was_withdrawn_meanwhile_is_not_taken_up(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop)
    Result.objects.filter(pk=result.pk).update(status="withdrawn", withdrawn_because="错了")
    with pytest.raises(WorkflowError):
        roll_outs.take_up(answer_of(knowing.shop), by=knowing.officer, words="试")
    assert answer_of(knowing.shop).is_waiting


def test_answers_are_counted_with_those_who_were_asked(result, cast, knowing, welding):
    third = make_cast("XA", "新安轴承")
    keep_specialities(third.worker.person, [welding], by=third.worker)
    rolled_out(result, cast.officer, knowing.shop, third.shop)
    roll_outs.no_use(answer_of(third.shop), by=third.officer, words="不合适")
    figures = summarise_results(Result.objects.all())
    assert (figures.answered, figures.asked) == (1, 2)


def test_an_answer_is_reminded_of_before_and_after_its_day_once_each(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop)
    now = timezone.now()
    made = [remind(now + dt.timedelta(days=days))["results"] for days in (3, 4, 5, 7, 8, 9)]
    assert made == [0, 1, 0, 0, 1, 0]
    assert told(knowing.officer) == ["roll_out_asked", "roll_out_soon", "roll_out_late"]


def test_what_was_answered_is_not_reminded_of(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop)
    roll_outs.has_it(answer_of(knowing.shop), by=knowing.officer, words="")
    assert remind(timezone.now() + dt.timedelta(days=8))["results"] == 0


def test_sender_and_asked_unit_read_of_it_and_nobody_else(result, cast, knowing, staff):
    made = rolled_out(result, cast.officer, knowing.shop)
    answer, third = answer_of(knowing.shop), make_cast("XA", "新安轴承")
    readers = {cast.officer, knowing.officer, knowing.leader, staff}
    for user in (cast.officer, cast.worker, knowing.officer, knowing.leader, knowing.worker, third.officer, staff):
        assert RollOutAnswer.objects.visible_to(user).filter(pk=answer.pk).exists() == (user in readers)
        assert RollOut.objects.visible_to(user).filter(pk=made.pk).exists() == (user in {cast.officer, staff})
    assert fresh(made).due_on == day(7)


def test_of_a_withdrawn_result_nothing_is_asked_any_more(result, cast, knowing):
    rolled_out(result, cast.officer, knowing.shop, days=2)
    assert RollOutAnswer.objects.waiting().count() == 1
    results.withdraw(result, by=cast.officer, reason="图纸有错")
    assert told(knowing.officer) == ["roll_out_asked", "result_withdrawn"]
    assert not Notice.objects.filter(user=knowing.officer, kind="roll_out_asked", read_at=None).exists()
    remind(now=timezone.now() + dt.timedelta(days=3))
    assert told(knowing.officer) == ["roll_out_asked", "result_withdrawn"]
    assert not RollOutAnswer.objects.waiting().exists()
