"""The public home page: true figures, nothing empty, nobody's name, and never an error because of one panel."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from alliance_portal.files import read_picture
from alliance_portal.views import health, home, panels
from suggestions import services
from suggestions.models import Photo
from tests.factories import (
    AllianceFactory,
    PersonFactory,
    SessionFactory,
    SuggestionFactory,
    WorkshopFactory,
    WorkshopMembershipFactory,
    picture,
)
from training.models import Attendance

HOME = "/en/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def adopted(cast, **kwargs):
    suggestion = SuggestionFactory(department=cast.team, by=cast.worker.person, **kwargs)
    return services.adopt(
        suggestion, by=cast.reviewer, reason="装吊臂", owner=cast.owner.person, due_on=timezone.localdate()
    )


def done(cast, **kwargs):
    suggestion = adopted(cast, **kwargs)
    services.photos.attach(suggestion, [read_picture(picture())], "before")
    reported = services.finish(suggestion, by=cast.owner, note="装好了", photos=[read_picture(picture())])
    return services.confirm(reported, by=cast.worker)


def shown(cast, **kwargs):
    return services.show_in_gallery(done(cast, **kwargs), by=cast.officer)


def text_of(response):
    return response.content.decode()


@pytest.mark.django_db
def test_an_empty_portal_shows_the_promise_and_no_empty_panel(client):
    response = client.get(HOME)
    assert response.status_code == 200
    assert {name: response.context[name] or None for name in home.PANELS} == dict.fromkeys(home.PANELS)
    assert 'href="/en/suggestions/new/"' in text_of(response)
    assert 'href="/en/me/"' in text_of(response)
    assert "showcase" not in text_of(response)


def test_the_figures_are_those_of_the_whole_district(client, cast, strangers):
    adopted(cast)
    adopted(cast)
    adopted(strangers)
    SuggestionFactory(department=strangers.team)
    services.withdraw(SuggestionFactory(department=cast.team, by=cast.worker.person), by=cast.worker)
    figures = client.get(HOME).context["showcase"]["figures"]
    assert (figures["received"], figures["adopted"], figures["pending"]) == (4, 3, 1)
    assert "adopted 3 ÷ received 4; 1 waiting for an answer" in text_of(client.get(HOME))


def test_the_adopted_ones_add_up_along_the_bar(cast):
    done(cast)
    adopted(cast)
    old = adopted(cast)
    now = timezone.now()
    type(old).objects.filter(pk=old.pk).update(concluded_at=now - dt.timedelta(days=91))
    shown = panels.showcase(cast.worker, now)
    assert (shown["figures"]["implemented"], shown["in_hand"], shown["figures"]["stalled"]) == (1, 1, 1)
    assert shown["figures"]["adopted"] == 3
    assert str(shown["bar"]).count("<rect") == 3


def test_the_facts_count_workshops_enterprises_and_training_that_was_held(cast, strangers):
    now = timezone.now()
    WorkshopFactory(enterprise=cast.enterprise)
    WorkshopFactory(enterprise=cast.enterprise, is_active=False)
    held = SessionFactory(enterprise=cast.enterprise, starts_at=now - dt.timedelta(hours=5))
    Attendance.objects.create(session=held, person=cast.worker.person)
    SessionFactory(enterprise=cast.enterprise, starts_at=now + dt.timedelta(days=2))
    numbers = [number for _label, number, _unit in panels.facts(cast.worker, now)]
    expected = [1, 2, 1, 1] if held.starts_at.year == now.year else [1, 2]
    assert numbers == expected


def test_a_door_without_anything_behind_it_stays_shut(cast):
    assert panels.doors(cast.worker, timezone.now()) == []
    WorkshopFactory(kind="industry_research")
    assert [door.count for door in panels.doors(cast.worker, timezone.now())] == [1, 1]
    AllianceFactory()
    done(cast)
    assert [door.count for door in panels.doors(cast.worker, timezone.now())] == [1, 1, 1]


def test_every_door_leads_somewhere(client, cast):
    AllianceFactory()
    WorkshopFactory(kind="industry_research")
    done(cast)
    for door in client.get(HOME).context["doors"]:
        assert client.get(door.url).status_code == 200


def test_what_was_done_is_shown_with_both_photos_and_without_names(client, cast):
    suggestion = shown(cast, title="焊钳电缆拖地")
    services.give_consent(suggestion, by=cast.worker, audience="everybody")
    page = text_of(client.get(HOME))
    assert "焊钳电缆拖地" in page
    assert f'href="/en/gallery/{suggestion.number}/"' in page
    assert page.count("/small/") == 2
    assert cast.worker.person.name not in page
    assert cast.owner.person.name not in page
    assert set(Photo.objects.visible_to(AnonymousUser())) == set(suggestion.photos.all())


def test_what_no_officer_has_shown_stays_in_the_house(client, cast):
    suggestion = done(cast, title="夜班照明不足")
    client.force_login(cast.worker)
    page = text_of(client.get(HOME))
    assert "夜班照明不足" not in page
    assert "/small/" not in page
    services.take_out_of_gallery(services.show_in_gallery(suggestion, by=cast.officer), by=cast.officer)
    assert client.get(HOME).context["done"] == []


def test_a_shop_of_few_people_is_not_named(cast):
    shown(cast)
    assert [card["place"] for card in panels.done(cast.worker, timezone.now())] == ["长风客车"]
    PersonFactory.create_batch(3, department=cast.team)
    with override("en"):
        assert [card["place"] for card in panels.done(cast.worker, timezone.now())] == ["长风客车 · 冲焊车间"]


def test_what_is_not_done_shows_nothing_of_itself(client, cast):
    suggestion = adopted(cast, title="夜班照明不足")
    services.photos.attach(suggestion, [read_picture(picture())], "before")
    page = text_of(client.get(HOME))
    assert "夜班照明不足" not in page
    assert "/small/" not in page
    assert client.get(f"/suggestions/photo/{suggestion.photos.get().pk}/small/").status_code == 404


def test_spam_is_not_shown_as_done(client, cast):
    suggestion = shown(cast, title="广告")
    type(suggestion).objects.filter(pk=suggestion.pk).update(spam_at=timezone.now())
    assert "广告" not in text_of(client.get(HOME))


def test_a_rungs_photos_come_first(cast):
    with_photos = shown(cast)
    bare = shown(cast)
    bare.photos.all().delete()
    assert [card["title"] for card in panels.done(cast.worker, timezone.now())] == [with_photos.title, bare.title]


def test_workshops_are_shown_with_their_leaders(client, cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    WorkshopMembershipFactory(workshop=workshop, person=cast.colleague.person)
    page = text_of(client.get(HOME))
    assert workshop.name in page
    assert cast.owner.person.name in page
    assert cast.colleague.person.name not in page


def test_sessions_to_come_are_shown_in_their_order_and_past_ones_are_not(client, cast):
    now = timezone.now()
    later = SessionFactory(enterprise=cast.enterprise, starts_at=now + dt.timedelta(days=9))
    sooner = SessionFactory(enterprise=cast.enterprise, starts_at=now + dt.timedelta(days=1))
    SessionFactory(enterprise=cast.enterprise, starts_at=now - dt.timedelta(days=2))
    assert client.get(HOME).context["sessions"] == [sooner, later]


@pytest.mark.parametrize("name", home.PANELS)
def test_a_failing_panel_is_left_out_and_logged(client, cast, monkeypatch, caplog, name):
    def fail(user, now):
        raise OperationalError("no such table")

    done(cast)
    monkeypatch.setitem(home.PANELS, name, fail)
    response = client.get(HOME)
    assert response.status_code == 200
    assert response.context[name] is None
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"The home page goes without its panel {name}"
    ]


def _fill(cast, count):
    for _each in range(count):
        shown(cast)
        workshop = WorkshopFactory(enterprise=cast.enterprise)
        WorkshopMembershipFactory(workshop=workshop, role="leader")
        SessionFactory(enterprise=cast.enterprise).workshops.add(workshop)


def test_three_rows_cost_as_many_queries_as_one(client, cast, django_assert_num_queries):
    _fill(cast, 1)
    with CaptureQueriesContext(connection) as one:
        client.get(HOME)
    _fill(cast, 2)
    with django_assert_num_queries(len(one)):
        client.get(HOME)


@pytest.mark.django_db
def test_the_page_names_itself_in_every_language(client, settings):
    page = text_of(client.get("/en/"))
    assert f'<link rel="alternate" hreflang="zh-hans" href="{settings.BASE_URL}/">' in page
    assert f'<link rel="alternate" hreflang="en" href="{settings.BASE_URL}/en/">' in page


@pytest.mark.django_db
def test_only_a_demo_is_marked_as_one(client, settings):
    assert "demo-strip" not in text_of(client.get("/"))
    settings.PORTAL = settings.PORTAL | {"demo": True}
    assert "demo-strip" in text_of(client.get("/"))


def test_the_process_says_that_it_is_up_without_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_the_portal_is_ready_when_the_database_answers(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_portal_is_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    class Broken:
        def cursor(self):
            raise OperationalError("connection refused")

    monkeypatch.setattr(health, "connection", Broken())
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database unavailable\n")


def test_search_engines_are_kept_from_boards_and_from_what_concerns_people(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /b/", "Disallow: /suggestions/", "Disallow: /en/suggestions/", "Disallow: /admin/"} <= set(lines)
    assert "Disallow: /gallery/" in lines
