"""What a reviewer, an owner and finance may type, and what they are told when it does not fit."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from suggestions import services
from suggestions.forms.benefits import ClaimForm, VerifyForm
from suggestions.forms.review import DecisionForm, next_year
from suggestions.forms.tracking import FinishForm, ProgressForm
from tests.factories import PersonFactory, SuggestionFactory, picture

ENOUGH = "设备科到现场看过，吊臂这个季度没有预算。"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def suggestion(cast):
    return SuggestionFactory(department=cast.team, by=cast.worker.person)


def decision(suggestion, **data):
    return DecisionForm({"version": suggestion.version, "answer": ENOUGH, **data}, suggestion=suggestion)


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_nothing_is_preselected(suggestion):
    form = DecisionForm(suggestion=suggestion)

    assert {name: form[name].value() for name in form.fields} == {
        "version": 1,
        "decision": None,
        "answer": None,
        "into": None,
        "later_is_main": None,
        "owner": None,
        "due_on": None,
        "quota_months": None,
        "handler": None,
        "decline_reason": None,
        "would_change": None,
        "explained_in_person": None,
    }
    assert "checked" not in str(form["decision"])


def test_a_decision_and_an_answer_are_always_needed(suggestion):
    form = DecisionForm({"version": 1}, suggestion=suggestion)

    assert form.errors == {
        "decision": ["Please choose a decision."],
        "answer": ["Please write the answer: the worker will read it."],
    }


@pytest.mark.parametrize("adopting", ["adopted", "partly_adopted"])
def test_adopting_needs_an_owner_and_a_day(suggestion, adopting):
    assert decision(suggestion, decision=adopting).errors == {
        "owner": ["Please say who puts it into practice."],
        "due_on": ["Please choose the day by which it will be done."],
    }


def test_declining_needs_a_reason_and_what_would_change_it(suggestion):
    assert decision(suggestion, decision="declined").errors == {
        "decline_reason": ["Please choose why it is not adopted for now."],
        "would_change": ["Please write what would change it, so that the door stays open."],
    }


@pytest.mark.parametrize(("length", "told"), [(14, True), (15, False)])
def test_declining_is_explained_in_fifteen_characters(suggestion, length, told):
    data = {"decision": "declined", "decline_reason": "cost", "would_change": "有预算时", "answer": "难" * length}
    form = decision(suggestion, **data)

    message = "Please explain it in at least 15 characters: somebody took the trouble to write."
    assert form.errors == ({"answer": [message]} if told else {})


def test_other_decisions_may_be_short(suggestion):
    assert decision(suggestion, decision="reserved", answer="先留着").errors == {}
    assert decision(suggestion, decision="ask", answer="几号工位").errors == {}


def test_what_belongs_to_another_decision_does_not_matter(suggestion):
    form = decision(suggestion, decision="ask", owner="没有这个人", due_on="昨天", would_change="字" * 501)

    assert form.errors == {}


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (in_days(0), None),
        (next_year(in_days(0)), None),
        (in_days(-1), "This day is over. Please choose today or later."),
        ("0001-01-01", "This day is over. Please choose today or later."),
        (
            next_year(in_days(0)) + dt.timedelta(days=1),
            "This is more than a year away. Please choose a day within a year.",
        ),
        ("9999-12-31", "This is more than a year away. Please choose a day within a year."),
        ("下周", "Please write the day like 2026-08-29."),
    ],
)
def test_the_day_lies_within_a_year(suggestion, day, message):
    form = decision(suggestion, decision="adopted", owner="0004", due_on=str(day))

    assert form.errors == ({"due_on": [message]} if message else {})


def test_a_leap_day_has_a_next_year():
    assert next_year(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)


def test_a_day_may_be_written_the_chinese_way(suggestion):
    day = in_days(3)
    form = decision(suggestion, decision="adopted", owner="0004", due_on=f"{day.year}年{day.month}月{day.day}日")

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == day


@pytest.mark.parametrize("text", ["0004", "周工", "0004 周工", "周工 0004", "  周工\t"])
def test_the_owner_is_found_by_number_and_by_name(cast, suggestion, text):
    form = decision(suggestion, decision="adopted", owner=text, due_on=str(in_days(3)))

    assert form.errors == {}
    assert form.cleaned_data["owner"] == cast.owner.person


def test_an_ambiguous_owner_is_answered_with_the_candidates(cast, suggestion):
    PersonFactory(department=cast.team, work_number="0044", name="周工")
    form = decision(suggestion, decision="adopted", owner="周工", due_on=str(in_days(3)))

    assert form.errors == {
        "owner": [
            "More than one person is called “周工”. Please give the work number: "
            "0004 周工 (设备科), 0044 周工 (焊装一班)."
        ]
    }


def test_an_unknown_owner_is_answered_with_similar_names(suggestion):
    form = decision(suggestion, decision="adopted", owner="周公", due_on=str(in_days(3)))

    assert form.errors == {"owner": ["Nobody in service is called “周公”. Did you mean: 0004 周工 (设备科)?"]}


def test_an_owner_nobody_resembles_is_said_to_be_unknown(suggestion):
    form = decision(suggestion, decision="adopted", owner="诸葛亮", due_on=str(in_days(3)))

    assert form.errors == {"owner": ["Nobody in service is called “诸葛亮”. Please give a work number or a full name."]}


def test_neither_strangers_nor_people_who_left_become_owners(cast, strangers, suggestion):
    PersonFactory(department=cast.team, work_number="0050", name="郑退休", in_service=False)
    PersonFactory(department=strangers.team, work_number="0051", name="外厂人")

    for name in ("郑退休", "外厂人", "0050", "0051"):
        form = decision(suggestion, decision="adopted", owner=name, due_on=str(in_days(3)))
        assert list(form.errors) == ["owner"]


def test_what_was_reserved_can_be_adopted_or_kept_for_longer(cast, suggestion):
    reserved = services.reserve(suggestion, by=cast.reviewer, reason="等新线")
    form = decision(reserved, decision="declined", decline_reason="cost", would_change="有预算时")

    assert [code for code, _label in form.fields["decision"].choices] == ["adopted", "partly_adopted", "keep"]
    assert list(form.errors) == ["decision"]


def test_a_text_too_long_is_told_the_limit(suggestion):
    form = decision(suggestion, decision="reserved", answer="长" * 100_000)

    assert form.errors == {"answer": ["This is 100000 characters long, and 2000 fit here. Please shorten it."]}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12000", "12000"),
        ("12,000.50", "12000.50"),
        ("１２，０００", "12000"),
        ("¥800元", "800"),
        ("0", "0"),
        ("999999999.99", "999999999.99"),
    ],
)
def test_an_amount_is_read_as_people_write_it(suggestion, typed, amount):
    form = VerifyForm({"version": 1, "yuan": typed, "basis": "凭证12号"}, suggestion=suggestion)

    assert form.errors == {}
    assert form.cleaned_data["yuan"] == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Please write the amount. 0 is an answer too."),
        ("-1", "An amount cannot be below 0."),
        ("5万", "Please write the amount in yuan with digits, such as 12000 or 12000.50."),
        ("NaN", "Please write the amount in yuan with digits, such as 12000 or 12000.50."),
        ("1.234", "Please write at most two decimals."),
        ("1000000000", "At most 999,999,999.99 yuan fit here."),
    ],
)
def test_an_amount_that_does_not_fit_is_told_why(suggestion, typed, message):
    form = VerifyForm({"version": 1, "yuan": typed, "basis": "凭证12号"}, suggestion=suggestion)

    assert form.errors["yuan"][0] == message


@pytest.mark.parametrize("form_class", [ClaimForm, VerifyForm])
def test_an_amount_needs_its_basis(suggestion, form_class):
    form = form_class({"version": 1, "yuan": "5", "basis": "  "}, suggestion=suggestion)

    assert list(form.errors) == ["basis"]


def test_progress_needs_words(suggestion):
    form = ProgressForm({"version": 1, "note": ""}, suggestion=suggestion)

    assert form.errors == {"note": ["Please write what has been done. A few words will do."]}


def test_done_needs_a_photo_of_the_changed_place(suggestion):
    form = FinishForm({"version": 1, "note": "装好了"}, {}, suggestion=suggestion)

    assert form.errors == {"photos": ["Please add a photo of how it looks now."]}


def test_a_photo_from_an_earlier_report_is_enough(cast, suggestion, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    adopted = services.adopt(suggestion, by=cast.reviewer, reason="装吊臂", owner=cast.owner.person, due_on=in_days(3))
    form = FinishForm({"version": 2, "note": "装好了"}, {"photos": [picture()]}, suggestion=adopted)
    assert form.is_valid()
    reported = services.finish(adopted, by=cast.owner, **form.cleaned_data)
    denied = services.deny(reported, by=cast.worker, note="还差一处")

    assert FinishForm({"version": 1, "note": "补好了"}, {}, suggestion=denied).errors == {}


def test_the_forms_of_one_page_have_ids_of_their_own(suggestion):
    ids = [form(suggestion=suggestion)["version"].id_for_label for form in (ProgressForm, FinishForm, ClaimForm)]

    assert ids == ["progress-version", "finish-version", "claim-version"]
