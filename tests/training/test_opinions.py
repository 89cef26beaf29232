"""Three questions about a session: who is asked, who answers once, and what anybody learns from it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from tests.suggestions.telling import told
from tests.training import afterwards
from training import services
from training.models import Opinion, OpinionSlip
from training.statistics import opinions_of

pytestmark = pytest.mark.django_db


def at(session):
    return reverse("training:opinion", args=[session.number])


def body(response):
    return response.content.decode()


def test_whoever_was_there_answers_once_and_nobody_else(cast):
    session = afterwards.held(cast.enterprise, cast.worker)
    afterwards.said(session, cast.worker)
    for user in (cast.worker, cast.colleague, cast.officer):
        with pytest.raises(WorkflowError):
            afterwards.said(session, user)
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 31])
def test_a_session_is_asked_about_for_thirty_days_after_its_end(cast, days):
    session = afterwards.held(cast.enterprise, cast.worker, days=days)
    with pytest.raises(WorkflowError):
        afterwards.said(session, cast.worker)


def test_nothing_in_the_database_leads_from_an_answer_to_a_person(cast):
    """Neither a key, nor a moment, nor the order of the rows."""
    session = afterwards.told_by_five(cast)
    told_fields = {field.name for field in Opinion._meta.get_fields()}
    assert told_fields == {"id", "session", "useful", "clear", "fitting", "words", "is_told"}
    assert {field.name for field in OpinionSlip._meta.get_fields()} == {"id", "session", "person", "told_at", "is_used"}
    words = list(session.opinions.order_by("pk").values_list("words", flat=True))
    assert sorted(words) == [f"第{n}句话" for n in range(1, 6)]
    assert all(one.version == 4 for one in session.opinions.values_list("pk", flat=True))


def test_sums_are_counted_from_five_answers_on(cast):
    people = afterwards.crowd(cast, 6)
    session = afterwards.held(cast.enterprise, *people)
    for user in people[:4]:
        afterwards.said(session, user, useful=5)
    figures = opinions_of(session)
    assert (figures.number, figures.asked, figures.is_shown, figures.questions) == (4, 6, False, [])
    afterwards.said(session, people[4], useful=1)
    first = opinions_of(session).questions[0]
    assert [number for _words, number in first.answers] == [4, 0, 0, 0, 1]


def test_words_are_read_by_those_who_keep_it_and_only_from_five_on(client, cast, strangers, staff):
    people = afterwards.crowd(cast, 5)
    session = afterwards.held(cast.enterprise, *people)
    desk = reverse("training:desk-session", args=[session.number])
    for user in people[:4]:
        afterwards.said(session, user, words="讲慢一点")
    client.force_login(cast.officer)
    assert "讲慢一点" not in body(client.get(desk))
    afterwards.said(session, people[4], words="讲慢一点")
    assert "讲慢一点" in body(client.get(desk))
    for user in (people[0], strangers.officer):
        assert not Opinion.objects.visible_to(user).exists()
        client.force_login(user)
        assert "讲慢一点" not in body(client.get(session.get_absolute_url()))


def test_everybody_who_was_there_is_told_once(cast):
    session = afterwards.held(cast.enterprise, cast.worker, cast.colleague)
    afterwards.held(cast.enterprise, cast.worker, days=40)
    afterwards.held(cast.enterprise, cast.worker, days=-2)
    assert (services.opinions.ask(), services.opinions.ask()) == (2, 0)
    assert told(cast.worker) == told(cast.colleague) == ["opinion_asked"]
    # A name that is put on the list later is asked too; who has answered already is not.
    session.attendances.create(person=cast.owner.person)
    session.attendances.create(person=cast.finance.person)
    afterwards.said(session, cast.finance)
    assert services.opinions.ask() == 1
    assert (told(cast.owner), told(cast.finance)) == (["opinion_asked"], [])


def test_the_page_asks_keeps_what_was_chosen_and_thanks(client, cast):
    session = afterwards.held(cast.enterprise, cast.worker)
    services.opinions.ask()
    client.force_login(cast.worker)
    assert at(session) in body(client.get(session.get_absolute_url()))
    page = client.post(at(session), {"useful": 5, "words": "讲慢一点"})
    assert set(page.context["form"].errors) == {"clear", "fitting"}
    assert "讲慢一点" in body(page)
    assert client.post(at(session), {"useful": 5, "clear": 4, "fitting": 3}).url == session.get_absolute_url()
    assert client.get(at(session)).context["has_answered"]
    assert client.post(at(session), {"useful": 5, "clear": 4, "fitting": 3}).status_code == 409
    assert not cast.worker.notices.filter(read_at=None).exists()


def test_the_page_is_for_those_who_were_there(client, cast):
    session = afterwards.held(cast.enterprise, cast.worker)
    client.force_login(cast.colleague)
    assert client.get(at(session)).status_code == 403
    session.starts_at = timezone.now() + dt.timedelta(days=2)
    session.ends_at = session.starts_at + dt.timedelta(hours=1)
    session.save()
    client.force_login(cast.worker)
    assert not client.get(at(session)).context["may_answer"]


def test_who_has_answered_is_forgotten_after_thirty_days_and_the_answers_stay(cast):
    session = afterwards.held(cast.enterprise, cast.worker)
    afterwards.said(session, cast.worker)
    assert services.opinions.forget() == 0
    assert services.opinions.forget(timezone.now() + dt.timedelta(days=31)) == 1
    assert opinions_of(session).number == 1
