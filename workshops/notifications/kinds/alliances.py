"""What is told of alliances, their members and their organs, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.ALLIANCES)
def alliance_applied(workshop, alliance):
    words = _("“%(workshop)s” asks to be taken into “%(alliance)s”. Please answer it.")
    return words % {"workshop": workshop, "alliance": alliance}


@kind(Topic.ALLIANCES)
def alliance_accepted(workshop, alliance, day, text):
    words = _("“%(workshop)s” belongs to “%(alliance)s” from %(day)s on. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": day_of(day), "text": text}


@kind(Topic.ALLIANCES)
def alliance_declined(workshop, alliance, text):
    words = _("“%(alliance)s” does not take in “%(workshop)s” this time. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "text": text}


@kind(Topic.ALLIANCES)
def alliance_left(workshop, alliance, day, text):
    words = _("“%(workshop)s” leaves “%(alliance)s” on %(day)s. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": day_of(day), "text": text}


@kind(Topic.ALLIANCES)
def alliance_rectify(workshop, alliance, day, text):
    words = _("“%(alliance)s” asks “%(workshop)s” to put something right by %(day)s. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": day_of(day), "text": text}


@kind(Topic.ALLIANCES)
def alliance_cleared(workshop, alliance):
    words = _("What “%(alliance)s” asked “%(workshop)s” to put right is done. Thank you.")
    return words % {"workshop": workshop, "alliance": alliance}


@kind(Topic.ALLIANCES)
def alliance_removed(workshop, alliance, day, text):
    words = _("“%(workshop)s” does not belong to “%(alliance)s” any more, from %(day)s on. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": day_of(day), "text": text}


@kind(Topic.ALLIANCES)
def chair_ends(alliance, name, day, following):
    if following:
        words = _("%(name)s is in the chair of “%(alliance)s” until %(day)s. Next is %(following)s.")
        return words % {"name": name, "alliance": alliance, "day": day_of(day), "following": following}
    words = _("%(name)s is in the chair of “%(alliance)s” until %(day)s. Please say who is next.")
    return words % {"name": name, "alliance": alliance, "day": day_of(day)}
