"""Handing a suggestion to another department: the clock runs on, and its head answers."""

import pytest

from alliance_portal.workflow import TransitionError, WorkflowError
from suggestions import services
from suggestions.models import Suggestion
from tests.suggestions import stages
from tests.suggestions.reviewing import QUEUE, adopt, answer, heads, listed, page_of, said

NOTE = "设备科懂行，请设备科到现场看。"


@pytest.fixture
def office(cast):
    return heads(cast.office, cast.owner)


@pytest.fixture
def handed(cast, office):
    return services.transfer(stages.sent(cast), by=cast.reviewer, to=office, note=NOTE)


def test_handing_on_keeps_the_promised_day_and_says_who_has_it(cast, handed):
    before = Suggestion.objects.get(pk=handed.pk)

    assert (handed.status, handed.handler, handed.due_on) == ("in_review", cast.office, before.due_on)
    event = handed.events.last()
    assert (event.verb, event.actor, event.note) == ("transferred", cast.reviewer, f"转给设备科。{NOTE}")


def test_it_may_be_handed_back(cast, handed):
    back = services.transfer(handed, by=cast.owner, to=None, note="不是设备的事")

    assert back.handler is None
    assert back.events.last().note == "转给审核人。不是设备的事"


def test_nobody_is_handed_what_nobody_there_could_answer(cast, strangers, office):
    suggestion = stages.sent(cast)
    heads(strangers.office, strangers.owner)

    for place in (cast.shop, strangers.office):
        with pytest.raises(WorkflowError):
            services.transfer(suggestion, by=cast.reviewer, to=place, note=NOTE)
    with pytest.raises(WorkflowError):
        services.transfer(suggestion, by=cast.reviewer, to=office, note=" ")
    with pytest.raises(WorkflowError):
        services.transfer(suggestion, by=cast.reviewer, to=None, note=NOTE)
    assert Suggestion.objects.get().version == 1


def test_what_is_answered_is_not_handed_on(cast, office):
    with pytest.raises(TransitionError):
        services.transfer(stages.declined(cast), by=cast.reviewer, to=office, note=NOTE)


def test_the_worker_reads_who_has_it(cast, handed, client):
    client.force_login(cast.worker)

    page = client.get(f"/suggestions/{handed.number}/").content.decode()

    assert "现在在设备科（周工）手里" in page
    assert NOTE in page


def test_the_reviewer_hands_on_by_the_form(cast, office, client):
    client.force_login(cast.reviewer)
    suggestion = stages.sent(cast)

    response = answer(client, suggestion, decision="transfer", answer=NOTE, handler=office.pk)

    suggestion.refresh_from_db()
    assert suggestion.handler == office
    assert said(client.get(response.url)) == [f"{suggestion.number} has been handed on. The promised day stays."]


def test_the_second_tap_on_handing_on_is_no_conflict(cast, office, client):
    client.force_login(cast.reviewer)
    suggestion = stages.sent(cast)

    first, second = (
        answer(client, suggestion, decision="transfer", answer=NOTE, handler=office.pk) for _tap in range(2)
    )

    assert (first.status_code, second.status_code) == (302, 302)
    assert suggestion.events.filter(verb="transferred").count() == 1


def test_only_departments_that_can_answer_are_offered(cast, strangers, office, client):
    heads(strangers.office, strangers.owner)
    client.force_login(cast.reviewer)

    form = client.get(page_of(stages.sent(cast))).context["form"]

    assert [str(label) for _value, label in form.fields["handler"].choices] == ["Please choose", "设备科 (周工)"]


def test_a_foreign_department_is_no_choice(cast, strangers, client):
    heads(strangers.office, strangers.owner)
    client.force_login(cast.reviewer)
    suggestion = stages.sent(cast)

    response = answer(client, suggestion, decision="transfer", answer=NOTE, handler=strangers.office.pk)

    assert "handler" in response.context["form"].errors
    assert Suggestion.objects.get().handler is None


def test_the_head_finds_it_in_the_queue_and_answers_it(cast, handed, client):
    client.force_login(cast.owner)
    stages.sent(cast)

    assert listed(client.get(QUEUE)) == [handed.number]
    assert adopt(client, handed).status_code == 302

    decision = handed.decisions.get()
    assert (decision.conclusion, decision.decided_by) == ("adopted", cast.owner)


def test_somebody_who_heads_nothing_sees_neither_queue_nor_suggestion(cast, handed, client):
    client.force_login(cast.colleague)

    assert client.get(QUEUE).status_code == 403
    assert client.get(page_of(handed)).status_code == 404


def test_the_head_of_another_enterprise_sees_nothing(strangers, handed, client):
    heads(strangers.office, strangers.owner)
    client.force_login(strangers.owner)

    assert listed(client.get(QUEUE)) == []
    assert client.get(page_of(handed)).status_code == 404


def test_whoever_left_heads_nothing_any_more(cast, handed):
    cast.owner.person.in_service = False
    cast.owner.person.save()
    owner = type(cast.owner).objects.get(pk=cast.owner.pk)

    assert owner.headed == frozenset()
    assert list(Suggestion.objects.visible_to(owner)) == []
