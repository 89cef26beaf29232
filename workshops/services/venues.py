"""Venues: registered, changed, given a photo, taken out of use and back into it."""

from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, put_picture
from members.models import Enterprise

from ..models import OpeningHours, Venue
from . import bookings


def register(venue, *, by, workshops=(), hours=None):
    """Save a new venue with its workshops and {day of the week: (opens, closes)}; return it.

    Without an address of its own it gets one made of the enterprise's code, its kind and a number. Raises WorkflowError
    where the enterprise has a venue of this name, and for workshops of another one.
    """
    with transaction.atomic():
        _refuse_foreign(venue, workshops)
        _refuse_double(venue, venue.name)
        venue.slug, venue._history_user = venue.slug or _address(venue), by
        venue.save()
        venue.workshops.set(workshops)
        _set_hours(venue, hours or {})
    return venue


def _refuse_double(venue, name):
    """Whoever names another venue of the enterprise waits meanwhile."""
    Enterprise.objects.select_for_update().get(pk=venue.enterprise_id)
    if Venue.objects.filter(enterprise=venue.enterprise_id, name=name).exclude(pk=venue.pk).exists():
        raise workflow.WorkflowError(_("There is a venue of this name already."))


def _address(venue):
    """The next one that is free."""
    stem = f"{venue.enterprise.code.lower()}-{venue.kind}"
    taken = set(Venue.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := f"{stem}-{number}") not in taken)


def change(venue, *, by, version, workshops, hours, **facts):
    """Change a venue, and nothing of what has been booked; raises StaleError when somebody else was faster."""
    with transaction.atomic():
        fresh = workflow.lock(venue, version=version)
        _refuse_foreign(fresh, workshops)
        _refuse_double(fresh, facts.get("name", fresh.name))
        fresh._history_user = by
        workflow.save(fresh, **facts)
        fresh.workshops.set(workshops)
        _set_hours(fresh, hours)
    return fresh


def _refuse_foreign(venue, workshops):
    if any(workshop.enterprise_id != venue.enterprise_id for workshop in workshops):
        raise workflow.WorkflowError(_("Choose workshops of the venue's own enterprise."))


def _set_hours(venue, hours):
    """What stays as it is keeps its row."""
    known = {row.weekday: row for row in venue.hours.all()}
    gone = [row.pk for weekday, row in known.items() if hours.get(weekday) != (row.opens, row.closes)]
    venue.hours.filter(pk__in=gone).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(venue=venue, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in sorted(hours.items())
        if weekday not in known or known[weekday].pk in gone
    )


def change_photo(venue, picture, *, by):
    """Give it another picture, or none; the files of the one before go when all has been saved."""
    with files_or_nothing() as written:
        fresh = workflow.lock(venue)
        put_picture(fresh, picture, written)
        fresh._history_user = by
        workflow.save(fresh, "image", "thumbnail", "width", "height")
    return fresh


def take_out_of_use(venue, *, by, reason, occurred_at=None):
    """It can no longer be booked, and what is booked from now on is cancelled: everybody concerned is told why.

    Returns the venue and how many bookings that were. Said twice, it changes nothing more.
    """
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write why. A few words will do."))
    when = occurred_at or timezone.now()
    with bookings.held(venue) as fresh:
        if fresh.is_active:
            fresh._history_user, fresh._change_reason = by, reason[:100]
            workflow.save(fresh, is_active=False)
        coming = list(fresh.bookings.holding().filter(starts_at__gt=when).select_for_update())
        for booking in coming:
            bookings.cancel(booking, by=by, reason=reason, occurred_at=when)
    return fresh, len(coming)


def put_back_into_use(venue, *, by):
    """It can be booked again; what was cancelled stays so."""
    with transaction.atomic():
        fresh = workflow.lock(venue)
        fresh._history_user = by
        workflow.save(fresh, is_active=True)
    return fresh


def coming_bookings(venue, now=None):
    """What would be cancelled if it were taken out of use now."""
    return venue.bookings.holding().filter(starts_at__gt=now or timezone.now()).for_list()
