"""What is told of award rounds, in words. Judges are told of the round alone."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.WORKSHOPS)
def award_called(title, day):
    words = _("“%(title)s” is called for. Entries can be recommended until %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def award_entries_soon(title, day):
    words = _("Recommendations for “%(title)s” close on %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def award_entries_moved(title, day, text):
    words = _("There is more time for “%(title)s”: entries can be recommended until %(day)s. %(text)s")
    return words % {"title": title, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def award_scores_moved(title, number, day, text):
    words = ngettext(
        "There is more time for “%(title)s”: %(n)d entry waits for your score until %(day)s. %(text)s",
        "There is more time for “%(title)s”: %(n)d entries wait for your scores until %(day)s. %(text)s",
        number,
    )
    return words % {"title": title, "n": number, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def award_not_eligible(title, name, text):
    words = _("“%(name)s” does not meet the conditions of “%(title)s”. %(text)s")
    return words % {"title": title, "name": name, "text": text}


@kind(Topic.WORKSHOPS)
def award_judging(title, number, day):
    words = ngettext(
        "You judge %(n)d entry of “%(title)s”, until %(day)s.",
        "You judge %(n)d entries of “%(title)s”, until %(day)s.",
        number,
    )
    return words % {"title": title, "n": number, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def award_passed_on(title, day):
    words = _("One more entry of “%(title)s” is yours to judge, until %(day)s: another judge has stepped aside.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def award_scores_soon(title, number, day):
    words = ngettext(
        "%(n)d entry of “%(title)s” waits for your score, until %(day)s.",
        "%(n)d entries of “%(title)s” wait for your scores, until %(day)s.",
        number,
    )
    return words % {"title": title, "n": number, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def award_scores_late(title, number):
    words = ngettext(
        "The day for scores of “%(title)s” is over, and %(n)d is missing.",
        "The day for scores of “%(title)s” is over, and %(n)d are missing.",
        number,
    )
    return words % {"title": title, "n": number}


@kind(Topic.WORKSHOPS)
def award_shown(title, day):
    words = _("What was decided in “%(title)s” is shown to everybody until %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def award_objected(title):
    return _("An objection was raised in “%(title)s”. Please answer it with a reason.") % {"title": title}


@kind(Topic.WORKSHOPS)
def award_objection_answered(title, text):
    return _("Your objection in “%(title)s” is answered. %(text)s") % {"title": title, "text": text}


@kind(Topic.WORKSHOPS)
def award_taken_out(title, name, text):
    words = _("“%(name)s” was taken out of “%(title)s” after an objection. %(text)s")
    return words % {"title": title, "name": name, "text": text}


@kind(Topic.WORKSHOPS)
def award_publish_due(title):
    return _("The days of publicity of “%(title)s” are over. It can be published now.") % {"title": title}


@kind(Topic.WORKSHOPS)
def award_published(title):
    return _("“%(title)s” is published.") % {"title": title}


@kind(Topic.WORKSHOPS)
def award_called_off(title, text):
    return _("“%(title)s” was called off. %(text)s") % {"title": title, "text": text}
