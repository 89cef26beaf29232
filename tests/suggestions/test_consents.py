"""Being named beside an improvement: asked for, agreed to by each proposer alone, and taken back at any time."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alliance_portal.workflow import WorkflowError
from suggestions import permissions, querysets, services
from suggestions.models import NameConsent, Proposer, Suggestion
from tests.factories import PersonFactory
from tests.suggestions import stages
from tests.suggestions.reviewing import said
from tests.suggestions.visiting import GALLERY, page_of, shown, signed_in, text


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def fresh(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk)


def address(suggestion):
    return f"/en/suggestions/{suggestion.number}/consent/"


def own_page(suggestion):
    return f"/en/suggestions/{suggestion.number}/"


def named_on(client, suggestion):
    """Which of the cast's proposers the page of the improvement names."""
    page = text(client.get(page_of(suggestion)))
    assert page.count("Named with consent") == ("王海" in page or "赵敏" in page)
    return {name for name in ("王海", "赵敏") if name in page}


# -- asking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [stages.adopted, stages.partly_adopted, stages.begun, stages.finished, stages.done])
def test_a_proposer_is_asked_from_the_adoption_on_and_nothing_is_preselected(cast, client, stage):
    suggestion = stage(cast)
    client.force_login(cast.worker)

    page = text(client.get(own_page(suggestion)))

    assert "Show my name beside it" in page
    assert "answer and reward do not depend on it" in page
    form = page[page.index('aria-labelledby="consent"') :].split("</section>")[0]
    assert "checked" not in form


@pytest.mark.parametrize("stage", [stages.sent, stages.taken, stages.asked, stages.reserved, stages.declined])
def test_before_it_nobody_is_asked(cast, client, stage):
    suggestion = stage(cast)
    client.force_login(cast.worker)

    assert "Show my name beside it" not in text(client.get(own_page(suggestion)))
    answer = client.post(address(suggestion), {"audience": "everybody"})
    assert answer.status_code == 409
    with pytest.raises(WorkflowError):
        services.give_consent(suggestion, by=cast.worker, audience="everybody")
    assert not NameConsent.objects.exists()


def test_where_the_name_is_hidden_it_has_to_be_shown_first(cast, client):
    hidden = stages.done(cast, hide_name=True)
    client.force_login(cast.worker)
    assert "Show my name beside it" not in text(client.get(own_page(hidden)))
    assert client.post(address(hidden), {"audience": "everybody"}).status_code == 409
    with pytest.raises(WorkflowError):
        services.give_consent(hidden, by=cast.worker, audience="everybody")

    services.show_name(hidden, by=cast.worker)

    assert "Show my name beside it" in text(client.get(own_page(hidden)))
    client.post(address(hidden), {"audience": "enterprise"})
    assert named_on(signed_in(cast.colleague), hidden) == {"王海"}


def test_no_choice_is_no_consent(cast, client):
    done = stages.done(cast)
    client.force_login(cast.worker)

    answer = client.post(address(done), {})

    assert answer.context["form"].errors == {"audience": ["Please choose who may read your name."]}
    assert client.post(address(done), {"audience": "nobody at all"}).context["form"].errors
    assert not NameConsent.objects.exists()


@pytest.mark.parametrize("who", ["owner", "reviewer", "leader", "officer", "finance"])
def test_nobody_answers_for_the_proposer(cast, client, who):
    done = stages.done(cast)
    client.force_login(getattr(cast, who))

    assert client.get(address(done)).status_code == 403
    assert client.post(address(done), {"audience": "everybody"}).status_code == 403
    assert "Show my name beside it" not in text(client.get(own_page(done)))
    with pytest.raises(WorkflowError):
        services.give_consent(done, by=getattr(cast, who), audience="everybody")


def test_colleagues_and_strangers_do_not_get_to_it(cast, strangers):
    done = shown(cast)

    for user in (cast.colleague, strangers.worker, strangers.officer):
        assert signed_in(user).get(address(done)).status_code == 404
        assert signed_in(user).post(address(done), {"audience": "everybody"}).status_code == 404


def test_whoever_came_without_an_account_is_not_asked(cast, client):
    poster = services.hang_poster(by=cast.officer, department=cast.team)
    key = "6f1c3f0e-5d2a-4a7e-9b57-0c1d2e3f4a5b"
    client.post(f"/en/j/{poster.code}/".removeprefix("/en"), {"key": key, "problem": "夜班照明不足", "name": "王海"})
    suggestion = Suggestion.objects.get()
    due_on = suggestion.due_on
    services.adopt(suggestion, by=cast.reviewer, reason="装", owner=cast.owner.person, due_on=due_on)

    page = client.get(own_page(suggestion))

    assert page.status_code == 200
    assert page.context["consent_form"] is None
    assert client.post(address(suggestion), {"audience": "everybody"}).status_code == 409


# -- agreeing -------------------------------------------------------------------------------------------------------


def test_for_the_enterprise_means_for_nobody_else(cast, strangers, staff, client):
    done = shown(cast)
    client.force_login(cast.worker)

    answer = client.post(address(done), {"audience": "enterprise"}, follow=True)

    assert said(answer) == ["Thank you. Your name stands beside it now."]
    assert named_on(signed_in(cast.colleague), done) == {"王海"}
    assert named_on(Client(), done) == named_on(signed_in(strangers.worker), done) == set()
    assert named_on(signed_in(staff), done) == set()


def test_for_everybody_means_where_it_is_public(cast, strangers, staff):
    done = stages.done(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")
    assert named_on(signed_in(cast.colleague), done) == {"王海"}
    assert named_on(signed_in(staff), done) == set()

    services.show_in_gallery(done, by=cast.officer)

    for client in (Client(), signed_in(strangers.worker), signed_in(staff), signed_in(cast.colleague)):
        assert named_on(client, done) == {"王海"}
        assert "王海" in text(client.get(GALLERY))
    services.take_out_of_gallery(done, by=cast.officer)
    assert named_on(signed_in(cast.colleague), done) == {"王海"}
    assert named_on(signed_in(staff), done) == set()


def test_what_somebody_agreed_to_is_kept_with_its_words_and_times(cast):
    done = stages.done(cast)
    first = services.give_consent(done, by=cast.worker, audience="enterprise")
    services.withdraw_consent(done, by=cast.worker)
    second = services.give_consent(done, by=cast.worker, audience="everybody")

    rows = [(row, row.audience, row.version, row.withdrawn_at is None) for row in NameConsent.objects.order_by("pk")]
    assert rows == [(first, "enterprise", 1, False), (second, "everybody", 1, True)]


def test_a_second_press_changes_nothing_and_another_audience_takes_its_place(cast):
    done = stages.done(cast)
    first = services.give_consent(done, by=cast.worker, audience="enterprise")
    assert services.give_consent(done, by=cast.worker, audience="enterprise") == first

    services.give_consent(done, by=cast.worker, audience="everybody")

    assert [row.audience for row in NameConsent.objects.in_force()] == ["everybody"]
    with pytest.raises(IntegrityError), transaction.atomic():
        NameConsent.objects.create(proposer=done.proposers.get(), audience="enterprise")


def test_other_words_ask_for_another_consent(cast, monkeypatch):
    done = stages.done(cast)
    services.give_consent(done, by=cast.worker, audience="enterprise")
    for module in (querysets.beside, services.gallery):
        monkeypatch.setattr(module, "CONSENT_WORDS", 2)

    assert named_on(signed_in(cast.colleague), done) == set()
    assert permissions.consent_of(cast.worker, done) is None
    NameConsent._meta.get_field("version").default = 2
    try:
        services.give_consent(done, by=cast.worker, audience="enterprise")
    finally:
        NameConsent._meta.get_field("version").default = 1

    assert named_on(signed_in(cast.colleague), done) == {"王海"}


def test_it_leaves_no_trace_in_the_suggestion(cast):
    done = stages.done(cast)
    before = fresh(done).version, [event.verb for event in done.events.all()]

    services.give_consent(done, by=cast.worker, audience="everybody")
    services.withdraw_consent(done, by=cast.worker)

    assert (fresh(done).version, [event.verb for event in done.events.all()]) == before


# -- taking it back -------------------------------------------------------------------------------------------------


def test_it_is_taken_back_on_the_same_page_and_the_name_is_gone_at_once(cast, client):
    done = shown(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")
    client.force_login(cast.worker)
    assert "Take my name off" in text(client.get(own_page(done)))
    before = Client().get(GALLERY)
    assert "王海" in text(before)
    assert "no-store" in before["Cache-Control"]

    answer = client.post(address(done), {"move": "withdraw"}, follow=True)

    assert said(answer) == ["Your name is no longer shown."]
    for visitor in (Client(), signed_in(cast.colleague), signed_in(cast.officer)):
        assert named_on(visitor, done) == set()
        assert "王海" not in text(visitor.get(GALLERY))
    assert "Show my name beside it" in text(client.get(own_page(done)))


def test_taking_it_back_twice_is_as_good(cast, client):
    done = stages.done(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")
    client.force_login(cast.worker)
    client.post(address(done), {"move": "withdraw"})
    withdrawn = NameConsent.objects.get().withdrawn_at

    client.post(address(done), {"move": "withdraw"})

    assert NameConsent.objects.get().withdrawn_at == withdrawn


def test_nobody_takes_back_what_another_agreed_to(cast):
    done = stages.done(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")

    services.withdraw_consent(done, by=cast.officer)

    assert signed_in(cast.officer).post(address(done), {"move": "withdraw"}).status_code == 403
    assert NameConsent.objects.in_force().of(cast.worker).exists()


def test_a_hidden_name_is_not_shown_even_where_a_row_says_that_it_may_be(cast):
    """No page leads there; a name that is out cannot be taken back, so the reading asks once more."""
    done = shown(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")
    assert named_on(Client(), done) == {"王海"}

    Suggestion.objects.filter(pk=done.pk).update(name_hidden=True)

    assert named_on(Client(), done) == named_on(signed_in(cast.colleague), done) == set()


def test_a_name_is_shown_only_while_its_person_can_take_it_back(cast):
    done = shown(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")
    type(cast.worker.person).objects.filter(pk=cast.worker.person.pk).update(in_service=False)

    assert named_on(Client(), done) == named_on(signed_in(cast.colleague), done) == set()


# -- together -------------------------------------------------------------------------------------------------------


@pytest.fixture
def together(cast):
    """Three had it: the worker and the colleague, and a third who has not answered."""
    third = PersonFactory(department=cast.team, name="何静")
    suggestion = shown(cast, together=[cast.colleague.person, third])
    services.confirm_together(suggestion, by=cast.colleague)
    return suggestion


def test_each_decides_alone_and_the_others_are_not_hinted_at(cast, together):
    services.give_consent(together, by=cast.colleague, audience="everybody")

    page = text(Client().get(page_of(together)))

    assert "赵敏" in page
    assert "王海" not in page
    assert "何静" not in page
    alone = shown(cast, by=cast.colleague)
    services.give_consent(alone, by=cast.colleague, audience="everybody")
    assert _names_line(page) == _names_line(text(Client().get(page_of(alone))))


def _names_line(page):
    return page[page.index("Named with consent") :].split("</dd>")[0]


def test_names_stand_in_the_order_of_their_sounds_not_of_their_shares(cast, together):
    services.give_consent(together, by=cast.worker, audience="everybody")
    services.give_consent(together, by=cast.colleague, audience="everybody")
    services.set_shares(
        together,
        by=cast.worker,
        shares={row.person_id: 80 if row.person == cast.colleague.person else 10 for row in _rows(together)},
    )
    services.confirm_together(together, by=cast.colleague)

    assert "王海, 赵敏" in _names_line(text(Client().get(page_of(together))))


def _rows(suggestion):
    return Proposer.objects.filter(suggestion=suggestion).select_related("person")


def test_whoever_has_not_confirmed_is_neither_asked_nor_named(cast):
    suggestion = shown(cast, together=[cast.colleague.person])

    assert signed_in(cast.colleague).post(address(suggestion), {"audience": "everybody"}).status_code == 403
    with pytest.raises(WorkflowError):
        services.give_consent(suggestion, by=cast.colleague, audience="everybody")


def test_another_share_has_to_be_confirmed_before_the_name_is_shown_again(cast, together):
    services.give_consent(together, by=cast.colleague, audience="everybody")
    shares = {row.person_id: 50 if row.is_lead else 25 for row in _rows(together)}

    services.set_shares(together, by=cast.worker, shares=shares)

    assert named_on(Client(), together) == set()
    services.confirm_together(together, by=cast.colleague)
    assert named_on(Client(), together) == {"赵敏"}


def test_whoever_is_taken_out_is_not_named(cast, together):
    services.give_consent(together, by=cast.colleague, audience="everybody")

    services.take_out(together, by=cast.worker, person=cast.colleague.person)

    assert named_on(Client(), together) == set()


# -- union staff ----------------------------------------------------------------------------------------------------


def test_union_staff_can_prove_who_agreed_to_what(cast, staff, client):
    done = stages.done(cast)
    services.give_consent(done, by=cast.worker, audience="everybody")
    client.force_login(staff)

    page = text(client.get(reverse("admin:suggestions_nameconsent_changelist")))

    assert done.number in page
    assert "王海 0001" in page
