"""Venues for everybody: the list, and one of them with its calendar. Visitors see when it is free, not who has it."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alliance_portal.files import send
from alliance_portal.periods import add_months, parse_month

from .. import calendars, permissions
from ..filters import VenueFilter
from ..models import Venue

PAGE_SIZE = 12
PHOTOS = {"small": "thumbnail", "large": "image"}
WEEK = dt.timedelta(days=7)


@login_not_required
@require_safe
def venues(request):
    """All venues in use; filters and page are in the address."""
    everything = Venue.objects.visible_to(request.user).in_use()
    found = VenueFilter(request.GET, queryset=everything.for_list(), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    present = set(everything.order_by().values_list("kind", flat=True))
    context = {
        "filter": found,
        "page_obj": page,
        "kinds": [(code, label) for code, label in Venue.Kind.choices if code in present],
        "kind": found.form.cleaned_data.get("kind", "") if found.form.is_valid() else "",
    }
    return render(request, "workshops/venues/list.html", context)


@login_not_required
@require_safe
def venue(request, slug):
    """What it offers, who keeps it, and its days: by week, or by month where the address says so."""
    shown = get_object_or_404(Venue.objects.visible_to(request.user).for_page(), slug=slug)
    keeps = permissions.keeps_venue(request.user, shown)
    context = {
        "venue": shown,
        "may_book": permissions.can_book(request.user, shown),
        "keeps": keeps,
        **_calendar(request, shown, keeps),
    }
    return render(request, "workshops/venues/venue.html", context)


def _calendar(request, venue, keeps):
    """By month for `?month=2026-11`, else by week: that of `?week=2026-11-16`, or this one."""
    today = timezone.localdate()
    if (month := parse_month(request.GET.get("month"))) is not None:
        weeks = calendars.month(venue, month)
        around = {"before": add_months(month, -1), "after": add_months(month, 1)}
        return {"month": month, "weeks": weeks, "today": today, **around}
    monday = calendars.week_of(_day(request.GET.get("week")) or today)
    days = calendars.week(venue, monday)
    _let_read(request.user, days, keeps)
    around = {"before": monday - WEEK, "after": monday + WEEK, "sunday": monday + WEEK - dt.timedelta(days=1)}
    return {"monday": monday, "days": days, "today": today, "this_month": monday.replace(day=1), **around}


def _day(text):
    """A day that an address names, None for what is none or is years away."""
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if abs((day - timezone.localdate()).days) <= 5 * calendars.FARTHEST else None


def _let_read(user, days, keeps):
    """Who has it and what for is read by those who keep it, and by whoever booked."""
    for part in (part for day in days for part in day.taken):
        part.booking.is_readable = keeps or part.booking.booked_by_id == user.pk


@login_not_required
@require_safe
def photo(request, slug, size):
    """The photo of a venue, small or large."""
    shown = get_object_or_404(Venue.objects.visible_to(request.user), slug=slug)
    if size not in PHOTOS or not shown.image:
        raise Http404
    return send(getattr(shown, PHOTOS[size]))
