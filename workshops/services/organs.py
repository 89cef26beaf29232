"""Who holds the organs of an alliance. Whoever changes that holds the alliance, so that two chairs never overlap."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..models import Alliance, OrganTerm


def hold(alliance):
    """Lock the alliance; call inside a transaction."""
    return Alliance.objects.select_for_update().get(pk=alliance.pk)


def appoint(alliance, *, by, **facts):
    """Somebody takes an office; `facts` are the fields of a term: organ, post, one holder, public_name, days.

    Raises WorkflowError for a chair beside another chair, for two holders or none, and for days out of order.
    """
    return _save(OrganTerm(alliance=alliance), by=by, facts=facts)


def change_term(term, *, by, **facts):
    """Put a term right, or give it other days."""
    return _save(term, by=by, facts=facts)


def end_term(term, *, by, ends_on=None):
    """Somebody goes out of office earlier than planned, on this day (today)."""
    ends_on = ends_on or timezone.localdate()
    if term.ends_on and ends_on > term.ends_on:
        raise WorkflowError(_("The term ends earlier than this day anyway."))
    return _save(term, by=by, facts={"ends_on": ends_on})


def cancel_term(term, *, by):
    """A term that has not begun is taken back; what has begun stays in the list with its days."""
    with transaction.atomic():
        hold(term.alliance)
        fresh = OrganTerm.objects.get(pk=term.pk)
        if fresh.starts_on <= timezone.localdate():
            raise WorkflowError(_("This term has begun. Please give it a last day instead."))
        fresh._history_user = by
        fresh.delete()


def _save(term, *, by, facts):
    with transaction.atomic():
        hold(term.alliance)
        for name, value in facts.items():
            setattr(term, name, value)
        term._history_user = by
        try:
            term.full_clean(validate_constraints=False)
        except ValidationError as refusal:
            raise WorkflowError(" ".join(refusal.messages)) from None
        term.save()
    return term
