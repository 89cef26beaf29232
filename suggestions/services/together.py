"""Who had the idea together: named by the lead, confirmed by each of them, with shares that sum to a hundred."""

from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Proposer, SuggestionEvent
from ..notifications import moves, rewarding, told

Verb = SuggestionEvent.Verb
HUNDRED, CENT = Decimal(100), Decimal("0.01")
MOST_TOGETHER = 10


def equal_shares(count):
    """Shares of `count` people, equal to the cent; what does not divide goes to the first."""
    share = (HUNDRED / count).quantize(CENT, ROUND_DOWN)
    return [HUNDRED - share * (count - 1), *[share] * (count - 1)]


def name_together(suggestion, *, by, people, occurred_at=None):
    """The lead names colleagues who had the idea too; all shares become equal, and each has to confirm.

    Who is named already is left out. Raises WorkflowError for whoever is not in service in the same enterprise, and for
    more than ten people in all.
    """
    with transaction.atomic():
        fresh, rows = _locked(suggestion, by)
        new = [person for person in people if person.pk not in {row.person_id for row in rows}]
        _check_colleagues(fresh, new, len(rows))
        if not new:
            return fresh
        rows += [Proposer(suggestion=fresh, person=person, is_lead=False, confirmed_at=None) for person in new]
        _share_out(rows, equal_shares(len(rows)))
        workflow.append(fresh, Verb.NAMED_TOGETHER, role="author", occurred_at=occurred_at)
        moves.named_together(fresh, _silent(rows), occurred_at)
        workflow.save(fresh)
    return fresh


def _silent(rows):
    """Whoever is named and has to say so."""
    return [row.person for row in rows if row.confirmed_at is None]


def _check_colleagues(suggestion, new, there):
    if any(person.enterprise_id != suggestion.enterprise_id or not person.in_service for person in new):
        raise workflow.WorkflowError(_("Colleagues must be in service in the same enterprise."))
    if there + len(new) > MOST_TOGETHER:
        raise workflow.WorkflowError(_("At most 10 people can have an idea together."))


def _locked(suggestion, by):
    """(the locked suggestion, its proposers with the lead first), for the lead alone."""
    fresh = workflow.lock(suggestion)
    rows = list(fresh.proposers.select_for_update(of=["self"]).select_related("person").order_by("-is_lead", "pk"))
    if fresh.status == fresh.Status.WITHDRAWN or not rows or rows[0].person.user_id != by.pk:
        raise workflow.WorkflowError(_("Only the lead says who had the idea together."))
    return fresh, rows


def _share_out(rows, shares):
    """Give each of the rows its share; whoever gets another one than they agreed to has to confirm again."""
    for row, share in zip(rows, shares, strict=True):
        if row.share != share and not row.is_lead:
            row.confirmed_at = None
        row.share = share
        row.save()


def set_shares(suggestion, *, by, shares):
    """The lead sets the shares, {person id: percent}; whose share changes confirms again.

    Raises WorkflowError unless everybody has more than 0 and together they have exactly 100.
    """
    with transaction.atomic():
        fresh, rows = _locked(suggestion, by)
        if set(shares) != {row.person_id for row in rows} or any(share <= 0 for share in shares.values()):
            raise workflow.WorkflowError(_("Everybody needs a share above 0."))
        if (total := sum(shares.values())) != HUNDRED:
            raise workflow.WorkflowError(_("Together the shares are %(total)s %%, not 100 %%.") % {"total": total})
        _share_out(rows, [shares[row.person_id] for row in rows])
        workflow.append(fresh, Verb.SHARES_SET, role="author")
        moves.named_together(fresh, _silent(rows))
        workflow.save(fresh)
    return fresh


def take_out(suggestion, *, by, person):
    """The lead takes somebody out again; the share falls to the lead."""
    with transaction.atomic():
        fresh, rows = _locked(suggestion, by)
        leaving = next((row for row in rows if row.person_id == person.pk and not row.is_lead), None)
        if leaving is None:
            raise workflow.WorkflowError(_("This person is not among them."))
        _leave(fresh, leaving)
    return fresh


def _leave(suggestion, leaving):
    lead = suggestion.proposers.get(is_lead=True)
    lead.share += leaving.share
    leaving.delete()
    lead.save(update_fields=["share"])
    workflow.append(suggestion, Verb.LEFT_TOGETHER, role="author")
    workflow.save(suggestion)
    rewarding.payable(suggestion)


@told(moves.confirmed_together)
def confirm_together(suggestion, *, by):
    """A colleague says: yes, we had it together, with this share."""
    with transaction.atomic():
        fresh, own = _named(suggestion, by)
        own.confirmed_at = timezone.now()
        own.save(update_fields=["confirmed_at"])
        workflow.append(fresh, Verb.CONFIRMED_TOGETHER, role="author")
        workflow.save(fresh)
        rewarding.payable(fresh)
    return fresh


@told(moves.left_together)
def refuse_together(suggestion, *, by):
    """A colleague says: not mine; the share falls to the lead."""
    with transaction.atomic():
        fresh, own = _named(suggestion, by)
        _leave(fresh, own)
    return fresh


def _named(suggestion, by):
    fresh = workflow.lock(suggestion)
    own = fresh.proposers.select_for_update(of=["self"]).filter(person__user=by, confirmed_at=None).first()
    if own is None:
        raise workflow.WorkflowError(_("Nothing is asked of you here any more."))
    return fresh, own
