"""What district staff see of messages on their way out: whether they get through, and nothing else."""

import datetime as dt

import pytest
from django.core import mail
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from alliance_portal import outbox
from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import ChatLine, Letter

LIST = reverse("admin:alliance_portal_outboxmessage_changelist")
CONFIDENTIAL = ["wang.hai", "王海", "有回音了", "已采纳", "0123456789abcdef", "signing", "CH-2026-00042"]


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


@pytest.fixture
def messages(db):
    """One of each state: sent, waiting after a failure, given up."""
    old = timezone.now() - dt.timedelta(days=4)
    robot = "https://elsewhere.example.org/send?key=0123456789abcdef"
    outbox.put(Letter("CH-2026-00042:sent", "wang.hai@example.org", "王海，有回音了", "您的建议已采纳。"))
    outbox.put(ChatLine("CH-2026-00042:waiting", "wecom", robot, "signing", "您的建议已采纳。"))
    outbox.put(Letter("CH-2026-00042:given-up", "wang.hai at example.org", "有回音了", "已采纳。", not_before=old))
    assert outbox.deliver_due() == (1, 1, 1)
    return {key: OutboxMessage.objects.get(key__endswith=key) for key in ("sent", "waiting", "given-up")}


def shown(desk, **query):
    return {message.state for message in desk.get(LIST, query).context["cl"].result_list}


def act(desk, *messages, **more):
    chosen = {"action": "try_again", "_selected_action": [str(message.pk) for message in messages]}
    return desk.post(LIST, {**chosen, **more}, follow=True)


def test_staff_see_how_it_goes_and_never_what_it_says_or_to_whom(desk, messages):
    pages = [desk.get("/en" + LIST), act(desk, *messages.values())]
    pages += [
        desk.get(f"/en{LIST}{message.pk}/{page}/") for message in messages.values() for page in ("change", "history")
    ]
    assert {page.status_code for page in pages} == {200}
    for page in pages:
        assert [word for word in CONFIDENTIAL if word in page.content.decode()] == []

    table = pages[0].content.decode()
    for word in ("Waiting", "Sent", "Given up", "E-mail", "WeCom", "Not an address that may be written to"):
        assert word in table


def test_the_words_of_the_other_side_follow_the_reason(desk, messages):
    OutboxMessage.objects.filter(key__endswith="waiting").update(
        last_error="refused: HTTP 200 40001 invalid: credential"
    )
    page = desk.get("/en" + LIST).content.decode()
    assert "Refused by the other side · HTTP 200 40001 invalid: credential" in page


@pytest.mark.parametrize("state", ["waiting", "sent", "given_up"])
def test_a_state_can_be_looked_for(desk, messages, state):
    assert shown(desk, state=state) == {state}


def test_the_filters_narrow_the_list_and_an_unknown_state_does_not(desk, messages):
    assert shown(desk, channel__exact="chat") == {"waiting"}
    assert shown(desk, state="lost") == {"waiting", "sent", "given_up"}


@pytest.mark.parametrize("field", ["address", "secret", "subject", "body", "key"])
def test_nobody_finds_out_letter_by_letter_whose_message_it_is(desk, messages, field):
    assert desk.get(LIST, {f"{field}__startswith": "w"}).status_code == 400


def test_what_was_given_up_is_tried_again_once_it_is_confirmed(desk, messages):
    question = act(desk, messages["given-up"])
    assert question.context["count"] == 1
    assert OutboxMessage.objects.given_up().count() == 1

    answer = act(desk, messages["given-up"], confirmed="yes")
    assert [str(each) for each in answer.context["messages"]] != []
    assert OutboxMessage.objects.given_up().count() == 0
    OutboxMessage.objects.filter(pk=messages["given-up"].pk).update(address="wang.hai@example.org")
    assert outbox.deliver_due() == (1, 0, 0)
    assert len(mail.outbox) == 2


def test_what_is_out_or_waiting_or_forgotten_is_not_tried_again(desk, messages):
    OutboxMessage.objects.given_up().update(given_up_at=F("given_up_at") - dt.timedelta(days=31))
    outbox.forget()
    before = list(OutboxMessage.objects.order_by("pk").values())

    assert act(desk, *messages.values()).context["count"] == 0
    act(desk, *messages.values(), confirmed="yes")
    assert list(OutboxMessage.objects.order_by("pk").values()) == before
