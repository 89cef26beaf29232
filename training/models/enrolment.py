"""Who has a seat at a session, and who waits for one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Person

from ..querysets import EnrolmentQuerySet
from .session import Session


class Enrolment(TimeStamped):
    """One person's seat, or place in the waiting list: whoever asked first moves up first (`asked_at`, then `pk`)."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("enrolment", "Enrolled")
        WAITING = "waiting", pgettext_lazy("enrolment", "In the waiting list")
        CANCELLED = "cancelled", pgettext_lazy("enrolment", "Cancelled")

    TRANSITIONS = {
        Status.WAITING: frozenset({Status.CONFIRMED, Status.CANCELLED}),
        Status.CONFIRMED: frozenset({Status.CANCELLED}),
        # Whoever cancelled may ask once more, at the end of the line.
        Status.CANCELLED: frozenset({Status.CONFIRMED, Status.WAITING}),
    }

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments", verbose_name=_("person"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("enrolled by")
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["session", "asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="enrolment_once")]
        indexes = [
            models.Index(
                fields=["session", "asked_at"], condition=Q(status="waiting"), name="enrolment_waiting_in_order"
            ),
            models.Index(fields=["person", "status"], name="enrolment_of_person"),
        ]

    def __str__(self):
        return f"{self.person} · {self.session}"


class EnrolmentEvent(Event):
    class Verb(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("enrolment", "Enrolled")
        WAITING = "waiting", pgettext_lazy("enrolment", "Put on the waiting list")
        MOVED_UP = "moved_up", pgettext_lazy("enrolment", "Moved up from the waiting list")
        CANCELLED = "cancelled", pgettext_lazy("enrolment", "Cancelled")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Enrolment, models.CASCADE, related_name="events", verbose_name=_("enrolment"))

    class Meta(Event.Meta):
        verbose_name = _("event of an enrolment")
        verbose_name_plural = _("events of enrolments")
