"""Venues with their opening hours, and what is booked."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal import workflow
from alliance_portal.staff_admin import (
    ReadOnlyAdmin,
    ReasonForm,
    RecordedAdmin,
    StaffPermissions,
    status_tag,
)
from members.admin.histories import History

from .. import services
from ..forms.venues import PhotoField
from ..models import Booking, BookingEvent, OpeningHours, Venue
from .versions import Held, VersionedForm

FREE_AGAIN = _("Whoever booked is told, and reads why. The time is free again.")


class VenueAdminForm(VersionedForm):
    photo = PhotoField(label=_("Photo"), required=False, help_text=_("It takes the place of the old one."))
    no_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    def clean(self):
        data = super().clean()
        enterprise = data.get("enterprise")
        if enterprise and any(one.enterprise_id != enterprise.pk for one in data.get("workshops") or ()):
            self.add_error("workshops", _("Choose workshops of the venue's own enterprise."))
        return data


class HoursInline(StaffPermissions, admin.TabularInline):
    model = OpeningHours
    fields = ["weekday", "opens", "closes"]
    extra = 0


@admin.register(Venue)
class VenueAdmin(Held, RecordedAdmin):
    form = VenueAdminForm
    list_display = ["name", "kind", "enterprise", "capacity", "audience", "is_active"]
    list_filter = ["kind", "is_active", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["name", "place", "enterprise__name", "workshops__name"]
    autocomplete_fields = ["enterprise", "workshops"]
    readonly_fields = ["is_active"]
    inlines = [HoursInline]
    actions = ["take_out_of_use", "put_back_into_use"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("seen_version", "name", "slug", "kind", "enterprise", "workshops", "place", "capacity"),
                    "is_active",
                ]
            },
        ),
        (_("What is said of it"), {"fields": ["offers", "equipment", "rules", "photo", "no_photo"]}),
        (
            _("Booking"),
            {"fields": ["audience", "workers_may_ask", "confirms_itself", "longest_minutes", "buffer_minutes"]},
        ),
    ]

    def has_delete_permission(self, request, obj=None):
        """Bookings name it: a venue that closes is taken out of use."""
        return False

    def save_model(self, request, venue, form, change):
        super().save_model(request, venue, form, change)
        if change:
            workflow.save(venue)
        photo, gone = form.cleaned_data.get("photo"), form.cleaned_data.get("no_photo")
        if photo or gone:
            services.venues.change_photo(venue, photo, by=request.user)

    @admin.action(description=_("Take out of use"))
    def take_out_of_use(self, request, venues):
        text = _("They can no longer be booked. What is booked from now on is cancelled, and whoever booked reads why.")
        words = {"title": _("Take out of use"), "text": text}
        return self.step(request, venues, services.venues.take_out_of_use, ReasonForm, **words)

    @admin.action(description=_("Put back into use"))
    def put_back_into_use(self, request, venues):
        text = _("They can be booked again. What was cancelled stays cancelled.")
        words = {"title": _("Put back into use"), "text": text}
        return self.step(request, venues, services.venues.put_back_into_use, **words)


class BookingEventInline(History):
    model = BookingEvent


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ["starts_at", "ends_at", "venue", "purpose", "heads", "booked_by", "state"]
    list_filter = ["status", "venue"]
    list_select_related = ["venue__enterprise", "booked_by__person", "workshop"]
    search_fields = ["purpose", "venue__name", "booked_by__person__name"]
    fields = ["venue", "purpose", "starts_at", "ends_at", "heads", "workshop", "booked_by", "asked_at", "state"]
    inlines = [BookingEventInline]
    actions = ["confirm", "decline", "cancel"]
    view_on_site = False

    @admin.display(description=_("status"), ordering="status")
    def state(self, booking):
        return status_tag(booking.status, booking.look_label)

    @admin.action(description=_("Confirm bookings"))
    def confirm(self, request, bookings):
        words = {"title": _("Confirm bookings"), "text": _("Whoever asked is told.")}
        return self.step(request, bookings, services.bookings.confirm, **words)

    @admin.action(description=_("Decline bookings"))
    def decline(self, request, bookings):
        words = {"title": _("Decline bookings"), "text": FREE_AGAIN}
        return self.step(request, bookings, services.bookings.decline, ReasonForm, **words)

    @admin.action(description=_("Cancel bookings"))
    def cancel(self, request, bookings):
        words = {"title": _("Cancel bookings"), "text": FREE_AGAIN}
        return self.step(request, bookings, services.bookings.cancel, ReasonForm, **words)
