"""What has to happen next: by whom, until when, and that as a sentence."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.moments import day_words, local_day

from ..models import Suggestion, SuggestionEvent
from ..services.details import LONGEST_PAUSE
from ..services.implementation import SILENCE_DAYS
from .words import author_names, name_of

Status, Verb = Suggestion.Status, SuggestionEvent.Verb


@dataclass(frozen=True)
class Expected:
    """The next step: what, by whom, until when (None when no day is set), and all of it as a sentence."""

    title: str
    who: str
    until: dt.date | None
    sentence: str

    @property
    def is_late(self):
        return self.until is not None and self.until < timezone.localdate()

    @property
    def is_soon(self):
        """Today or tomorrow."""
        return self.until is not None and 0 <= (self.until - timezone.localdate()).days <= 1

    @property
    def by(self):
        """One line under the title: “by August 22 · owner: Zhou (equipment)”."""
        return _(" · ").join(part for part in (self._day, self.who) if part)

    @property
    def _day(self):
        if self.until is None:
            return ""
        words = _("was due by %(day)s") if self.is_late else _("by %(day)s")
        return words % {"day": day_words(self.until)}


def expected(suggestion, mine):
    """What has to happen next, or None when nothing is owed any more. `mine`: told to the proposer."""
    implementation = getattr(suggestion, "implementation", None)
    if suggestion.spam_at:
        return None
    if suggestion.status == Status.NEEDS_INFO:
        return _expected_details(suggestion, mine)
    if suggestion.is_unanswered:
        return _expected_answer(suggestion)
    if suggestion.is_under_appeal:
        return _expected_appeal(suggestion)
    if implementation and implementation.waits_for_proposer:
        return _expected_confirmation(suggestion, implementation, mine)
    return _expected_change(implementation) if suggestion.status in Suggestion.IN_PRACTICE else None


def _expected_answer(suggestion):
    if panel := suggestion.open_panel:
        return _expected_panel(suggestion, panel)
    who, until = _holder(suggestion), suggestion.due_on
    words = (
        _("The answer was due by %(day)s. Now with the %(who)s.")
        if suggestion.is_overdue()
        else _("The answer is due by %(day)s. Now with the %(who)s.")
    )
    return Expected(_("Answer to be given"), who, until, words % {"day": day_words(until), "who": who})


def _expected_panel(suggestion, panel):
    """Who sits there and what they say is no matter of this sentence."""
    words = (
        _("A review panel looks at it by %(vote_by)s. The answer was due by %(day)s.")
        if suggestion.is_overdue()
        else _("A review panel looks at it by %(vote_by)s. The answer is due by %(day)s.")
    )
    days = {"day": day_words(suggestion.due_on), "vote_by": day_words(panel.vote_by)}
    return Expected(_("Answer to be given"), _("review panel"), suggestion.due_on, words % days)


def _expected_appeal(suggestion):
    until = suggestion.appeal.due_on
    who = _("union officers") if suggestion.appeal.to_officers else _("somebody other than before")
    words = _("The answer to the appeal is due by %(day)s. Now with the %(who)s.")
    return Expected(_("Answer to the appeal"), who, until, words % {"day": day_words(until), "who": who})


def _expected_details(suggestion, mine):
    who, until = _author(suggestion, mine), local_day(suggestion.waiting_since) + dt.timedelta(days=LONGEST_PAUSE)
    words = (
        _("Please add them by %(day)s. Until then the time for the answer stands still.")
        if mine
        else _("Waiting for the %(who)s until %(day)s.")
    )
    return Expected(_("Details to be added"), who, until, words % {"day": day_words(until), "who": who})


def _expected_confirmation(suggestion, implementation, mine):
    who, until = _author(suggestion, mine), local_day(implementation.finished_at) + dt.timedelta(days=SILENCE_DAYS)
    return Expected(
        _("To be confirmed by the proposer") if implementation.is_learned else _("To be confirmed on the spot"),
        who,
        until,
        _confirmation_words(implementation, mine) % {"day": day_words(until), "who": who},
    )


def _confirmation_words(implementation, mine):
    """What was done is looked at, what was learned is read."""
    if implementation.is_learned:
        return (
            _("Please read what was tried. Without an objection by %(day)s it counts as finished.")
            if mine
            else _("Waiting for the %(who)s. Without an objection by %(day)s it counts as finished.")
        )
    return (
        _("Please go and look. Without an objection by %(day)s it counts as done.")
        if mine
        else _("Waiting for the %(who)s. Without an objection by %(day)s it counts as done.")
    )


def _expected_change(implementation):
    owner = implementation.owner if implementation else None
    until = implementation.due_on if implementation else None
    if owner is None or until is None:
        words = _("The ledger names no owner or no day.")
        return Expected(_("To be put into practice"), "", until, words)
    who = _("owner: %(name)s (%(department)s)") % {"name": owner.name, "department": owner.department.name}
    late = until < timezone.localdate()
    words = _("Was to be done by %(day)s, %(who)s.") if late else _("To be done by %(day)s, %(who)s.")
    return Expected(_("To be put into practice"), who, until, words % {"day": day_words(until), "who": who})


def _holder(suggestion):
    """The department it was handed to, whoever took it up, else the reviewers of the enterprise."""
    if suggestion.handler:
        place, head = suggestion.handler.name, suggestion.handler.head
        return _("%(place)s (%(name)s)") % {"place": place, "name": head.name} if head else place
    taken = [event.actor for event in suggestion.events.all() if event.verb == Verb.TAKEN and event.actor]
    if taken and suggestion.status == Status.IN_REVIEW:
        return _("reviewer %(name)s") % {"name": name_of(taken[-1])}
    return _("reviewers of %(enterprise)s") % {"enterprise": suggestion.enterprise.short_name}


def _author(suggestion, mine):
    return _("you") if mine else _("proposer %(name)s") % {"name": author_names(suggestion)}
