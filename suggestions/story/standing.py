"""Where a suggestion stands: its tag, its headline, a sentence, and how far along the way it is."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal.moments import day_words, local_day

from ..models import Suggestion
from .expected import expected
from .outcome import outcome

Status = Suggestion.Status
# Here nothing is under way any more.
# Forwarded ones end with the problem.
ENDED = {Status.IMPLEMENTED, Status.DECLINED, Status.MERGED, Status.WITHDRAWN}


def look(suggestion):
    """The code by which colour and icon are chosen: the status, or what is derived from it."""
    benefit = getattr(suggestion, "benefit", None)
    if suggestion.is_overdue():
        return "overdue"
    if suggestion.status == Status.IMPLEMENTED and _is_learned(suggestion):
        return "learned"
    if suggestion.status == Status.IMPLEMENTED and benefit and benefit.verified_at:
        return "verified"
    return suggestion.status


def _is_learned(suggestion):
    """Reported as a trial that did not work."""
    implementation = getattr(suggestion, "implementation", None)
    return implementation is not None and implementation.is_learned


def label(suggestion):
    """The word on the tag."""
    code = look(suggestion)
    if suggestion.spam_at:
        return _("Not a suggestion")
    derived = {"overdue": _("Overdue"), "verified": _("Verified"), "learned": _("Tried without success")}
    return derived.get(code) or suggestion.get_status_display()


def headline(suggestion, mine):
    """The title of the banner: one sentence that says where it stands."""
    implementation = getattr(suggestion, "implementation", None)
    if suggestion.is_under_appeal and suggestion.status == Status.IN_REVIEW:
        return _("Looked at once more, by somebody else")
    if suggestion.spam_at:
        return _("Set aside: not a suggestion")
    if implementation and implementation.waits_for_proposer and implementation.is_learned:
        return _("Tried without success, please read") if mine else _("Reported as tried, not yet confirmed")
    if suggestion.open_panel and suggestion.status == Status.IN_REVIEW:
        return _("A review panel is looking at it")
    if implementation and implementation.waits_for_proposer:
        return _("Reported as done, please have a look") if mine else _("Reported as done, not yet confirmed")
    if suggestion.status == Status.NEEDS_INFO and mine:
        return _("Please add some details")
    return _headlines()[look(suggestion)]


def _headlines():
    return {
        Status.SUBMITTED: _("Received, waiting for an answer"),
        "overdue": _("The answer is late"),
        Status.IN_REVIEW: _("Taken up, being looked into"),
        Status.NEEDS_INFO: _("Waiting for details from the proposer"),
        Status.ADOPTED: _("Adopted, about to be put into practice"),
        Status.PARTLY_ADOPTED: _("Partly adopted, about to be put into practice"),
        Status.IMPLEMENTING: _("Adopted, being put into practice"),
        Status.IMPLEMENTED: _("Put into practice"),
        "verified": _("Put into practice, benefit verified"),
        "learned": _("Tried without success, and learned from"),
        Status.RESERVED: _("A good idea, kept in reserve"),
        Status.DECLINED: _("Not adopted for now"),
        Status.MERGED: _("Merged: the same thing goes on as one"),
        Status.FORWARDED: _("On its way over the problem board"),
        Status.WITHDRAWN: _("Withdrawn"),
    }


def sentence(suggestion, mine):
    """Who holds it and until when, or how it ended."""
    step = expected(suggestion, mine)
    return step.sentence if step else _ended(suggestion)


def _ended(suggestion):
    if suggestion.status == Status.IMPLEMENTED and suggestion.implemented_at and _is_learned(suggestion):
        return _("The trial ended on %(day)s.") % {"day": day_words(local_day(suggestion.implemented_at))}
    if suggestion.status == Status.IMPLEMENTED and suggestion.implemented_at:
        return _("Done on %(day)s.") % {"day": day_words(local_day(suggestion.implemented_at))}
    if suggestion.status == Status.WITHDRAWN and suggestion.withdrawn_at:
        return _("Taken back on %(day)s, before an answer.") % {"day": day_words(local_day(suggestion.withdrawn_at))}
    if suggestion.status == Status.RESERVED:
        return _reserve_words(suggestion)
    if suggestion.status == Status.DECLINED:
        return _("The reason, and what would change it, stand in the answer.")
    if suggestion.status == Status.FORWARDED:
        return outcome(suggestion)
    return _merged_words(suggestion) if suggestion.status == Status.MERGED else ""


def _merged_words(suggestion):
    """What became of the one it was merged into is its own fate."""
    main = suggestion.merged_into
    told = {"number": main.number, "outcome": outcome(main)}
    return _("It is the same thing as %(number)s and goes on together with it. %(outcome)s") % told


def _reserve_words(suggestion):
    if suggestion.review_on is None:
        return _("It will be adopted when its time has come.")
    words = _("It will be adopted when its time has come. We look at it again by %(day)s.")
    return words % {"day": day_words(suggestion.review_on)}


def steps(suggestion):
    """The way of a suggestion as dicts of label and state; the way ends where the suggestion ended."""
    done, rest = _way(suggestion)
    current = [] if _has_ended(suggestion) else [done.pop()]
    return [
        *({"label": word, "state": "done"} for word in done),
        *({"label": word, "state": "now"} for word in current),
        *({"label": word, "state": "later"} for word in rest),
    ]


def _has_ended(suggestion):
    problem = suggestion.forwarded_to
    return suggestion.status in ENDED or (problem is not None and problem.is_over)


def _forwarded_way(suggestion):
    """The board is a step, and so is how it ended there."""
    problem, board = suggestion.forwarded_to, pgettext("step", "Problem board")
    if problem is None:
        return [board], []
    if problem.is_over:
        return [board, problem.get_status_display()], []
    return [board], [pgettext("step", "Solved")]


def _way(suggestion):
    """The words of the steps so far, the present one last, and of those to come."""
    sent, taken = pgettext("step", "Sent in"), pgettext("step", "Taken up")
    answered, practice, done = pgettext("step", "Answered"), pgettext("step", "In practice"), pgettext("step", "Done")
    partly = suggestion.conclusion == Suggestion.Conclusion.PARTLY_ADOPTED
    adopted = pgettext("step", "Partly adopted") if partly else pgettext("step", "Adopted")
    done = pgettext("step", "Tried") if _is_learned(suggestion) else done
    if suggestion.status == Status.FORWARDED:
        here, later = _forwarded_way(suggestion)
        return [sent, taken, *here], later
    return {
        Status.SUBMITTED: ([sent], [taken, answered, practice, done]),
        Status.IN_REVIEW: ([sent, taken], [answered, practice, done]),
        Status.NEEDS_INFO: ([sent, pgettext("step", "Details")], [answered, practice, done]),
        Status.ADOPTED: ([sent, taken, adopted], [practice, done]),
        Status.PARTLY_ADOPTED: ([sent, taken, adopted], [practice, done]),
        Status.IMPLEMENTING: ([sent, taken, adopted, practice], [done]),
        Status.IMPLEMENTED: ([sent, taken, adopted, practice, done], []),
        Status.RESERVED: ([sent, taken, pgettext("step", "In reserve")], [adopted, done]),
        Status.DECLINED: ([sent, taken, pgettext("step", "Not adopted for now")], []),
        Status.MERGED: ([sent, taken, pgettext("step", "Merged")], []),
        Status.WITHDRAWN: ([sent, pgettext("step", "Withdrawn")], []),
    }[suggestion.status]
