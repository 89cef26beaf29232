"""What people who run workshops are told, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.WORKSHOPS)
def request_sent(title, day, number):
    words = ngettext(
        "“%(title)s”: please look over what is known and add what is missing for %(number)d workshop, by %(day)s.",
        "“%(title)s”: please look over what is known and add what is missing for %(number)d workshops, by %(day)s.",
        number,
    )
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def request_due(title, day, number):
    words = ngettext(
        "“%(title)s” waits for the confirmation of %(number)d workshop, by %(day)s.",
        "“%(title)s” waits for the confirmation of %(number)d workshops, by %(day)s.",
        number,
    )
    return words % {"title": title, "number": number, "day": day_of(day)}


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
