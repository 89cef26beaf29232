"""Figures in a frame on another site: what it shows, who may frame it, and how it is made and taken back."""

import datetime as dt
import json
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from alliance_portal.embed import content, views
from alliance_portal.periods import Period
from members.services import grant_role
from suggestions.models import FigureEmbed, Suggestion
from suggestions.services import fold_figures
from suggestions.services.embeds import change_embed, renew_embed, revoke_embed
from suggestions.statistics import Scope
from tests.factories import EnterpriseFactory, FigureEmbedFactory
from tests.ladder import idea
from tests.portal import figuring
from tests.portal.figuring import NOW, data, rates, values

SITES = ["https://www.example.org", "http://10.1.2.3:8080"]
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 8, 1))
ALL = list(FigureEmbed.Number.values)
WORDS = {"name": "股份公司首页", "numbers": ALL, "theme": "dark", "sites": "\r\n".join(SITES)}


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(cast, strangers, staff):
    return figuring.everything(cast, strangers, staff)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.leader)
    return client


def made(enterprise, **facts):
    return FigureEmbedFactory(enterprise=enterprise, **{"sites": SITES, "numbers": ALL, **facts})


def framed(client, embed):
    response = client.get(embed.get_absolute_url())
    assert response.status_code == 200
    return response


def numbers(embed):
    return reverse("embed-json", args=[embed.token])


def ladder(response):
    return re.findall(r"<b>([\d,]+)</b></li>", response.content.decode())


def told(response):
    """{rate: what stands beside its name}"""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", response.content.decode())
    return {name: " ".join(strip_tags(words).split()) for name, words in pairs}


def test_the_frame_shows_the_ladder_and_the_rates_with_their_numbers(client, world):
    response = framed(client, made(world.enterprise))
    assert ladder(response) == ["31", "29", "27", "3", "2"]
    assert told(response) == {
        "参与率": "64% 24/37", "采纳率": "87% 27/31", "按期答复率": "93% 28/30", "落地率": "11% 3/27",
    }  # fmt: skip
    text = " ".join(strip_tags(response.content.decode()).split())
    assert "<h1>长风客车合理化建议</h1>" in response.content.decode()
    assert "1—8月，数据截至8月31日 18:00" in text
    assert "/definitions/" in response.content.decode()


def test_only_the_rates_that_were_chosen_are_there(client, world):
    response = framed(client, made(world.enterprise, numbers=["adoption_rate"]))
    assert list(told(response)) == ["采纳率"]
    assert told(framed(client, made(world.enterprise, numbers=[]))) == {}


def test_without_enterprise_it_is_the_district(client, world):
    assert ladder(framed(client, made(None)))[0] == "32"


def test_page_json_and_open_figures_say_the_same(client, world):
    embed = made(world.enterprise)
    shown, found = ladder(framed(client, embed)), json.loads(client.get(numbers(embed)).content)
    client.force_login(world.leader)
    open_figures = data(client)
    codes = ("received", "answered", "adopted", "implemented", "verified")
    assert shown == [str(values(found)[code]) for code in codes]
    assert values(found).items() <= values(open_figures).items()
    assert rates(found).items() <= rates(open_figures).items()
    assert set(rates(found)) == set(ALL)
    assert (found["audience"], found["by"], found["rows"]) == ("public", None, [])


def test_of_fewer_than_five_people_nothing_is_told(client, world, strangers):
    embed = made(strangers.enterprise)
    assert told(framed(client, embed))["参与率"] == "不足5人，不显示"
    found = json.loads(client.get(numbers(embed)).content)
    assert (values(found)["proposers"], "participation_rate" in rates(found)) == (None, False)


def test_no_name_of_anybody_is_in_it(client, world):
    embed = made(world.enterprise)
    people = set(world.enterprise.people.values_list("name", flat=True))
    for address in (embed.get_absolute_url(), numbers(embed)):
        text = client.get(address).content.decode()
        assert [name for name in people if name in text] == []


def test_only_the_named_sites_may_frame_it(client, world):
    for response in (framed(client, made(world.enterprise)), client.get(made(world.enterprise).get_absolute_url())):
        policy = response["Content-Security-Policy"]
        assert f"frame-ancestors {' '.join(SITES)}" in policy
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert not response.has_header("X-Frame-Options")


def test_everywhere_else_framing_stays_forbidden(client, world):
    embed = made(world.enterprise)
    framed(client, embed)
    addresses = ["/", "/figures/", "/definitions/", "/figures/suggestions.json", numbers(embed), "/e/nonsense/"]
    addresses += ["/accounts/login/", "/b/nonsense/", "/healthz"]
    client.force_login(world.leader)
    addresses += ["/dashboard/", "/boards/embeds/", f"/boards/embeds/{embed.pk}/", "/figures/charts/months.svg"]
    for address in addresses:
        response = client.get(address)
        assert (address, response["X-Frame-Options"]) == (address, "DENY")
        assert (address, "frame-ancestors 'none'" in response["Content-Security-Policy"]) == (address, True)


def test_it_needs_no_session_sets_no_cookie_and_is_in_no_search_engine(client, world):
    embed = made(world.enterprise)
    for address in (embed.get_absolute_url(), numbers(embed)):
        response = client.get(address)
        assert response.cookies == {}
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Cache-Control"] == "no-cache"
    assert not Session.objects.exists()
    markup = framed(client, embed).content.decode()
    client.force_login(world.leader)
    assert framed(client, embed).content.decode() == markup
    assert '<meta name="robots" content="noindex">' in markup
    assert re.search(r"<script|<form|style=", markup) is None
    assert "Disallow: /e/" in client.get("/robots.txt").content.decode()


def test_pages_of_those_sites_and_no_others_may_fetch_the_numbers(client, world):
    address, header = numbers(made(world.enterprise)), "Access-Control-Allow-Origin"
    assert client.get(address, headers={"Origin": SITES[0]})[header] == SITES[0]
    for origin in ("https://evil.example", "null", ""):
        assert not client.get(address, headers={"Origin": origin}).has_header(header)
    assert "Origin" in client.get(address)["Vary"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_light_or_dark_as_it_was_made(client, cast, theme):
    assert f'data-theme="{theme}"' in framed(client, made(cast.enterprise, theme=theme)).content.decode()


def test_before_the_first_suggestion_it_shows_noughts(client, cast):
    response = framed(client, made(cast.enterprise))
    assert ladder(response) == ["0"] * 5
    assert told(response)["采纳率"] == "—"


def test_what_was_taken_back_or_has_another_address_is_gone(client, cast):
    gone, moved = made(cast.enterprise), made(cast.enterprise)
    revoke_embed(gone, by=cast.leader)
    renewed = renew_embed(moved, by=cast.leader)
    for embed in (gone, moved):
        assert client.get(embed.get_absolute_url()).status_code == client.get(numbers(embed)).status_code == 404
    assert framed(client, renewed)
    for token in ("%00", "x" * 500):
        assert client.get(f"/e/{token}/").status_code == client.get(f"/e/{token}.json").status_code == 404


def test_that_it_was_shown_is_noted_and_a_head_notes_nothing(client, cast):
    embed = made(cast.enterprise)
    client.head(embed.get_absolute_url())
    embed.refresh_from_db()
    assert embed.seen_at is None
    framed(client, embed)
    embed.refresh_from_db()
    assert embed.seen_at == NOW


def test_where_nothing_can_be_noted_it_is_shown_all_the_same(client, cast, monkeypatch):
    def fails(embed):
        raise DatabaseError("read only")

    monkeypatch.setattr(views, "note_shown", fails)
    assert framed(client, made(cast.enterprise))


def asked_for(client, embed):
    """The queries of a visit."""
    with CaptureQueriesContext(connection) as captured:
        framed(client, embed)
    return [one["sql"] for one in captured]


@pytest.mark.parametrize("is_folded", [False, True])
def test_it_counts_no_more_than_it_shows(client, world, is_folded):
    if is_folded:
        fold_figures()
    asked = asked_for(client, made(world.enterprise, numbers=["adoption_rate"]))
    assert len(asked) <= 6
    for table in ("members_person", "suggestions_proposer", "suggestions_answerrating", "suggestions_peopletally"):
        assert [sql for sql in asked if f'FROM "{table}"' in sql] == []
    asked = asked_for(client, made(world.enterprise))
    assert len(asked) <= 11
    assert [sql for sql in asked if "answerrating" in sql] == []


@pytest.mark.parametrize("is_folded", [False, True])
def test_the_numbers_are_those_of_the_whole_chapter(client, world, is_folded):
    if is_folded:
        fold_figures()
    found = json.loads(client.get(numbers(made(world.enterprise))).content)
    whole = Scope(world.enterprise).summarise(Suggestion.objects.all(), period=YEAR, at=NOW)
    assert values(found) == {code: whole[code] for code in values(found)}
    assert len(values(found)) == 9


def test_what_was_counted_is_shown_for_a_minute(client, world):
    embed = made(world.enterprise)
    framed(client, embed)
    idea(world.team, "2026-08-31 08:00")
    with time_machine.travel(NOW + dt.timedelta(seconds=59), tick=False):
        assert len(asked_for(client, embed)) == 1
        assert json.loads(client.get(numbers(embed)).content)["as_of"] == "2026-08-31T18:00:00+08:00"
        assert ladder(framed(client, embed))[0] == "31"
    with time_machine.travel(NOW + dt.timedelta(seconds=61), tick=False):
        assert ladder(framed(client, embed))[0] == "32"


def test_what_is_changed_or_taken_back_is_so_at_once(client, world):
    embed = made(world.enterprise)
    framed(client, embed)
    changed = change_embed(embed, by=world.leader, numbers=["adoption_rate"], sites=SITES[:1])
    response = framed(client, changed)
    assert list(told(response)) == ["采纳率"]
    assert SITES[1] not in response["Content-Security-Policy"]
    revoke_embed(changed, by=world.leader)
    assert client.get(embed.get_absolute_url()).status_code == client.get(numbers(embed)).status_code == 404


def test_where_nothing_can_be_kept_it_is_counted_each_time(client, world, monkeypatch):
    def fails(*arguments):
        raise DatabaseError("read only")

    monkeypatch.setattr(content.cache, "get_or_set", fails)
    assert ladder(framed(client, made(world.enterprise)))[0] == "31"


def test_a_leader_makes_one_changes_it_and_takes_it_back(desk, cast):
    response = desk.post(reverse("embed-new"), WORDS, follow=True)
    embed = FigureEmbed.objects.get()
    assert (embed.enterprise, embed.sites, embed.numbers, embed.theme) == (cast.enterprise, SITES, ALL, "dark")
    line = f'&lt;iframe src="{embed.address}" title="长风客车" width="100%" height="520"'
    assert line in response.content.decode()
    change = reverse("embed-change", args=[embed.pk])
    page = desk.get(change)
    assert "\n".join(SITES) in page.content.decode()
    desk.post(change, WORDS | {"numbers": [], "sites": SITES[1], "version": page.context["form"]["version"].value()})
    embed.refresh_from_db()
    assert (embed.numbers, embed.sites) == ([], [SITES[1]])
    revoke = reverse("embed-revoke", args=[embed.pk])
    assert desk.get(revoke).status_code == 200
    embed.refresh_from_db()
    assert embed.is_live
    desk.post(revoke)
    embed.refresh_from_db()
    assert not embed.is_live
    assert desk.get(change).status_code == desk.post(revoke).status_code == 404
    assert "股份公司首页" in desk.get(reverse("embeds"), {"state": "revoked"}).content.decode()
    assert "股份公司首页" not in desk.get(reverse("embeds")).content.decode()


def test_whoever_leads_two_enterprises_chooses_one_of_them_and_no_third(desk, cast, strangers, staff):
    grant_role(cast.leader, "leader", strangers.enterprise, by=staff)
    third = EnterpriseFactory()
    refused = desk.post(reverse("embed-new"), WORDS | {"enterprise": third.pk})
    assert list(refused.context["form"].errors) == ["enterprise"]
    desk.post(reverse("embed-new"), WORDS | {"enterprise": strangers.enterprise.pk})
    embed = FigureEmbed.objects.get()
    assert embed.enterprise == strangers.enterprise
    assert "enterprise" not in desk.get(reverse("embed-change", args=[embed.pk])).context["form"].fields


def test_a_new_address_is_asked_for_first(desk, cast):
    embed = made(cast.enterprise)
    address = reverse("embed-renew", args=[embed.pk])
    assert desk.get(address).status_code == 200
    assert FigureEmbed.objects.get().token == embed.token
    desk.post(address)
    assert FigureEmbed.objects.get().token != embed.token


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"sites": "www.example.org"}, "sites", "“www.example.org”不是网站地址"),
        ({"sites": "https://a.example\nhttps://*.b.example"}, "sites", "“https://*.b.example”不是网站地址"),
        ({"sites": ""}, "sites", "请写明允许显示的网站"),
        ({"sites": "\n".join(f"https://a{n}.example" for n in range(11))}, "sites", "最多十个网站"),
        ({"name": ""}, "name", "请写明放在哪里"), ({"theme": "red"}, "theme", ""), ({"numbers": ["x"]}, "numbers", ""),
    ],
)  # fmt: skip
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(desk, words, field, said):
    response = desk.post(reverse("embed-new"), WORDS | words)
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    page = response.content.decode()
    assert said in page
    assert "股份公司首页" in page or field == "name"
    assert not FigureEmbed.objects.exists()


def test_somebody_who_was_slower_is_told_and_may_go_on(desk, cast):
    embed = made(cast.enterprise)
    slow = WORDS | {"version": embed.version}
    desk.post(reverse("embed-change", args=[embed.pk]), slow)
    response = desk.post(reverse("embed-change", args=[embed.pk]), slow | {"name": "慢的"})
    assert response.status_code == 409
    again = slow | {"name": "慢的", "version": response.context["form"]["version"].value()}
    assert desk.post(reverse("embed-change", args=[embed.pk]), again).status_code == 302


def test_staff_make_those_of_the_district_and_take_back_every_one(client, cast, staff):
    theirs = made(cast.enterprise)
    client.force_login(staff)
    client.post(reverse("embed-new"), WORDS)
    own = FigureEmbed.objects.get(enterprise=None)
    assert own.created_by == staff
    page = client.get(reverse("embeds")).content.decode()
    assert own.address in page
    assert theirs.address not in page
    for step, status in (("change", 403), ("renew", 403), ("revoke", 200)):
        assert client.get(reverse(f"embed-{step}", args=[theirs.pk])).status_code == status
    client.post(reverse("embed-revoke", args=[theirs.pk]))
    theirs.refresh_from_db()
    assert theirs.revoked_by == staff


@pytest.mark.parametrize(
    ("who", "status"), [("worker", 403), ("reviewer", 403), ("finance", 403), ("officer", 200), ("leader", 200)]
)
def test_who_gets_to_the_pages(client, cast, strangers, who, status):
    theirs = made(strangers.enterprise)
    client.force_login(getattr(cast, who))
    assert client.get(reverse("embeds")).status_code == client.get(reverse("embed-new")).status_code == status
    assert theirs.name not in client.get(reverse("embeds")).content.decode()
    for step in ("change", "renew", "revoke"):
        assert client.get(reverse(f"embed-{step}", args=[theirs.pk])).status_code == 404


def test_the_list_is_ordered_paged_and_says_what_to_do_when_it_is_empty(desk, cast):
    assert "写明放在哪里，复制一行代码" in desk.get(reverse("embeds")).content.decode()
    assert "没有收回的数据窗" in desk.get(reverse("embeds"), {"state": "revoked"}).content.decode()
    for number in range(21):
        made(cast.enterprise, name=f"官网{number:02}", seen_at=NOW if number == 20 else None)
    first = desk.get(reverse("embeds")).context["page_obj"]
    assert (len(first), first[0].name) == (20, "官网00")
    assert len(desk.get(reverse("embeds"), {"page": "2"}).context["page_obj"]) == 1
    assert desk.get(reverse("embeds"), {"order": "seen"}).context["page_obj"][0].name == "官网20"
    assert desk.get(reverse("embeds"), {"order": "nonsense"}).context["page_obj"][0].name == "官网00"


def test_rows_cost_no_queries(desk, cast, django_assert_num_queries, django_assert_max_num_queries):
    made(cast.enterprise)
    desk.get(reverse("embeds"))
    with django_assert_max_num_queries(16) as captured:
        desk.get(reverse("embeds"))
    made(cast.enterprise)
    made(cast.enterprise)
    with django_assert_num_queries(len(captured)):
        desk.get(reverse("embeds"))
