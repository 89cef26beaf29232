"""What a screen is told beside the picture: which pages follow, how it looks, when it is dark; and that it was seen."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import gettext

from alliance_portal.board import views
from suggestions.services.boards import SEEN_EVERY
from tests.factories import BoardFactory
from tests.ladder import idea
from tests.portal.boarding import shown, text_of

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _at_the_end_of_august(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def board(cast):
    return BoardFactory(enterprise=cast.enterprise, pages=["finished", "owed"], seconds=45)


def told(text):
    """{name: value} of what the script reads."""
    body = re.search(r"<body[^>]*>", text)[0]
    return dict(re.findall(r'data-([a-z-]+)="([^"]*)"', body))


def next_fetch(text):
    """What a browser without script does next."""
    return re.search(r'<noscript><meta http-equiv="refresh" content="([^"]*)"></noscript>', text)[1]


# Pages that turn


def test_the_script_is_told_every_page_and_how_long_it_stays(client, board):
    pages = [reverse("board-page", args=[board.token, number]) for number in (1, 2, 3)]
    facts = told(text_of(client, board, 1))
    assert (facts["pages"].split(), facts["place"], facts["seconds"]) == (pages, "1", "45")


def test_without_script_the_browser_goes_round(client, board):
    goes = [next_fetch(text_of(client, board, number)) for number in (1, 2, 3)]
    assert goes == [f"45; url={reverse('board-page', args=[board.token, number])}" for number in (2, 3, 1)]


def test_a_board_of_one_page_is_fetched_every_five_minutes_and_has_no_dots(client, cast):
    text = text_of(client, BoardFactory(enterprise=cast.enterprise), 1)
    assert next_fetch(text) == "300"
    assert "board__dots" not in text


def test_the_dots_say_which_page_it_is(client, board):
    text = text_of(client, board, 2)
    assert gettext("Page %(place)s of %(all)s") % {"place": 2, "all": 3} in text
    assert re.findall(r'class="board__dot( board__dot--here)?"', text) == ["", " board__dot--here", ""]


@pytest.mark.parametrize("number", [0, 4])
def test_a_page_that_is_not_there_is_the_first_one_and_no_error(client, board, number):
    response = client.get(reverse("board-page", args=[board.token, number]))
    assert (response.status_code, response.context["content"].code_name) == (200, "figures")
    assert told(response.content.decode())["place"] == "1"


def test_the_script_asks_as_a_screen_and_not_as_whoever_signed_in_on_it():
    script = (settings.BASE_DIR / "static/js/board.js").read_text()
    assert 'credentials: "omit"' in script


def test_one_page_alone_can_be_asked_for_and_stays(client, board):
    text = shown(client, board, only=3).content.decode()
    assert told(text)["pages"] == f"{reverse('board-page', args=[board.token, 3])}?only=3"
    assert next_fetch(text) == "300"


@pytest.mark.parametrize("asked", ["0", "5", "-1", "x", "²"])
def test_what_is_no_page_is_not_alone(client, board, asked):
    assert len(told(shown(client, board, only=asked).content.decode())["pages"].split()) == 3


# How it looks


@pytest.mark.parametrize(("asked", "theme"), [({}, "light"), ({"theme": "dark"}, "dark"), ({"theme": "<x>"}, "light")])
def test_the_theme_can_be_asked_for(client, board, asked, theme):
    assert f'data-theme="{theme}"' in shown(client, board, **asked).content.decode()


def test_what_was_asked_for_goes_with_every_page(client, board):
    text = shown(client, board, theme="dark", tracking="x").content.decode()
    assert all(address.endswith("/?theme=dark") for address in told(text)["pages"].split())
    assert "tracking" not in text


def test_by_hours_it_is_light_by_day_and_dark_by_night(client, cast, time_machine):
    board = BoardFactory(enterprise=cast.enterprise, theme="hours")
    assert 'data-theme="light"' in text_of(client, board, 1)
    time_machine.move_to(NOW + dt.timedelta(hours=2), tick=False)
    assert 'data-theme="dark"' in text_of(client, board, 1)


def test_a_board_speaks_the_language_it_was_given_whoever_looks(client, cast):
    board = BoardFactory(enterprise=cast.enterprise, language="en")
    response = shown(client, board)
    text = response.content.decode()
    assert response["Content-Language"] == "en"
    assert '<html lang="en"' in text
    assert "Adoption rate" in text
    assert 'lang="zh-hans"' in text_of(client, BoardFactory(enterprise=cast.enterprise), 1)


def test_the_picture_moves_with_every_fetch_by_at_most_six_pixels(client, board, time_machine):
    places = []
    for cycle in range(7):
        time_machine.move_to(NOW + cycle * dt.timedelta(minutes=5), tick=False)
        places.append(int(re.search(r"board--shift-(\d+)", text_of(client, board, 1))[1]))
    assert sorted(places) == [0, 1, 2, 3, 4, 5, 6]


# The night


@pytest.fixture
def sleeper(cast):
    """Dark from ten to six; the figures of its day are 1 received."""
    idea(cast.team, "2026-08-30")
    return BoardFactory(
        enterprise=cast.enterprise, pages=["owed"], quiet_from=dt.time(22), quiet_until=dt.time(6)
    )  # fmt: skip


def at(time_machine, clock):
    time_machine.move_to(dt.datetime.fromisoformat(f"2026-08-31 {clock}+08:00"), tick=False)


def test_at_night_the_page_is_black_with_a_hint_and_without_figures(client, sleeper, time_machine):
    at(time_machine, "23:00")
    text = text_of(client, sleeper, 1)
    assert "board-page--night" in text
    assert gettext("Dark for the night. The board comes back by itself.") in text
    for of_the_day in ("board__flow", "data-figure", "<svg", sleeper.enterprise.short_name):
        assert of_the_day not in text
    assert next_fetch(text) == "300"


def test_by_day_it_is_there_and_knows_when_the_night_comes(client, sleeper, time_machine):
    at(time_machine, "21:00")
    text = text_of(client, sleeper, 1)
    assert "board-page--night" not in text
    assert (told(text)["night-in"], told(text)["night-ends"]) == ("3600", str(9 * 3600))


def test_at_night_it_knows_when_the_morning_comes(client, sleeper, time_machine):
    at(time_machine, "23:00")
    facts = told(text_of(client, sleeper, 2))
    assert (facts["night-in"], facts["night-ends"]) == ("0", str(7 * 3600))


def test_whoever_prints_it_at_night_gets_the_picture(client, sleeper, time_machine):
    at(time_machine, "23:00")
    text = shown(client, sleeper, only=1, awake=1).content.decode()
    assert "board__flow" in text
    assert "night-in" not in told(text)


def test_a_board_that_never_sleeps_is_told_of_no_night(client, board):
    assert "night-in" not in told(text_of(client, board, 1))


# When a screen was there last


def seen(board):
    board.refresh_from_db()
    return board.seen_at


def test_a_screen_that_fetches_the_board_is_noted_once_a_minute(client, board, time_machine):
    shown(client, board)
    assert seen(board) == NOW
    time_machine.move_to(NOW + SEEN_EVERY - dt.timedelta(seconds=1), tick=False)
    shown(client, board, 2)
    assert seen(board) == NOW
    time_machine.move_to(NOW + SEEN_EVERY, tick=False)
    shown(client, board, 2)
    assert seen(board) == NOW + SEEN_EVERY


def test_a_screen_is_noted_at_night_too(client, sleeper, time_machine):
    at(time_machine, "23:00")
    shown(client, sleeper)
    assert seen(sleeper) is not None


def test_whoever_is_signed_in_and_has_a_look_is_no_screen(client, board, cast):
    client.force_login(cast.leader)
    shown(client, board)
    client.logout()
    client.head(board.get_absolute_url())
    assert seen(board) is None


def test_that_it_was_seen_changes_nothing_that_an_open_form_has_to_know(client, board):
    before = (board.version, board.updated_at)
    shown(client, board)
    board.refresh_from_db()
    assert (board.version, board.updated_at) == before


def test_where_nothing_can_be_written_the_picture_is_shown_all_the_same(client, board, monkeypatch, caplog):
    def refuse(board):
        raise DatabaseError("read-only")

    monkeypatch.setattr(views, "note_seen", refuse)
    assert "board__flow" in text_of(client, board, 1)
    assert f"Board {board.pk} was fetched" in caplog.text
    assert seen(board) is None
