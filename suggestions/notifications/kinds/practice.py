"""What somebody puts into practice, or checks."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from ...models import Recheck
from .words import day_of, quota_words


@kind(Topic.PRACTICE)
def task(number, title, day):
    if not day:
        return _("You put “%(title)s” (%(number)s) into practice.") % {"title": title, "number": number}
    words = _("You put “%(title)s” (%(number)s) into practice, by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.PRACTICE)
def denied(number, title, text):
    words = _("“%(title)s” (%(number)s) is not done yet, says the proposer: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.PRACTICE)
def confirmed(number, title):
    return _("“%(title)s” (%(number)s) has been confirmed on the spot.") % {"title": title, "number": number}


@kind(Topic.PRACTICE)
def task_nudged(number, title, day, from_leader, text):
    who = _("The leader asks how far it is") if from_leader else _("The proposer asks how far it is")
    facts = {"who": who, "title": title, "number": number, "day": day_of(day), "text": text}
    return _("%(who)s: “%(title)s” (%(number)s), to be done by %(day)s. %(text)s") % facts


@kind(Topic.PRACTICE)
def task_gone(number, title, name, text):
    words = _("“%(title)s” (%(number)s) is no longer your task: %(name)s does it now. %(text)s")
    return words % {"title": title, "number": number, "name": name, "text": text}


@kind(Topic.PRACTICE)
def task_quota_kept(number, title, months, day):
    words = _("“%(title)s” (%(number)s): %(words)s")
    return words % {"title": title, "number": number, "words": quota_words(months, day)}


@kind(Topic.PRACTICE)
def found_changed(number, title, months, result, text):
    words = _("“%(title)s” (%(number)s) was looked at again after %(months)d months: %(result)s. %(text)s")
    facts = {"title": title, "number": number, "months": months, "result": Recheck.Result(result).label, "text": text}
    return words % facts


@kind(Topic.PRACTICE)
def step_late(number, title, day):
    words = _("A step of “%(title)s” (%(number)s) was to be done by %(day)s. Please tick it or give it another day.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.PRACTICE)
def stalled(number, title, days):
    words = _("“%(title)s” (%(number)s) was adopted more than %(days)d days ago and is not done.")
    return words % {"title": title, "number": number, "days": days}


@kind(Topic.PRACTICE)
def revisit_due(number, title, months, day):
    words = _("“%(title)s” (%(number)s) is to be looked at again after %(months)d months, by %(day)s.")
    return words % {"title": title, "number": number, "months": months, "day": day_of(day)}


@kind(Topic.PRACTICE)
def quota_review(number, title, day):
    words = _("The old work quota is kept for “%(title)s” (%(number)s) until %(day)s. Please think of what comes then.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.PRACTICE)
def task_due_soon(number, title, day):
    words = _("“%(title)s” (%(number)s) is to be done by tomorrow, %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.PRACTICE)
def task_late(number, title, day):
    words = _("“%(title)s” (%(number)s) was to be done by %(day)s. Please report how far it is.")
    return words % {"title": title, "number": number, "day": day_of(day)}
