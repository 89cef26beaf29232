"""What chance explains: who is drawn, who lies outside, in the drawing, in words and in the table alike."""

import re

import pytest
import time_machine
from django.urls import reverse

from alliance_portal import charts
from tests.portal.test_district import NOW, PERIOD, enterprise
from tests.suggestions.counted import many


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def adopted(name, part, whole, **facts):
    made = enterprise(name, 30)
    many(made.team, part, by=made.first, answer="adopted", **facts)
    many(made.team, whole - part, by=made.first, answer="declined", **facts)
    return made


@pytest.fixture
def district(db):
    """325 of 419 in all, 77.57 %. Of 100, 95 % reach from 69 to 85 and 99.8 % from 64 to 90; of 50 down to 29."""
    adopted("在中间", 80, 100)
    adopted("在内线下", 68, 100)
    adopted("在线外上", 140, 150)
    adopted("在线外下", 27, 50)
    adopted("太少", 10, 19)


def dots(response):
    return {dot.name: dot for dot in response.context["funnel"].dots}


def test_each_enterprise_lies_where_the_limits_put_it(desk, district):
    found = dots(desk.get(reverse("district"), PERIOD))
    # Of 150 the outer line reaches up to 132.
    assert {name: dot.place for name, dot in found.items()} == {
        "在中间": 0,
        "在内线下": -1,
        "在线外上": 2,
        "在线外下": -2,
    }


def test_the_limits_are_printed_with_their_numbers(desk, district):
    assert dots(desk.get(reverse("district"), PERIOD))["在中间"].cells == ["69.0%—85.0%", "64.0%—90.0%"]


def test_words_name_who_lies_outside_and_say_that_it_is_no_judgement(desk, district):
    page = desk.get(reverse("district"), PERIOD).content.decode()
    words = page[page.index('<div class="funnel-words') :]
    words = " ".join(re.sub(r"<[^>]+>", " ", words[: words.index("</div>")]).split())
    assert "1家在两条线以上： 在线外上" in words
    assert "1家在两条线以下： 在线外下" in words
    assert "不等于好或不好" in words
    assert "1家不足20条" in words
    assert "在中间" not in words


def test_each_dot_is_a_link_to_its_enterprise_and_those_outside_are_marked(desk, district):
    response = desk.get(reverse("district"), PERIOD)
    chart = str(response.context["funnel"].chart)
    assert chart.count("<circle") == 4
    assert chart.count('class="fill-rate"') == 2
    for dot in dots(response).values():
        assert dot.line.url.replace("&", "&amp;") in chart
        assert desk.get(dot.line.url).context["selection"].scope.enterprise == dot.line.unit
    assert "太少" not in chart


def test_all_dots_stand_in_the_table_too(desk, district):
    response = desk.get(reverse("district-funnel"), PERIOD)
    assert {dot.name for dot in response.context["page_obj"]} == {"在中间", "在内线下", "在线外上", "在线外下"}
    row = re.search(r"<tr><th[^>]*><a[^>]*>在线外下.*?</tr>", response.content.decode(), re.S)[0]
    assert "在两条线以下" in row


def test_the_other_rate_is_drawn_where_the_address_asks_for_it(desk, db):
    adopted("准时", 50, 50)
    adopted("拖延", 50, 50, on="2026-04-20")
    response = desk.get(reverse("district"), PERIOD | {"rate": "in_time"})
    assert response.context["funnel"].whole.fraction == "50/100"
    assert {dot.name: dot.place for dot in response.context["funnel"].dots} == {"准时": 2, "拖延": -2}


def test_where_all_are_alike_nobody_lies_outside(desk, db):
    for name in ("甲厂", "乙厂"):
        adopted(name, 40, 40)
    response = desk.get(reverse("district"), PERIOD)
    assert response.context["funnel"].outside == []
    assert "没有企业落在两条线以外" in response.content.decode()


def test_with_fewer_than_twenty_everywhere_nothing_is_drawn(desk, db):
    adopted("甲厂", 10, 19)
    response = desk.get(reverse("district"), PERIOD)
    assert response.context["funnel"].chart == ""
    assert "还没有企业满20条" in response.content.decode()


def test_enterprises_of_few_people_are_not_drawn(desk, db):
    made = enterprise("小厂", 19)
    many(made.team, 60, by=made.first, answer="adopted")
    assert desk.get(reverse("district"), PERIOD).context["funnel"].dots == []


def straight(number):
    return 0.5, 0.9, 0.4, 1.0


def test_the_drawing_hides_from_those_who_read_the_table_and_stops_no_key():
    drawn = str(
        charts.funnel([charts.Dot(50, 0.8, "甲", "/a"), charts.Dot(200, 0.3, "乙", "/b", True)], straight, whole=0.7)
    )
    assert 'aria-hidden="true"' in drawn
    assert drawn.count('tabindex="-1"') == 2
    assert "style=" not in drawn
    assert drawn.count("<path") == 4


def test_the_drawing_of_nothing_is_nothing_and_of_one_number_has_a_width():
    assert charts.funnel([], straight, whole=0.5) == ""
    assert 'cx="2.00%"' in str(charts.funnel([charts.Dot(50, 0.8, "甲", "/a")], straight, whole=0.7))


def test_the_lowest_dot_and_the_limits_lie_inside_the_drawing():
    drawn = str(charts.funnel([charts.Dot(20, 0.0, "甲", "/a"), charts.Dot(90, 1.0, "乙", "/b")], straight, whole=0.7))
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', drawn)]
    assert all(0 <= y <= 320 for y in heights)
