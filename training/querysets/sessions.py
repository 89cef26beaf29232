import datetime as dt

from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from alliance_portal.periods import start_of
from members.permissions import enterprise_ids_with, is_district_staff


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sessions are announced in public, who came to them is not; drafts are for those who keep them."""
        if is_district_staff(user):
            return self
        shown = ~Q(status=self.model.Status.DRAFT)
        return self.filter(shown | self._kept(user)) if user.is_authenticated else self.filter(shown)

    def kept_by(self, user):
        """Those of the user's enterprises as officer, of the workshops they lead, and all for district staff."""
        if is_district_staff(user):
            return self
        return self.filter(self._kept(user)) if user.is_authenticated else self.none()

    def at_desk(self, user):
        """What the workbench lists: what one keeps or teaches, and for leaders what their enterprise holds."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        own = Q(enterprise_id__in=enterprise_ids_with(user, "leader"))
        return self.filter(self._kept(user) | own | Q(lecturer_person__user=user))

    def answered_for_by(self, user):
        """What counts as the user's own in figures: all for district staff, else what their enterprises hold."""
        return self if is_district_staff(user) else self.filter(enterprise_id__in=user.reads_for)

    def _kept(self, user):
        enterprises = enterprise_ids_with(user, "officer")
        led = apps.get_model("workshops", "Workshop").objects.led_by(user).order_by().values("pk")
        hosted = self.model.workshops.through.objects.filter(workshop__in=led).order_by().values("session")
        shared = self.model.co_hosts.through.objects.filter(enterprise__in=enterprises).order_by().values("session")
        return Q(enterprise_id__in=enterprises) | Q(pk__in=hosted) | Q(pk__in=shared)

    def taught_by(self, user):
        return self.filter(lecturer_person__user=user) if user.is_authenticated else self.none()

    def attended_by(self, user):
        """Those at which the user has a seat or was present."""
        if not user.is_authenticated:
            return self.none()
        seats = self.model._meta.get_field("enrolments").related_model.objects.confirmed()
        there = self.model._meta.get_field("attendances").related_model.objects.all()
        kept = (rows.filter(person__user=user).order_by().values("session") for rows in (seats, there))
        own, present = kept
        return self.filter(Q(pk__in=own) | Q(pk__in=present))

    def hosted_by(self, workshops):
        """Those hosted by one of these workshops; one hosted by several is there once."""
        hosts = self.model.workshops.through.objects.filter(workshop__in=workshops).values("session")
        return self.filter(pk__in=hosts)

    def held_by(self, enterprise):
        """Those of an enterprise, and those it holds together with another; each once."""
        shared = self.model.co_hosts.through.objects.filter(enterprise=enterprise).values("session")
        return self.filter(Q(enterprise=enterprise) | Q(pk__in=shared))

    def enterprises(self):
        """The enterprises that hold one of these, alone or with others, by name."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        rows = self.order_by()
        shared = self.model.co_hosts.through.objects.filter(session__in=rows.values("pk")).values("enterprise")
        return enterprises.filter(Q(pk__in=rows.values("enterprise")) | Q(pk__in=shared)).order_by("name")

    def announced(self):
        """What takes place or took place: neither drafts nor what was cancelled."""
        return self.filter(status=self.model.Status.ANNOUNCED)

    def upcoming(self, now):
        return self.announced().filter(ends_at__gte=now).order_by("starts_at")

    def past(self, now):
        return self.announced().filter(ends_at__lt=now).order_by("-starts_at")

    def held_between(self, start, end):
        """Sessions that took place and began in the half-open range."""
        return self.announced().filter(starts_at__gte=start, starts_at__lt=end)

    def of_course(self, session):
        """What is announced of the course that the session belongs to; nothing where it is on its own."""
        in_course = {"series": session.series_id, "series__is_course": True}
        return self.announced().filter(**in_course) if session.series_id else self.none()

    def meeting(self, sessions):
        """Other sessions that share any time with one of these."""
        shares = Q(pk__in=())
        for one in sessions:
            shares |= Q(starts_at__lt=one.ends_at, ends_at__gt=one.starts_at)
        return self.filter(shares).exclude(pk__in=[one.pk for one in sessions])

    def with_line_or_leavers(self):
        """Those in which somebody waits, or has a seat and is not in service any more."""
        enrolments = apps.get_model("training", "Enrolment").objects.standing()
        due = enrolments.filter(Q(status="waiting") | Q(person__in_service=False))
        return self.filter(pk__in=due.order_by().values("session"))

    def matching(self, text):
        """Those with the text in topic, number, place, or the name of a lecturer from outside."""
        return self.filter(
            Q(topic__icontains=text)
            | Q(number__iexact=text)
            | Q(place__icontains=text)
            | Q(booking__venue__name__icontains=text, booking__status__in=["asked", "confirmed"])
            | Q(lecturer__icontains=text)
        )

    def for_list(self):
        named = apps.get_model("members", "Person").objects.with_naming()
        rows = self.select_related("enterprise", "booking__venue")
        return rows.prefetch_related(Prefetch("lecturer_person", named), "workshops")

    def for_calendar(self):
        """With what public pages show: seats, hosts, who teaches as far as they agree; `waiting` is the line."""
        named = apps.get_model("members", "Person").objects.with_naming()
        waiting = Count("enrolments", filter=Q(enrolments__status="waiting"), distinct=True)
        return (
            self.select_related("enterprise", "booking__venue", "series")
            .prefetch_related(Prefetch("lecturer_person", named), "workshops", "co_hosts")
            .annotate(waiting=waiting)
        )


class OfSessionQuerySet(models.QuerySet):
    """Rows of a person at a session."""

    def visible_to(self, user):
        """One's own, and those of sessions that one keeps or teaches."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        sessions = self.model._meta.get_field("session").related_model.objects
        kept = sessions.kept_by(user).order_by().values("pk")
        taught = sessions.taught_by(user).order_by().values("pk")
        return self.filter(Q(person__user=user) | Q(session__in=kept) | Q(session__in=taught))

    def with_people(self):
        return self.select_related("person__enterprise", "person__department__parent")

    def for_list(self):
        return self.select_related("session__enterprise", "session__booking__venue")


class EnrolmentQuerySet(OfSessionQuerySet):
    def confirmed(self):
        return self.filter(status=self.model.Status.CONFIRMED)

    def waiting(self):
        """Whoever waits, in the order in which they move up."""
        return self.filter(status=self.model.Status.WAITING).order_by("asked_at", "pk")

    def standing(self):
        return self.exclude(status=self.model.Status.CANCELLED)

    def to_come(self, now):
        """What stands and is not over yet, the next one first."""
        coming = self.standing().filter(session__ends_at__gte=now, session__status="announced")
        return coming.order_by("session__starts_at", "pk")

    def to_remind(self, now):
        """A seat in what begins tomorrow at the latest, asked for before today; nobody has been reminded."""
        today = timezone.localtime(now).date()
        day_after = start_of(today + dt.timedelta(days=2))
        due = self.confirmed().filter(reminded_at=None, session__status="announced", person__in_service=True)
        coming = due.filter(session__starts_at__gt=now, session__starts_at__lt=day_after)
        return coming.filter(asked_at__lt=start_of(today)).order_by("pk")


class AttendanceQuerySet(OfSessionQuerySet):
    def past(self):
        """The latest first."""
        return self.order_by("-session__starts_at", "-pk")
