"""Agreements with partners, their end, and how many of a partner's people learn in a workshop."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, keep_file
from alliance_portal.moments import local_day

from ..models import InternPlacement, PartnerAgreement
from ..notifications import afterwards as telling
from .checks import UnfitError, required

# So long before its end those who keep it are reminded.
DAY = dt.timedelta(days=1)
AHEAD = 60 * DAY
KEEP = object()


def add(partner, *, by, workshops=(), attachment=None, **facts):
    """Enter an agreement with its scan, if there is one, and return it. Raises UnfitError for days out of order."""
    _refuse_days(facts["starts_on"], facts["ends_on"])
    agreement = PartnerAgreement(partner=partner, entered_by=by, **facts)
    with files_or_nothing() as written:
        workflow.lock(partner)
        keep_file(agreement, attachment, written)
        agreement._history_user = by
        agreement.save()
        agreement.workshops.set(workshops)
    return agreement


def change(agreement, *, by, workshops, attachment=KEEP, version=None, **facts):
    """Change it; another `attachment` takes the place of the scan before it."""
    _refuse_days(facts["starts_on"], facts["ends_on"])
    with files_or_nothing() as written:
        fresh = workflow.lock(agreement, version=version)
        _refuse_outside(fresh, facts)
        changed = []
        if attachment is not KEEP:
            keep_file(fresh, attachment, written)
            changed = [fresh.FILE, *fresh.FILE_FACTS]
        fresh._history_user = by
        workflow.save(fresh, *changed, **facts)
        fresh.workshops.set(workshops)
    return fresh


def _refuse_days(starts_on, ends_on):
    if ends_on < starts_on:
        raise UnfitError("ends_on", _("The end must not be before the beginning."))


def _refuse_outside(agreement, facts):
    """Placements stay within the days of their agreement."""
    outside = Q(starts_on__lt=facts["starts_on"]) | Q(ends_on__gt=facts["ends_on"])
    if agreement.placements.filter(outside).exists():
        raise UnfitError("ends_on", _("People are placed outside these days. Please change that first."))


def end(agreement, *, by, reason, ended_on, version=None):
    """It is in force no longer from that day on, and nobody is placed by it. Raises WorkflowError when it is over."""
    required(reason)
    with transaction.atomic():
        fresh = workflow.lock(agreement, version=version)
        if fresh.ended_on or fresh.ends_on < ended_on:
            raise workflow.WorkflowError(_("It is over already on that day."))
        _refuse_early_end(fresh, ended_on)
        fresh._history_user = by
        workflow.save(fresh, ended_on=ended_on, ended_because=reason)
        for placement in fresh.placements.filter(ends_on__gte=ended_on):
            _cut(placement, ended_on - DAY, by)
    return fresh


def _refuse_early_end(agreement, ended_on):
    """An end that would take back what has been is a slip of the pen."""
    today = timezone.localdate()
    was_there = agreement.placements.filter(ends_on__lt=today, ends_on__gte=ended_on).exists()
    if ended_on < agreement.starts_on or was_there:
        raise UnfitError("ended_on", _("People learned under it until later. Please check the day."))


def _cut(placement, last, by):
    """It ends with the agreement; one that has not begun goes."""
    placement._history_user = by
    if placement.starts_on > last:
        placement.delete()
    else:
        workflow.save(placement, ends_on=last)


def place(agreement, *, by, workshop, starts_on, ends_on, people):
    """So many people learn in a workshop; return the placement. Raises UnfitError outside the agreement."""
    with transaction.atomic():
        held = workflow.lock(agreement)
        _refuse_placement(held, starts_on, ends_on)
        facts = {"workshop": workshop, "starts_on": starts_on, "ends_on": ends_on, "people": people}
        placement = InternPlacement(agreement=held, entered_by=by, **facts)
        placement._history_user = by
        placement.save()
    return placement


def change_placement(placement, *, by, version=None, **facts):
    with transaction.atomic():
        held = workflow.lock(placement.agreement)
        _refuse_placement(held, facts["starts_on"], facts["ends_on"])
        fresh = workflow.lock(placement, version=version)
        fresh._history_user = by
        workflow.save(fresh, **facts)
    return fresh


def _refuse_placement(agreement, starts_on, ends_on):
    _refuse_days(starts_on, ends_on)
    last = min(agreement.ends_on, agreement.ended_on - DAY) if agreement.ended_on else agreement.ends_on
    if starts_on < agreement.starts_on or ends_on > last:
        words = _("The agreement runs from %(first)s to %(last)s.")
        raise UnfitError("starts_on", words % {"first": agreement.starts_on, "last": last})


def remove_placement(placement, *, by):
    """Entered by mistake: it goes, the history keeps it."""
    placement._history_user = by
    placement.delete()


def remind(now=None):
    """Tell those who keep an agreement that it ends within 60 days, once for each end; return how many."""
    now = now or timezone.now()
    today = local_day(now)
    ending = PartnerAgreement.objects.in_force_on(today).filter(ends_on__lte=today + AHEAD, partner__is_active=True)
    return sum(_remind(one, now) for one in ending.exclude(warned_of=F("ends_on")).order_by("pk"))


def _remind(shown, now):
    with transaction.atomic():
        fresh = workflow.lock(shown)
        if fresh.warned_of == fresh.ends_on:
            return False
        fresh.warned_of = fresh.ends_on
        fresh.save_without_historical_record(update_fields=["warned_of"])
        telling.agreement_ending(fresh, now)
    return True
