"""What has become of a suggestion, in words: where it stands, who holds it and until when, what happened so far."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alliance_portal.models import Source

from ..models import Suggestion, SuggestionEvent
from ..services.clock import promised_days
from ..services.details import LONGEST_PAUSE
from ..services.implementation import SILENCE_DAYS

Status, Verb = Suggestion.Status, SuggestionEvent.Verb


def day_words(day):
    """A date as people say it: with its year only when that is not this one."""
    this_year = day.year == timezone.localdate().year
    return date_format(day, _("F j") if this_year else _("F j, Y"))


def moment_words(when):
    """A day and a time, where the factory is."""
    local = timezone.localtime(when)
    return _("%(day)s, %(time)s") % {"day": day_words(local.date()), "time": date_format(local, "H:i")}


def recorded_words(record, when):
    """When something was recorded; a ledger knows the day and no hour."""
    return day_words(local_day(when)) if record.source == Source.LEDGER else moment_words(when)


def name_of(user):
    """The person's name, read from what the query has brought along; "" for nobody."""
    person = getattr(user, "person", None)
    return person.name if person else getattr(user, "full_name", "") or getattr(user, "username", "")


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
    if implementation and implementation.waits_for_proposer:
        return _expected_confirmation(suggestion, implementation, mine)
    return _expected_change(implementation) if suggestion.status in Suggestion.IN_PRACTICE else None


def _expected_answer(suggestion):
    who, until = _holder(suggestion), suggestion.due_on
    words = (
        _("The answer was due by %(day)s. Now with the %(who)s.")
        if suggestion.is_overdue()
        else _("The answer is due by %(day)s. Now with the %(who)s.")
    )
    return Expected(_("Answer to be given"), who, until, words % {"day": day_words(until), "who": who})


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
    words = (
        _("Please go and look. Without an objection by %(day)s it counts as done.")
        if mine
        else _("Waiting for the %(who)s. Without an objection by %(day)s it counts as done.")
    )
    return Expected(_("To be confirmed on the spot"), who, until, words % {"day": day_words(until), "who": who})


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


def local_day(when):
    """The day of a moment where the factory is."""
    return timezone.localtime(when).date()


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


def author_names(suggestion):
    """Who had the idea, for others to read: nobody where the name is hidden, and "as told" where nobody has checked."""
    if suggestion.name_hidden:
        return _("a colleague who hides the name")
    names = [proposer.person.name for proposer in suggestion.proposers.all() if proposer.confirmed_at]
    return _(", ").join(names) or _as_told(getattr(suggestion, "slip", None))


def _as_told(slip):
    told = " ".join(filter(None, [slip.name, slip.work_number])) if slip else ""
    return _("%(name)s (as told)") % {"name": told} if told else _("a colleague who gave no name")


def recorder(suggestion):
    """Who entered it for somebody else; "" when it came from the author."""
    return name_of(suggestion.recorded_by) if suggestion.recorded_by_id else ""


def look(suggestion):
    """The code by which colour and icon are chosen: the status, or what is derived from it."""
    benefit = getattr(suggestion, "benefit", None)
    if suggestion.is_overdue():
        return "overdue"
    if suggestion.status == Status.IMPLEMENTED and benefit and benefit.verified_at:
        return "verified"
    return suggestion.status


def label(suggestion):
    """The word on the tag."""
    code = look(suggestion)
    if suggestion.spam_at:
        return _("Not a suggestion")
    return {"overdue": _("Overdue"), "verified": _("Verified")}.get(code) or suggestion.get_status_display()


def headline(suggestion, mine):
    """The title of the banner: one sentence that says where it stands."""
    implementation = getattr(suggestion, "implementation", None)
    if suggestion.spam_at:
        return _("Set aside: not a suggestion")
    if implementation and implementation.waits_for_proposer:
        return _("Reported as done, please have a look") if mine else _("Reported as done, not yet confirmed")
    if suggestion.status == Status.NEEDS_INFO and mine:
        return _("Please add some details")
    return _headlines()[look(suggestion)]


def _headlines():
    return {
        Status.SUBMITTED: _("Received, waiting for an answer"),
        "overdue": _("The answer is late"),
        Status.IN_REVIEW: _("Taken up, being looked into"),
        Status.NEEDS_INFO: _("Waiting for details from the proposer"),
        Status.ADOPTED: _("Adopted, about to be put into practice"),
        Status.PARTLY_ADOPTED: _("Partly adopted, about to be put into practice"),
        Status.IMPLEMENTING: _("Adopted, being put into practice"),
        Status.IMPLEMENTED: _("Put into practice"),
        "verified": _("Put into practice, benefit verified"),
        Status.RESERVED: _("A good idea, kept in reserve"),
        Status.DECLINED: _("Not adopted for now"),
        Status.WITHDRAWN: _("Withdrawn"),
    }


def sentence(suggestion, mine):
    """Who holds it and until when, or how it ended."""
    step = expected(suggestion, mine)
    return step.sentence if step else _ended(suggestion)


def _ended(suggestion):
    if suggestion.status == Status.IMPLEMENTED and suggestion.implemented_at:
        return _("Done on %(day)s.") % {"day": day_words(local_day(suggestion.implemented_at))}
    if suggestion.status == Status.WITHDRAWN and suggestion.withdrawn_at:
        return _("Taken back on %(day)s, before an answer.") % {"day": day_words(local_day(suggestion.withdrawn_at))}
    if suggestion.status == Status.RESERVED:
        return _reserve_words(suggestion)
    if suggestion.status == Status.DECLINED:
        return _("The reason, and what would change it, stand in the answer.")
    return ""


def _reserve_words(suggestion):
    if suggestion.review_on is None:
        return _("It will be adopted when its time has come.")
    words = _("It will be adopted when its time has come. We look at it again by %(day)s.")
    return words % {"day": day_words(suggestion.review_on)}


# Here nothing is under way any more.
ENDED = {Status.IMPLEMENTED, Status.DECLINED, Status.WITHDRAWN}


def steps(suggestion):
    """The way of a suggestion as dicts of label and state; the way ends where the suggestion ended."""
    done, rest = _way(suggestion)
    current = [] if suggestion.status in ENDED else [done.pop()]
    return [
        *({"label": word, "state": "done"} for word in done),
        *({"label": word, "state": "now"} for word in current),
        *({"label": word, "state": "later"} for word in rest),
    ]


def _way(suggestion):
    """The words of the steps so far, the present one last, and of those to come."""
    sent, taken = pgettext("step", "Sent in"), pgettext("step", "Taken up")
    answered, practice, done = pgettext("step", "Answered"), pgettext("step", "In practice"), pgettext("step", "Done")
    partly = suggestion.conclusion == Suggestion.Conclusion.PARTLY_ADOPTED
    adopted = pgettext("step", "Partly adopted") if partly else pgettext("step", "Adopted")
    return {
        Status.SUBMITTED: ([sent], [taken, answered, practice, done]),
        Status.IN_REVIEW: ([sent, taken], [answered, practice, done]),
        Status.NEEDS_INFO: ([sent, pgettext("step", "Details")], [answered, practice, done]),
        Status.ADOPTED: ([sent, taken, adopted], [practice, done]),
        Status.PARTLY_ADOPTED: ([sent, taken, adopted], [practice, done]),
        Status.IMPLEMENTING: ([sent, taken, adopted, practice], [done]),
        Status.IMPLEMENTED: ([sent, taken, adopted, practice, done], []),
        Status.RESERVED: ([sent, taken, pgettext("step", "In reserve")], [adopted, done]),
        Status.DECLINED: ([sent, taken, pgettext("step", "Not adopted for now")], []),
        Status.WITHDRAWN: ([sent, pgettext("step", "Withdrawn")], []),
    }[suggestion.status]


def answers(suggestion):
    """The decisions as answer cards, newest first; only the first of them kept the promise or did not."""
    decisions = list(suggestion.decisions.all())
    cards = [_card(suggestion, decision) for decision in decisions]
    if cards and suggestion.answered_at:
        cards[0] |= {"took": answer_time(suggestion), "promise": _promise(suggestion)}
    return cards[::-1]


def _card(suggestion, decision):
    name = name_of(decision.decided_by) or suggestion.enterprise.short_name
    role = _("reviewer of %(enterprise)s") % {"enterprise": suggestion.enterprise.short_name}
    ledger = decision.source == Source.LEDGER
    return {
        "name": name,
        "by": _(" · ").join([_("from the ledger") if ledger else role, recorded_words(decision, decision.decided_at)]),
        "conclusion": decision.get_conclusion_display(),
        "text": decision.reason or _("The ledger keeps no words of the answer."),
        "why": decision.get_decline_reason_display() if decision.decline_reason else "",
        "change": decision.would_change,
        "in_person": decision.explained_in_person,
    }


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


def timeline(suggestion, mine):
    """What comes next and what has happened, newest first."""
    told = [event for event in suggestion.events.all() if mine or event.verb not in FOR_THE_AUTHOR]
    past = [_entry(suggestion, event, mine) for event in told][::-1]
    step = expected(suggestion, mine)
    if step is None:
        return past
    return [{"title": step.title, "by": step.by, "state": "late" if step.is_late else "next"}, *past]


# What concerns a hidden name is told to the author alone.
FOR_THE_AUTHOR = {Verb.ENVELOPE_ASKED, Verb.ENVELOPE_OPENED, Verb.ENVELOPE_REFUSED}
# The answer card shows these words in full.
SAID_ELSEWHERE = {Verb.ADOPTED, Verb.PARTLY_ADOPTED, Verb.RESERVED, Verb.DECLINED}


def _entry(suggestion, event, mine):
    note = "" if event.verb in SAID_ELSEWHERE else event.note
    told_by_author = event.verb == Verb.SUBMITTED and event.actor_role != "recorder"
    title = _sent_in(suggestion, mine) if told_by_author else event.get_verb_display()
    if event.verb == Verb.PROGRESS and note:
        title, note = note, ""
    by = [recorded_words(event, event.occurred_at), _who(suggestion, event, mine)]
    if event.source == Source.LEDGER:
        by.append(_("from the ledger"))
    return {"title": title, "note": note, "by": _(" · ").join(part for part in by if part), "state": "done"}


def _sent_in(suggestion, mine):
    photos = sum(photo.kind == "before" for photo in suggestion.photos.all())
    if not photos:
        return _("You sent the suggestion in") if mine else _("Sent in")
    words = (
        ngettext(
            "You sent the suggestion in, with %(n)d photo", "You sent the suggestion in, with %(n)d photos", photos
        )
        if mine
        else ngettext("Sent in, with %(n)d photo", "Sent in, with %(n)d photos", photos)
    )
    return words % {"n": photos}


def _who(suggestion, event, mine):
    if event.actor_role == "author":
        return _("you") if mine else author_names(suggestion)
    if event.actor_role == "recorder":
        return _("entered by %(name)s for somebody else") % {"name": name_of(event.actor)}
    if event.actor_role == "system":
        return _("the system")
    roles = {"reviewer": _("reviewer"), "head": _("head"), "owner": _("owner"), "finance": _("finance")}
    roles["district_staff"] = _("union staff")
    return _(" · ").join(part for part in (name_of(event.actor), roles.get(event.actor_role, "")) if part)
