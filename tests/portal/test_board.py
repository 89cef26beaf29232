"""The board on the wall: figures for everybody who passes, names for nobody, and gone when taken back."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from suggestions.models import Board, Photo, Suggestion
from suggestions.services.boards import create_board, revoke_board
from suggestions.statistics import Scope
from tests.factories import BoardFactory, picture
from tests.ladder import idea

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


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


def test_what_is_owed_names_the_department_and_how_late_it_is(client, story):
    (owed,) = shown(client, story.board).context["content"].owed
    assert (owed.title, owed.place) == ("照明分区", story.team.name)
    assert (owed.due_on, owed.days) == (dt.date(2026, 3, 2), (dt.date(2026, 8, 31) - dt.date(2026, 3, 2)).days)


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


def test_an_unknown_address_is_not_found(client, db):
    assert client.get(reverse("board", args=["nothing"])).status_code == 404


@pytest.mark.parametrize(("asked", "theme"), [({}, "light"), ({"theme": "dark"}, "dark"), ({"theme": "<x>"}, "light")])
def test_the_theme_can_be_asked_for(client, story, asked, theme):
    assert f'data-theme="{theme}"' in shown(client, story.board, **asked).content.decode()


def test_the_board_fetches_itself_with_its_parameters(client, story):
    text = shown(client, story.board, theme="dark").content.decode()
    assert f'hx-get="{reverse("board", args=[story.board.token])}?theme=dark"' in text
    assert '<noscript><meta http-equiv="refresh" content="300"></noscript>' in text


def test_the_first_day_shows_the_code_and_no_axis(client, cast):
    response = shown(client, BoardFactory(enterprise=cast.enterprise))
    text = response.content.decode()
    assert "board__first" in text
    assert "board-chart" not in text
    assert "<svg" in response.context["content"].code


def test_the_code_leads_to_the_page_for_suggesting(client, story, settings, monkeypatch):
    made = []
    monkeypatch.setattr(
        "alliance_portal.board.content.segno.make", lambda address, **_: made.append(address) or Drawn()
    )
    settings.BASE_URL = "https://portal.example"
    shown(client, story.board)
    assert made == ["https://portal.example/suggestions/new/"]


class Drawn:
    def svg_inline(self, **_options):
        return ""


def test_the_number_of_queries_does_not_grow_with_the_rows(client, story, django_assert_max_num_queries):
    for _more in range(10):
        idea(story.team, "2026-05-05", answer="adopted", on="2026-05-06", done="2026-05-07")
    with django_assert_max_num_queries(14):
        shown(client, story.board)


# Hung up and taken back


def hang(client, **fields):
    return client.post(reverse("boards"), {"name": "食堂", "theme": "light", "department": "", **fields})


def test_a_leader_hangs_a_board_up_and_takes_it_back(client, cast):
    client.force_login(cast.leader)
    assert hang(client, department=cast.shop.pk).status_code == 302
    board = Board.objects.get()
    assert (board.enterprise, board.department, board.created_by) == (cast.enterprise, cast.shop, cast.leader)
    assert shown(client, board).status_code == 200
    address = reverse("board-revoke", args=[board.token])
    assert client.get(address).status_code == 200
    assert Board.objects.live().exists()
    assert client.post(address).status_code == 302
    assert not Board.objects.live().exists()
    assert client.get(reverse("boards")).status_code == 200


def test_district_staff_choose_the_enterprise(client, cast, strangers, staff):
    client.force_login(staff)
    assert hang(client, enterprise=strangers.enterprise.pk).status_code == 302
    assert Board.objects.get().enterprise == strangers.enterprise
    assert hang(client, enterprise=cast.enterprise.pk, department=strangers.shop.pk).status_code == 200
    assert Board.objects.count() == 1


def test_the_department_of_another_enterprise_is_refused(client, cast, strangers):
    client.force_login(cast.leader)
    assert hang(client, department=strangers.shop.pk).context["form"].errors.keys() == {"department"}
    with pytest.raises(ValidationError):
        create_board(by=cast.leader, enterprise=cast.enterprise, department=strangers.shop, name="食堂")


@pytest.mark.parametrize(("who", "status"), [("worker", 403), ("reviewer", 403), ("finance", 403), ("officer", 200)])
def test_boards_are_run_by_officers_and_leaders(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("boards")).status_code == status


def test_boards_of_another_enterprise_cannot_be_seen_or_taken_back(client, cast, strangers):
    board = BoardFactory(enterprise=cast.enterprise, name="东门大厅")
    client.force_login(strangers.leader)
    assert "东门大厅" not in client.get(reverse("boards")).content.decode()
    assert client.post(reverse("board-revoke", args=[board.token])).status_code == 404
    assert Board.objects.live().count() == 1


@pytest.mark.parametrize("address", ["/b/%00/", "/b/a%00/photo/1/", "/boards/%00/revoke/"])
def test_an_address_that_no_board_can_have_is_not_found(cast, client, address):
    client.force_login(cast.leader)

    assert client.get(address).status_code == 404
