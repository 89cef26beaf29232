"""The steps staff take with a visit: what each is called, asks for, and does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import services
from .models import Visit

Status = Visit.Status


@dataclass(frozen=True)
class Step:
    """`asks` is the label of the words that it needs, "" for none; `perform(visit, by, words)` does it."""

    code: str
    title: str
    text: str
    asks: str
    fits: tuple
    perform: Callable
    done: str


STEPS = {
    step.code: step
    for step in (
        Step(
            "share",
            _("Share it with the enterprise"),
            _(
                "Its officers and leaders read everything but the internal note, and are told now. What is promised "
                "stays as it is from then on."
            ),
            "",
            (Status.DRAFT,),
            lambda visit, by, words: services.visits.share(visit, by=by),
            _("Shared. The enterprise has been told."),
        ),
        Step(
            "follow-up",
            _("Write down a follow-up"),
            _("The enterprise reads it and is told."),
            _("What has happened since"),
            (Status.SHARED,),
            lambda visit, by, words: services.visits.follow_up(visit, by=by, words=words),
            _("Written down. The enterprise has been told."),
        ),
        Step(
            "note",
            _("Write an internal note"),
            _("Only the union reads it."),
            _("Internal note"),
            (Status.DRAFT, Status.SHARED, Status.CLOSED),
            lambda visit, by, words: services.visits.note(visit, by=by, words=words),
            _("Written down, for the union alone."),
        ),
        Step(
            "close",
            _("Close the visit"),
            _("No promise may be open any more. The enterprise reads what has come of it and is told."),
            _("What has come of it"),
            (Status.SHARED,),
            lambda visit, by, words: services.visits.close(visit, by=by, words=words),
            pgettext_lazy("visit", "Closed. The enterprise has been told."),
        ),
        Step(
            "reopen",
            pgettext_lazy("visit", "Open it again"),
            _("The enterprise reads why."),
            _("Why"),
            (Status.CLOSED,),
            lambda visit, by, words: services.visits.reopen(visit, by=by, reason=words),
            pgettext_lazy("visit", "It is open again."),
        ),
        Step(
            "discard",
            _("Throw the draft away"),
            _("Nobody but the union ever reads it, and it is not counted. This cannot be undone."),
            "",
            (Status.DRAFT,),
            lambda visit, by, words: services.visits.discard(visit, by=by),
            _("Thrown away."),
        ),
    )
}


def steps_of(visit):
    """The steps that fit the visit now."""
    return [step for step in STEPS.values() if visit.status in step.fits]
