"""What waits for somebody's answer."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from ...models import Suggestion
from .words import day_of


@kind(Topic.ANSWERING)
def received(number, title, sort, day):
    facts = {"kind": Suggestion.Kind(sort).label, "title": title, "number": number, "day": day_of(day)}
    return _("New (%(kind)s): “%(title)s” (%(number)s). To be answered by %(day)s.") % facts


@kind(Topic.ANSWERING)
def handed_over(number, title, day, text):
    words = _("“%(title)s” (%(number)s) has been handed to you, to be answered by %(day)s. %(text)s")
    return words % {"title": title, "number": number, "day": day_of(day), "text": text}


@kind(Topic.ANSWERING)
def answer_again(number, title, day):
    words = _("The merge of “%(title)s” (%(number)s) was taken back. To be answered by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def supplemented(number, title, day):
    words = _("The details of “%(title)s” (%(number)s) have come. To be answered by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def appealed(number, title, day):
    words = _("Somebody else is asked to look at “%(title)s” (%(number)s) once more, by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def asked_again(number, title, day):
    words = _("The answer to “%(title)s” (%(number)s) is not clear. Please explain it by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def nudged(number, title, day, from_leader, text):
    who = _("The leader asks for an answer") if from_leader else _("The proposer asks for an answer")
    facts = {"who": who, "title": title, "number": number, "day": day_of(day), "text": text}
    return _("%(who)s to “%(title)s” (%(number)s), promised for %(day)s. %(text)s") % facts


@kind(Topic.ANSWERING)
def due_soon(number, title, day):
    words = _("“%(title)s” (%(number)s) is to be answered by tomorrow, %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def late(number, title, day):
    words = _("The answer to “%(title)s” (%(number)s) was due on %(day)s. Somebody is waiting for it.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def late_below(number, title, day, place):
    facts = {"title": title, "number": number, "day": day_of(day), "place": place or _("the reviewers")}
    return _("Late with %(place)s: “%(title)s” (%(number)s), promised for %(day)s.") % facts


@kind(Topic.ANSWERING)
def may_go_on(number, title):
    words = _("“%(title)s” (%(number)s): no details have come in 14 days. You may go on without them.")
    return words % {"title": title, "number": number}


@kind(Topic.ANSWERING)
def reserve_due(number, title):
    return _("“%(title)s” (%(number)s) in reserve is to be looked at again.") % {"title": title, "number": number}


# What members of review panels are asked for.
@kind(Topic.ANSWERING)
def panel_called(number, title, day):
    words = _("You are asked to judge “%(title)s” (%(number)s) in a review panel. Please vote by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def panel_seat(number, title, day):
    words = _("You stand in for a member of the review panel on “%(title)s” (%(number)s). Please vote by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def panel_soon(number, title, day):
    words = _("Your vote on “%(title)s” (%(number)s) is still missing. The panel votes by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def panel_off(number, title):
    words = _("Your vote on “%(title)s” (%(number)s) is no longer needed: it has been answered or taken back.")
    return words % {"title": title, "number": number}


@kind(Topic.ANSWERING)
def panel_advice(number, title, day):
    words = _("The review panel has given its advice on “%(title)s” (%(number)s). Please answer by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.ANSWERING)
def panel_over(number, title):
    words = _("The review panel on “%(title)s” (%(number)s) has finished. The details asked for have not come yet.")
    return words % {"title": title, "number": number}


@kind(Topic.ANSWERING)
def panel_too_few(number, title, day):
    words = _(
        "The review panel on “%(title)s” (%(number)s) ended with too few votes. Please answer by %(day)s, or call "
        "another panel."
    )
    return words % {"title": title, "number": number, "day": day_of(day)}
