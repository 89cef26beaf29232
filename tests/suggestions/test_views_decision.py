"""The reviewer's decision over HTTP: what it does, what it refuses, and who was faster."""

import datetime as dt
import threading

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from alliance_portal import workflow
from members.models import Role
from suggestions import permissions, services
from suggestions.models import Decision, Implementation, Suggestion
from tests.factories import PersonFactory, account
from tests.suggestions.reviewing import ANSWER, QUEUE, adopt, answer, decline, idea, in_days, page_of, said


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


# What a decision does


def test_an_adoption_names_owner_and_day_and_shows_the_next(cast, reviewer):
    first, second = idea(cast, 9), idea(cast, 7)

    response = adopt(reviewer, first)

    assert response.url == page_of(second)
    first.refresh_from_db()
    assert (first.status, first.conclusion) == ("adopted", "adopted")
    assert (first.implementation.owner, str(first.implementation.due_on)) == (cast.owner.person, in_days(20))
    decision = first.decisions.get()
    assert (decision.reason, decision.decided_by) == (ANSWER, cast.reviewer)
    assert said(reviewer.get(response.url)) == [f"{first.number} has been answered. The worker sees it now."]


def test_a_partial_adoption_is_kept_apart(cast, reviewer):
    suggestion = idea(cast)

    adopt(reviewer, suggestion, decision="partly_adopted")

    suggestion.refresh_from_db()
    assert suggestion.status == "partly_adopted"


def test_a_refusal_says_why_and_what_would_change_it(cast, reviewer):
    suggestion = idea(cast)

    decline(reviewer, suggestion)

    decision = suggestion.decisions.get()
    assert (decision.conclusion, decision.decline_reason, decision.would_change) == (
        "declined",
        "cost",
        "明年预算下来时",
    )
    assert Implementation.objects.count() == 0


def test_a_question_stops_the_clock(cast, reviewer):
    suggestion = idea(cast)

    answer(reviewer, suggestion, decision="ask", answer="几号工位？")

    suggestion.refresh_from_db()
    assert suggestion.status == "needs_info"
    assert suggestion.events.get().note == "几号工位？"


def test_reserving_keeps_a_good_idea(cast, reviewer):
    suggestion = idea(cast)

    answer(reviewer, suggestion, decision="reserved")

    suggestion.refresh_from_db()
    assert suggestion.status == "reserved"


def test_what_was_reserved_is_adopted_later(cast, reviewer):
    suggestion = services.reserve(idea(cast), by=cast.reviewer, reason="等新线")

    adopt(reviewer, suggestion, "?tab=reserved")

    suggestion.refresh_from_db()
    assert suggestion.status == "adopted"
    assert suggestion.decisions.count() == 2


def test_the_next_one_is_taken_from_the_same_filters(cast, reviewer):
    first, other, second = idea(cast, 9, category="safety"), idea(cast, 8), idea(cast, 7, category="safety")

    response = adopt(reviewer, first, "?cat=safety&page=1&spy=1")
    assert response.url == page_of(second, "?cat=safety")

    response = adopt(reviewer, second, "?cat=safety")
    assert response.url == f"{QUEUE}?cat=safety"
    assert Suggestion.objects.in_hand().get() == other


def test_after_the_last_one_the_first_that_is_left_comes_next(cast, reviewer):
    first, last = idea(cast, 9), idea(cast, 1)

    assert adopt(reviewer, last).url == page_of(first)


def test_the_next_one_is_never_an_own_idea(cast, reviewer):
    first = idea(cast, 9)
    idea(cast, 8, by=cast.reviewer.person)
    third = idea(cast, 7)

    assert adopt(reviewer, first).url == page_of(third)


def test_after_the_last_the_desk_is_clear(cast, reviewer):
    response = adopt(reviewer, idea(cast))

    assert response.url == QUEUE
    assert "All answered." in reviewer.get(QUEUE).content.decode()


def test_errors_stand_at_their_fields_and_everything_typed_is_kept(cast, reviewer):
    suggestion = idea(cast)
    typed = {"answer": "先做两个工位", "owner": "周公", "due_on": "2001-01-01", "would_change": "有钱了"}

    response = adopt(reviewer, suggestion, **typed)

    body = response.content.decode()
    form = response.context["form"]
    assert response.status_code == 200
    assert {name: str(form[name].value()) for name in typed} == typed
    assert sorted(form.errors) == ["due_on", "owner"]
    assert 'href="#id_owner"' in body
    assert 'id="id_owner_error"' in body
    assert "<title>Error: " in body
    assert Decision.objects.count() == 0


def test_nothing_chosen_decides_nothing(cast, reviewer):
    suggestion = idea(cast)

    response = answer(reviewer, suggestion)

    assert response.context["form"].errors == {"decision": ["Please choose a decision."]}
    suggestion.refresh_from_db()
    assert suggestion.status == "submitted"


def test_an_own_idea_is_visible_but_cannot_be_decided(cast, reviewer):
    suggestion = idea(cast, by=cast.reviewer.person)

    body = reviewer.get(page_of(suggestion)).content.decode()

    assert "This is your own suggestion, so another reviewer has to answer it." in body
    assert 'name="decision"' not in body
    assert adopt(reviewer, suggestion).status_code == 403
    assert reviewer.post(page_of(suggestion), {"move": "take", "version": 1}).status_code == 403
    assert Decision.objects.count() == 0


def test_taking_up_tells_the_worker_and_stays_on_the_page(cast, reviewer):
    suggestion = idea(cast)

    response = reviewer.post(page_of(suggestion, "?tab=waiting"), {"move": "take", "version": 1}, follow=True)

    assert response.redirect_chain == [(page_of(suggestion, "?tab=waiting"), 302)]
    assert said(response) == ["Taken up. The worker sees that it is in your hands."]
    suggestion.refresh_from_db()
    assert suggestion.status == "in_review"
    assert 'value="take"' not in response.content.decode()


@pytest.mark.parametrize("version", ["2", "", "x", "²", "9" * 30, "9" * 5000])
def test_taking_up_an_old_version_changes_nothing(cast, reviewer, version):
    suggestion = idea(cast)

    response = reviewer.post(page_of(suggestion), {"move": "take", "version": version}, follow=True)

    assert said(response) == ["Somebody else has changed this meanwhile."]
    suggestion.refresh_from_db()
    assert suggestion.status == "submitted"


def test_opening_a_page_writes_nothing(cast, reviewer):
    suggestion = idea(cast)

    reviewer.get(page_of(suggestion))

    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.version, suggestion.events.count()) == ("submitted", 1, 0)


def test_without_the_details_it_goes_on_after_fourteen_days(cast, reviewer):
    ago = timezone.now() - dt.timedelta(days=14)
    suggestion = services.ask(idea(cast, 20), by=cast.reviewer, question="几号工位？", occurred_at=ago)
    assert 'value="resume"' in reviewer.get(page_of(suggestion)).content.decode()

    reviewer.post(page_of(suggestion), {"move": "resume", "version": suggestion.version})

    suggestion.refresh_from_db()
    assert suggestion.status == "in_review"


def test_before_that_the_page_says_from_when_on(cast, reviewer):
    suggestion = services.ask(idea(cast), by=cast.reviewer, question="几号工位？")
    assert 'value="resume"' not in reviewer.get(page_of(suggestion)).content.decode()

    data = {"move": "resume", "version": suggestion.version}
    response = reviewer.post(page_of(suggestion), data, follow=True)

    assert said(response) == ["The worker has 14 days to add the details; they are not over yet."]


# Who was faster


@pytest.fixture
def second_reviewer(cast):
    return account(PersonFactory(department=cast.office, work_number="0008", name="陈工"), Role.REVIEWER)


def test_a_stale_form_says_who_answered_and_keeps_the_text(cast, reviewer, second_reviewer):
    suggestion = idea(cast)
    services.reserve(suggestion, by=second_reviewer, reason="等新线投产再说")

    response = decline(reviewer, suggestion, answer="这一条我写了很久，不想再写一遍。")

    body = response.content.decode()
    assert response.status_code == 409
    assert "Reviewer 陈工 was faster: “Kept in reserve”" in body
    assert "等新线投产再说" in body
    assert "这一条我写了很久，不想再写一遍。" in body
    assert f'href="{page_of(suggestion)}"' in body
    assert "/workbench/tracking/T-" not in body
    assert suggestion.decisions.get().decided_by == second_reviewer


def test_when_an_answer_still_fits_the_form_can_be_sent_again(cast, reviewer, second_reviewer):
    suggestion = idea(cast)
    services.take(suggestion, by=second_reviewer)

    response = adopt(reviewer, suggestion)

    form = response.context["form"]
    assert response.status_code == 409
    assert (form["answer"].value(), form["owner"].value(), form["version"].value()) == (ANSWER, "周工", 2)
    suggestion.version = 2
    assert adopt(reviewer, suggestion).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.status == "adopted"


def test_a_suggestion_withdrawn_meanwhile_is_not_answered(cast, reviewer):
    suggestion = idea(cast)
    services.withdraw(suggestion, by=cast.worker)

    response = adopt(reviewer, suggestion)

    assert response.status_code == 409
    assert "The proposer was faster: “Withdrawn”" in response.content.decode()


def test_a_second_tap_is_no_conflict(cast, reviewer):
    suggestion = idea(cast)
    adopt(reviewer, suggestion)

    response = adopt(reviewer, suggestion)

    assert response.status_code == 302
    assert suggestion.decisions.count() == 1


def test_an_owner_who_left_meanwhile_is_told_at_the_form(cast, reviewer, monkeypatch):
    suggestion = idea(cast)

    def refuse(*args, **kwargs):
        raise workflow.WorkflowError("The owner must be in service in the same enterprise.")

    monkeypatch.setattr(services, "adopt", refuse)

    assert adopt(reviewer, suggestion).context["form"].non_field_errors() == [
        "The owner must be in service in the same enterprise."
    ]


def answer_at_once(cast, second_reviewer, suggestion, monkeypatch):
    """Two reviewers send different answers; both pages have been read before either answer is written."""
    barrier, codes = threading.Barrier(2, timeout=20), {}
    really_may = permissions.can_answer

    def may_once_both_are_here(user, record):
        if not getattr(here, "passed", False):
            here.passed = True
            barrier.wait()
        return really_may(user, record)

    here = threading.local()
    monkeypatch.setattr(permissions, "can_answer", may_once_both_are_here)

    def send(user, **data):
        client = Client()
        client.force_login(user)
        codes[user.username] = answer(client, suggestion, **data).status_code
        connections.close_all()

    threads = [
        threading.Thread(target=send, args=[cast.reviewer], kwargs={"decision": "reserved"}),
        threading.Thread(
            target=send,
            args=[second_reviewer],
            kwargs={"decision": "declined", "decline_reason": "cost", "would_change": "有预算时"},
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes.values())


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts_and_one_is_told(cast, second_reviewer, monkeypatch):
    suggestion = idea(cast)

    assert answer_at_once(cast, second_reviewer, suggestion, monkeypatch) == [302, 409]

    assert Decision.objects.count() == 1
    assert suggestion.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_lock_and_version_one_of_the_two_answers_would_be_lost(cast, second_reviewer, monkeypatch):
    suggestion = idea(cast)
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)

    assert answer_at_once(cast, second_reviewer, suggestion, monkeypatch) == [302, 302]

    assert Decision.objects.count() == 2
    assert set(Decision.objects.values_list("conclusion", flat=True)) == {"reserved", "declined"}
