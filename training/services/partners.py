"""Partners: registered, changed, no longer in use; sessions and results that came of them."""

from itertools import count

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Partner
from .checks import UnfitError


def register(*, by, **facts):
    """Enter a partner and return it. Raises UnfitError where one of this name is there."""
    partner = Partner(**facts)
    try:
        with transaction.atomic():
            _refuse_double(partner)
            partner.slug, partner._history_user = _address(partner), by
            partner.save()
    except IntegrityError:
        raise UnfitError(
            "name", _("Somebody has registered a partner at this very moment. Please try again.")
        ) from None
    return partner


def _refuse_double(partner):
    if Partner.objects.filter(name=partner.name).exclude(pk=partner.pk).exists():
        raise UnfitError("name", _("There is a partner of this name already."))


def _address(partner):
    """The next one of its kind that is free."""
    taken = set(Partner.objects.filter(slug__startswith=partner.kind).values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := f"{partner.kind}-{number}") not in taken)


def change(partner, *, by, version=None, **facts):
    with transaction.atomic():
        fresh = workflow.lock(partner, version=version)
        fresh.name = facts.get("name", fresh.name)
        _refuse_double(fresh)
        fresh._history_user = by
        workflow.save(fresh, **facts)
    return fresh


def use(partner, *, by, is_active, version=None):
    """Show it to everybody, or no longer; what was agreed stays in the figures of its days."""
    with transaction.atomic():
        fresh = workflow.lock(partner, version=version)
        fresh._history_user = by
        workflow.save(fresh, is_active=is_active)
    return fresh


def link_results(partner, results, *, by, version=None):
    """These results, and no others, were worked out together with the partner."""
    with transaction.atomic():
        fresh = workflow.lock(partner, version=version)
        fresh.results.set(results)
        fresh._history_user = by
        workflow.save(fresh)
    return fresh


def link_session(session, partners, *, by):
    """A session is held together with these partners, and no others."""
    with transaction.atomic():
        fresh = workflow.lock(session)
        fresh.partners.set(partners)
        fresh._history_user = by
        workflow.save(fresh)
    return fresh
