"""The gallery of finished improvements: who sees which, what is told of each, and how it is narrowed."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal.files import read_picture
from suggestions import services
from suggestions.gallery import shops_of_few
from suggestions.models import Suggestion
from tests.factories import DepartmentFactory, PersonFactory, SuggestionFactory, WorkshopFactory, account, picture
from tests.suggestions import stages
from tests.suggestions.visiting import GALLERY, listed, page_of, shown, signed_in, text
from tests.turning import link, turned


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# -- who sees which -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stage", [stages.sent, stages.adopted, stages.begun, stages.finished, stages.declined, stages.reserved]
)
def test_what_is_not_done_is_not_in_it(cast, stage):
    suggestion = stage(cast)

    assert listed(signed_in(cast.worker)) == []
    assert signed_in(cast.worker).get(page_of(suggestion)).status_code == 404


@pytest.mark.parametrize("who", ["worker", "colleague", "owner", "reviewer", "finance", "officer", "leader"])
def test_everybody_of_the_enterprise_sees_all_that_was_done_there(cast, who):
    done = stages.done(cast)

    assert listed(signed_in(getattr(cast, who))) == [done]
    assert signed_in(getattr(cast, who)).get(page_of(done)).status_code == 200


def test_visitors_and_strangers_see_what_is_public_and_nothing_else(cast, strangers):
    inside, public = stages.done(cast), shown(cast)

    for client in (Client(), signed_in(strangers.worker), signed_in(strangers.leader)):
        assert listed(client) == [public]
        assert client.get(page_of(public)).status_code == 200
        assert client.get(page_of(inside)).status_code == 404


def test_district_staff_see_all_of_it(cast, strangers, staff):
    done = {stages.done(strangers), stages.done(cast)}

    assert set(listed(signed_in(staff))) == done


def test_what_only_a_ledger_tells_of_and_spam_are_not_in_it(cast):
    ledger, spam = stages.done(cast), stages.done(cast)
    Suggestion.objects.filter(pk=ledger.pk).update(channel="ledger")
    Suggestion.objects.filter(pk=spam.pk).update(spam_at=timezone.now())

    assert listed(signed_in(cast.worker)) == []


def test_the_newest_comes_first(cast):
    first, second = stages.done(cast), stages.done(cast)
    Suggestion.objects.filter(pk=first.pk).update(implemented_at=timezone.now() + dt.timedelta(hours=1))

    assert listed(signed_in(cast.worker)) == [first, second]


# -- what is told of each -----------------------------------------------------------------------------------------


def test_a_card_tells_what_was_wrong_what_was_done_and_what_finance_found(cast):
    photos = [read_picture(picture())]
    done = stages.verified(cast, photos=photos)
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="吊装工作室")
    Suggestion.objects.filter(pk=done.pk).update(workshop=workshop)

    for address in (GALLERY, page_of(done)):
        page = text(signed_in(cast.colleague).get(address))
        assert stages.PROBLEM[:15] in page
        assert "装好了" in page
        assert "CNY 9,500" in page
        assert "verified by finance" in page
        assert "12,000" not in page
        assert f'href="/en/workshops/{workshop.slug}/"' in page
        assert page.count("/suggestions/photo/") == 2


def test_an_amount_nobody_has_verified_is_not_shown(cast):
    done = stages.done(cast)
    services.claim_benefit(done, by=cast.owner, yuan=12000, basis="每月少停2次")

    assert "12,000" not in text(signed_in(cast.worker).get(page_of(done)))


def test_the_last_report_counts_when_the_first_was_denied(cast):
    reported = stages.finished(cast)
    denied = services.deny(reported, by=cast.worker, note="4号还没装")
    again = services.finish(denied, by=cast.owner, note="4号也装了")
    done = services.confirm(again, by=cast.worker)

    page = text(signed_in(cast.worker).get(page_of(done)))

    assert "4号也装了" in page
    assert "装好了" not in page


def test_a_closed_workshop_is_not_linked(cast):
    done = stages.done(cast)
    workshop = WorkshopFactory(enterprise=cast.enterprise, is_active=False)
    Suggestion.objects.filter(pk=done.pk).update(workshop=workshop)

    assert workshop.name not in text(signed_in(cast.worker).get(page_of(done)))


def test_nobody_is_named_who_has_not_been_asked(cast):
    done = shown(cast)

    for client in (Client(), signed_in(cast.colleague)):
        for address in (GALLERY, page_of(done)):
            page = text(client.get(address))
            assert "王海" not in page
            assert "周工" not in page


def test_a_shop_is_named_where_it_stands_for_five(cast):
    done = stages.done(cast)
    assert "冲焊车间" not in text(signed_in(cast.worker).get(GALLERY))
    PersonFactory.create_batch(3, department=cast.team)

    assert "冲焊车间" in text(signed_in(cast.worker).get(GALLERY))
    assert "冲焊车间" in text(signed_in(cast.worker).get(page_of(done)))


def test_people_count_for_the_shop_their_team_belongs_to_while_they_are_there(cast):
    PersonFactory.create_batch(2, department=cast.team)
    PersonFactory(department=cast.team, in_service=False)
    assert cast.shop.pk in shops_of_few([cast.enterprise.pk])

    PersonFactory(department=DepartmentFactory(enterprise=cast.enterprise, parent=cast.team))

    assert shops_of_few([cast.enterprise.pk]) == set()


# -- hidden names ---------------------------------------------------------------------------------------------------


def test_of_a_hidden_author_no_words_are_shown_or_found(cast):
    hidden = stages.done(cast, hide_name=True, title="夜班照明不足")

    for address in (GALLERY, page_of(hidden)):
        page = text(signed_in(cast.colleague).get(address))
        assert "夜班照明不足" in page
        assert "叉车容易压到" not in page
    assert listed(signed_in(cast.colleague), "?q=叉车") == []
    assert listed(signed_in(cast.colleague), "?q=照明") == [hidden]


def test_once_the_name_is_shown_so_are_the_words(cast):
    hidden = stages.done(cast, hide_name=True)
    services.show_name(hidden, by=cast.worker)

    assert "叉车容易压到" in text(signed_in(cast.colleague).get(page_of(hidden)))


# -- narrowing it ---------------------------------------------------------------------------------------------------


def test_category_enterprise_shop_and_month_narrow_it(cast, strangers):
    PersonFactory.create_batch(5, department=cast.team)
    PersonFactory.create_batch(5, department=strangers.team)
    ours, theirs = shown(cast, category="safety"), shown(strangers, category="quality")
    last_month = timezone.now() - dt.timedelta(days=31)
    Suggestion.objects.filter(pk=theirs.pk).update(implemented_at=last_month, received_at=last_month)

    assert listed(Client(), "?cat=safety") == [ours]
    assert listed(Client(), "?enterprise=JC") == [theirs]
    assert listed(Client(), f"?month={timezone.localtime(last_month):%Y-%m}") == [theirs]
    assert listed(Client(), "?unit=冲焊车间") == [ours, theirs]
    assert listed(Client(), "?unit=冲焊车间&enterprise=CF") == [ours]
    assert listed(Client(), "?cat=safety&enterprise=JC") == []


def test_words_are_looked_for_in_title_text_and_report_but_not_in_names(cast):
    done = stages.done(cast, title="电缆拖地", idea="加吊臂")
    services.give_consent(done, by=cast.worker, audience="everybody")
    other = stages.done(cast, problem="夜班照明不足")
    client = signed_in(cast.worker)

    assert listed(client, "?q=拖地") == [done]
    assert listed(client, "?q=吊臂") == [done]
    assert listed(client, "?q=装好") == [other, done]
    assert listed(client, "?q=+夜班+") == [other]
    assert listed(client, "?q=王海") == []


def test_a_shop_of_few_people_is_no_choice(cast):
    stages.done(cast)
    client = signed_in(cast.worker)

    assert "unit" not in client.get(GALLERY).context["filter"].form.fields
    assert "冲焊车间" not in text(client.get(GALLERY + "?unit=冲焊车间"))


@pytest.mark.parametrize(
    "query", ["?cat=nothing", "?enterprise=XX", "?unit=%00", "?month=2026-13", "?after=99", "?before=%00", "?q=%00"]
)
def test_a_value_that_does_not_exist_is_as_good_as_none(cast, query):
    done = stages.done(cast)

    assert listed(signed_in(cast.worker), query) == [done]


def test_what_leaves_no_choice_is_not_asked_for(cast):
    stages.done(cast)

    assert list(signed_in(cast.worker).get(GALLERY).context["filter"].form.fields) == ["q", "cat"]


def test_pages_keep_the_conditions(cast, monkeypatch):
    monkeypatch.setattr("suggestions.views.gallery.PAGE_SIZE", 1)
    first, second = stages.done(cast, category="safety"), stages.done(cast, category="safety")
    client = signed_in(cast.worker)

    assert listed(client, "?cat=safety") == [second]
    page = client.get(GALLERY + "?cat=safety")
    assert "?cat=safety&after=" in link(page)
    assert [item.suggestion for item in turned(client, page).context["items"]] == [first]


def test_an_empty_gallery_says_what_to_do(cast, staff):
    assert "/en/accounts/login/" in text(Client().get(GALLERY))
    assert "/en/suggestions/new/" in text(signed_in(cast.worker).get(GALLERY))
    assert "appears here by itself" in text(signed_in(staff).get(GALLERY))


def test_nothing_that_fits_says_how_to_go_on(cast):
    stages.done(cast)

    page = text(signed_in(cast.worker).get(GALLERY + "?q=没有这个词"))

    assert "No improvement fits these conditions." in page
    assert 'href="/en/gallery/"' in page


def test_three_cost_as_many_queries_as_one(cast):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    client = signed_in(cast.worker)
    first = shown(cast, photos=[read_picture(picture())])
    services.give_consent(first, by=cast.worker, audience="everybody")
    one = queries(GALLERY), queries(page_of(first))
    for _n in range(2):
        services.give_consent(shown(cast, photos=[read_picture(picture())]), by=cast.worker, audience="enterprise")

    assert (queries(GALLERY), queries(page_of(first))) == one
    assert one[0] <= 15


def test_the_choices_of_a_very_long_gallery_are_kept_and_its_rows_are_not(cast, monkeypatch):
    monkeypatch.setattr("alliance_portal.keyset.capped.__defaults__", (1,))
    first, second = (stages.done(cast, category="safety") for _number in range(2))
    client = signed_in(cast.worker)
    assert listed(client) == [second, first]

    third = stages.done(cast)
    response = client.get(GALLERY)
    assert [item.suggestion for item in response.context["items"]] == [third, second, first]
    with CaptureQueriesContext(connection) as captured:
        client.get(GALLERY)
    assert not any("SELECT DISTINCT" in query["sql"] for query in captured)
    assert listed(signed_in(cast.officer)) == [third, second, first]


# -- the ways to it -------------------------------------------------------------------------------------------------


def test_the_gallery_is_found_from_everywhere(cast):
    link = 'href="/en/gallery/"'
    shown(cast)

    assert link in text(Client().get("/en/"))
    assert link in text(signed_in(cast.worker).get("/en/me/"))
    assert link in text(signed_in(cast.officer).get("/en/workbench/roster/"))


def test_somebody_without_a_department_of_their_own_is_no_colleague(cast):
    stages.done(cast)
    outsider = account(PersonFactory())
    SuggestionFactory(by=outsider.person, department=outsider.person.department)

    assert listed(signed_in(outsider)) == []
