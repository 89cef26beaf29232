"""What people are told about requests for help, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.HELP)
def help_asked(name, enterprise, text, day):
    words = _("%(name)s (%(enterprise)s) asks for your help: “%(text)s”. Please answer by %(day)s.")
    return words % {"name": name, "enterprise": enterprise, "text": text, "day": day_of(day)}


@kind(Topic.HELP)
def help_asked_workshop(name, enterprise, workshop, text, day):
    words = _("%(name)s (%(enterprise)s) asks %(workshop)s for help: “%(text)s”. Please answer by %(day)s.")
    return words % {"name": name, "enterprise": enterprise, "workshop": workshop, "text": text, "day": day_of(day)}


@kind(Topic.HELP)
def help_handed_on(name, asker, enterprise, text, day):
    words = _("%(name)s passes on to you what %(asker)s (%(enterprise)s) asks: “%(text)s”. Please answer by %(day)s.")
    facts = {"name": name, "asker": asker, "enterprise": enterprise, "text": text, "day": day_of(day)}
    return words % facts


@kind(Topic.HELP)
def help_waits(name, enterprise, text):
    words = _("%(name)s (%(enterprise)s) waits for your yes or no: “%(text)s”. You may also decline or pass it on.")
    return words % {"name": name, "enterprise": enterprise, "text": text}


@kind(Topic.HELP)
def help_taken_up(name, text, note):
    return _("%(name)s helps you with “%(text)s”. %(note)s") % {"name": name, "text": text, "note": note}


@kind(Topic.HELP)
def help_passed_on(name, to, text, note):
    words = _("%(name)s has passed on “%(text)s” to %(to)s, who knows more about it. %(note)s")
    return words % {"name": name, "to": to, "text": text, "note": note}


@kind(Topic.HELP)
def help_declined(name, text, note):
    words = _("%(name)s cannot help with “%(text)s” this time. You may ask somebody else. %(note)s")
    return words % {"name": name, "text": text, "note": note}


@kind(Topic.HELP)
def help_written(name, text, note):
    return _("%(name)s writes about “%(text)s”: %(note)s") % {"name": name, "text": text, "note": note}


@kind(Topic.HELP)
def help_solved(name, text, note):
    words = _("%(name)s: “%(text)s” is solved, thank you! What helped: %(note)s")
    return words % {"name": name, "text": text, "note": note}


@kind(Topic.HELP)
def help_withdrawn(name, text):
    return _("%(name)s no longer needs help with “%(text)s”.") % {"name": name, "text": text}
