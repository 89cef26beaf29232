"""What is told of results and of their use elsewhere, in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from alliance_portal.numbers import thousands
from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.WORKSHOPS)
def use_asked(title, enterprise):
    """For those who keep it."""
    return _("%(enterprise)s wants to use “%(title)s”. Please answer.") % {"title": title, "enterprise": enterprise}


@kind(Topic.WORKSHOPS)
def use_taken_free(title, enterprise):
    words = _("%(enterprise)s wants to try “%(title)s”, which is free to use.")
    return words % {"title": title, "enterprise": enterprise}


@kind(Topic.WORKSHOPS)
def use_agreed(title, text):
    return _("You may use “%(title)s”. What was agreed: %(text)s") % {"title": title, "text": text}


@kind(Topic.WORKSHOPS)
def use_refused(title, text):
    return _("“%(title)s” cannot be used elsewhere for now: %(text)s") % {"title": title, "text": text}


@kind(Topic.WORKSHOPS)
def use_given_up(title, enterprise, text):
    words = _("%(enterprise)s does not go on with “%(title)s”: %(text)s")
    return words % {"title": title, "enterprise": enterprise, "text": text}


@kind(Topic.WORKSHOPS)
def use_adopted(title, enterprise):
    return _("%(enterprise)s uses “%(title)s” now.") % {"title": title, "enterprise": enterprise}


@kind(Topic.WORKSHOPS)
def use_adapted(title, enterprise):
    return _("%(enterprise)s has adapted “%(title)s” and uses it now.") % {"title": title, "enterprise": enterprise}


@kind(Topic.WORKSHOPS)
def use_not_applicable(title, enterprise):
    words = _("%(enterprise)s has tried “%(title)s”: it does not fit there. What was learned is written down.")
    return words % {"title": title, "enterprise": enterprise}


@kind(Topic.WORKSHOPS)
def use_waits(title, enterprise):
    words = _("%(enterprise)s has been waiting for a week to use “%(title)s”. Please say yes or no.")
    return words % {"title": title, "enterprise": enterprise}


@kind(Topic.WORKSHOPS)
def use_tried_long(title):
    return _("“%(title)s” has been tried for a month. Please say what came of it.") % {"title": title}


@kind(Topic.WORKSHOPS)
def use_verified(title, enterprise, yuan):
    words = _("Finance of %(enterprise)s has verified a benefit of CNY %(yuan)s from “%(title)s” there.")
    return words % {"title": title, "enterprise": enterprise, "yuan": thousands(Decimal(yuan))}


@kind(Topic.MONEY)
def result_to_verify(title):
    """For finance."""
    return _("The benefit of “%(title)s” waits to be verified.") % {"title": title}


@kind(Topic.WORKSHOPS)
def result_verified(title, yuan):
    words = _("Finance has verified a benefit of CNY %(yuan)s from “%(title)s”.")
    return words % {"title": title, "yuan": thousands(Decimal(yuan))}


@kind(Topic.WORKSHOPS)
def result_withdrawn(title, text):
    """For those who use it."""
    words = _("“%(title)s” was withdrawn; please do not work by copies of it any more. Why: %(text)s")
    return words % {"title": title, "text": text}


@kind(Topic.WORKSHOPS)
def roll_out_asked(title, enterprise, department, day):
    words = _("“%(title)s” of %(enterprise)s may fit %(department)s. Please answer by %(day)s.")
    return words % {"title": title, "enterprise": enterprise, "department": department, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def roll_out_answered(title, enterprise, department, status, text):
    """For whoever sent it."""
    said = {
        "taken_up": _("%(department)s of %(enterprise)s wants to try “%(title)s”. %(text)s"),
        "has_it": _("%(department)s of %(enterprise)s does what “%(title)s” says already. %(text)s"),
        "no_use": _("%(department)s of %(enterprise)s has no use for “%(title)s”: %(text)s"),
    }
    return said[status] % {"title": title, "enterprise": enterprise, "department": department, "text": text}


@kind(Topic.WORKSHOPS)
def roll_out_soon(title, day):
    words = _("Please say by %(day)s whether “%(title)s” fits your department.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def roll_out_late(title, day):
    words = _("Whether “%(title)s” fits your department was to be said by %(day)s. One word is enough.")
    return words % {"title": title, "day": day_of(day)}
