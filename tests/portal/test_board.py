"""The board on the wall: figures for everybody who passes, names for nobody, and gone when taken back."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from alliance_portal.definitions import VERSION
from suggestions.models import Photo, Suggestion
from suggestions.services import hang_poster, stop_poster
from suggestions.services.boards import revoke_board
from suggestions.statistics import Scope
from tests.factories import BoardFactory, PersonFactory, picture
from tests.ladder import idea

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _at_the_end_of_august(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def story(cast):
    """A done one with photos, an owed one, a waiting one, and one of another department."""
    author = cast.worker.person
    cast.done = idea(
        cast.team, "2026-05-01", by=author, answer="adopted", on="2026-05-02", done="2026-05-20", verified=20000
    )
    cast.owed = idea(cast.team, "2026-03-01", by=author, answer="adopted", on="2026-03-02")
    cast.waiting = idea(cast.team, "2026-08-30", by=author)
    cast.other = idea(cast.office, "2026-05-01", by=author, answer="adopted", on="2026-05-02", done="2026-05-20")
    for suggestion, title in ((cast.done, "电缆上了吊架"), (cast.owed, "照明分区"), (cast.other, "设备科的点子")):
        Suggestion.objects.filter(pk=suggestion.pk).update(title=title)
    cast.before, cast.after = photo(cast.done, "before"), photo(cast.done, "after")
    cast.hidden = photo(cast.waiting, "before")
    cast.board = BoardFactory(enterprise=cast.enterprise, department=cast.shop)
    return cast


def photo(suggestion, kind):
    return Photo.objects.create(suggestion=suggestion, kind=kind, image=picture(), thumbnail=picture())


def shown(client, board, **parameters):
    return client.get(reverse("board", args=[board.token]), parameters)


def photo_status(client, board, photo):
    response = client.get(reverse("board-photo", args=[board.token, photo.pk]))
    if response.streaming:
        response.getvalue()
    return response.status_code


def test_a_board_needs_no_sign_in_sets_no_cookie_and_stays_out_of_search_engines(client, story):
    response = shown(client, story.board)
    assert response.status_code == 200
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store"


def test_a_board_shows_the_figures_of_its_department_this_year(client, story):
    content = shown(client, story.board).context["content"]
    expected = Scope(story.enterprise, story.shop).summarise(
        Suggestion.objects.all(), period=content.period, at=content.at
    )
    assert content.summary == expected
    assert (expected["received"], expected["adopted"], expected["implemented"]) == (3, 2, 1)
    assert (content.period.first, content.period.last) == (dt.date(2026, 1, 1), dt.date(2026, 8, 1))


def test_a_board_of_the_enterprise_counts_all_departments(client, story):
    board = BoardFactory(enterprise=story.enterprise)
    assert shown(client, board).context["content"].summary["received"] == 4


def test_a_board_names_departments_and_never_people(client, story):
    text = shown(client, story.board).content.decode()
    assert "电缆上了吊架" in text
    assert "设备科的点子" not in text
    people = [*story.enterprise.people.values_list("name", flat=True)]
    assert [name for name in people if name in text] == []


def test_a_department_of_few_people_is_told_as_the_larger_one_around_it(client, story):
    content = shown(client, story.board).context["content"]
    assert content.finished[0].place == story.enterprise.short_name
    PersonFactory.create_batch(3, department=story.shop)
    assert shown(client, story.board).context["content"].finished[0].place == story.shop.name
    PersonFactory.create_batch(3, department=story.team)
    assert shown(client, story.board).context["content"].finished[0].place == story.team.name


def test_what_is_owed_names_the_department_and_how_late_it_is(client, story):
    (owed,) = shown(client, story.board).context["content"].owed
    assert (owed.title, owed.place) == ("照明分区", story.enterprise.short_name)
    assert (owed.due_on, owed.days) == (dt.date(2026, 3, 2), (dt.date(2026, 8, 31) - dt.date(2026, 3, 2)).days)


def test_a_debt_of_few_people_is_told_as_that_of_the_larger_department_around_them(client, story):
    PersonFactory.create_batch(3, department=story.shop)
    assert shown(client, story.board).context["content"].owed[0].place == story.shop.name
    PersonFactory.create_batch(3, department=story.team)
    assert shown(client, story.board).context["content"].owed[0].place == story.team.name


def test_so_few_that_their_number_points_at_them_are_not_counted_on_a_wall(client, story):
    words = gettext("fewer than 5 people took part")
    for _one in range(3):
        idea(story.team, "2026-08-03", by=PersonFactory(department=story.team))
    few = shown(client, story.board)
    assert few.context["content"].summary["proposers"] == 4
    assert (words in few.content.decode(), few.context["content"].thanked) == (True, 0)
    idea(story.team, "2026-08-03", by=PersonFactory(department=story.team))
    five = shown(client, story.board)
    assert (words in five.content.decode(), five.context["content"].thanked) == (False, 5)


def test_a_board_hands_out_the_photos_it_shows_and_no_others(client, story):
    assert photo_status(client, story.board, story.before) == 200
    assert photo_status(client, story.board, story.after) == 200
    assert photo_status(client, story.board, story.hidden) == 404
    elsewhere = BoardFactory(enterprise=story.enterprise, department=story.office)
    assert photo_status(client, elsewhere, story.after) == 404


def test_the_newest_with_photos_come_first_as_far_as_there_is_room(client, story):
    for day in range(1, 9):
        idea(story.team, "2026-06-01", answer="adopted", on="2026-06-02", done=f"2026-07-0{day}")
    finished = shown(client, story.board).context["content"].finished
    assert finished[0].title == "电缆上了吊架"
    assert len(finished) == 4


def test_a_revoked_board_is_gone_with_its_photos(client, story):
    revoke_board(story.board, by=story.leader)
    assert shown(client, story.board).status_code == 404
    assert photo_status(client, story.board, story.after) == 404
    story.board.refresh_from_db()
    assert (story.board.revoked_by, story.board.revoked_at) == (story.leader, NOW)


def test_a_revoked_board_says_so_on_the_wall_and_an_address_that_never_was_too(client, story):
    revoke_board(story.board, by=story.leader)
    for address in (story.board.get_absolute_url(), reverse("board", args=["nothing"])):
        response = client.get(address)
        assert response.status_code == 404
        assert gettext("This board has been taken back") in response.content.decode()
        assert "data-board-gone" in response.content.decode()
        assert response["Cache-Control"] == "no-store"


def test_the_first_day_shows_the_code_and_no_axis(client, cast):
    response = shown(client, BoardFactory(enterprise=cast.enterprise))
    text = response.content.decode()
    assert response.context["content"].opening == "day"
    assert gettext("Today is the first day") in text
    assert "board-chart" not in text
    assert "<svg" in response.context["content"].code


def test_the_first_month_has_no_axis_yet_and_shows_what_is_done(client, cast):
    done = idea(cast.team, "2026-08-03", answer="adopted", on="2026-08-04", done="2026-08-20")
    response = shown(client, BoardFactory(enterprise=cast.enterprise))
    text = response.content.decode()
    assert response.context["content"].opening == "month"
    assert gettext("This is the first month") in text
    assert "board-chart" not in text
    assert done.title in text


def test_with_a_second_month_there_is_something_to_draw(client, cast):
    for month in (7, 8):
        idea(cast.team, f"2026-0{month}-03")
    response = shown(client, BoardFactory(enterprise=cast.enterprise))
    assert response.context["content"].opening == ""
    assert "board-chart" in response.content.decode()


def test_a_year_in_which_nothing_came_in_is_no_first_day_and_owes_what_was_owed(client, cast):
    owed = idea(cast.team, "2025-06-01", answer="adopted", on="2025-06-02")
    response = shown(client, BoardFactory(enterprise=cast.enterprise))
    text = response.content.decode()
    assert response.context["content"].opening == "year"
    assert gettext("A new year has begun") in text
    assert gettext("Today is the first day") not in text
    assert "board-chart" not in text
    assert owed.title in text


def test_a_month_of_an_old_enterprise_is_no_first_month(client, cast):
    idea(cast.team, "2025-06-01")
    idea(cast.team, "2026-08-03")
    assert shown(client, BoardFactory(enterprise=cast.enterprise)).context["content"].opening == ""


def test_debts_do_not_end_with_the_year_and_those_of_earlier_ones_are_told(client, story):
    idea(story.team, "2025-06-01", answer="adopted", on="2025-06-02")
    response = shown(client, story.board)
    content = response.context["content"]
    assert (content.summary["stalled"], content.owed_before, content.owed_number) == (1, 1, 2)
    assert content.owed[0].due_on == dt.date(2025, 6, 2)
    words = gettext("Adopted 90 days ago and longer; %(number)s are of earlier years") % {"number": 1}
    assert words in response.content.decode()


def test_twelve_months_are_named_by_their_numbers(client, story, time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 20, tzinfo=dt.UTC))
    labels = re.findall(r"<text[^>]*>([^<]*)</text>", shown(client, story.board).context["content"].chart)
    assert [each for each in labels if each in ("1月", "2", "12", "12月")] == ["1月", "2", "12"]


# 902 of 902


def adopted_by_ledger(cast, number):
    person = PersonFactory(department=cast.team)
    for _each in range(number):
        idea(cast.team, "2026-05-01", by=person, answer="adopted", on="2026-05-03", ledger=True)


def test_a_hundred_percent_stands_beside_its_two_numbers_and_the_badge_of_what_is_missing(client, cast):
    adopted_by_ledger(cast, 20)
    idea(cast.team, "2026-06-01", answer="adopted", on="2026-06-02")
    text = shown(client, BoardFactory(enterprise=cast.enterprise)).content.decode()
    rate = re.search(r'<div class="board__rate">.*?</div>', text, re.S)[0]
    assert '<b data-figure="rate">100<small>%</small></b>' in rate
    assert gettext("%(part)s ÷ %(all)s · %(waiting)s waiting") % {"part": 21, "all": 21, "waiting": 0} in rate
    badge = re.search(r'<em class="board__badge">([^<]*)</em>', rate)[1]
    assert badge == gettext("%(number)s from a ledger, no record of the review") % {"number": 20}


def test_where_every_review_is_on_record_there_is_no_badge(client, story):
    assert "board__badge" not in shown(client, story.board).content.decode()


def test_the_version_of_the_definitions_and_the_moment_of_the_data_are_on_it(client, story):
    text = shown(client, story.board).content.decode()
    assert gettext("definitions version %(version)s") % {"version": VERSION} in text
    assert gettext("as of %(moment)s") % {"moment": "8月31日18:00"} in text


def test_the_code_leads_to_the_form_by_the_poster_of_the_department(client, story, settings, monkeypatch):
    made = []
    monkeypatch.setattr("alliance_portal.board.base.segno.make", lambda address, **_: made.append(address) or Drawn())
    settings.BASE_URL = "https://portal.example"
    shown(client, story.board)
    poster = hang_poster(by=story.officer, department=story.shop)
    shown(client, story.board)
    stop_poster(poster, by=story.officer)
    shown(client, story.board)
    usual, by_poster = "https://portal.example/suggestions/new/", f"https://portal.example/j/{poster.code}/"
    assert made == [usual, by_poster, usual]


class Drawn:
    def svg_inline(self, **_options):
        return ""


def test_the_number_of_queries_does_not_grow_with_the_rows(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(22) as few:
        shown(client, story.board)
    for _more in range(10):
        idea(story.team, "2026-05-05", answer="adopted", on="2026-05-06", done="2026-05-07")
        idea(story.team, "2026-03-05", answer="adopted", on="2026-03-06")
    # The screen was noted a moment ago, which is not written down again.
    with django_assert_max_num_queries(len(few) - 3):
        shown(client, story.board)


@pytest.mark.parametrize("address", ["/b/%00/", "/b/a%00/photo/1/", "/b/a%00/2/"])
def test_an_address_that_no_board_can_have_is_not_found(cast, client, address):
    client.force_login(cast.leader)

    assert client.get(address).status_code == 404
