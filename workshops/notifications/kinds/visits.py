"""What is told of visits and promises, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.WORKSHOPS)
def visit_shared(day, promises):
    if not promises:
        return _("The union has written down its visit of %(day)s. Please have a look.") % {"day": day_of(day)}
    words = _("The union has written down its visit of %(day)s, and what it promised (%(n)d). Please have a look.")
    return words % {"day": day_of(day), "n": promises}


@kind(Topic.WORKSHOPS)
def visit_followed_up(day, text):
    return _("After the visit of %(day)s: %(text)s") % {"day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def visit_closed(day, text):
    return _("The visit of %(day)s is closed: %(text)s") % {"day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def visit_answered(enterprise, day, text):
    words = _("%(enterprise)s says about the visit of %(day)s: %(text)s")
    return words % {"enterprise": enterprise, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_made(enterprise, text, day):
    """For whoever is responsible."""
    words = _("You are responsible for a promise to %(enterprise)s, due %(day)s: %(text)s")
    return words % {"enterprise": enterprise, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_added(text, day):
    """For the enterprise."""
    return _("The union has promised one thing more, due %(day)s: %(text)s") % {"day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_soon(enterprise, text, day):
    words = _("Promised to %(enterprise)s for %(day)s: %(text)s")
    return words % {"enterprise": enterprise, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_late(enterprise, text, day):
    words = _("Promised to %(enterprise)s for %(day)s, and now late: “%(text)s”. Please keep it, or write why not.")
    return words % {"enterprise": enterprise, "day": day_of(day), "text": text}


@kind(Topic.WORKSHOPS)
def promise_kept(text):
    return _("The union says that this has been kept: “%(text)s”. Please say whether that is so.") % {"text": text}


@kind(Topic.WORKSHOPS)
def promise_given_up(text, reason):
    return _("This promise will not be kept: “%(text)s”. Why: %(reason)s") % {"text": text, "reason": reason}


@kind(Topic.WORKSHOPS)
def promise_confirmed(enterprise, text):
    return _("%(enterprise)s confirms that this has been kept: “%(text)s”") % {"enterprise": enterprise, "text": text}


@kind(Topic.WORKSHOPS)
def promise_denied(enterprise, text, words):
    said = _("%(enterprise)s says that this has not been kept: “%(text)s”. What is lacking: %(words)s")
    return said % {"enterprise": enterprise, "text": text, "words": words}
