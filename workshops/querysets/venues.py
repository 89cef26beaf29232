from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from members.permissions import enterprise_ids_with, is_district_staff


def allied_enterprises(workshops):
    """Ids of the enterprises with a workshop in an alliance of one of these, or in one that is nested in it.

    The one place that knows how a venue reaches the alliances of its workshops.
    """
    everything = workshops.model.objects.active()
    held = apps.get_model("workshops", "AllianceMembership").objects.on(timezone.localdate())
    own = held.filter(workshop__in=workshops.active()).order_by().values("alliance")
    return {
        pk
        for alliance in apps.get_model("workshops", "Alliance").objects.filter(pk__in=own)
        for pk in everything.within(alliance).order_by().values_list("enterprise", flat=True)
    }


class VenueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Venues in use are public; the others are seen by those who keep them."""
        return self.filter(Q(is_active=True) | Q(pk__in=self.model.objects.kept_by(user).order_by().values("pk")))

    def in_use(self):
        return self.filter(is_active=True)

    def kept_by(self, user):
        """Those the user keeps: of their enterprise as officer, or as leader of a workshop that keeps them."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        led = Q(workshops__in=self._workshops().led_by(user).order_by().values("pk"))
        own = Q(enterprise__in=enterprise_ids_with(user, "officer"))
        return self.filter(pk__in=self.model.objects.filter(own | led).order_by().values("pk"))

    def _workshops(self):
        return self.model._meta.get_field("workshops").related_model.objects

    def matching(self, text):
        """Those with the text in their name, place, equipment or what they offer."""
        return self.filter(
            Q(name__icontains=text)
            | Q(place__icontains=text)
            | Q(equipment__icontains=text)
            | Q(offers__icontains=text)
        )

    def enterprises(self):
        """The enterprises that have one of these venues."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        return enterprises.filter(pk__in=self.order_by().values("enterprise"))

    def with_waiting(self):
        """Adds `waiting`: bookings that somebody has to confirm."""
        asked = Q(bookings__status="asked", bookings__starts_at__gt=timezone.now())
        return self.annotate(waiting=Count("bookings", filter=asked, distinct=True))

    def for_list(self):
        return self.select_related("enterprise").prefetch_related("workshops").order_by("name", "pk")

    def for_page(self):
        return self.select_related("enterprise").prefetch_related("workshops", "hours")


class BookingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of the venues one keeps; all for district staff."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(booked_by=user) | Q(venue__in=self._kept_by(user)))

    def in_venues_of(self, user):
        """Those of the venues one keeps."""
        return self.filter(venue__in=self._kept_by(user))

    def _kept_by(self, user):
        venues = self.model._meta.get_field("venue").related_model.objects
        return venues.kept_by(user).order_by().values("pk")

    def holding(self):
        """Those that keep everybody else out: confirmed, or asked for and not answered."""
        return self.filter(status__in=self.model.HOLDING)

    def meeting(self, starts_at, ends_at):
        """Those that share any time with the one from `starts_at` to `ends_at`."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def to_decide(self, now):
        """Asked for, and not begun yet: somebody waits for an answer. The first to begin comes first."""
        return self.filter(status="asked", starts_at__gt=now).order_by("starts_at", "pk")

    def to_come(self, now):
        """What holds and is not over yet, the next one first."""
        return self.holding().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def over(self, now):
        """What is past, declined or cancelled, the latest first."""
        return self.exclude(status__in=self.model.HOLDING, ends_at__gt=now).order_by("-starts_at", "-pk")

    def to_remind(self, now, tomorrow_ends):
        """Confirmed, begins tomorrow at the latest, nobody has been reminded, and it was asked on an earlier day."""
        due = self.filter(status="confirmed", reminded_at=None, starts_at__gt=now, starts_at__lt=tomorrow_ends)
        on = due.annotate(asked_on=TruncDate("asked_at"), begins_on=TruncDate("starts_at"))
        return on.filter(asked_on__lt=F("begins_on"))

    def for_list(self):
        return self.select_related("venue__enterprise", "booked_by__person__enterprise", "workshop")
