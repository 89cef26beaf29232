"""The answers as cards: who, when, what, and whether the promise was kept."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal.models import Source
from alliance_portal.moments import moment_words

from ..models import Suggestion, SuggestionEvent
from ..services.clock import promised_days
from .words import name_of, recorded_words

Status, Verb = Suggestion.Status, SuggestionEvent.Verb


def answers(suggestion):
    """The decisions as answer cards, newest first; only the first of them kept the promise or did not.

    A merge that was taken back is no answer any more; the history tells of it.
    """
    decisions = [decision for decision in suggestion.decisions.all() if decision.taken_back_at is None]
    cards = [_card(suggestion, decision) for decision in decisions]
    if cards and suggestion.answered_at:
        cards[0] |= {"took": answer_time(suggestion), "promise": _promise(suggestion)}
    return cards[::-1]


def _card(suggestion, decision):
    name = name_of(decision.decided_by) or suggestion.enterprise.short_name
    role = _("reviewer of %(enterprise)s") % {"enterprise": suggestion.enterprise.short_name}
    if decision.source == Source.LEDGER:
        role = _("from the ledger")
    return {
        "decision": decision,
        "name": name,
        "role": role,
        "by": _(" · ").join([role, recorded_words(decision, decision.decided_at)]),
        "conclusion": decision.get_conclusion_display(),
        "text": decision.reason or _("The ledger keeps no words of the answer."),
        "why": decision.get_decline_reason_display() if decision.decline_reason else "",
        "change": decision.would_change,
        "in_person": decision.explained_in_person,
        **_question(decision),
    }


def _question(decision):
    """What was asked about the answer, and how it was explained."""
    asked = getattr(decision, "question", None)
    if asked is None or not asked.answered_at:
        return {"question": asked}
    name = name_of(asked.answered_by)
    by = _(" · ").join([name, moment_words(asked.answered_at)])
    return {"question": asked, "explainer": name, "explained_by": by}


def answer_time(suggestion):
    """How long the answer took, without the days spent waiting for the worker."""
    return suggestion.answered_at - suggestion.received_at - dt.timedelta(days=suggestion.paused_days)


def _promise(suggestion):
    days = promised_days(suggestion.enterprise, suggestion.kind)
    return ngettext("within %(days)d day", "within %(days)d days", days) % {"days": days}


def question(suggestion):
    """What the reviewer wants to know, while it is unanswered."""
    asked = [event.note for event in suggestion.events.all() if event.verb == Verb.ASKED]
    return asked[-1] if asked and suggestion.status == Status.NEEDS_INFO and not suggestion.spam_at else ""
