"""Where somebody wants to be told: confirmed by a letter, changed with the password, stopped by one link."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from alliance_portal.models import OutboxMessage
from members import notifications
from members.models import NoticeSettings, Topic, Way
from members.notifications.tokens import stop_token
from tests.factories import PASSWORD

MAILBOX = "/me/notices/mailbox/"


@pytest.fixture
def worker(cast, client):
    """Signed in, and asked for the password a moment ago."""
    client.force_login(cast.worker)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def link_in(letter):
    return re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]


def the_letter():
    return OutboxMessage.objects.get(key__startswith="mailbox:")


def test_a_mailbox_counts_once_its_owner_has_said_yes(cast, worker, client):
    answer = worker.post(MAILBOX, {"email": "wang@example.org"}, follow=True)
    assert "确认信已发到wang@example.org" in answer.content.decode()
    assert NoticeSettings.objects.get().confirmed_at is None

    client.logout()
    link = link_in(the_letter())
    assert "用这个邮箱接收消息吗？" in client.get(link).content.decode()
    assert NoticeSettings.objects.get().confirmed_at is None

    assert "以后消息会发到wang@example.org" in client.post(link).content.decode()
    assert NoticeSettings.objects.get().confirmed_at


def test_the_password_is_asked_for_and_then_the_form_is_sent_on(cast, client):
    client.force_login(cast.worker)
    asked = client.post(MAILBOX, {"email": "wang@example.org"})
    assert asked.url.startswith("/accounts/reauthenticate/")

    client.post(asked.url, {"password": PASSWORD})
    assert the_letter().address == "wang@example.org"


def test_an_old_link_confirms_nothing(cast, worker):
    worker.post(MAILBOX, {"email": "wang@example.org"})
    link = link_in(the_letter())
    with time_machine.travel(timezone.now() + dt.timedelta(days=3, minutes=1), tick=False):
        answer = worker.post(link)
    assert answer.status_code == 410
    assert "请重新填写邮箱" in answer.content.decode()
    assert NoticeSettings.objects.get().confirmed_at is None


def test_a_link_for_a_mailbox_given_up_meanwhile_confirms_nothing(cast, worker):
    worker.post(MAILBOX, {"email": "wang@example.org"})
    link = link_in(the_letter())
    worker.post(MAILBOX, {"email": "hai@example.org"})
    assert worker.post(link).status_code == 410
    assert NoticeSettings.objects.get().confirmed_at is None


@pytest.mark.parametrize("token", ["x", "WyIxIiwiYSJd:1:x"])
def test_a_link_of_somebody_else_does_nothing(cast, client, token):
    assert client.post(f"{MAILBOX}{token}/").status_code == 410
    assert client.post(f"/me/notices/stop/{token}/").status_code == 410


def test_the_same_mailbox_again_is_not_asked_again(cast, worker):
    worker.post(MAILBOX, {"email": "wang@example.org"})
    worker.post(link_in(the_letter()))
    worker.post(MAILBOX, {"email": "wang@example.org"})
    assert OutboxMessage.objects.count() == 1
    assert NoticeSettings.objects.get().confirmed_at


def test_no_mailbox_is_flooded_with_letters(cast, worker):
    for number in range(5):
        worker.post(MAILBOX, {"email": f"wang{number}@example.org"})
    answer = worker.post(MAILBOX, {"email": "wang9@example.org"})
    assert "请过一小时再试" in answer.content.decode()
    assert 'value="wang9@example.org"' in answer.content.decode()
    assert OutboxMessage.objects.count() == 5


def test_a_mailbox_is_taken_away(cast, worker):
    worker.post(MAILBOX, {"email": "wang@example.org"})
    answer = worker.post(MAILBOX, {"email": ""}, follow=True)
    assert "以后不再发邮件" in answer.content.decode()
    assert "没有填邮箱" in answer.content.decode()
    assert NoticeSettings.objects.get().email == ""


def test_what_is_no_address_is_shown_again(cast, worker):
    answer = worker.post(MAILBOX, {"email": "wang"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert 'value="wang"' in answer.content.decode()


def test_the_last_link_of_a_letter_stops_the_mail_without_a_sign_in(cast, client):
    chosen = notifications.ask_for_mailbox(cast.worker, "wang@example.org")
    link = f"/me/notices/stop/{stop_token(cast.worker)}/"

    client.get(link)
    assert NoticeSettings.objects.get().ways == {}
    assert "以后不再往wang@example.org发邮件" in client.post(link).content.decode()

    chosen.refresh_from_db()
    assert {chosen.way_of(topic) for topic in Topic} == {Way.BELL}


def test_each_topic_is_chosen_for_itself(cast, worker):
    ways = {topic.value: "daily" for topic in Topic} | {"answering": "bell"}
    worker.post("/me/notices/settings/", ways | {"quiet_from": "20", "quiet_to": "6"})

    chosen = notifications.settings_of(cast.worker)
    assert chosen.way_of(Topic.ANSWERING) == Way.BELL
    assert chosen.way_of(Topic.OWN) == Way.DAILY
    assert (chosen.quiet_from, chosen.quiet_to) == (20, 6)


def test_a_choice_left_out_is_asked_for(cast, worker):
    answer = worker.post("/me/notices/settings/", {"own": "daily", "quiet_from": "20", "quiet_to": "6"})
    assert set(answer.context["form"].errors) == {topic.value for topic in Topic} - {"own"}
    assert not NoticeSettings.objects.exists()


def test_what_stands_at_the_desk_anyway_is_told_once_a_day(cast):
    chosen = NoticeSettings.objects.create(user=cast.officer)
    daily = {topic for topic in Topic if chosen.way_of(topic) == Way.DAILY}
    assert daily == {Topic.ANSWERING, Topic.PRACTICE, Topic.WORKSHOPS, Topic.ALLIANCES}
