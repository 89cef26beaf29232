"""The outbox: each message goes out once, after the move it tells of, and none is lost."""

import datetime as dt
from contextlib import suppress

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from alliance_portal import outbox
from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import ChatLine, delivery
from alliance_portal.outbox.mail import message_id
from alliance_portal.workflow import WorkflowError
from tests.portal.messages import ADDRESS, DAY, ELSEWHERE, MINUTE, hopeless, letter, row


def subjects():
    return [sent.subject for sent in mail.outbox]


def test_a_message_waits_until_it_is_delivered(db):
    assert outbox.put(letter()) == 1
    assert (row().state, mail.outbox) == ("waiting", [])

    assert outbox.deliver_due() == (1, 0, 0)
    assert (row().state, subjects()) == ("sent", ["有回音了"])
    assert outbox.deliver_due() == (0, 0, 0)
    assert len(mail.outbox) == 1


def test_a_letter_says_who_writes_to_whom(db, settings):
    settings.DEFAULT_FROM_EMAIL, settings.BASE_URL = "noreply@portal.example.org", "https://portal.example.org:8443"
    outbox.put(letter())
    outbox.deliver_due()

    sent = mail.outbox[0]
    assert (sent.from_email, sent.to, sent.body) == ("noreply@portal.example.org", [ADDRESS], "您的建议已采纳。")
    assert sent.message()["Message-ID"] == message_id("a")
    assert message_id("a").endswith("@portal.example.org>")
    assert message_id("a") != message_id("b")


def test_what_is_taken_back_was_never_said(db):
    with suppress(ZeroDivisionError), transaction.atomic():
        outbox.put(letter())
        1 / 0  # noqa: B018 - the business move fails after its message was put

    assert not OutboxMessage.objects.exists()


def test_a_key_is_used_once(db):
    assert outbox.put_many([letter("a"), letter("b"), letter("a", subject="又来了")]) == 2
    assert outbox.put_many([letter("b"), letter("c")]) == 1
    outbox.deliver_due()
    assert outbox.put(letter("a")) == 0
    assert outbox.deliver_due() == (0, 0, 0)
    assert len(mail.outbox) == 3


def test_more_messages_than_one_statement_takes_are_counted_rightly(db, monkeypatch):
    monkeypatch.setattr("alliance_portal.outbox.messages.BATCH", 2)
    outbox.put(letter("3"))

    assert outbox.put_many(letter(str(n)) for n in range(5)) == 4
    assert OutboxMessage.objects.count() == 5


@pytest.mark.parametrize(
    "message",
    [
        letter(address=""),
        letter(body=""),
        letter(key=""),
        letter(key="k" * 151),
        letter(address="a" * 501),
        ChatLine("a", "telegram", ELSEWHERE, "", "text"),
    ],
)
def test_what_nobody_could_send_is_refused_at_once(db, message):
    with pytest.raises(ValidationError):
        outbox.put(message)


def test_a_subject_is_one_line_and_brings_no_header_in(db):
    outbox.put(letter(subject="有回音了\r\nBcc: all@example.org\x00", body="第一行\r\n第二行\x00"))
    outbox.deliver_due()

    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert mail.outbox[0].subject == "有回音了 Bcc: all@example.org"
    assert mail.outbox[0].body == "第一行\n第二行"


@pytest.mark.parametrize("address", [f"{ADDRESS}\nBcc: all@example.org", f"{ADDRESS}, all@example.org", "王海"])
def test_nothing_goes_to_what_is_not_one_address(db, address):
    outbox.put(letter(address=address))

    assert outbox.deliver_due() == (0, 1, 0)
    assert (mail.outbox, row().last_error) == ([], "forbidden")


def test_what_is_printed_of_a_message_tells_nobody_whom_it_is_for(db):
    outbox.put(letter())
    printed = f"{letter()!r} {hopeless()!r} {row()!r} {row()}"
    assert [word for word in (ADDRESS, "采纳", "回音", "a-secret", "elsewhere") if word in printed] == []


def test_nothing_is_sent_before_its_time(db):
    noon = timezone.now()
    outbox.put_many([letter("later", not_before=noon + MINUTE), letter("now", not_before=noon)])

    assert outbox.deliver_due(now=noon) == (1, 0, 0)
    assert (row("now").state, row("later").state) == ("sent", "waiting")
    assert outbox.deliver_due(now=noon + MINUTE) == (1, 0, 0)


def test_a_round_sends_the_oldest_first_and_no_more_than_asked(db):
    noon = timezone.now()
    outbox.put_many(letter(f"{n}", subject=f"{n}", not_before=noon - n * MINUTE) for n in range(3))

    assert outbox.deliver_due(now=noon, limit=2) == (2, 0, 0)
    assert subjects() == ["2", "1"]


def test_what_was_sent_keeps_its_key_and_nothing_of_its_content(db):
    outbox.put(letter())
    outbox.deliver_due()

    sent = row()
    assert (sent.address, sent.secret, sent.subject, sent.body) == ("", "", "", "")
    assert (sent.key, sent.attempts, sent.last_error) == ("a", 1, "")


def test_after_a_failure_the_pauses_double_up_to_six_hours(db):
    now = timezone.now()
    outbox.put(hopeless(not_before=now))
    pauses = []
    for _n in range(12):
        assert outbox.deliver_due(now=now) == (0, 1, 0)
        assert outbox.deliver_due(now=row().claimed_until - MINUTE / 60) == (0, 0, 0)
        pauses.append((row().claimed_until - now) / MINUTE)
        now = row().claimed_until

    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert (row().attempts, row().last_error) == (12, "forbidden")


def test_after_three_days_a_message_is_given_up_and_keeps_its_address(db):
    start = now = timezone.now()
    outbox.put(hopeless(not_before=start))
    while (counts := outbox.deliver_due(now=now)) == (0, 1, 0):
        now = row().claimed_until

    assert counts == (0, 0, 1)
    assert 3 * DAY <= row().given_up_at - start < 3 * DAY + dt.timedelta(hours=6)
    assert (row().state, row().address) == ("given_up", ELSEWHERE)
    assert outbox.deliver_due(now=now + 10 * DAY) == (0, 0, 0)


def test_one_that_nobody_tried_for_three_days_is_tried_before_it_is_given_up(db):
    outbox.put(letter(not_before=timezone.now() - 4 * DAY))
    assert outbox.deliver_due() == (1, 0, 0)


def given_up(key="a"):
    outbox.put(hopeless(key, not_before=timezone.now() - 4 * DAY))
    assert outbox.deliver_due() == (0, 0, 1)
    return row(key)


def test_a_message_given_up_can_be_tried_again(db):
    message = given_up()
    outbox.try_again(message)

    assert (row().state, row().attempts) == ("waiting", 0)
    assert outbox.deliver_due() == (0, 1, 0)
    assert row().state == "waiting"


def test_thirty_days_later_its_address_is_gone_and_it_stays_given_up(db):
    message = given_up()
    assert outbox.forget(now=message.given_up_at + 30 * DAY - MINUTE) == 0
    assert row().address == ELSEWHERE

    assert outbox.forget(now=message.given_up_at + 30 * DAY) == 1
    assert (row().address, row().secret, row().subject, row().body) == ("", "", "", "")
    with pytest.raises(WorkflowError):
        outbox.try_again(message)
    assert row().state == "given_up"


def test_what_waits_or_was_sent_cannot_be_tried_again(db):
    outbox.put(letter())
    with pytest.raises(WorkflowError):
        outbox.try_again(row())
    outbox.deliver_due()
    with pytest.raises(WorkflowError):
        outbox.try_again(row())


def test_one_that_cannot_be_made_does_not_stop_the_others(db, monkeypatch):
    outbox.put_many([letter("bad", subject="bad"), letter("good", subject="good")])
    send = delivery.SENDERS["email"]

    def broken(message):
        return {}[ADDRESS] if message.subject == "bad" else send(message)

    monkeypatch.setitem(delivery.SENDERS, "email", broken)
    assert outbox.deliver_due() == (1, 1, 0)
    assert (subjects(), row("bad").last_error) == (["good"], "unfit: KeyError")


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_other_side_is_asked(monkeypatch):
    seen = []
    monkeypatch.setitem(delivery.SENDERS, "email", lambda message: seen.append(connection.in_atomic_block))
    with transaction.atomic():
        outbox.put(letter())
        with pytest.raises(RuntimeError):
            outbox.deliver_due()

    assert seen == []
    outbox.deliver_due()
    assert seen == [False]


@pytest.fixture
def at_once(settings):
    settings.OUTBOX_AT_ONCE = True


def test_at_once_means_after_the_transaction(db, at_once, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.put(letter())
    assert mail.outbox == []
    for callback in callbacks:
        callback()
    assert (len(mail.outbox), row().state) == (1, "sent")


@pytest.mark.django_db(transaction=True)
def test_at_once_nothing_is_sent_of_what_was_taken_back(at_once):
    with suppress(ZeroDivisionError), transaction.atomic():
        outbox.put(letter("lost"))
        1 / 0  # noqa: B018 - the business move fails
    with transaction.atomic():
        outbox.put(letter("kept"))

    assert [sent.message()["Message-ID"] for sent in mail.outbox] == [message_id("kept")]


@pytest.mark.django_db(transaction=True)
def test_at_once_a_chat_message_is_printed_and_nobody_is_asked(at_once, settings, capsys):
    settings.CHAT_HOSTS = ["elsewhere.example.org"]
    outbox.put(hopeless())

    assert row().state == "sent"
    printed = capsys.readouterr().out
    assert "有回音了" in printed
    assert "0123456789abcdef" not in printed


@pytest.mark.django_db(transaction=True)
def test_at_once_a_failure_does_not_reach_the_page(at_once, monkeypatch):
    monkeypatch.setattr(delivery, "_claim", lambda message, now: 1 / 0)
    outbox.put(letter())
    assert row().state == "waiting"


def test_what_nobody_set_is_the_portals_own_host_and_three_services(settings):
    assert settings.DEFAULT_FROM_EMAIL == "noreply@127.0.0.1"
    assert settings.CHAT_HOSTS == ["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"]
