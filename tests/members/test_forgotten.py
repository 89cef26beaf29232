"""A forgotten password: a letter to a confirmed mailbox, whose link is good for an hour, and once."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from alliance_portal.audit import AuditEntry
from alliance_portal.models import OutboxMessage
from members import notifications, services
from members.models import Notice, NoticeSettings
from tests.factories import PASSWORD

from .test_passwords import NEW, is_in, sign_in

FORGOTTEN = "/accounts/password/reset/"
SENT = "/accounts/password/reset/sent/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def mailbox(cast):
    return NoticeSettings.objects.create(user=cast.worker, email="wang@example.org", confirmed_at=timezone.now())


def ask(enterprise="CF", login="0001", client=None):
    return (client or Client()).post(FORGOTTEN, {"enterprise": enterprise, "login": login})


def letters():
    return OutboxMessage.objects.filter(key__startswith="password:")


def link():
    return re.search(r"https?://[^/\s]+(/\S+)", letters().get().body)[1]


def choose(path, client=None):
    """Follow the link and send the form; the last answer."""
    client = client or Client()
    shown = client.get(path, follow=True)
    if not shown.redirect_chain:
        return shown
    return client.post(shown.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})


def test_a_letter_a_new_password_and_everybody_else_is_out(cast, mailbox):
    before = sign_in(PASSWORD)
    with translation.override("en"):
        assert ask("cf", "０００１").url == SENT
    letter = letters().get()
    assert (letter.address, "CF-0001" in letter.body, "一小时" in letter.body) == ("wang@example.org", True, True)
    assert letter.not_before <= timezone.now()
    [made] = AuditEntry.objects.filter(act="link_made")
    assert (made.actor, made.object_id, made.detail) == (None, cast.worker.pk, "letter")

    chosen = Client()
    assert choose(link(), chosen).status_code == 302
    assert (is_in(chosen), is_in(sign_in(NEW)), is_in(sign_in(PASSWORD))) == (True, True, False)
    assert before.get("/me/account/").status_code == 302
    assert AuditEntry.objects.filter(act="password_changed", actor=cast.worker.pk).count() == 1
    told = Notice.objects.get(user=cast.worker, kind="password_chosen")
    assert "密码已更改" in notifications.words(told)
    assert "这个链接已经失效" in choose(link()).content.decode()


def test_the_link_dies_after_an_hour(cast, mailbox, time_machine):
    ask()
    path = link()
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=59))
    assert Client().get(path).status_code == 302
    time_machine.move_to(timezone.now() + dt.timedelta(minutes=2))
    answer = choose(path)
    assert "这个链接已经失效" in answer.content.decode()
    assert is_in(sign_in(PASSWORD))


@pytest.mark.parametrize("by", ["sign_in", "mailbox", "temporary"])
def test_the_link_dies_with_what_comes_after_it(cast, mailbox, by):
    ask()
    if by == "sign_in":
        sign_in(PASSWORD)
    elif by == "mailbox":
        notifications.ask_for_mailbox(cast.worker, "hai@example.org")
    else:
        services.passwords.issue_password(cast.worker, by=cast.officer)
    assert "这个链接已经失效" in choose(link()).content.decode()


def test_an_officers_link_lives_on_for_three_days(cast, time_machine):
    path = services.make_access_link(cast.worker.person, by=cast.officer)
    time_machine.move_to(timezone.now() + dt.timedelta(hours=71))
    assert choose(path).status_code == 302


@pytest.mark.parametrize("state", ["unknown", "no mailbox", "unconfirmed", "left", "closed", "other enterprise"])
def test_the_answer_does_not_tell_whether_there_is_a_letter(cast, strangers, staff, mailbox, state):
    known = [ask(), Client().get(SENT)]
    letters().delete()
    enterprise, number = {"unknown": ("CF", "9999"), "other enterprise": ("JC", "0001")}.get(state, ("CF", "0001"))
    if state == "no mailbox":
        mailbox.delete()
    elif state == "unconfirmed":
        notifications.ask_for_mailbox(cast.worker, "hai@example.org")
    elif state == "left":
        services.roster.let_go(cast.worker.person, by=cast.officer)
    elif state == "closed":
        services.close_account(cast.worker, by=staff)
    answers = [ask(enterprise, number), Client().get(SENT)]
    assert [(one.status_code, one.headers.get("Location")) for one in answers] == [
        (one.status_code, one.headers.get("Location")) for one in known
    ]
    assert not letters().exists()


def test_no_mailbox_is_flooded_and_unknown_names_are_counted_the_same(cast, mailbox):
    for login in ("0001", "9999"):
        assert [ask(login=login).status_code for _n in range(4)] == [302, 302, 302, 429]
    assert letters().count() == 3
    late = ask()
    assert "请过一小时再试" in late.content.decode()
    assert 'value="0001"' in late.content.decode()


def test_what_is_left_out_is_asked_for_and_nothing_typed_is_lost(cast, client):
    client.cookies["enterprise"] = "CF"
    assert 'value="CF"' in client.get(FORGOTTEN).content.decode()
    answer = ask("JC", "", client)
    assert set(answer.context["form"].errors) == {"login"}
    assert 'value="JC"' in answer.content.decode()


def test_the_second_step_is_still_asked(staff, settings, time_machine):
    NoticeSettings.objects.create(user=staff, email="district@example.org", confirmed_at=timezone.now())
    settings.STAFF_MFA = True
    ask("", staff.username)
    client = Client()
    long = "a-new-long-password"
    address = client.get(link(), follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": long, "password2": long})
    assert client.get("/admin/").url.endswith("/accounts/second-step/")
