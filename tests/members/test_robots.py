"""The robots of chat groups: kept by officers, told what they want, and never who had an idea."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal import periods
from alliance_portal.models import OutboxMessage
from members import notifications
from members.models import ChatRobot
from tests.suggestions import stages

ROBOTS = "/workbench/robots/"
ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"
FORM = {
    "name": "冲焊车间群", "service": "wecom", "address": ADDRESS, "secret": "", "tells": ["received", "done"],
    "quiet_from": "21", "quiet_to": "7", "is_on": "on",
}  # fmt: skip


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


@pytest.fixture
def robot(cast):
    facts = {"name": "冲焊车间群", "service": "dingtalk", "secret": "SECxyz", "tells": ["received", "answered", "done"]}
    address = "https://oapi.dingtalk.com/robot/send?access_token=77aa88bb"
    return ChatRobot.objects.create(enterprise=cast.enterprise, address=address, quiet_from=0, quiet_to=0, **facts)


def lines():
    return OutboxMessage.objects.filter(channel="chat").order_by("created_at")


def test_an_officer_adds_a_robot(officer, cast):
    answer = officer.post(f"{ROBOTS}new/", FORM, follow=True)
    assert "以后会通知“冲焊车间群”" in answer.content.decode()
    robot = ChatRobot.objects.get()
    assert (robot.enterprise, robot.address, robot.tells) == (cast.enterprise, ADDRESS, ["received", "done"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "https://example.org/hook"}, "address"),
        ({"address": "http://qyapi.weixin.qq.com/x"}, "address"),
        ({"address": "https://qyapi.weixin.qq.com@evil.example/x"}, "address"),
        ({"tells": []}, "tells"),
        ({"name": ""}, "name"),
        ({"service": "sms"}, "service"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_kept(officer, wrong, field):
    answer = officer.post(f"{ROBOTS}new/", FORM | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert 'value="冲焊车间群"' in answer.content.decode() or field == "name"
    assert not ChatRobot.objects.exists()


def test_a_name_is_there_once_in_an_enterprise(officer, robot):
    answer = officer.post(f"{ROBOTS}new/", FORM)
    assert "已经有这个群的机器人了" in answer.content.decode()


def test_address_and_secret_are_never_shown_again_and_stay(officer, robot):
    page = officer.get(f"{ROBOTS}{robot.pk}/").content.decode()
    assert [word in page for word in (robot.address, robot.secret, "88bb")] == [False, False, True]

    officer.post(f"{ROBOTS}{robot.pk}/", FORM | {"service": "dingtalk", "address": "", "name": "新群名"})
    kept = ChatRobot.objects.get()
    assert (kept.name, kept.address, kept.secret) == ("新群名", robot.address, robot.secret)


def test_the_list_says_what_came_of_the_last_line(officer, robot):
    officer.post(f"{ROBOTS}{robot.pk}/try/")
    assert "待发送" in officer.get(ROBOTS).content.decode()
    lines().update(given_up_at=timezone.now(), last_error="silent")
    page = officer.get(ROBOTS).content.decode()
    assert str(OutboxMessage.Trouble.SILENT.label) in page


def test_the_list_costs_the_same_for_one_and_for_three(officer, robot, cast, django_assert_num_queries):
    def ask():
        return officer.get(ROBOTS)

    notifications.try_robot(robot)
    ask()
    with django_assert_num_queries(8) as one:
        ask()
    for number in (2, 3):
        another = ChatRobot.objects.create(enterprise=cast.enterprise, name=f"群{number}", address=ADDRESS)
        notifications.try_robot(another)
    with django_assert_num_queries(len(one)):
        assert ask().content.decode().count("待发送") == 3


def test_removing_asks_first_and_forgets_what_was_on_its_way(officer, robot):
    notifications.try_robot(robot)
    assert "移除“冲焊车间群”" in officer.get(f"{ROBOTS}{robot.pk}/remove/").content.decode()
    assert ChatRobot.objects.exists()

    officer.post(f"{ROBOTS}{robot.pk}/remove/")
    assert not ChatRobot.objects.exists()
    assert not lines()


def test_a_robot_of_another_enterprise_is_not_there(strangers, client, robot):
    client.force_login(strangers.officer)
    assert [client.get(f"{ROBOTS}{robot.pk}/").status_code, client.get(ROBOTS).status_code] == [404, 200]
    assert list(client.get(ROBOTS).context["page_obj"]) == []


def test_the_group_hears_what_comes_in_is_adopted_and_done(cast, robot):
    suggestion = stages.done(cast)
    said = [line.body.split("\n")[0] for line in lines()]
    assert [text[:4] for text in said] == ["新收到一", "已采纳：", "已落地："]
    assert all(suggestion.number in text and cast.worker.person.name not in text for text in said)
    assert {line.secret for line in lines()} == {"SECxyz"}


def test_of_a_hidden_name_not_even_the_title_is_said(cast, robot):
    suggestion = stages.adopted(cast, hide_name=True)
    assert all(suggestion.number in line.body and suggestion.title not in line.body for line in lines())
    assert lines().count() == 2


@pytest.mark.parametrize("change", [{"is_on": False}, {"tells": ["waiting"]}])
def test_a_robot_that_is_off_or_wants_something_else_says_nothing(cast, robot, change):
    ChatRobot.objects.update(**change)
    stages.done(cast)
    assert not lines()


def test_quiet_hours_hold_for_groups_too(cast, robot):
    ChatRobot.objects.update(quiet_from=21, quiet_to=7)
    stages.sent(cast, occurred_at=periods.start_of(dt.date(2026, 3, 1)) + dt.timedelta(hours=23))
    assert timezone.localtime(lines().get().not_before).hour == 7
