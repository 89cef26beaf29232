"""What people are told, in words. No notice names who had an idea: whoever reads it may not be meant to know."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from alliance_portal import numbers
from alliance_portal.moments import day_words
from members.models import Topic
from members.notifications import kind

from ..models import Recheck, Suggestion

OWN, ANSWERING, PRACTICE, MONEY, NAME = Topic.OWN, Topic.ANSWERING, Topic.PRACTICE, Topic.MONEY, Topic.NAME


def _day(iso):
    return day_words(dt.date.fromisoformat(iso))


# What becomes of one's own.
@kind(OWN)
def taken(title, day):
    return _("“%(title)s” has been taken up. You will have an answer by %(day)s.") % {"title": title, "day": _day(day)}


@kind(OWN)
def asked(title, text):
    return _("“%(title)s”: before the answer, we would like to know: %(text)s") % {"title": title, "text": text}


@kind(OWN)
def went_on(title, day):
    words = _("“%(title)s”: we go on without the details. You will have an answer by %(day)s.")
    return words % {"title": title, "day": _day(day)}


@kind(OWN)
def handed_on(title, place, day):
    words = _("“%(title)s” is now with %(place)s. The day of the answer stays %(day)s.")
    return words % {"title": title, "place": place or _("the reviewers"), "day": _day(day)}


@kind(OWN)
def reclassified(title, sort, day):
    words = _("“%(title)s” is treated as: %(kind)s. You will have an answer by %(day)s.")
    return words % {"title": title, "kind": Suggestion.Kind(sort).label, "day": _day(day)}


@kind(OWN)
def answered(title, conclusion, text):
    facts = {"title": title, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    return _("“%(title)s” has an answer. %(conclusion)s: %(text)s") % facts


@kind(OWN)
def answered_for(number, title, conclusion, text):
    """For whoever entered it for a colleague who may have no account."""
    facts = {"number": number, "title": title, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    words = _(
        "“%(title)s” (%(number)s), which you entered for a colleague, has an answer. Please pass it on. "
        "%(conclusion)s: %(text)s"
    )
    return words % facts


@kind(OWN)
def kept(title, text):
    return _("“%(title)s” was looked at again and stays in reserve: %(text)s") % {"title": title, "text": text}


@kind(OWN)
def explained(title, text):
    return _("“%(title)s”: the answer has been explained once more. %(text)s") % {"title": title, "text": text}


@kind(OWN)
def progressed(title, text):
    return _("“%(title)s” is being put into practice. %(text)s") % {"title": title, "text": text}


@kind(OWN)
def reported(title, day):
    words = _("“%(title)s” is reported as done. Please go and look; without an objection by %(day)s it counts as done.")
    return words % {"title": title, "day": _day(day)}


@kind(OWN)
def trial_reported(title, day):
    words = _(
        "“%(title)s” was tried and did not work. Please read what was learned; without an objection by %(day)s the "
        "trial counts as finished."
    )
    return words % {"title": title, "day": _day(day)}


@kind(OWN)
def day_changed(title, day, text):
    words = _("“%(title)s” is now to be done by %(day)s. %(text)s")
    return words % {"title": title, "day": _day(day), "text": text}


@kind(OWN)
def owner_changed(title, name, text):
    words = _("“%(title)s” is now put into practice by %(name)s. %(text)s")
    return words % {"title": title, "name": name, "text": text}


@kind(OWN)
def quota_kept(title, months, day):
    return _("“%(title)s”: %(words)s") % {"title": title, "words": _quota(months, day)}


def _quota(months, day):
    if day:
        words = _("the old work quota stays for %(months)d months, until %(day)s.")
        return words % {"months": months, "day": _day(day)}
    return _("the old work quota stays for %(months)d months from the day it is done.") % {"months": months}


@kind(OWN)
def quota_ends(title, day):
    words = _("“%(title)s”: the time for which the old work quota is kept ends on %(day)s.")
    return words % {"title": title, "day": _day(day)}


@kind(OWN)
def revisited(title, months, result, text):
    words = _("“%(title)s” was looked at again after %(months)d months: %(result)s. %(text)s")
    facts = {"title": title, "months": months, "result": Recheck.Result(result).label, "text": text}
    return (words % facts).rstrip()


@kind(OWN)
def done(title):
    return _("“%(title)s” has been put into practice. Thank you.") % {"title": title}


@kind(OWN)
def set_aside(title, text):
    return _("“%(title)s” was set aside, because it is no suggestion: %(text)s") % {"title": title, "text": text}


@kind(OWN)
def taken_back_in(title, day):
    words = _("“%(title)s” counts again. You will have an answer by %(day)s.")
    return words % {"title": title, "day": _day(day)}


@kind(OWN)
def named(title, number):
    words = _(
        "A colleague says that you had the idea “%(title)s” (%(number)s) together. Please say whether that is so."
    )
    return words % {"title": title, "number": number}


@kind(OWN)
def colleague_confirmed(title):
    return _("“%(title)s”: a colleague has confirmed having had the idea too.") % {"title": title}


@kind(OWN)
def colleague_left(title):
    return _("“%(title)s”: a colleague does not want to be named. The share is yours.") % {"title": title}


@kind(OWN)
def details_awaited(title, day):
    words = _("“%(title)s” waits for your details. After %(day)s we may go on without them.")
    return words % {"title": title, "day": _day(day)}


@kind(OWN)
def parted(title, day):
    words = _("“%(title)s” stands on its own again. You will have an answer by %(day)s.")
    return words % {"title": title, "day": _day(day)}


# What becomes of what one has said too.
@kind(OWN)
def main_answered(title, number, conclusion, text):
    words = _("“%(title)s” was merged into %(number)s, which has an answer. %(conclusion)s: %(text)s")
    facts = {"title": title, "number": number, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    return words % facts


@kind(OWN)
def main_done(title, number):
    words = _("“%(title)s” was merged into %(number)s, which has been put into practice. Thank you.")
    return words % {"title": title, "number": number}


@kind(OWN)
def met_answered(title, conclusion, text):
    facts = {"title": title, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    return _("“%(title)s”, which you have met too, has an answer. %(conclusion)s: %(text)s") % facts


@kind(OWN)
def met_done(title):
    return _("“%(title)s”, which you have met too, has been put into practice.") % {"title": title}


@kind(MONEY)
def verified(title, yuan, soft=""):
    """Hard money and what is an estimate are never added up."""
    hard, estimate = (numbers.thousands(Decimal(amount)) if amount else "" for amount in (yuan, soft))
    if hard and estimate:
        words = _("“%(title)s”: finance has verified CNY %(yuan)s, and CNY %(soft)s as an estimate.")
    elif estimate:
        words = _("“%(title)s”: finance has verified CNY %(soft)s as an estimate.")
    else:
        words = _("“%(title)s”: finance has verified a benefit of CNY %(yuan)s.")
    return words % {"title": title, "yuan": hard, "soft": estimate}


@kind(NAME)
def name_learnt(number, title, names, text):
    words = _(
        "Union staff (%(names)s) have learnt your hidden name in “%(title)s” (%(number)s). Their reason: %(text)s"
    )
    return words % {"names": _(", ").join(names), "title": title, "number": number, "text": text}


# What waits for somebody's answer.
@kind(ANSWERING)
def received(number, title, sort, day):
    facts = {"kind": Suggestion.Kind(sort).label, "title": title, "number": number, "day": _day(day)}
    return _("New (%(kind)s): “%(title)s” (%(number)s). To be answered by %(day)s.") % facts


@kind(ANSWERING)
def handed_over(number, title, day, text):
    words = _("“%(title)s” (%(number)s) has been handed to you, to be answered by %(day)s. %(text)s")
    return words % {"title": title, "number": number, "day": _day(day), "text": text}


@kind(ANSWERING)
def answer_again(number, title, day):
    words = _("The merge of “%(title)s” (%(number)s) was taken back. To be answered by %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(ANSWERING)
def supplemented(number, title, day):
    words = _("The details of “%(title)s” (%(number)s) have come. To be answered by %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(ANSWERING)
def appealed(number, title, day):
    words = _("Somebody else is asked to look at “%(title)s” (%(number)s) once more, by %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(ANSWERING)
def asked_again(number, title, day):
    words = _("The answer to “%(title)s” (%(number)s) is not clear. Please explain it by %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(ANSWERING)
def nudged(number, title, day, from_leader, text):
    who = _("The leader asks for an answer") if from_leader else _("The proposer asks for an answer")
    facts = {"who": who, "title": title, "number": number, "day": _day(day), "text": text}
    return _("%(who)s to “%(title)s” (%(number)s), promised for %(day)s. %(text)s") % facts


@kind(ANSWERING)
def due_soon(number, title, day):
    words = _("“%(title)s” (%(number)s) is to be answered by tomorrow, %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(ANSWERING)
def late(number, title, day):
    words = _("The answer to “%(title)s” (%(number)s) was due on %(day)s. Somebody is waiting for it.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(ANSWERING)
def late_below(number, title, day, place):
    facts = {"title": title, "number": number, "day": _day(day), "place": place or _("the reviewers")}
    return _("Late with %(place)s: “%(title)s” (%(number)s), promised for %(day)s.") % facts


@kind(ANSWERING)
def may_go_on(number, title):
    words = _("“%(title)s” (%(number)s): no details have come in 14 days. You may go on without them.")
    return words % {"title": title, "number": number}


@kind(ANSWERING)
def reserve_due(number, title):
    return _("“%(title)s” (%(number)s) in reserve is to be looked at again.") % {"title": title, "number": number}


# What somebody puts into practice, or checks.
@kind(PRACTICE)
def task(number, title, day):
    if not day:
        return _("You put “%(title)s” (%(number)s) into practice.") % {"title": title, "number": number}
    words = _("You put “%(title)s” (%(number)s) into practice, by %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(PRACTICE)
def denied(number, title, text):
    words = _("“%(title)s” (%(number)s) is not done yet, says the proposer: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(PRACTICE)
def confirmed(number, title):
    return _("“%(title)s” (%(number)s) has been confirmed on the spot.") % {"title": title, "number": number}


@kind(PRACTICE)
def task_nudged(number, title, day, from_leader, text):
    who = _("The leader asks how far it is") if from_leader else _("The proposer asks how far it is")
    facts = {"who": who, "title": title, "number": number, "day": _day(day), "text": text}
    return _("%(who)s: “%(title)s” (%(number)s), to be done by %(day)s. %(text)s") % facts


@kind(PRACTICE)
def task_gone(number, title, name, text):
    words = _("“%(title)s” (%(number)s) is no longer your task: %(name)s does it now. %(text)s")
    return words % {"title": title, "number": number, "name": name, "text": text}


@kind(PRACTICE)
def task_quota_kept(number, title, months, day):
    words = _("“%(title)s” (%(number)s): %(words)s")
    return words % {"title": title, "number": number, "words": _quota(months, day)}


@kind(PRACTICE)
def found_changed(number, title, months, result, text):
    words = _("“%(title)s” (%(number)s) was looked at again after %(months)d months: %(result)s. %(text)s")
    facts = {"title": title, "number": number, "months": months, "result": Recheck.Result(result).label, "text": text}
    return words % facts


@kind(PRACTICE)
def step_late(number, title, day):
    words = _("A step of “%(title)s” (%(number)s) was to be done by %(day)s. Please tick it or give it another day.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(PRACTICE)
def stalled(number, title, days):
    words = _("“%(title)s” (%(number)s) was adopted more than %(days)d days ago and is not done.")
    return words % {"title": title, "number": number, "days": days}


@kind(PRACTICE)
def revisit_due(number, title, months, day):
    words = _("“%(title)s” (%(number)s) is to be looked at again after %(months)d months, by %(day)s.")
    return words % {"title": title, "number": number, "months": months, "day": _day(day)}


@kind(PRACTICE)
def quota_review(number, title, day):
    words = _("The old work quota is kept for “%(title)s” (%(number)s) until %(day)s. Please think of what comes then.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(PRACTICE)
def task_due_soon(number, title, day):
    words = _("“%(title)s” (%(number)s) is to be done by tomorrow, %(day)s.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(PRACTICE)
def task_late(number, title, day):
    words = _("“%(title)s” (%(number)s) was to be done by %(day)s. Please report how far it is.")
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(MONEY)
def to_verify(number, title):
    return _("“%(title)s” (%(number)s) is done; its benefit is to be verified.") % {"title": title, "number": number}
