"""What is told of plans and their items, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Topic
from members.notifications import kind

from .words import day_of


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
    return words % {"goal": goal, "alliance": alliance, "day": day_of(day)}


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
    return words % {"goal": goal, "alliance": alliance, "day": day_of(day)}


@kind(Topic.ALLIANCES)
def plan_item_late(goal, alliance, day):
    words = _("“%(goal)s” of the plan of “%(alliance)s” was due on %(day)s. Please report what is missing.")
    return words % {"goal": goal, "alliance": alliance, "day": day_of(day)}
