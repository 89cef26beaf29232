"""Where boards are looked after: who may, what the list says of a screen, and that no change is lost in silence."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from suggestions.models import Board
from suggestions.services.boards import change_board, revoke_board
from tests.factories import BoardFactory
from tests.portal.boarding import shown

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
TYPED = {
    "name": "食堂", "department": "", "second": "", "third": "", "fourth": "", "seconds": "60", "theme": "light",
    "light_from": "07:00", "light_until": "19:00", "language": "zh-hans", "quiet_from": "", "quiet_until": "",
    "quiet_days": ["1", "2", "3", "4", "5"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_the_end_of_august(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def board(cast):
    return BoardFactory(enterprise=cast.enterprise)


@pytest.fixture
def leader(client, cast):
    client.force_login(cast.leader)
    return client


def listed(client, **asked):
    return client.get(reverse("boards"), asked)


def hang(client, **fields):
    return client.post(reverse("board-new"), TYPED | fields)


def change(client, board, **fields):
    return client.post(reverse("board-change", args=[board.pk]), TYPED | {"version": board.version} | fields)


def errors(response):
    return response.context["form"].errors.keys()


# Hung up


def test_without_boards_the_page_says_what_to_do(leader):
    assert gettext("No board hangs anywhere yet") in listed(leader).content.decode()


def test_a_leader_hangs_a_board_up_and_opens_it(leader, cast):
    night = {"quiet_from": "22:00", "quiet_until": "06:00"}
    response = hang(leader, department=cast.shop.pk, second="owed", fourth="news", **night)
    assert response.url == reverse("boards")
    board = Board.objects.get()
    assert (board.enterprise, board.department, board.created_by) == (cast.enterprise, cast.shop, cast.leader)
    assert (board.pages, board.quiet_from, board.quiet_days) == (["owed", "news"], dt.time(22), [1, 2, 3, 4, 5])
    assert board.address in listed(leader).content.decode()
    assert shown(leader, board).status_code == 200


def test_district_staff_choose_an_enterprise_or_the_whole_district(client, cast, strangers, staff):
    client.force_login(staff)
    assert hang(client, enterprise=strangers.enterprise.pk).status_code == 302
    assert Board.objects.get().enterprise == strangers.enterprise
    assert hang(client, enterprise="").status_code == 302
    assert Board.objects.latest("pk").enterprise is None
    assert errors(hang(client, enterprise=cast.enterprise.pk, department=strangers.shop.pk)) == {"department"}
    assert errors(hang(client, enterprise="", department=strangers.shop.pk)) == {"department"}
    assert Board.objects.count() == 2


def test_the_department_of_another_enterprise_is_refused(leader, strangers):
    assert errors(hang(leader, department=strangers.shop.pk)) == {"department"}


def test_a_leader_cannot_make_a_board_of_another_enterprise_or_of_the_district(leader, cast, strangers):
    hang(leader, enterprise=strangers.enterprise.pk)
    assert Board.objects.get().enterprise == cast.enterprise


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"second": "owed", "third": "owed"}, "third"),
        ({"second": "nothing"}, "second"),
        ({"seconds": ""}, "seconds"),
        ({"seconds": "14"}, "seconds"),
        ({"seconds": "601"}, "seconds"),
        ({"seconds": "半分钟"}, "seconds"),
        ({"theme": "pink"}, "theme"),
        ({"theme": "hours", "light_from": ""}, "light_from"),
        ({"language": "fr"}, "language"),
        ({"quiet_from": "22:00"}, "quiet_until"),
        ({"quiet_until": "06:00"}, "quiet_from"),
        ({"quiet_from": "十点", "quiet_until": "06:00"}, "quiet_from"),
        ({"quiet_from": "22:00", "quiet_until": "06:00", "quiet_days": []}, "quiet_days"),
        ({"quiet_days": ["8"]}, "quiet_days"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_typed_is_lost(leader, typed, field):
    response = hang(leader, **{"name": "东门"} | typed)
    assert response.status_code == 200
    assert field in errors(response)
    assert response.context["form"]["name"].value() == typed.get("name", "东门")
    assert not Board.objects.exists()


def test_the_form_offers_two_pages_and_every_night_to_begin_with_and_no_hours(leader):
    form = leader.get(reverse("board-new")).context["form"]
    assert (form["second"].value(), form["third"].value()) == ("finished", "training")
    assert (form["quiet_from"].value(), form["quiet_days"].value()) == (None, [1, 2, 3, 4, 5, 6, 7])


# Who may


@pytest.mark.parametrize(("who", "status"), [("worker", 403), ("reviewer", 403), ("finance", 403), ("officer", 200)])
@pytest.mark.parametrize("name", ["boards", "board-new"])
def test_boards_are_run_by_officers_and_leaders(client, cast, who, status, name):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", ["board-change", "board-renew", "board-revoke"])
def test_boards_of_another_enterprise_are_not_there(client, strangers, board, name):
    client.force_login(strangers.leader)
    address = reverse(name, args=[board.pk])
    assert [client.get(address).status_code, client.post(address, TYPED).status_code] == [404, 404]
    assert "东门大厅" not in listed(client).content.decode()
    board.refresh_from_db()
    assert (board.is_live, board.version) == (True, 1)


@pytest.mark.parametrize("name", ["board-change", "board-renew", "board-revoke"])
def test_the_districts_board_is_run_by_its_staff_alone(client, cast, staff, name):
    board = BoardFactory(enterprise=None)
    client.force_login(cast.leader)
    assert client.get(reverse(name, args=[board.pk])).status_code == 404
    client.force_login(staff)
    assert client.get(reverse(name, args=[board.pk])).status_code == 200


@pytest.mark.parametrize("name", ["board-change", "board-renew", "board-revoke"])
def test_a_board_that_was_taken_back_cannot_be_changed(leader, cast, board, name):
    revoke_board(board, by=cast.leader)
    assert leader.get(reverse(name, args=[board.pk])).status_code == 404


# Changed


def test_settings_are_changed_and_the_address_stays(leader, cast, board):
    token = board.token
    assert change(leader, board, name="西门", second="news", theme="dark", seconds="30").status_code == 302
    board.refresh_from_db()
    assert (board.name, board.pages, board.theme, board.seconds) == ("西门", ["news"], "dark", 30)
    assert (board.token, board.version) == (token, 2)


def test_of_two_who_change_it_the_later_one_is_told_and_sees_what_the_other_has_set(leader, cast, board):
    change_board(board, by=cast.officer, pages=["owed"], seconds=90)
    response = change(leader, board, name="西门")
    assert response.status_code == 409
    text = response.content.decode()
    assert gettext("Somebody else has changed this meanwhile.") in text
    form = response.context["form"]
    assert form["name"].value() == "西门"
    assert dict(response.context["standing"]) == {
        gettext("Where it hangs"): "东门大厅",
        gettext("Second page"): gettext("What is still owed"),
        gettext("Seconds a page stays"): 90,
        gettext("Nights that begin on"): gettext(", ").join(f"星期{day}" for day in "一二三四五六日"),
    }
    board.refresh_from_db()
    assert (board.name, board.pages, board.seconds) == ("东门大厅", ["owed"], 90)


def test_sent_again_knowingly_it_counts(leader, cast, board):
    change_board(board, by=cast.officer, seconds=90)
    again = change(leader, board, name="西门").context["form"]["version"].value()
    assert change(leader, board, name="西门", version=again).status_code == 302
    board.refresh_from_db()
    assert (board.name, board.seconds) == ("西门", 60)


def test_a_form_that_holds_what_the_board_has_shows_no_difference(leader, cast, board):
    form = leader.get(reverse("board-change", args=[board.pk])).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    change_board(board, by=cast.officer)
    assert leader.post(reverse("board-change", args=[board.pk]), typed).context["standing"] == []


def test_a_department_that_is_out_of_use_stays_with_its_board(leader, cast):
    board = BoardFactory(enterprise=cast.enterprise, department=cast.shop)
    type(cast.shop).objects.filter(pk=cast.shop.pk).update(is_active=False)
    assert change(leader, board, department=cast.shop.pk).status_code == 302


# Another address, and taken back


def test_a_new_address_is_asked_about_first_and_the_old_one_is_dead_at_once(leader, board):
    old, address = board.get_absolute_url(), reverse("board-renew", args=[board.pk])
    assert leader.get(address).status_code == 200
    assert leader.get(old).status_code == 200
    assert leader.post(address).status_code == 302
    assert leader.get(old).status_code == 404
    board.refresh_from_db()
    assert shown(leader, board).status_code == 200
    assert board.address in listed(leader).content.decode()


def test_taking_back_is_asked_about_first_and_then_holds(leader, cast, board):
    address = reverse("board-revoke", args=[board.pk])
    assert leader.get(address).status_code == 200
    assert Board.objects.live().exists()
    assert leader.post(address).status_code == 302
    board.refresh_from_db()
    assert (board.revoked_by, board.is_live) == (cast.leader, False)
    assert list(listed(leader).context["page_obj"]) == []


def test_boards_that_were_taken_back_have_a_list_of_their_own_without_their_address(leader, cast, board):
    revoke_board(board, by=cast.leader)
    BoardFactory(enterprise=cast.enterprise, name="食堂")
    text = listed(leader, state="revoked").content.decode()
    assert "东门大厅" in text
    assert str(cast.leader) in text
    assert board.token not in text
    assert "食堂" not in text


# The list


@pytest.mark.parametrize(
    ("ago", "look", "words"),
    [
        (None, "never", "No screen has opened it yet"),
        (3 * MINUTE, "ok", "Seen %(span)s ago"),
        (15 * MINUTE, "ok", "Seen %(span)s ago"),
        (16 * MINUTE, "silent", "Not seen since %(moment)s"),
        (DAY, "silent", "Not seen since %(moment)s"),
        (DAY + MINUTE, "lost", "Not seen since %(moment)s"),
    ],
)
def test_the_list_says_when_a_screen_was_there_last(leader, board, ago, look, words):
    Board.objects.update(seen_at=ago and NOW - ago)
    response = listed(leader)
    (row,) = response.context["page_obj"]
    assert row.sight.look == look
    assert re.fullmatch(re.sub(r"%\(\w+\)s", ".+", gettext(words)), row.sight.words)
    assert ("screen__warn" in response.content.decode()) is (look == "lost")


def test_three_minutes_ago_is_said_in_minutes(leader, board):
    Board.objects.update(seen_at=NOW - 3 * MINUTE)
    assert "3分钟前露过面" in listed(leader).content.decode()


def test_the_list_is_sorted_and_narrowed_by_its_address(client, cast, strangers, staff):
    for enterprise, name, ago in ((cast, "甲", 5), (cast, "乙", 50), (strangers, "丙", 500)):
        BoardFactory(enterprise=enterprise.enterprise, name=name, seen_at=NOW - ago * MINUTE)
    BoardFactory(enterprise=None, name="丁")
    client.force_login(staff)

    def names(**asked):
        return [board.name for board in listed(client, **asked).context["page_obj"]]

    assert names(sort="unseen") == ["丁", "丙", "乙", "甲"]
    assert names(sort="newest") == ["丁", "丙", "乙", "甲"]
    assert names(enterprise="JC") == ["丙"]
    assert sorted(names(sort="nonsense", enterprise="XX")) == sorted("甲乙丙丁")


def test_whoever_runs_one_enterprise_is_not_asked_which(leader, board):
    assert "enterprise" not in listed(leader).context["filter"].form.fields


def test_a_long_list_has_pages(leader, cast):
    BoardFactory.create_batch(21, enterprise=cast.enterprise)
    assert len(listed(leader).context["page_obj"]) == 20
    assert len(listed(leader, page=2).context["page_obj"]) == 1


def test_the_list_costs_as_many_queries_with_three_boards_as_with_one(leader, cast, django_assert_max_num_queries):
    def another():
        board = BoardFactory(enterprise=cast.enterprise, department=cast.team, seen_at=NOW)
        revoke_board(BoardFactory(enterprise=cast.enterprise, department=cast.team), by=cast.leader)
        return board

    another()
    for asked in ({}, {"state": "revoked"}):
        with django_assert_max_num_queries(25) as few:
            listed(leader, **asked)
        another(), another()
        with django_assert_max_num_queries(len(few)):
            listed(leader, **asked)
