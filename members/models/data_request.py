"""What people ask for about their own data (Art. 44 to 50 PIPL), each with the day by which it is answered."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import DataRequestQuerySet
from .account import User
from .person import Person

# The law says “in time” (Art. 50); the pages promise so many days.
ANSWERED_WITHIN = dt.timedelta(days=15)


def due_day():
    return timezone.localdate() + ANSWERED_WITHIN


class DataRequest(TimeStamped):
    """A request of one person. Officers of the enterprise answer; of complaints, and of officers, district staff."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("See or get what is kept of me")
        CORRECTION = "correction", _("Have something corrected")
        DELETION = "deletion", _("Have something deleted")
        COMPLAINT = "complaint", _("Complain about how my data is handled")

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("request about data", "Waiting for an answer")
        DONE = "done", pgettext_lazy("request about data", "Done")
        DECLINED = "declined", pgettext_lazy("request about data", "Not done, with a reason")

    TRANSITIONS = {Status.WAITING: frozenset({Status.DONE, Status.DECLINED})}
    RUN_BY = "officer"

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests", verbose_name=_("person"))
    kind = models.CharField(_("what is asked for"), max_length=12, choices=Kind.choices)
    words = models.TextField(pgettext_lazy("request about data", "in words"), blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.WAITING)
    version = models.PositiveIntegerField(default=1, editable=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("to be answered by"), default=due_day)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about one's own data")
        verbose_name_plural = _("requests about one's own data")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting") ^ Q(answered_at__isnull=False), name="data_request_answered_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("members:data-request", args=[self.pk])

    @property
    def enterprise_id(self):
        """Where its officers are; with the person, as `for_list` fetches it."""
        return self.person.enterprise_id

    @property
    def is_late(self):
        return self.status == self.Status.WAITING and self.due_on < timezone.localdate()


class DataRequestEvent(Event):
    class Verb(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request about data", "Asked")
        DONE = "done", pgettext_lazy("request about data", "Done")
        DECLINED = "declined", pgettext_lazy("request about data", "Not done, with a reason")

    record = models.ForeignKey(
        DataRequest, models.CASCADE, related_name="events", verbose_name=_("request about one's own data")
    )
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a request about one's own data")
        verbose_name_plural = _("events of requests about one's own data")
