"""What of the finished improvements everybody sees: an officer decides, and takes it out again at any time."""

import pytest
from django.test import Client

from alliance_portal import workflow
from suggestions import permissions, services
from suggestions.models import Suggestion
from suggestions.statistics import summarise
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.suggestions import stages
from tests.suggestions.reviewing import said
from tests.suggestions.visiting import listed, page_of, shown, signed_in, text


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_an_officer_looks_at_it_first_and_then_shows_it(cast, client):
    done = stages.done(cast)
    client.force_login(cast.officer)
    page = text(client.get(page_of(done, "public/")))
    assert "Please look at the photos" in page
    assert not Suggestion.objects.get().shown_publicly_at

    answer = client.post(page_of(done, "public/"), {"move": "show", "version": done.version}, follow=True)

    assert said(answer) == ["Everybody can see it now."]
    assert listed(Client()) == [done]
    event = done.events.last()
    assert (event.verb, event.actor, event.actor_role) == ("shown_publicly", cast.officer, "officer")


def test_it_is_taken_out_by_one_press(cast, client):
    public = shown(cast)
    client.force_login(cast.officer)
    assert 'value="out"' in text(client.get(page_of(public)))

    client.post(page_of(public, "public/"), {"move": "out", "version": public.version})

    assert listed(Client()) == []
    assert Client().get(page_of(public)).status_code == 404
    assert public.events.last().verb == "not_public"


def test_the_page_that_asks_shows_no_name_a_visitor_would_not_see(cast, client):
    done = stages.done(cast)
    services.give_consent(done, by=cast.worker, audience="enterprise")
    client.force_login(cast.officer)

    assert "王海" in text(client.get(page_of(done)))
    assert "王海" not in text(client.get(page_of(done, "public/")))


@pytest.mark.parametrize("who", ["worker", "colleague", "owner", "reviewer", "finance", "leader"])
def test_nobody_else_of_the_enterprise_decides_that(cast, who, client):
    done = stages.done(cast)
    client.force_login(getattr(cast, who))

    assert client.get(page_of(done, "public/")).status_code == 403
    assert client.post(page_of(done, "public/"), {"move": "show", "version": done.version}).status_code == 403
    assert "public/" not in text(client.get(page_of(done)))


def test_officers_elsewhere_and_visitors_do_not_get_to_it(cast, strangers, client):
    inside, public = stages.done(cast), shown(cast)

    assert signed_in(strangers.officer).get(page_of(inside, "public/")).status_code == 404
    assert signed_in(strangers.officer).post(page_of(public, "public/"), {"move": "out"}).status_code == 403
    assert Client().get(page_of(public, "public/")).status_code == 302
    assert Suggestion.objects.public().get() == public


def test_district_staff_take_out_but_never_show(cast, staff, client):
    done, public = stages.done(cast), shown(cast)
    client.force_login(staff)

    client.post(page_of(done, "public/"), {"move": "show", "version": done.version})
    client.post(page_of(public, "public/"), {"move": "out", "version": public.version})

    assert not Suggestion.objects.public().exists()
    assert public.events.last().actor_role == "district_staff"
    assert not permissions.can_show_in_gallery(staff, done)


def test_a_second_press_and_an_old_page_change_nothing(cast, client):
    done = stages.done(cast)
    client.force_login(cast.officer)
    address = page_of(done, "public/")

    old = client.post(address, {"move": "show", "version": done.version - 1}, follow=True)
    assert said(old) == ["Somebody else has changed this meanwhile."]
    client.post(address, {"move": "show", "version": done.version}, follow=True)
    again = client.post(address, {"move": "show", "version": done.version}, follow=True)

    assert said(again) == ["This is so already, or has been changed meanwhile."]
    assert done.events.filter(verb="shown_publicly").count() == 1
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("stage", [stages.sent, stages.adopted, stages.finished, stages.declined])
def test_what_is_not_done_is_not_shown(cast, stage):
    with pytest.raises(workflow.WorkflowError):
        services.show_in_gallery(stage(cast), by=cast.officer)


def test_what_a_ledger_tells_of_is_not_shown(cast):
    done = stages.done(cast)
    Suggestion.objects.filter(pk=done.pk).update(channel="ledger")

    with pytest.raises(workflow.WorkflowError):
        services.show_in_gallery(done, by=cast.officer)


def test_showing_changes_no_figure(cast):
    done = stages.done(cast)
    before = summarise(Suggestion.objects.all()).whole

    services.show_in_gallery(done, by=cast.officer)
    assert summarise(Suggestion.objects.all()).whole == before


# -- two at once ----------------------------------------------------------------------------------------------------


def both_show(suggestion, officer):
    """What came of two presses at once: "done" for each that went through, or "told"."""

    def press():
        services.show_in_gallery(suggestion, by=officer)
        return "done"

    return sorted(at_once(press, press))


@pytest.fixture
def finished(transactional_db):
    cast = make_cast("CF", "长风客车")
    return stages.done(cast), cast.officer


def test_one_of_two_presses_shows_it_and_the_other_is_told(finished):
    suggestion, officer = finished

    assert both_show(suggestion, officer) == ["done", "told"]
    assert suggestion.events.filter(verb="shown_publicly").count() == 1


def test_without_the_lock_both_would_go_through(finished, monkeypatch):
    suggestion, officer = finished
    # Each believes the row as it was shown, before the other one began.
    monkeypatch.setattr(workflow, "lock", lambda record, version=None: Suggestion(**_facts(record)))

    assert both_show(suggestion, officer) == ["done", "done"]
    assert suggestion.events.filter(verb="shown_publicly").count() == 2


def _facts(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
