"""Booking a venue, and one's own bookings."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.icalendar import Entry, calendar
from alliance_portal.workflow import WorkflowError

from .. import permissions, services
from ..forms.bookings import BookForm, ReasonForm
from ..models import Booking, Venue, Workshop
from ..services.bookings import ClashError, UnfitError

PAGE_SIZE = 20
CONFLICT = 409
IN_CALENDARS = {Booking.Status.ASKED: "TENTATIVE", Booking.Status.CONFIRMED: "CONFIRMED"}


def layout(request):
    """The frame of pages for everybody with an account: a worker's, or the workbench's for staff."""
    return "worker.html" if request.user.person_or_none else "workbench.html"


@require_http_methods(["GET", "HEAD", "POST"])
def book(request, slug):
    """Ask for a time; `day`, `from` and `to` in the address are filled in."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user).for_page(), slug=slug)
    if not permissions.can_book(request.user, venue):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, venue, _form(request, venue))
    form = _form(request, venue, request.POST)
    if not form.is_valid():
        return _show(request, venue, form)
    try:
        booking = services.book(venue, by=request.user, **form.facts)
    except ClashError as clash:
        form.add_error(clash.field, clash.message)
        return _show(request, venue, form, status=CONFLICT, offer=clash.next_free)
    except UnfitError as refusal:
        form.add_error(refusal.field, refusal.message)
        return _show(request, venue, form, status=CONFLICT)
    messages.success(request, _what_now(booking))
    return redirect(booking)


def _form(request, venue, data=None):
    given = {"day": request.GET.get("day"), "starts": request.GET.get("from"), "ends": request.GET.get("to")}
    everything = Workshop.objects.visible_to(request.user).active()
    return BookForm(data, venue=venue, workshops=everything.known_to(request.user), initial=given)


def _show(request, venue, form, status=200, offer=None):
    context = {"venue": venue, "form": form, "offer": offer, "layout": layout(request)}
    return render(request, "workshops/venues/book.html", context, status=status)


def _what_now(booking):
    if booking.status == Booking.Status.CONFIRMED:
        return _("It is yours.")
    return _("You have asked for it. Nobody else can take it meanwhile; you are told as soon as it is answered.")


@require_safe
def my_bookings(request):
    """What one has booked: what is to come, or with `?show=past` what is over or given back."""
    past = request.GET.get("show") == "past"
    own = Booking.objects.visible_to(request.user).filter(booked_by=request.user).for_list()
    rows = own.over(timezone.now()) if past else own.to_come(timezone.now())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "past": past, "layout": layout(request)}
    return render(request, "workshops/venues/my_bookings.html", context)


def _own(request, pk):
    return get_object_or_404(Booking.objects.visible_to(request.user).for_list(), pk=pk, booked_by=request.user)


@require_safe
def my_booking(request, pk):
    booking = _own(request, pk)
    context = {
        "booking": booking,
        "events": booking.events.select_related("actor__person").order_by("-occurred_at", "-pk"),
        "may_cancel": permissions.can_cancel_booking(request.user, booking),
        "ask": services.bookings.who_to_ask(booking.venue) if booking.is_holding else "",
        "layout": layout(request),
    }
    return render(request, "workshops/venues/my_booking.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    """Give it back, with a reason; it cannot be taken again if somebody else is faster."""
    booking = _own(request, pk)
    if not permissions.can_cancel_booking(request.user, booking):
        messages.warning(request, _("Nothing is left to be cancelled here."))
        return redirect(booking)
    form = ReasonForm(request.POST or None, initial={"version": booking.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.bookings.cancel(booking, by=request.user, **form.cleaned_data)
        except WorkflowError as refusal:
            messages.error(request, refusal.message)
            return redirect(booking)
        messages.success(request, _("Cancelled. Whoever keeps the venue has been told."))
        return redirect("workshops:my-bookings")
    context = {"booking": booking, "form": form, "layout": layout(request)}
    return render(request, "workshops/venues/cancel.html", context)


@require_safe
def calendar_file(request, pk):
    """One booking for the calendar of a phone or a desktop."""
    booking = get_object_or_404(Booking.objects.visible_to(request.user).for_list(), pk=pk)
    headers = {"Content-Disposition": content_disposition_header(True, f"booking-{booking.pk}.ics")}
    return HttpResponse(calendar([_entry(booking)]), content_type="text/calendar; charset=utf-8", headers=headers)


def _entry(booking):
    venue = booking.venue
    return Entry(
        uid=f"booking-{booking.pk}@{urlsplit(settings.BASE_URL).hostname}",
        summary=_("%(purpose)s (%(venue)s)") % {"purpose": booking.purpose, "venue": venue.name},
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        made_at=timezone.now(),
        status=IN_CALENDARS.get(booking.status, "CANCELLED"),
        sequence=booking.version,
        location=f"{venue.enterprise.name} {venue.place}",
        description=venue.rules,
        url=settings.BASE_URL + reverse("workshops:venue", args=[venue.slug]),
    )
