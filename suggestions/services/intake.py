"""What the worker does: send in, add details, withdraw."""

import datetime as dt
import uuid
from contextlib import contextmanager
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import figures, periods, workflow
from alliance_portal.text import headline

from ..models import Photo, Proposer, Suggestion, SuggestionEvent
from .clock import promised_day
from .numbers import allocate

Status, Verb = Suggestion.Status, SuggestionEvent.Verb
DAILY_LIMIT = 20
# Waiting for the worker stops the answer clock, but not for ever.
LONGEST_PAUSE = 14


def submit(
    *,
    by,
    problem,
    key,
    idea="",
    expected_effect="",
    category=Suggestion.Category.OTHER,
    kind=Suggestion.Kind.SUGGESTION,
    title="",
    photos=(),
    occurred_at=None,
):
    """Record what a worker sends in and return it; a second call with the same `key` returns the first record.

    A key counts for its worker alone: on a shared phone the page of somebody else may still be open.
    `photos` are `files.Picture`s. Raises WorkflowError above 20 a day.
    """
    person, when = by.person_or_none, occurred_at or timezone.now()
    own_key = uuid.uuid5(key, str(person.pk))
    try:
        with photos_or_nothing() as attach_photos:
            if earlier := _sent_before(own_key):
                return earlier
            # Taking a number lets the enterprise's other senders wait, so the count below is still true at the end.
            (number,) = allocate(person.enterprise, timezone.localtime(when).year)
            _check_daily_limit(person, when)
            suggestion = Suggestion.objects.create(
                number=number,
                enterprise=person.enterprise,
                department=person.department,
                shop=person.department.shop,
                kind=kind,
                category=category,
                title=title or headline(problem),
                problem=problem,
                idea=idea,
                expected_effect=expected_effect,
                idempotency_key=own_key,
                received_at=when,
                month=periods.month_of(when),
                due_on=promised_day(person.enterprise, kind, when),
            )
            Proposer.objects.create(suggestion=suggestion, person=person)
            attach_photos(suggestion, photos, Photo.Kind.BEFORE)
            workflow.append(suggestion, Verb.SUBMITTED, role="author", occurred_at=when, to=Status.SUBMITTED)
            figures.moved(Suggestion.FIGURE_KIND, None, suggestion.figure_cell())
            return suggestion
    except IntegrityError:
        # The same form, sent twice at the same moment: the other request was first.
        if earlier := _sent_before(own_key):
            return earlier
        raise


def _sent_before(own_key):
    return Suggestion.objects.filter(idempotency_key=own_key).first()


def _check_daily_limit(person, when):
    since = periods.start_of(timezone.localtime(when).date())
    sent = Proposer.objects.filter(
        person=person, suggestion__received_at__gte=since, suggestion__received_at__lt=since + dt.timedelta(days=1)
    ).count()
    if sent >= DAILY_LIMIT:
        raise workflow.WorkflowError(
            _("You have sent 20 suggestions today, which is the limit. Please send the rest tomorrow.")
        )


@contextmanager
def photos_or_nothing():
    """A transaction that yields `attach`: the files it wrote go again when the transaction fails."""
    written = []
    try:
        with transaction.atomic():
            yield partial(attach, written=written)
    except BaseException:
        for file in written:
            file.delete(save=False)
        raise


def attach(suggestion, pictures, kind, *, written=None):
    """Store re-encoded pictures with the suggestion; each file is added to the list `written`."""
    written = [] if written is None else written
    for picture in pictures:
        photo = Photo(suggestion=suggestion, kind=kind, width=picture.width, height=picture.height)
        for content, file in ((picture.image, photo.image), (picture.thumbnail, photo.thumbnail)):
            file.save(content.name, content, save=False)
            written.append(file)
        photo.save()


def supplement(suggestion, *, by, text, photos=(), version=None, occurred_at=None):
    """Add the details that were asked for; the answer clock goes on, later by the days waited (14 at most)."""
    when = occurred_at or timezone.now()
    with photos_or_nothing() as attach_photos:
        fresh = workflow.lock(suggestion, version=version)
        _check_asked(fresh)
        waited = min(max((when - fresh.waiting_since).days, 0), LONGEST_PAUSE)
        attach_photos(fresh, photos, Photo.Kind.BEFORE)
        return workflow.move(
            fresh,
            Status.IN_REVIEW,
            verb=Verb.SUPPLEMENTED,
            role="author",
            note=text,
            occurred_at=when,
            **_clock_goes_on(fresh, waited),
        )


def resume(suggestion, *, by, version=None, occurred_at=None):
    """Go on without the details, once the worker has had 14 days; raises WorkflowError before."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_asked(fresh)
        if when < fresh.waiting_since + dt.timedelta(days=LONGEST_PAUSE):
            raise workflow.WorkflowError(_("The worker has 14 days to add the details; they are not over yet."))
        return workflow.move(
            fresh,
            Status.IN_REVIEW,
            verb=Verb.RESUMED,
            by=by,
            role="reviewer",
            occurred_at=when,
            **_clock_goes_on(fresh, LONGEST_PAUSE),
        )


def _check_asked(suggestion):
    # The table also lets a reviewer take a new suggestion up; that is not what these two do.
    if suggestion.status != Status.NEEDS_INFO or suggestion.spam_at:
        raise workflow.TransitionError(suggestion, Status.IN_REVIEW)


def _clock_goes_on(suggestion, days):
    return {
        "due_on": suggestion.due_on + dt.timedelta(days=days),
        "paused_days": suggestion.paused_days + days,
        "waiting_since": None,
    }


def withdraw(suggestion, *, by, version=None, occurred_at=None):
    """Take a suggestion back before it has been answered."""
    when = occurred_at or timezone.now()
    return workflow.move(
        suggestion,
        Status.WITHDRAWN,
        verb=Verb.WITHDRAWN,
        role="author",
        occurred_at=when,
        version=version,
        withdrawn_at=when,
        waiting_since=None,
    )
