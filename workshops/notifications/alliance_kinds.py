"""What is told of alliances, their members, their organs and their plans, in words."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal.moments import day_words
from members.models import Topic
from members.notifications import kind


def _day(iso):
    return day_words(dt.date.fromisoformat(iso))


@kind(Topic.ALLIANCES)
def alliance_applied(workshop, alliance):
    words = _("“%(workshop)s” asks to be taken into “%(alliance)s”. Please answer it.")
    return words % {"workshop": workshop, "alliance": alliance}


@kind(Topic.ALLIANCES)
def alliance_accepted(workshop, alliance, day, text):
    words = _("“%(workshop)s” belongs to “%(alliance)s” from %(day)s on. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": _day(day), "text": text}


@kind(Topic.ALLIANCES)
def alliance_declined(workshop, alliance, text):
    words = _("“%(alliance)s” does not take in “%(workshop)s” this time. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "text": text}


@kind(Topic.ALLIANCES)
def alliance_left(workshop, alliance, day, text):
    words = _("“%(workshop)s” leaves “%(alliance)s” on %(day)s. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": _day(day), "text": text}


@kind(Topic.ALLIANCES)
def alliance_rectify(workshop, alliance, day, text):
    words = _("“%(alliance)s” asks “%(workshop)s” to put something right by %(day)s. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": _day(day), "text": text}


@kind(Topic.ALLIANCES)
def alliance_cleared(workshop, alliance):
    words = _("What “%(alliance)s” asked “%(workshop)s” to put right is done. Thank you.")
    return words % {"workshop": workshop, "alliance": alliance}


@kind(Topic.ALLIANCES)
def alliance_removed(workshop, alliance, day, text):
    words = _("“%(workshop)s” does not belong to “%(alliance)s” any more, from %(day)s on. %(text)s")
    return words % {"workshop": workshop, "alliance": alliance, "day": _day(day), "text": text}


@kind(Topic.ALLIANCES)
def chair_ends(alliance, name, day, following):
    if following:
        words = _("%(name)s is in the chair of “%(alliance)s” until %(day)s. Next is %(following)s.")
        return words % {"name": name, "alliance": alliance, "day": _day(day), "following": following}
    words = _("%(name)s is in the chair of “%(alliance)s” until %(day)s. Please say who is next.")
    return words % {"name": name, "alliance": alliance, "day": _day(day)}


@kind(Topic.ALLIANCES)
def plan_in_force(alliance, year, items):
    words = ngettext(
        "The plan of “%(alliance)s” for %(year)s is in force. %(n)d item is yours.",
        "The plan of “%(alliance)s” for %(year)s is in force. %(n)d items are yours.",
        items,
    )
    return words % {"alliance": alliance, "year": year, "n": items}


@kind(Topic.ALLIANCES)
def plan_item_added(goal, alliance, day):
    words = _("“%(goal)s” has been added to the plan of “%(alliance)s” and is yours, by %(day)s.")
    return words % {"goal": goal, "alliance": alliance, "day": _day(day)}


@kind(Topic.ALLIANCES)
def plan_item_given_up(goal, alliance, text):
    words = _("“%(goal)s” of the plan of “%(alliance)s” is given up. %(text)s")
    return words % {"goal": goal, "alliance": alliance, "text": text}


@kind(Topic.ALLIANCES)
def plan_item_done(goal, alliance):
    return _("“%(goal)s” of the plan of “%(alliance)s” is done.") % {"goal": goal, "alliance": alliance}


@kind(Topic.ALLIANCES)
def plan_item_soon(goal, alliance, day):
    words = _("“%(goal)s” of the plan of “%(alliance)s” is due on %(day)s. Please report how far it is.")
    return words % {"goal": goal, "alliance": alliance, "day": _day(day)}


@kind(Topic.ALLIANCES)
def plan_item_late(goal, alliance, day):
    words = _("“%(goal)s” of the plan of “%(alliance)s” was due on %(day)s. Please report what is missing.")
    return words % {"goal": goal, "alliance": alliance, "day": _day(day)}
