"""Charts as pictures: the numbers of the page, legible alone, and never boxes where letters should be."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import strip_tags
from PIL import Image, ImageChops, ImageFont

from alliance_portal.audit import AuditEntry
from alliance_portal.chart_pictures import Frame, NoFontError, bars, fonts, is_there, to_png, to_svg
from alliance_portal.chart_pictures.drawing import Bar
from alliance_portal.chart_pictures.scene import COLOURS, SCALE, WIDTH, Line, Scene, Text, fitted, hatched, width_of
from alliance_portal.open_figures.pictures import BY_CODE
from members.models import Department
from tests.portal import figuring
from tests.portal.figuring import NOW, PERIOD

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
FRAME = Frame("每月多少？", "长风客车", "2026年1月—2026年8月", "数据截至2026年8月31日 18:00", "来源：联盟，口径第3版")
needs_font = pytest.mark.skipif(not is_there(), reason="no font with Chinese letters: apt-get install fonts-noto-cjk")


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(cast, strangers, staff):
    return figuring.everything(cast, strangers, staff)


@pytest.fixture
def leader(client, world):
    client.force_login(world.leader)
    return client


def svg(client, code, **asked):
    response = client.get(reverse("figures-svg", args=[code]), asked)
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    return response.content.decode()


def texts(markup):
    return [strip_tags(one) for one in re.findall(r"<text .*?</text>", markup)]


def test_a_picture_says_what_it_is_of_whom_of_when_and_from_where(leader):
    for code, chart in BY_CODE.items():
        told = texts(svg(leader, code, **PERIOD))
        assert told[0] == str(chart.title)
        assert told[1] == "长风客车　2026年1月—2026年8月"
        assert "数据截至2026年8月31日 18:00" in told
        assert [one for one in told if one.startswith("来源：") and "口径第3版" in one]


def test_it_draws_the_numbers_of_the_page(leader):
    summary = leader.get(reverse("dashboard"), PERIOD).context["summary"]
    told = texts(svg(leader, "months", **PERIOD))
    labels = [f"{n}月" for n in range(1, 9)]
    assert [one for one in told if one in labels] == labels
    places = [told.index(label) for label in labels]
    columns = [told[start + 1 : end] for start, end in pairwise(places)]
    # Its number above each, and that of the adopted inside where there is room for it.
    assert [column[0] for column in columns] == [str(month["received"]) for month in summary.months[1:]]
    assert columns[3:5] == [["6", "4"], ["5", "5"]]
    told = texts(svg(leader, "ladder", **PERIOD))
    rungs = ["31", "29", "27", "3", "2"]
    assert [one for one in told if one in rungs] == rungs
    assert [one for one in told if "%" in one or "/" in one] == ["93%", "87%", "11%", "2/3"]
    told = texts(svg(leader, "functions", **PERIOD))
    assert {"35", "2场", "1场"} <= set(told)
    assert "合计3场次，37人次。" in told


def test_small_units_have_two_numbers_and_no_bar(leader):
    told = texts(svg(leader, "participation", **PERIOD))
    assert told[told.index("设备科") + 1] == "1/5"
    assert told[told.index("冲焊车间") + 1 :][:2] == ["75%", "24/32"]
    assert "不足20人的单位不算比率。" in told


def test_every_chart_of_the_dashboard_has_its_two_links_and_none_on_paper(leader):
    page = leader.get(reverse("dashboard"), PERIOD).content.decode()
    found = {code for code in BY_CODE if f'href="/figures/charts/{code}.svg?' in page}
    assert found == {"months", "ladder", "reasons", "ages", "days", "participation"}
    paragraphs = re.findall(r'<p class="([^"]*)">下载图片', page)
    assert len(paragraphs) == len(found)
    assert {one for one in paragraphs if "no-print" not in one} == set()
    page = leader.get(reverse("training:session-figures"), PERIOD).content.decode()
    assert {code for code in BY_CODE if f'href="/figures/charts/{code}.svg?' in page} == {"functions", "sessions"}


def test_the_links_lead_to_what_the_page_shows(leader):
    page = leader.get(reverse("dashboard"), PERIOD | {"department": "设备科"}).content.decode()
    address = re.search(r'href="(/figures/charts/months\.svg\?[^"]*)"', page)[1].replace("&amp;", "&")
    told = texts(leader.get(address).content.decode())
    assert told[1].startswith("长风客车·设备科")


def test_it_stands_alone_and_asks_nobody_for_anything(leader):
    for code in BY_CODE:
        markup = svg(leader, code, **PERIOD)
        assert markup.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="1200"')
        assert f'fill="{COLOURS["surface"]}"' in markup
        assert re.search(r"style=|class=|<script|<style|url\(|href=|@import", markup) is None
        assert set(re.findall(r'https?://[^"<]+', markup)) == {"http://www.w3.org/2000/svg"}


def test_its_colours_are_the_light_ones_of_the_pages():
    light = TOKENS.read_text().split("@media")[0]
    tokens = dict(re.findall(r"--([\w-]+): (#\w{6})", light))
    names = {"received": "data-received", "adopted": "data-adopted", "done": "data-done", "rate": "data-rate"}
    names |= {"late": "data-late", "surface": "surface", "track": "track", "line": "line", "axis": "line-strong"}
    names |= {"text": "text", "soft": "text-soft", "brand": "brand"}
    assert {name: tokens[token] for name, token in names.items()} == COLOURS


def test_a_name_is_no_markup(leader, world):
    Department.objects.filter(pk=world.office.pk).update(name='<script>"&')
    assert "&lt;script&gt;&quot;&amp;" in svg(leader, "participation", **PERIOD)


def test_months_without_anything_have_a_picture_that_says_so(leader):
    empty = {"from": "2025-01", "to": "2025-02"}
    told = {code: texts(svg(leader, code, **empty))[4] for code in BY_CODE if code != "participation"}
    said = dict.fromkeys(("months", "ladder", "reasons", "ages", "days"), "这几个月没有收到建议。")
    said |= dict.fromkeys(("functions", "sessions"), "这几个月没有举办活动")
    assert told == said | {"clarity": "评价还不到5份，先不显示。"}


@pytest.mark.parametrize(("asked", "status"), [({"from": "2026-13"}, 400), ({"enterprise": "JC"}, 400)])
def test_what_is_not_there_is_refused_as_everywhere(leader, asked, status):
    for kind in ("svg", "png"):
        assert leader.get(reverse(f"figures-{kind}", args=["months"]), asked).status_code == status
        assert leader.get(reverse(f"figures-{kind}", args=["nonsense"])).status_code == 404


def test_pictures_are_for_whoever_sees_the_figures(client, cast):
    for kind in ("svg", "png"):
        address = reverse(f"figures-{kind}", args=["months"])
        assert client.get(address).status_code == 302
    for who, status in (("worker", 403), ("reviewer", 403), ("officer", 200)):
        client.force_login(getattr(cast, who))
        assert client.get(reverse("figures-svg", args=["months"])).status_code == status


def test_a_picture_that_leaves_is_in_the_audit(leader, world):
    svg(leader, "months")
    entry = AuditEntry.objects.get(act="exported")
    assert (entry.actor, entry.detail) == (world.leader.pk, "/figures/charts/months.svg")


def test_pages_of_others_forbid_framing_of_pictures_too(leader):
    response = leader.get(reverse("figures-svg", args=["months"]))
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@needs_font
def test_png_shows_the_same_with_letters(leader):
    response = leader.get(reverse("figures-png", args=["ladder"]), PERIOD)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    image = Image.open(io.BytesIO(response.content))
    assert image.size[0] == WIDTH * SCALE
    colours = {colour for _n, colour in image.convert("RGB").getcolors(1 << 24)}
    for name in ("received", "adopted", "done", "track", "surface", "text", "brand"):
        assert tuple(bytes.fromhex(COLOURS[name][1:])) in colours
    # The title is drawn: the box around it is not empty.
    words = image.convert("L").crop((60 * SCALE, 36 * SCALE, 400 * SCALE, 76 * SCALE))
    assert ImageChops.invert(words).getbbox() is not None


@needs_font
def test_two_titles_are_two_pictures():
    drawn = [to_png(bars(FRAME, [Bar(name, 0.5, "3")])) for name in ("车间", "科室")]
    assert drawn[0] != drawn[1]


def test_without_a_font_there_is_no_png_and_the_page_offers_svg(leader, settings):
    settings.CHART_FONT = "/nowhere/font.ttc"
    assert not is_there()
    response = leader.get(reverse("figures-png", args=["months"]), PERIOD)
    page = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "没有中文字体" in page
    assert 'href="/figures/charts/months.svg?from=2026-01&amp;to=2026-08"' in page
    page = leader.get(reverse("dashboard")).content.decode()
    assert "/figures/charts/months.svg?" in page
    assert ".png?" not in page
    assert "服务器没有中文字体，不提供 PNG" in page
    assert AuditEntry.objects.count() == 0


def test_a_font_without_chinese_letters_is_none(settings, tmp_path):
    latin = tmp_path / "latin.ttf"
    latin.write_bytes(ImageFont.load_default(20).font_bytes)
    settings.CHART_FONT = str(latin)
    assert not is_there()


@needs_font
def test_a_letter_that_the_font_lacks_is_named_and_not_drawn_as_a_box(leader, world):
    fonts.check("数据截至 2026—8")
    with pytest.raises(NoFontError, match="\U0010aaaa"):
        fonts.check("车间\U0010aaaa")
    Department.objects.filter(pk=world.shop.pk).update(name="冲焊\U0010aaaa")
    response = leader.get(reverse("figures-png", args=["participation"]), PERIOD)
    assert response.status_code == 404
    assert "这台服务器的字体里没有“\U0010aaaa”这个字。" in response.content.decode()
    assert leader.get(reverse("figures-svg", args=["participation"]), PERIOD).status_code == 200


def test_words_are_cut_where_they_would_not_fit():
    assert fitted("长风客车", 20, 80) == "长风客车"
    assert fitted("长风客车制造", 20, 100) == "长风客车…"
    assert width_of(fitted("x" * 500, 20, 300), 20) <= 300
    assert fitted("车间", 20, 5) == "…"


def test_stripes_stay_inside_their_box():
    for shape in hatched(10, 20, 40, 100, "adopted"):
        if isinstance(shape, Line):
            assert 10 <= shape.x1 <= shape.x2 <= 50
            assert 20 <= shape.y2 <= shape.y1 <= 120
    assert len(hatched(0, 0, 0, 0, "adopted")) == 1


def test_a_dashed_line_has_gaps():
    pieces = Line(0, 0, 0, 40, "rate", 3, is_dashed=True)._pieces()
    assert [(round(a), round(b)) for _x, a, _y, b in pieces] == [(0, 8), (16, 24), (32, 40)]


def test_what_is_called_by_its_title_is_said_to_those_who_cannot_see_it():
    scene = Scene("图<1>", 100)
    scene.add(Text(0, 0, "字"))
    markup = to_svg(scene)
    assert 'role="img"' in markup
    assert "<title>图&lt;1&gt;</title>" in markup
