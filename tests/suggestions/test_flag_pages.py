"""Numbers to be checked: who is asked, who answers, who reads it, and what is kept."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.workflow import WorkflowError
from members.models import Notice
from suggestions import services
from suggestions.models import FlagAnswer, FlagCase
from tests.at_once import outcomes
from tests.factories import PersonFactory
from tests.suggestions.counted import many

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
LIST = reverse("suggestions:flags")
ASKED = {"code": "unreviewed", "year": 2026}


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


def from_ledger(cast, number=20):
    for n in range(number):
        many(cast.team, 1, received=f"2026-03-{n + 1:02}", answer="adopted", ledger=True)


@pytest.fixture
def asked(cast):
    """An enterprise that meets one rule: 20 of 20 adopted stand in a ledger."""
    from_ledger(cast)
    return cast


def address(cast, code="unreviewed", year=2026):
    return reverse("suggestions:flag", args=[year, cast.enterprise.code, code])


@pytest.fixture
def sign_in(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def test_officers_see_their_own_numbers_with_a_way_to_the_rows(asked, strangers, sign_in):
    from_ledger(strangers)
    context = sign_in(asked.officer).get(LIST).context
    assert [(one.rule.code, one.enterprise, one.part, one.whole) for one in context["page_obj"]] == [
        ("unreviewed", asked.enterprise, 20, 20)
    ]
    listed = sign_in(asked.officer).get(context["page_obj"][0].rows_url).context["listed"]
    assert (listed.total, listed.name) == (20, "请核对：采纳没有评审记录")


def test_staff_see_every_enterprise(asked, strangers, staff, sign_in):
    from_ledger(strangers)
    context = sign_in(staff).get(LIST).context
    assert {one.enterprise for one in context["page_obj"]} == {asked.enterprise, strangers.enterprise}
    narrowed = sign_in(staff).get(LIST, {"enterprise": "JC"}).context
    assert {one.enterprise for one in narrowed["page_obj"]} == {strangers.enterprise}


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 403), ("reviewer", 403), ("finance", 403), ("owner", 403), ("officer", 200), ("leader", 200)],
)
def test_officers_and_leaders_read_them(asked, sign_in, who, status):
    client = sign_in(getattr(asked, who))
    assert client.get(LIST).status_code == status
    assert client.get(address(asked)).status_code == (200 if status == 200 else 404)


def test_nobody_gets_at_the_numbers_of_another_enterprise(asked, strangers, sign_in):
    client = sign_in(strangers.officer)
    assert client.get(address(asked)).status_code == 404
    assert client.post(address(asked), {"words": "没有问题"}).status_code == 404


@pytest.mark.parametrize(
    ("code", "year"), [("nonsense", 2026), ("unreviewed", 2027), ("burst", 2026), ("unreviewed", 1)]
)
def test_what_is_not_asked_is_not_there(asked, sign_in, code, year):
    assert sign_in(asked.officer).get(address(asked, code, year)).status_code == 404


@pytest.mark.parametrize(
    "query", [{"year": "x"}, {"year": "99999999"}, {"state": "x"}, {"enterprise": "\x00"}, {"page": "x"}]
)
def test_what_makes_no_sense_in_the_address_is_left_out(asked, sign_in, query):
    assert sign_in(asked.officer).get(LIST, query).status_code == 200


def test_an_officer_answers_in_a_sentence_that_staff_read_with_its_day_and_numbers(asked, staff, sign_in):
    response = sign_in(asked.officer).post(address(asked), {"words": " 老台账补录，  评审记录在档案室。 "}, follow=True)
    assert response.status_code == 200
    shown = sign_in(staff).get(address(asked)).content.decode()
    assert "已核对：老台账补录， 评审记录在档案室。" in shown
    said = FlagAnswer.objects.get()
    assert (said.part, said.whole, said.answered_by, said.answered_at) == (20, 20, asked.officer, NOW)


@pytest.mark.parametrize(("who", "status"), [("leader", 403), ("reviewer", 404)])
def test_only_officers_answer(asked, sign_in, who, status):
    assert sign_in(getattr(asked, who)).post(address(asked), {"words": "核对过"}).status_code == status
    assert not FlagAnswer.objects.exists()


def test_staff_do_not_answer_in_an_enterprises_place(asked, staff, sign_in):
    assert sign_in(staff).post(address(asked), {"words": "核对过"}).status_code == 403


def test_without_words_nothing_is_kept_and_what_was_typed_stays(asked, sign_in):
    response = sign_in(asked.officer).post(address(asked), {"words": "  "})
    assert response.context["form"].errors["words"]
    long = "字" * 201
    assert long in sign_in(asked.officer).post(address(asked), {"words": long}).content.decode()
    assert not FlagAnswer.objects.exists()


def test_earlier_answers_stay_and_a_change_of_the_numbers_is_said(asked, sign_in):
    services.answer_flag(asked.enterprise, by=asked.officer, words="已查台账", **ASKED)
    many(asked.team, 1, received="2026-04-01", answer="adopted", ledger=True)
    one = sign_in(asked.officer).get(LIST).context["page_obj"][0]
    assert (one.state, one.has_changed, one.whole) == ("answered", True, 21)
    services.answer_flag(asked.enterprise, by=asked.officer, words="又查了一遍", **ASKED)
    assert list(FlagAnswer.objects.values_list("words", "whole")) == [("已查台账", 20), ("又查了一遍", 21)]


def test_a_second_tap_is_one_answer(asked):
    for _tap in range(2):
        services.answer_flag(asked.enterprise, by=asked.officer, words="已查台账", **ASKED)
    assert FlagAnswer.objects.count() == 1


def test_what_is_no_longer_so_keeps_its_answer_and_takes_none(asked, sign_in):
    services.answer_flag(asked.enterprise, by=asked.officer, words="已查台账", **ASKED)
    for n in range(21):
        many(asked.team, 1, received=f"2026-04-{n + 1:02}", answer="adopted")
    assert sign_in(asked.officer).get(LIST).context["page_obj"][0].state == "gone"
    response = sign_in(asked.officer).get(address(asked))
    assert (response.context["form"], "已查台账" in response.content.decode()) == (None, True)
    with pytest.raises(WorkflowError):
        services.answer_flag(asked.enterprise, by=asked.officer, words="再说一句", **ASKED)
    assert sign_in(asked.officer).post(address(asked), {"words": "再说一句"}).status_code == 409


def test_officers_are_asked_once_and_the_bell_falls_silent_with_an_answer(asked):
    assert services.ask_about_flags(NOW) == 1
    assert services.ask_about_flags(NOW) == 0
    notice = Notice.objects.get(kind="number_to_check")
    assert (notice.user, notice.path) == (asked.officer, address(asked))
    services.answer_flag(asked.enterprise, by=asked.officer, words="已查台账", **ASKED)
    assert Notice.objects.get(pk=notice.pk).read_at


def test_a_hidden_name_is_in_no_list_that_would_tell_whose_it_is(cast, sign_in):
    author = PersonFactory(department=cast.team)
    many(cast.team, 25, by=author, hidden=True, received="2026-06-01")
    codes = {one.rule.code for one in sign_in(cast.officer).get(LIST).context["page_obj"]}
    assert codes & {"burst", "one_author"} == set()


def test_a_list_of_three_costs_as_many_queries_as_of_one(asked, strangers, staff, sign_in):
    client = sign_in(staff)
    client.get(LIST)
    with CaptureQueriesContext(connection) as once:
        client.get(LIST)
    from_ledger(strangers)
    services.ask_about_flags(NOW)
    for cast in (asked, strangers):
        services.answer_flag(cast.enterprise, by=cast.officer, words="已查台账", **ASKED)
    with CaptureQueriesContext(connection) as again:
        client.get(LIST)
    # One more for the answers, whoever gave them.
    assert len(again) <= len(once) + 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_ask_once(transactional_db, asked):
    outcomes(*[lambda: services.ask_about_flags(NOW)] * 2)
    assert FlagCase.objects.count() == 1
    assert Notice.objects.filter(kind="number_to_check").count() == 1
