"""Venues with plain opening hours, and times in them."""

import datetime as dt

import factory
from django.utils import timezone

from workshops import services
from workshops.models import Booking, Venue

DAY = dt.timedelta(days=1)
EVERY_DAY = {weekday: (dt.time(8), dt.time(18)) for weekday in range(7)}


class VenueFactory(factory.django.DjangoModelFactory):
    """Open from 8 to 18 every day, for everybody, for 30 people and four hours."""

    class Meta:
        model = Venue
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"安全道场{n}")
    slug = factory.Sequence(lambda n: f"venue-{n}")
    kind = Venue.Kind.SAFETY
    place = "西门1号楼"
    capacity = 30
    audience = Venue.Audience.DISTRICT

    @factory.post_generation
    def hours(self, create, extracted, **kwargs):
        for weekday, (opens, closes) in (EVERY_DAY if extracted is None else extracted).items():
            self.hours.create(weekday=weekday, opens=opens, closes=closes)

    @factory.post_generation
    def workshops(self, create, extracted, **kwargs):
        self.workshops.set(extracted or [])


def at(hour, minute=0, days=7):
    """A moment so many days from now, where the factory is."""
    day = timezone.localdate() + DAY * days
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def booked(venue, by, start=9, end=11, *, days=7, **facts):
    """A booking from one hour to another, for ten people."""
    usual = {"purpose": "新员工安全体验", "heads": 10}
    times = {"starts_at": at(start, days=days), "ends_at": at(end, days=days)}
    return services.book(venue, by=by, **{**usual, **times, **facts})


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def statuses():
    return list(Booking.objects.order_by("pk").values_list("status", flat=True))


def form(**facts):
    """What the page for booking sends."""
    day = (timezone.localdate() + 7 * DAY).isoformat()
    usual = {"purpose": "新员工安全体验", "day": day, "starts": "09:00", "ends": "11:00", "heads": "10", "workshop": ""}
    return usual | facts
