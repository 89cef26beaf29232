"""E-mails by a real conversation with servers of every kind."""

import logging
import time

import pytest

from alliance_portal import outbox
from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import Letter
from alliance_portal.outbox.mail import message_id
from tests.portal.peers import MailServer, nobody

ADDRESS = "wang.hai@example.org"


@pytest.fixture
def write_by(db, settings):
    """Put a letter and deliver it by the server at a port; return the row."""

    def write_by(port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.MAIL_TIME_LIMIT = 0.4
        outbox.put(Letter("a", ADDRESS, "有回音了", "您的建议已采纳。\n"))
        outbox.deliver_due()
        return OutboxMessage.objects.get()

    return write_by


def test_a_letter_arrives_as_it_was_written(write_by):
    with MailServer() as server:
        assert write_by(server.port).state == "sent"

    letter = server.received[0]
    assert (letter["To"], letter["Subject"], letter["Message-ID"]) == (ADDRESS, "有回音了", message_id("a"))
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().strip() == "您的建议已采纳。"


@pytest.mark.parametrize(
    ("replies", "reason"),
    [
        ({"RCPT": b"550 5.1.1 <wang.hai@example.org>: no such user"}, "refused: 550 5.1.1 <***>: no such user"),
        ({"RCPT": b"421 too busy"}, "refused: 421 too busy"),
        ({"MAIL": b"553 not you"}, "refused: 553 not you"),
        ({"DATA": b"451 later"}, "refused: 451 later"),
        ({".": b"554 Wang.Hai@Example.ORG writes spam"}, "refused: 554 *** writes spam"),
        ({"EHLO": b"502 no", "HELO": b"502 no"}, "refused: 502 no"),
    ],
)
def test_a_refusal_is_kept_without_the_address(write_by, replies, reason):
    with MailServer(replies) as server:
        message = write_by(server.port)

    assert (message.state, message.attempts, message.last_error) == ("waiting", 1, reason)
    assert message.address == ADDRESS


def test_a_server_that_turns_everybody_away_is_tried_later(write_by):
    with MailServer(greeting=b"554 go away") as server:
        assert write_by(server.port).last_error == "refused: 554 go away"


def test_a_server_that_is_not_there_is_tried_later(write_by):
    assert write_by(nobody()).last_error == "unreachable: Connection refused"


@pytest.mark.parametrize(
    "server",
    [
        MailServer(greeting=None),
        MailServer(greeting=b"220 " + b"w" * 1000, pause=0.05),
        MailServer(greeting=b"220-wait\r\n" * 1000, pause=0.01),
        MailServer({"RCPT": None}),
        MailServer({".": None}),
    ],
    ids=["mute", "drips", "talks on and on", "stops at the address", "stops at the letter"],
)
def test_a_server_that_takes_too_long_is_left(write_by, server):
    started = time.monotonic()
    with server:
        message = write_by(server.port)
        took = time.monotonic() - started

    assert (message.state, message.last_error) == ("waiting", "silent")
    assert 0.4 <= took < 1.5


def test_who_took_the_letter_may_be_slow_to_say_goodbye(write_by):
    with MailServer({"QUIT": None}) as server:
        assert write_by(server.port).state == "sent"

    assert len(server.received) == 1


def test_a_server_that_says_nothing_is_left_before_all_the_time_is_gone(write_by, settings):
    settings.EMAIL_TIMEOUT = 0.1
    started = time.monotonic()
    with MailServer({"RCPT": None}) as server:
        assert write_by(server.port).last_error == "silent"
        assert time.monotonic() - started < 0.4


def test_a_server_has_time_to_look_at_the_letter(write_by, settings):
    settings.EMAIL_TIMEOUT = 0.1
    with MailServer(look=0.25) as server:
        assert write_by(server.port).state == "sent"

    assert len(server.received) == 1


def test_no_address_is_logged(write_by, caplog):
    caplog.set_level(logging.DEBUG)
    with MailServer({"RCPT": b"550 <wang.hai@example.org>: no such user"}) as server:
        write_by(server.port)

    assert ADDRESS not in caplog.text
