"""Two people act on the same agreement at the same moment: no signature, no decision and no words are lost unseen."""

import threading
from contextlib import contextmanager, nullcontext, suppress
from types import SimpleNamespace

import pytest

from alliance_portal import workflow
from members.models import Enterprise
from tests.at_once import at_once, outcomes
from tests.training import mentoring
from training import services
from training.models import GuidanceRecord, Mentorship
from training.services import agreements, work
from workshops.forms.fields import LONG_AGO

pytestmark = pytest.mark.django_db(transaction=True)


def shown(mentorship, times=2):
    """The row as that many pages show it."""
    return [Mentorship.objects.get(pk=mentorship.pk) for _n in range(times)]


def as_shown(record, *, version=None):
    return record


def sign_at_once(cast):
    made = mentoring.sent(cast)
    pairs = zip(shown(made), (cast.owner, cast.worker), strict=True)
    return made, outcomes(*(lambda one=one, user=user: services.sign(one, by=user) for one, user in pairs))


def test_two_who_sign_at_once_have_both_signed_and_it_is_in_force(cast):
    made, came = sign_at_once(cast)
    made.refresh_from_db()
    assert (came, made.status) == (["done", "done"], "in_force")
    assert made.mentor_signed_at
    assert made.apprenticeships.get().signed_at
    assert made.events.filter(verb="in_force").count() == 1


def test_signing_what_was_shown_would_lose_the_other_signature(cast, monkeypatch):
    made = mentoring.sent(cast)
    first, second = shown(made)
    monkeypatch.setattr(workflow, "lock", as_shown)
    services.sign(first, by=cast.owner)
    services.sign(second, by=cast.worker)
    made.refresh_from_db()
    assert (made.status, made.mentor_signed_at) == ("signing", None)


def decide_at_once(cast):
    """The leader of the workshop enters the assessment while the officer ends it."""
    made = mentoring.in_force(cast)
    first, second = shown(made)
    found = mentoring.findings(made)
    return made, outcomes(
        lambda: services.assess(first, by=cast.officer, findings=found),
        lambda: services.end(second, by=cast.officer, reason="调岗"),
    )


def ends(mentorship):
    return mentorship.events.filter(verb__in=["graduated", "ended"]).count()


def test_of_two_ends_at_once_one_holds_and_the_other_is_told(cast):
    made, came = decide_at_once(cast)
    assert (came, ends(made)) == (["done", "told"], 1)


def test_without_the_lock_it_would_end_twice(cast, monkeypatch):
    monkeypatch.setattr(workflow, "lock", as_shown)
    made, came = decide_at_once(cast)
    assert (came, ends(made)) == (["done", "done"], 2)


def change_at_once(cast):
    made = mentoring.draft(cast)
    pages, version = shown(made), made.version
    people = {"mentor": cast.owner.person, "apprentices": [cast.worker.person]}
    return outcomes(
        *(
            lambda page=page, trade=trade: services.change(
                page, by=cast.officer, version=version, **people, **mentoring.words(trade=trade)
            )
            for page, trade in zip(pages, ("钳工", "焊工"), strict=True)
        )
    )


def test_of_two_who_change_a_draft_at_once_the_second_is_told(cast):
    assert change_at_once(cast) == ["done", "told"]


def test_without_the_lock_one_change_would_be_lost(cast, monkeypatch):
    monkeypatch.setattr(workflow, "lock", as_shown)
    assert change_at_once(cast) == ["done", "done"]


def test_two_drafts_at_once_get_two_numbers_and_the_same_two_people_one(cast):
    people = [[cast.worker.person], [cast.colleague.person], [cast.colleague.person]]
    came = at_once(*(lambda taught=taught: mentoring.draft(cast, apprentices=taught).number for taught in people))
    assert came.count("told") == 1
    assert len(set(came)) == 3
    assert Enterprise.objects.get(pk=cast.enterprise.pk).mentorships.count() == 2


def test_a_month_noted_twice_at_once_is_one_record(cast):
    made = mentoring.in_force(cast)
    assert outcomes(*[lambda: services.note_month(made, by=cast.worker)] * 2) == ["done", "done"]
    assert made.records.count() == 1


@pytest.fixture
def meet(monkeypatch):
    """Call it with a module and a step: after it two wait a moment for each other, if no lock forbids it."""

    def at(module, name):
        step, meeting = getattr(module, name), threading.Barrier(2, timeout=1)

        def step_and_wait(*args, **kwargs):
            found = step(*args, **kwargs)
            with suppress(threading.BrokenBarrierError):
                meeting.wait()
            return found

        monkeypatch.setattr(module, name, step_and_wait)

    return at


def two_drafts_at_once(cast):
    """What came, and how the numbers end that were given."""
    came = outcomes(
        *(
            lambda taught=taught: mentoring.draft(cast, apprentices=[taught.person])
            for taught in (cast.worker, cast.colleague)
        )
    )
    return came, sorted(number[-3:] for number in Mentorship.objects.values_list("number", flat=True))


def test_two_drafts_at_once_get_different_numbers(cast, meet):
    meet(agreements, "next_numbers")
    assert two_drafts_at_once(cast) == (["done", "done"], ["001", "002"])


def test_without_the_lock_the_second_draft_would_break(cast, meet, monkeypatch):
    meet(agreements, "next_numbers")
    monkeypatch.setattr(agreements, "one_after_the_other", lambda enterprise: None)
    monkeypatch.setattr(agreements, "transaction", SimpleNamespace(atomic=nullcontext))
    assert two_drafts_at_once(cast) == (["broken", "done"], ["001"])


def note_at_once(cast, made, seen):
    """The apprentice has the page open twice, and sends different words from each."""
    return outcomes(
        *(
            lambda words=words: services.note_month(made, by=cast.worker, words=words, seen=seen)
            for words in ("练了立焊", "练了横焊")
        )
    )


def test_of_two_who_note_a_month_at_once_one_row_is_made_and_the_other_is_told(cast):
    made = mentoring.in_force(cast)
    assert note_at_once(cast, made, LONG_AGO) == ["done", "told"]
    assert GuidanceRecord.objects.count() == 1


def noted_and_shown(cast):
    made = mentoring.in_force(cast)
    return made, services.note_month(made, by=cast.worker).updated_at


def test_of_two_who_add_words_at_once_the_other_is_told(cast, meet):
    made, seen = noted_and_shown(cast)
    meet(work, "_refuse_stale")
    assert note_at_once(cast, made, seen) == ["done", "told"]


def test_without_the_lock_the_words_of_one_would_be_lost(cast, meet, monkeypatch):
    made, seen = noted_and_shown(cast)
    meet(work, "_refuse_stale")
    monkeypatch.setattr(work, "held", lambda mentorship, version: mentorship)
    monkeypatch.setattr(work, "files_or_nothing", contextmanager(lambda: iter([[]])))
    assert note_at_once(cast, made, seen) == ["done", "done"]
