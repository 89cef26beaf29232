"""Earlier suggestions about the same thing: for the worker who is writing, and for the reviewer who decides.

What is found is shown to people, who judge; nothing is decided and nothing is held up by it.
"""

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from . import permissions, story
from .models import Suggestion
from .services.merging import came_earlier
from .similarity import most_similar
from .synonyms import synonyms

SHOWN = 5
# Fewer characters say nothing yet, more than these only cost time.
SHORTEST, LONGEST = 6, 500
# From which score on it is said in which words; they are no measure of truth.
NEARLY_THE_SAME, VERY_MUCH = 0.8, 0.55


def says_something(text):
    """Whether there is enough of a text to be compared."""
    return len("".join(text.split())) >= SHORTEST


def alike(text, suggestions):
    """{id: Likeness} of at most five of these that seem to be about the same thing as the text, the likest first.

    What was merged speaks for what it was merged into.
    """
    rows = list(suggestions.alike_candidates())
    main = {pk: merged_into or pk for pk, merged_into, *_texts in rows}
    known = [(pk, _compared(*texts)) for pk, _merged_into, *texts in rows]
    best = {}
    for likeness in most_similar(text[:LONGEST], known, synonyms=synonyms(), limit=2 * SHOWN):
        best.setdefault(main[likeness.key], likeness)
    return dict(islice(best.items(), SHOWN))


def _compared(problem, title, idea):
    """The problem first: people begin with what it is about."""
    return "\n".join(filter(None, [problem, "" if title in problem else title, idea]))


def readable(user):
    """What the user may read in short, whoever had it."""
    return Suggestion.objects.in_short_for(user).in_short().with_backers()


def similar_to(text, user):
    """At most five earlier ones like the text, each as a page shows it in short to this user."""
    found = alike(text, Suggestion.objects.in_short_for(user))
    rows = readable(user).filter(pk__in=found)
    return in_short_to(user, sorted(rows, key=lambda row: list(found).index(row.pk)))


def backed(user):
    """What the user has met too, the last said first."""
    return readable(user).backed_by(user)


def in_short_to(user, suggestions):
    """As `story.in_short` tells it, with what this user may do: they are `own`, have said it already, or may say it."""
    said = set(
        Suggestion.objects.backed_by(user).filter(pk__in=[row.pk for row in suggestions]).values_list("pk", flat=True)
    )
    return [
        {
            **story.in_short(row),
            "own": permissions.is_named(user, row),
            "said": row.pk in said,
            "may_back": permissions.can_back(user, row),
            "others": row.backers - (row.pk in said),
        }
        for row in suggestions
    ]


@dataclass(frozen=True)
class Duplicate:
    """A suggestion that may be about the same thing, and what says so."""

    suggestion: Suggestion
    shared: tuple[str, ...]
    score: float
    came_later: bool
    own: bool

    @property
    def words(self):
        """How much alike it is, as far as that can be said."""
        if self.score >= NEARLY_THE_SAME:
            return _("nearly the same words")
        return _("very much alike") if self.score >= VERY_MUCH else _("somewhat alike")


def likely_duplicates(suggestion, user):
    """What a reviewer should look at before deciding: at most five, the likest first, of those the user may see."""
    others = Suggestion.objects.visible_to(user).counted().filter(enterprise=suggestion.enterprise_id)
    others = others.exclude(pk=suggestion.pk).exclude(merged_into=suggestion.pk)
    found = alike(_compared(suggestion.problem, suggestion.title, suggestion.idea), others)
    rows = others.filter(pk__in=found).for_list().in_bulk()
    return [
        Duplicate(
            suggestion=rows[pk],
            shared=likeness.shared,
            score=likeness.score,
            came_later=came_earlier(suggestion, rows[pk]),
            own=permissions.has_brought(user, rows[pk]),
        )
        for pk, likeness in found.items()
        if pk in rows
    ]
