"""Two at once about what comes afterwards: no opinion, certificate, honour, number or reminder is made twice."""

from copy import copy
from decimal import Decimal

import pytest
from django.db import IntegrityError

from alliance_portal import workflow
from tests.at_once import outcomes
from tests.suggestions.telling import told
from tests.training import afterwards
from training import services
from training.models import Certificate, Contest, ContestEntry, ContestScore, Opinion, OpinionSlip, Partner, Session
from training.services.checks import UnfitError
from workshops.models import Honour

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unlock(monkeypatch):
    """Call it once all is made: from then on each believes the row as it was shown, and nobody waits for the other."""
    return lambda: monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: copy(record))


def both(work):
    return outcomes(work, work)


def answering(cast):
    """The same slip on two pages."""
    session = afterwards.held(cast.enterprise, cast.worker)
    session.opinion_slips.create(person=cast.worker.person)
    return lambda: afterwards.said(session, cast.worker)


def test_a_double_tap_is_one_opinion(cast):
    assert both(answering(cast)) == ["done", "told"]
    assert Opinion.objects.count() == 1


def test_without_the_lock_it_would_be_two(cast, monkeypatch):
    answer = answering(cast)
    slip = OpinionSlip.objects.get()
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: copy(slip))
    answer()
    answer()
    assert Opinion.objects.count() == 2


def issuing(cast):
    session = afterwards.held(cast.enterprise, cast.worker, cast.colleague)
    return lambda: afterwards.issued(session, cast.officer)


def test_two_who_issue_at_once_make_one_certificate_for_each(cast):
    assert both(issuing(cast)) == ["done", "told"]
    assert Certificate.objects.count() == 2


def test_without_the_lock_the_second_issuer_would_break(cast, monkeypatch):
    """Both have seen that nobody has one; the database refuses the second certificate."""
    issue = issuing(cast)
    seen = services.certificates.parts(Session.objects.get())
    monkeypatch.setattr(services.certificates, "_fitting", lambda *_looked: list(seen.values()))
    issue()
    with pytest.raises(IntegrityError):
        issue()


def publishing(cast, staff):
    """The contest under way, as two pages show it."""
    made = afterwards.running(staff, cast.worker, prizes=[("一等奖", 1)])
    afterwards.mark(made, staff, (90, 100))
    pages = [Contest.objects.get(pk=made.pk) for _n in range(2)]
    return [lambda page=page: services.contests.publish(page, by=staff) for page in pages]


def test_of_two_publishers_one_publishes(cast, staff):
    assert outcomes(*publishing(cast, staff)) == ["done", "told"]
    assert Honour.objects.count() == 1


def test_without_the_lock_the_prize_would_be_given_twice(cast, staff, unlock):
    first, second = publishing(cast, staff)
    unlock()
    first()
    second()
    assert Honour.objects.count() == 2


def entering(cast, staff):
    made = afterwards.announced(staff)
    pages = [Contest.objects.get(pk=made.pk) for _n in range(2)]
    pairs = zip(pages, (cast.worker.person, cast.colleague.person), strict=True)
    return [lambda page=page, who=who: services.contests.enter(page, [who], by=staff) for page, who in pairs]


def test_two_who_are_entered_at_once_have_numbers_of_their_own(cast, staff):
    assert outcomes(*entering(cast, staff)) == ["done", "done"]
    assert sorted(ContestEntry.objects.values_list("number", flat=True)) == [1, 2]


def scoring(cast, staff):
    """Two judges give the same person different marks in the same round."""
    made = afterwards.running(staff, cast.worker)
    key = (made.entries.get().pk, made.rounds.first().pk)
    pages = [Contest.objects.get(pk=made.pk) for _n in range(2)]
    marks = zip(pages, (Decimal(70), Decimal(90)), strict=True)
    keep = services.contests.keep_scores
    return [lambda page=page, one=one: keep(page, by=staff, points={key: one}, seen={}) for page, one in marks]


def test_of_two_marks_at_once_one_stands_and_the_other_judge_is_told(cast, staff):
    assert outcomes(*scoring(cast, staff)) == ["done", "told"]
    assert ContestScore.objects.count() == 1


def test_without_looking_again_one_mark_would_cover_the_other(cast, staff, monkeypatch):
    first, second = scoring(cast, staff)
    monkeypatch.setattr(services.contests.scores, "scores_of", lambda _contest: {})
    first()
    second()
    assert ContestScore.objects.get().points == 90


def test_a_reminder_of_an_end_is_made_once(cast):
    partner = afterwards.partner(cast.officer, cast.enterprise)
    afterwards.agreed(partner, cast.officer, ends_on=afterwards.day(10))
    assert both(services.partner_agreements.remind) == ["done", "done"]
    assert told(cast.officer) == ["partner_agreement_ending"]


@pytest.mark.parametrize(("names", "number"), [(("某学院", "某学院"), 1), (("某学院", "某研究院"), 2)])
def test_two_partners_registered_at_once_are_kept_or_told_and_never_broken(staff, names, number):
    works = [lambda name=name: afterwards.partner(staff, name=name) for name in names]
    came = outcomes(*works)
    assert "broken" not in came
    assert Partner.objects.count() == came.count("done") <= number
    slugs = Partner.objects.values_list("slug", flat=True)
    assert len(set(slugs)) == len(slugs)


def test_whoever_saw_the_same_address_free_is_told(staff, monkeypatch):
    afterwards.partner(staff)
    monkeypatch.setattr(services.partners, "_address", lambda partner: "college-1")
    with pytest.raises(UnfitError):
        afterwards.partner(staff, name="另一所学院")
