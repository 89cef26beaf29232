"""What is told of plates, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.WORKSHOPS)
def plate_applied(workshop, title):
    return _("%(workshop)s applies for “%(title)s”.") % {"workshop": workshop, "title": title}


@kind(Topic.WORKSHOPS)
def plate_sent_back(workshop, title, text):
    words = _("%(workshop)s: “%(title)s” is not granted yet. %(text)s")
    return words % {"workshop": workshop, "title": title, "text": text}


@kind(Topic.WORKSHOPS)
def plate_named(workshop, title, day):
    words = _("%(workshop)s was named “%(title)s” on %(day)s.")
    return words % {"workshop": workshop, "title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def plate_review_begun(workshop, title):
    words = _("%(workshop)s: “%(title)s” is being reviewed. Please have the readiness checklist up to date.")
    return words % {"workshop": workshop, "title": title}


@kind(Topic.WORKSHOPS)
def plate_passed(workshop, title, day):
    if not day:
        return _("%(workshop)s: “%(title)s” has passed its review.") % {"workshop": workshop, "title": title}
    words = _("%(workshop)s: “%(title)s” has passed its review. The next one is due on %(day)s.")
    return words % {"workshop": workshop, "title": title, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def plate_rectify(workshop, title, day, text):
    words = _("%(workshop)s: for “%(title)s” something has to be put right by %(day)s. %(text)s")
    return words % {"workshop": workshop, "title": title, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def plate_revoked(workshop, title, day, text):
    words = _("%(workshop)s: “%(title)s” was revoked on %(day)s. %(text)s")
    return words % {"workshop": workshop, "title": title, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def plate_review_soon(workshop, title, day, days):
    words = _("%(workshop)s: the review of “%(title)s” is due on %(day)s, in %(days)d days or less.")
    return words % {"workshop": workshop, "title": title, "day": day_of(day), "days": days}


@kind(Topic.WORKSHOPS)
def plate_rectify_late(workshop, title, day):
    words = _("%(workshop)s: what had to be put right for “%(title)s” by %(day)s has not been looked at yet.")
    return words % {"workshop": workshop, "title": title, "day": day_of(day)}
