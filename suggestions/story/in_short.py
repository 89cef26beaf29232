"""A suggestion in short, for those who had or met the same: what it says, where it stands and why. Never a name."""

from django.utils.translation import gettext as _

from .outcome import outcome
from .standing import label, look
from .words import day_words, local_day

EXCERPT = 160
# A shorter name stands in many words.
SHORTEST_NAME = 2


def in_short(suggestion):
    """What a list or a page of its own shows of it; the suggestion comes from `in_short()` of its queryset."""
    return {
        "suggestion": suggestion,
        "title": without_names(suggestion.title, suggestion),
        "excerpt": _excerpt(suggestion),
        "place": _(" · ").join(filter(None, [str(suggestion.department), getattr(suggestion.poster, "place", "")])),
        "received": day_words(local_day(suggestion.received_at)),
        **fate(suggestion),
    }


def fate(suggestion):
    """What has become of it so far: look and label of its tag, a sentence, and the words of the answer that holds."""
    answer = suggestion.standing_decisions[-1] if suggestion.standing_decisions else None
    # Under appeal the refusal no longer holds.
    told = answer if suggestion.conclusion and not suggestion.is_under_appeal else None
    return {
        "look": look(suggestion),
        "label": label(suggestion),
        "outcome": outcome(suggestion),
        "why": told.get_decline_reason_display() if told and told.decline_reason else "",
        "reason": without_names(told.reason, suggestion) if told else "",
        "change": without_names(told.would_change, suggestion) if told else "",
    }


def _excerpt(suggestion):
    """The beginning of its words, unless the title says it all."""
    words = without_names(suggestion.problem, suggestion)
    if words.rstrip("。.！!？?") == suggestion.title:
        return ""
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"


def without_names(text, suggestion):
    """The text without the names of those who had the idea, where it is known who had it.

    Of a hidden name nothing is taken out: whoever knows the whole text would see what is missing, and learn it.
    """
    if suggestion.name_hidden:
        return text
    slip = getattr(suggestion, "slip", None)
    names = [proposer.person.name for proposer in suggestion.proposers.all()] + ([slip.name] if slip else [])
    for name in names:
        if len(name) >= SHORTEST_NAME:
            text = text.replace(name, _("a colleague"))
    return text
