"""Posters on the wall: hung, printed, stopped, replaced."""

import re

import pytest
from django.core.exceptions import ValidationError

from alliance_portal.workflow import WorkflowError
from suggestions import services
from suggestions.models import Poster
from suggestions.models.doors import LETTERS
from tests.factories import DepartmentFactory

PROBLEM = "行车吊钩没有防脱，吊料时晃得厉害。"
LIST, SHEET = "/en/workbench/posters/", "/en/workbench/posters/sheet/"


@pytest.fixture
def poster(cast):
    return services.hang_poster(by=cast.officer, department=cast.team, place="3号线")


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def test_a_poster_has_a_short_code_without_letters_that_are_misread(poster, settings):
    settings.BASE_URL = "https://jd.example"

    assert re.fullmatch(f"[{LETTERS}]{{6}}", poster.code)
    assert not set("0O1IL") & set(LETTERS)
    assert poster.address == f"https://jd.example/j/{poster.code}/"


def test_a_place_has_one_poster_that_is_live(cast, poster):
    with pytest.raises(ValidationError):
        services.hang_poster(by=cast.officer, department=cast.team, place="3号线")

    services.stop_poster(poster, by=cast.officer)
    assert services.hang_poster(by=cast.officer, department=cast.team, place="3号线").code != poster.code


def test_replacing_stops_the_old_code_and_keeps_the_place(cast, poster):
    new = services.replace_poster(poster, by=cast.officer)

    poster.refresh_from_db()
    assert (poster.stopped_by, new.replaces, str(new)) == (cast.officer, poster, "焊装一班 3号线")
    with pytest.raises(WorkflowError):
        services.replace_poster(poster, by=cast.officer)


def test_a_code_that_is_taken_is_drawn_again(cast, poster, monkeypatch):
    codes = iter([poster.code, "NEW234"])
    monkeypatch.setattr(Poster._meta.get_field("code"), "get_default", lambda: next(codes))

    assert services.hang_poster(by=cast.officer, department=cast.shop).code == "NEW234"


def test_officers_hang_posters_by_the_form(cast, officer):
    officer.post(LIST, {"department": cast.team.pk, "place": "  2号 压机 "})

    made = Poster.objects.get()
    assert (made.department, made.place, made.enterprise, made.created_by) == (
        cast.team, "2号 压机", cast.enterprise, cast.officer,
    )  # fmt: skip
    again = officer.post(LIST, {"department": cast.team.pk, "place": "2号 压机"})
    assert again.context["form"].non_field_errors() == ["There is a poster for this place already."]


def test_a_foreign_department_is_no_choice(strangers, officer):
    assert "department" in officer.post(LIST, {"department": strangers.team.pk}).context["form"].errors
    assert not Poster.objects.exists()


def test_officers_stop_and_replace_after_being_asked(poster, officer):
    address = f"{LIST}{poster.code}/stop/"
    assert officer.get(address).status_code == 200
    poster.refresh_from_db()
    assert poster.stopped_at is None

    officer.post(address, {"move": "replace"})
    new = Poster.objects.live().get()
    officer.post(f"{LIST}{new.code}/stop/", {"move": "stop"})

    assert not Poster.objects.live().exists()
    assert officer.get(address).status_code == 404


def test_another_enterprise_s_posters_do_not_exist(strangers, poster, client):
    client.force_login(strangers.officer)

    assert list(client.get(LIST).context["page_obj"]) == []
    assert client.get(f"{LIST}{poster.code}/stop/").status_code == 404
    assert client.get(SHEET, {"code": poster.code}).context["stickers"] == []


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "leader"])
def test_posters_are_for_officers(cast, client, who):
    client.force_login(getattr(cast, who))

    assert client.get(LIST).status_code == client.get(SHEET).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, officer, django_assert_num_queries, rows):
    for number in range(rows):
        services.hang_poster(by=cast.officer, department=cast.team, place=f"{number}号")

    with django_assert_num_queries(8):
        assert len(officer.get(LIST).context["page_obj"]) == rows


def test_the_sheet_prints_the_chosen_ones_or_all_that_hang(cast, poster, officer):
    other = services.hang_poster(by=cast.officer, department=cast.shop)
    services.stop_poster(services.hang_poster(by=cast.officer, department=cast.office), by=cast.officer)

    everything = officer.get(SHEET)
    one = officer.get(SHEET, {"code": other.code})

    assert [sticker["poster"] for sticker in everything.context["stickers"]] == [other, poster]
    assert [sticker["poster"] for sticker in one.context["stickers"]] == [other]
    page = one.content.decode()
    assert "<svg" in page
    assert "Answered within 7 days" in page
    assert "<b>CF</b>" in page


@pytest.mark.parametrize("code", ["'", "..", "x" * 500, "ZZZZZZ"])
def test_codes_that_are_none_print_nothing_of_anybody(poster, officer, code):
    stickers = officer.get(SHEET, {"code": code}).context["stickers"]

    assert [sticker["poster"] for sticker in stickers] in ([], [poster])


def test_departments_of_posters_are_listed_in_order(cast, officer):
    DepartmentFactory(enterprise=cast.enterprise, parent=cast.shop, name="焊装二班")

    choices = officer.get(LIST).context["form"].fields["department"].choices

    assert [label for _value, label in choices][1:] == [
        "冲焊车间", "冲焊车间 · 焊装一班", "冲焊车间 · 焊装二班", "设备科",
    ]  # fmt: skip
