"""What was sent without an account is found by its code, and joined to an account by the work number."""

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from suggestions import services
from suggestions.models import Slip, Suggestion
from tests.suggestions import stages
from tests.suggestions.reviewing import record_on

PROBLEM = "行车吊钩没有防脱，吊料时晃得厉害。"
LIST, SHEET = "/en/workbench/posters/", "/en/workbench/posters/sheet/"


@pytest.fixture
def poster(cast):
    return services.hang_poster(by=cast.officer, department=cast.team, place="3号线")


def form(**data):
    return {"key": str(uuid.uuid4()), "problem": PROBLEM, "signature": "shown"} | data


def send(client, poster, **data):
    return client.post(poster.get_absolute_url(), form(**data))


def code_on(client):
    return re.search(r"code-slip__code\">([A-Z0-9]{5}-[A-Z0-9]{5})<", client.get("/track/sent/").content.decode())[1]


def look_up(client, number, code):
    return client.post("/track/", {"number": number, "code": code})


@pytest.fixture
def sent(poster, client):
    """(suggestion, its code), sent by somebody whose visit is over."""
    send(client, poster, name="张三")
    found = Suggestion.objects.get(), code_on(client)
    client.cookies.clear()
    return found


def test_number_and_code_open_it_without_an_account(sent, client):
    suggestion, code = sent
    assert client.get(suggestion.get_absolute_url()).status_code == 302

    response = look_up(client, suggestion.number.lower(), code.lower().replace("-", " "))

    assert response.url == suggestion.get_absolute_url()
    assert PROBLEM in client.get(response.url).content.decode()


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(sent, client):
    suggestion, code = sent

    answers = [
        look_up(client, number, tried)
        for number, tried in (
            (suggestion.number, "AAAAA-AAAAA"),
            ("CF-2026-99999", code),
            (suggestion.number, "甲" * 9),
        )
    ]

    said = {str(answer.context["form"].errors) for answer in answers}
    assert len(said) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert client.get(suggestion.get_absolute_url()).status_code == 302


def test_guessing_codes_ends_after_ten_tries(sent, client):
    suggestion, code = sent
    for _n in range(10):
        look_up(client, suggestion.number, "AAAAA-AAAAA")

    answer = look_up(client, suggestion.number, code)

    assert answer.status_code == 429
    assert "试得太多了" in answer.content.decode()


def test_a_code_opens_one_suggestion_and_for_half_an_hour(cast, sent, client, time_machine):
    suggestion, code = sent
    other = stages.sent(cast)
    look_up(client, suggestion.number, code)

    assert client.get(other.get_absolute_url()).status_code == 404
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=31))
    assert client.get(suggestion.get_absolute_url()).status_code == 302


def test_a_guest_answers_confirms_and_takes_back(cast, sent, client, settings, tmp_path):
    suggestion, code = sent
    look_up(client, suggestion.number, code)
    asked = services.ask(suggestion, by=cast.reviewer, question="几号行车？")

    client.post(f"{suggestion.get_absolute_url()}more/", {"version": asked.version, "text": "2号行车"})

    suggestion.refresh_from_db()
    event = suggestion.events.last()
    assert (suggestion.status, event.verb, event.actor, event.note) == ("in_review", "supplemented", None, "2号行车")
    client.post(f"{suggestion.get_absolute_url()}withdraw/", {"version": suggestion.version})
    suggestion.refresh_from_db()
    assert suggestion.status == "withdrawn"


def test_a_guest_cannot_show_a_name(poster, client):
    send(client, poster)
    suggestion = Suggestion.objects.get()

    assert "公开我的姓名" not in client.get(suggestion.get_absolute_url()).content.decode()
    client.post(f"{suggestion.get_absolute_url()}name/", {"version": 1})
    suggestion.refresh_from_db()
    assert suggestion.name_hidden


def test_whoever_reads_it_sees_the_name_as_told(cast, sent, client):
    client.force_login(cast.reviewer)

    page = client.get(f"/workbench/queue/{sent[0].number}/").content.decode()

    assert "张三（自报）" in page


def under_number(client, poster, number):
    send(client, poster, work_number=number)
    client.cookies.clear()
    return Suggestion.objects.get()


def test_the_person_behind_the_number_says_it_is_theirs(cast, poster, client):
    suggestion = under_number(client, poster, "0001")
    client.force_login(cast.worker)
    assert suggestion.title in client.get("/me/").content.decode()

    client.post(f"{suggestion.get_absolute_url()}claim/", {"answer": "yes"})

    assert suggestion.proposers.get().person == cast.worker.person
    assert [event.verb for event in suggestion.events.all()] == ["submitted", "joined"]
    assert suggestion.events.last().actor is None
    assert suggestion in Suggestion.objects.mine(cast.worker)


def test_the_person_behind_the_number_says_it_is_not(cast, poster, client):
    suggestion = under_number(client, poster, "0001")
    client.force_login(cast.worker)

    client.post(f"{suggestion.get_absolute_url()}claim/", {"answer": "no"})

    assert not suggestion.proposers.exists()
    assert Slip.objects.get().work_number == ""
    assert suggestion.title not in client.get("/me/").content.decode()


def test_nobody_else_may_claim_it(cast, strangers, poster, client):
    suggestion = under_number(client, poster, "0001")

    for user in (cast.colleague, cast.reviewer, strangers.worker):
        client.force_login(user)
        assert client.post(f"{suggestion.get_absolute_url()}claim/", {"answer": "yes"}).status_code == 404
    assert not suggestion.proposers.exists()


def test_it_is_claimed_once(cast, poster, client):
    suggestion = under_number(client, poster, "0001")
    services.join(suggestion, by=cast.worker)

    with pytest.raises(WorkflowError):
        services.join(suggestion, by=cast.worker)
    with pytest.raises(WorkflowError):
        services.disown(suggestion, by=cast.worker)


def test_a_joined_suggestion_keeps_its_hidden_name(cast, poster, client):
    send(client, poster, work_number="0001", signature="hidden")
    suggestion = services.join(Suggestion.objects.get(), by=cast.worker)

    assert suggestion.name_hidden
    client.force_login(cast.reviewer)
    page = record_on(client.get(f"/workbench/queue/{suggestion.number}/"))
    assert "王海" not in page
    assert "0001" not in page.replace(suggestion.number, "")


def test_the_day_is_the_promise_of_the_enterprise(cast, poster, client):
    send(client, poster, hazard="on")

    suggestion = Suggestion.objects.get()
    assert (suggestion.kind, (suggestion.due_on - timezone.localdate()).days) == ("hazard", 3)
