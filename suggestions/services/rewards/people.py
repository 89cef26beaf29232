"""Who gets a reward, and what stands in the way of paying it. Where a name is hidden, nothing of this is told."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from ...models import Proposer
from ..together import HUNDRED
from . import arithmetic


@dataclass(frozen=True)
class Part:
    """What one person gets of a total."""

    person: object
    share: object
    fen: int


def proposers_of(suggestion):
    """The lead first, then in the order in which they were named; read only where the query has not brought them."""
    prefetch_related_objects([suggestion], Prefetch("proposers", Proposer.objects.select_related("person")))
    return sorted(suggestion.proposers.all(), key=lambda row: (not row.is_lead, row.pk))


def gets_reward(user, suggestion):
    """Whether the user may get money by this suggestion: as its author, or as somebody who was named."""
    return any(row.person.user_id == user.pk for row in proposers_of(suggestion))


def parts_of(suggestion, total_fen):
    """Who would be paid how much; nobody while the name is hidden or the shares are open."""
    if total_fen is None or obstacles_to_split(suggestion):
        return []
    rows = proposers_of(suggestion)
    paid = arithmetic.split(total_fen, [row.share for row in rows])
    return [Part(row.person, row.share, fen) for row, fen in zip(rows, paid, strict=True) if fen]


def obstacles_to_proposing(suggestion):
    """What the lead has to settle first; of a hidden name it is neither asked nor told whether there is anything."""
    return "" if suggestion.name_hidden else _unsettled(proposers_of(suggestion))


def obstacles_to_split(suggestion):
    """Why nobody can be paid yet, "" when they can."""
    if suggestion.name_hidden:
        return _("Kept secret: paid once the author shows the name.")
    rows = proposers_of(suggestion)
    if not rows:
        return _("Paid once the suggestion stands under somebody's account.")
    return _unsettled(rows)


def _unsettled(rows):
    waiting = [row.person.name for row in rows if row.confirmed_at is None]
    if waiting:
        told = {"names": _(", ").join(waiting)}
        return _("Not yet confirmed that they had the idea too: %(names)s.") % told
    if rows and sum(row.share for row in rows) != HUNDRED:
        return _("The shares do not sum to 100 %.")
    return ""


def obstacles_to_paying(reward):
    """Why an approved reward cannot go to finance yet, "" when it can."""
    if found := obstacles_to_split(reward.suggestion):
        return found
    deciders = {reward.proposed_by_id, reward.approved_by_id}
    both = [row.person.name for row in proposers_of(reward.suggestion) if row.person.user_id in deciders]
    if both:
        return _("Decided on this reward and would get it: %(names)s.") % {"names": _(", ").join(both)}
    return ""
