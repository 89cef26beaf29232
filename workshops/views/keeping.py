"""For those who keep venues: what they say of them, and the bookings they answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Enterprise
from members.permissions import enterprise_ids_with

from .. import permissions, services
from ..forms.bookings import ReasonForm
from ..forms.venues import OutOfUseForm, VenueForm
from ..models import Booking, Venue, Workshop

PAGE_SIZE = 20
CONFLICT = 409
# Parts of the list of bookings, by their code in the address.
SHOWS = {"asked": "to_decide", "coming": "to_come", "past": "over"}


@require_safe
def venues(request):
    """The venues one keeps, with how many bookings wait for an answer."""
    if not permissions.can_keep_venues(request.user):
        raise PermissionDenied
    kept = Venue.objects.visible_to(request.user).kept_by(request.user)
    page = Paginator(kept.with_waiting().for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "may_add": permissions.can_add_venue(request.user)}
    return render(request, "workshops/venues/desk.html", context)


def _kept(user, slug):
    """The venue, for whoever keeps it; others do not find it here."""
    kept = Venue.objects.visible_to(user).kept_by(user)
    return get_object_or_404(kept.select_related("enterprise").prefetch_related("hours", "workshops"), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def new_venue(request):
    """Register a venue of the own enterprise."""
    if not permissions.can_add_venue(request.user):
        raise PermissionDenied
    enterprise = _enterprise(request)
    form = VenueForm(
        request.POST or None, request.FILES or None, instance=Venue(enterprise=enterprise),
        workshops=_workshops(request.user, enterprise),
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, enterprise)
    try:
        venue = _register(request.user, enterprise, form)
    except WorkflowError as refusal:
        form.add_error("name", refusal.message)
        return _show(request, form, enterprise, status=CONFLICT)
    messages.success(request, _("The venue is registered. Everybody finds it among the venues now."))
    return redirect(venue)


def _register(user, enterprise, form):
    data, venue = form.cleaned_data, Venue(enterprise=enterprise, **form.facts)
    services.venues.register(venue, by=user, workshops=data["workshops"], hours=form.hours)
    return services.venues.change_photo(venue, data["photo"], by=user) if data["photo"] else venue


def _enterprise(request):
    """That of the address, if the officer has several; else the first by name."""
    own = Enterprise.objects.visible_to(request.user).filter(pk__in=enterprise_ids_with(request.user, "officer"))
    return own.filter(code=request.GET.get("enterprise", "")).first() or own.order_by("name").first()


def _workshops(user, enterprise):
    return Workshop.objects.visible_to(user).active().filter(enterprise=enterprise)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_venue(request, slug):
    """What is said of a venue, its hours and its photo."""
    venue = _kept(request.user, slug)
    offered = _workshops(request.user, venue.enterprise)
    form = VenueForm(request.POST or None, request.FILES or None, instance=_kept(request.user, slug), workshops=offered)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form, venue.enterprise, venue)
    try:
        _change(request.user, venue, form)
    except WorkflowError as refusal:
        form.data = form.data.copy()
        form.data["version"] = _kept(request.user, slug).version
        form.add_error(None, refusal.message)
        return _show(request, form, venue.enterprise, venue, status=CONFLICT)
    messages.success(request, _("Saved."))
    return redirect("workshops:desk-venue", slug)


def _show(request, form, enterprise, venue=None, status=200):
    context = {"form": form, "venue": venue, "enterprise": enterprise}
    return render(request, "workshops/venues/edit.html", context, status=status)


def _change(user, venue, form):
    data = form.cleaned_data
    facts = {"version": data["version"], "workshops": data["workshops"], "hours": form.hours}
    services.venues.change(venue, by=user, **facts, **form.facts)
    if data["photo"] or data.get("no_photo"):
        services.venues.change_photo(venue, data["photo"], by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def take_out_of_use(request, slug):
    """Asks first, with what would be cancelled."""
    venue = _kept(request.user, slug)
    form = OutOfUseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _venue, cancelled = services.venues.take_out_of_use(venue, by=request.user, **form.cleaned_data)
        messages.success(request, _("Out of use. Bookings cancelled: %(n)d.") % {"n": cancelled})
        return redirect("workshops:desk-venues")
    context = {"venue": venue, "form": form, "coming": services.venues.coming_bookings(venue)}
    return render(request, "workshops/venues/out_of_use.html", context)


@require_POST
def put_back_into_use(request, slug):
    services.venues.put_back_into_use(_kept(request.user, slug), by=request.user)
    messages.success(request, _("It can be booked again."))
    return redirect("workshops:desk-venues")


@require_safe
def bookings(request):
    """Bookings of the venues one keeps: to be answered, to come, or past."""
    if not permissions.can_keep_venues(request.user):
        raise PermissionDenied
    show = request.GET.get("show") if request.GET.get("show") in SHOWS else "asked"
    kept = Booking.objects.visible_to(request.user).in_venues_of(request.user)
    if slug := request.GET.get("venue"):
        kept = kept.filter(venue__slug=slug)
    rows = getattr(kept, SHOWS[show])(timezone.now()).for_list()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "show": show, "waiting": kept.to_decide(timezone.now()).count()}
    return render(request, "workshops/venues/desk_bookings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def booking(request, pk):
    """One booking, for whoever keeps the venue: confirm, decline or cancel it."""
    shown = _booking(request.user, pk)
    if request.method != "POST":
        return _show_booking(request, shown)
    step = request.POST.get("step")
    form = None if step == "confirm" else ReasonForm(request.POST)
    if form is not None and not form.is_valid():
        return _show_booking(request, shown, form)
    try:
        messages.success(request, _answer(request, shown, step, form))
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
        return redirect("workshops:desk-booking", pk)
    return redirect("workshops:desk-bookings")


def _booking(user, pk):
    kept = Booking.objects.visible_to(user).in_venues_of(user)
    return get_object_or_404(kept.for_list(), pk=pk)


def _answer(request, booking, step, form):
    """Carry the step out, and say what has come of it."""
    user, bookings = request.user, services.bookings
    if step == "confirm":
        bookings.confirm(booking, by=user, version=_version(request))
        return _("Confirmed. Whoever asked has been told.")
    if step == "decline":
        bookings.decline(booking, by=user, **form.cleaned_data)
        return _("Declined. Whoever asked has been told why.")
    bookings.cancel(booking, by=user, **form.cleaned_data)
    return _("Cancelled. Whoever booked has been told why.")


def _version(request):
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _show_booking(request, booking, form=None):
    context = {
        "booking": booking,
        "events": booking.events.select_related("actor__person").order_by("-occurred_at", "-pk"),
        "may_decide": permissions.can_decide_booking(request.user, booking),
        "may_cancel": permissions.can_cancel_booking(request.user, booking),
        "form": form or ReasonForm(initial={"version": booking.version}),
    }
    return render(request, "workshops/venues/desk_booking.html", context)
