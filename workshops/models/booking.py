"""Who has a venue, and when."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import BookingQuerySet
from .venue import Venue
from .workshop import Workshop


class Booking(TimeStamped):
    """A time in a venue. What is asked for holds its time until it is answered, so that nobody waits in vain."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("booking", "Asked for")
        CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
        DECLINED = "declined", pgettext_lazy("booking", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")

    TRANSITIONS = {
        Status.ASKED: {Status.CONFIRMED, Status.DECLINED, Status.CANCELLED},
        Status.CONFIRMED: {Status.CANCELLED},
    }
    # These keep everybody else out.
    HOLDING = (Status.ASKED, Status.CONFIRMED)

    venue = models.ForeignKey(
        Venue, models.PROTECT, related_name="bookings", verbose_name=pgettext_lazy("to be booked", "venue")
    )
    purpose = models.CharField(_("what for"), max_length=120)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    heads = models.PositiveSmallIntegerField(_("how many people"), validators=[MinValueValidator(1)])
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("for the workshop")
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bookings", verbose_name=_("booked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ASKED)
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    version = models.PositiveIntegerField(default=1)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["venue", "starts_at"], name="booking_by_time"),
            models.Index(fields=["booked_by", "-starts_at"], name="booking_own"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(heads__gte=1), name="booking_for_somebody"),
            models.CheckConstraint(condition=~Q(purpose=""), name="booking_has_a_purpose"),
        ]

    def __str__(self):
        return f"{self.venue} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        """The page of whoever booked it."""
        return reverse("workshops:my-booking", args=[self.pk])

    @property
    def is_holding(self):
        return self.status in self.HOLDING

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def look_label(self):
        """Its status in words; what nobody answered in time says so."""
        if self.status == self.Status.ASKED and self.has_begun:
            return _("Not answered in time")
        return self.get_status_display()


class BookingEvent(Event):
    class Verb(models.TextChoices):
        ASKED = "asked", pgettext_lazy("event of a booking", "Asked for")
        CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
        DECLINED = "declined", pgettext_lazy("booking", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Booking, models.CASCADE, related_name="events", verbose_name=_("booking"))

    class Meta(Event.Meta):
        verbose_name = _("event of a booking")
        verbose_name_plural = _("events of bookings")
