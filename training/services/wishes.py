"""Topics that people ask for (点题): asked, joined, made a session of, closed with a reason."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from members.acting import acting
from members.models import Person

from ..models import TopicWish, TopicWishEvent
from ..notifications import sessions as notices
from .checks import required

Status, Verb = TopicWish.Status, TopicWishEvent.Verb
MOST_OPEN = 5


def ask(*, by, text, speciality=None, occurred_at=None):
    """Ask for a topic in one line and return it, with one's own voice; the same once more is the same one.

    Raises WorkflowError for whoever waits for five topics already.
    """
    when = occurred_at or timezone.now()
    with _held(by) as person:
        if same := _waiting(person).filter(text=text).first():
            return same
        _refuse_too_many(person)
        facts = {"enterprise": person.enterprise, "speciality": speciality, "asked_by": person, "asked_at": when}
        wish = TopicWish.objects.create(text=text, **facts)
        wish.voices.create(person=person, given_at=when)
        workflow.append(wish, Verb.ASKED, occurred_at=when)
    return wish


@contextmanager
def _held(user):
    """The person of the account; a second tap waits here, and finds what the first one wrote."""
    with transaction.atomic():
        yield Person.objects.select_for_update().get(user=user)


def _waiting(person):
    return TopicWish.objects.waiting().filter(asked_by=person)


def _refuse_too_many(person):
    if _waiting(person).count() >= MOST_OPEN:
        words = _("You wait for %(n)d topics already. Please give the offices a little time.")
        raise workflow.WorkflowError(words % {"n": MOST_OPEN})


def join(wish, *, by, occurred_at=None):
    """“Me too”, once; raises WorkflowError when it is no longer asked for."""
    with transaction.atomic():
        fresh = workflow.lock(wish)
        if not fresh.is_waiting:
            raise workflow.TransitionError(fresh, fresh.status)
        person = Person.objects.get(user=by)
        fresh.voices.get_or_create(person=person, defaults={"given_at": occurred_at or timezone.now()})
    return fresh


def leave(wish, *, by):
    """Take one's voice back; what was asked stays asked, for those who joined in."""
    wish.voices.filter(person__user=by).delete()


def plan(wish, session, *, by, occurred_at=None):
    """A draft is written for it; whoever asked is told once it is announced."""
    facts = {**acting(by, wish), "occurred_at": occurred_at, "session": session}
    return workflow.move(wish, Status.PLANNED, **facts)


def answer(session, *, by, occurred_at=None):
    """The session is announced: what was asked for is answered, and all who asked are told."""
    for wish in session.wishes.filter(status=Status.PLANNED):
        fresh = workflow.move(wish, Status.ANSWERED, **acting(by, wish), occurred_at=occurred_at)
        notices.wish_answered(fresh, session, occurred_at)


def reopen(session, *, by, occurred_at=None):
    """The session does not take place: what was asked for is open again."""
    for wish in session.wishes.filter(status__in=[Status.PLANNED, Status.ANSWERED]):
        workflow.move(wish, Status.OPEN, **acting(by, wish), occurred_at=occurred_at, session=None)


def close(wish, *, by, reason, version=None, occurred_at=None):
    """No session is made of it; all who asked read why."""
    required(reason)
    facts = {**acting(by, wish), "note": reason, "version": version, "occurred_at": occurred_at}
    with transaction.atomic():
        fresh = workflow.move(wish, Status.CLOSED, reason=reason, **facts)
        notices.wish_closed(fresh, occurred_at)
    return fresh
