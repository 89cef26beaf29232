"""What people who run workshops are told, in words."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal.moments import day_words
from members.models import Topic
from members.notifications import kind


def _day(iso):
    return day_words(dt.date.fromisoformat(iso))


@kind(Topic.WORKSHOPS)
def request_sent(title, day, number):
    words = ngettext(
        "“%(title)s”: please look over what is known and add what is missing for %(number)d workshop, by %(day)s.",
        "“%(title)s”: please look over what is known and add what is missing for %(number)d workshops, by %(day)s.",
        number,
    )
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(Topic.WORKSHOPS)
def request_due(title, day, number):
    words = ngettext(
        "“%(title)s” waits for the confirmation of %(number)d workshop, by %(day)s.",
        "“%(title)s” waits for the confirmation of %(number)d workshops, by %(day)s.",
        number,
    )
    return words % {"title": title, "number": number, "day": _day(day)}


@kind(Topic.WORKSHOPS)
def request_withdrawn(title, text):
    words = _("“%(title)s” has been taken back, nothing is left to do. What you typed is kept. %(text)s")
    return words % {"title": title, "text": text}


@kind(Topic.WORKSHOPS)
def request_done(title, number):
    words = ngettext(
        "“%(title)s”: %(number)d workshop has confirmed, and that was all. The tables are ready.",
        "“%(title)s”: all %(number)d workshops have confirmed. The tables are ready.",
        number,
    )
    return words % {"title": title, "number": number}
