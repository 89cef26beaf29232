"""Several requirements asked as one, what workshops answered, and the values they typed once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import Event, HoldsFile, TimeStamped
from alliance_portal.periods import Period

from ..querysets import FactEntryQuerySet, MergedAnswerQuerySet, MergedRequestQuerySet
from .requirement import Requirement
from .workshop import Workshop


class MergedRequest(TimeStamped):
    """One request in the place of several reports: what they have in common is asked once."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("request", "Merged, not sent yet")
        SENT = "sent", pgettext_lazy("request", "Sent to the workshops")
        DONE = "done", pgettext_lazy("request", "Confirmed by all")
        REFUSED = "refused", pgettext_lazy("request", "Not merged")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Taken back")

    TRANSITIONS = {
        Status.DRAFT: {Status.SENT, Status.REFUSED},
        Status.SENT: {Status.DONE, Status.WITHDRAWN},
        Status.DONE: {Status.SENT, Status.WITHDRAWN},
    }
    # What workshops have before them, and what counts as reports saved.
    LIVE = (Status.SENT, Status.DONE)

    title = models.CharField(pgettext_lazy("of a request", "title"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    due_on = models.DateField(_("to be confirmed by"))
    note = models.TextField(_("note to the workshops"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MergedRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged request")
        verbose_name_plural = _("merged requests")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("sent", "done")) | Q(sent_at__isnull=False),
                name="merged_request_sent_some_time",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:request", args=[self.pk])

    @property
    def why_refused(self):
        """The reason for which its reports stay apart, out of events that were brought along."""
        return next((event.note for event in self.events.all() if event.verb == MergedRequestEvent.Verb.REFUSED), "")

    @property
    def confirmed_count(self):
        """How many workshops have confirmed, out of answers that were brought along."""
        return sum(answer.confirmed_at is not None for answer in self.answers.all())


class MergedRequestEvent(Event):
    """One line of a request's history."""

    class Verb(models.TextChoices):
        MERGED = "merged", pgettext_lazy("request", "Merged")
        CHANGED = "changed", pgettext_lazy("request", "Changed")
        REFUSED = "refused", pgettext_lazy("request", "Not merged")
        SENT = "sent", pgettext_lazy("request", "Sent to the workshops")
        CONFIRMED = "confirmed", pgettext_lazy("request", "Confirmed by a workshop")
        REOPENED = "reopened", pgettext_lazy("request", "Opened again by a workshop")
        DONE = "done", pgettext_lazy("request", "Confirmed by all")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Taken back")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(MergedRequest, models.CASCADE, related_name="events", verbose_name=_("merged request"))

    class Meta(Event.Meta):
        verbose_name = _("event of a request")
        verbose_name_plural = _("events of requests")


class MergedPart(models.Model):
    """One report of a requirement that a request takes the place of.

    Its columns and workshops are those of the day on which the request was sent: a report is not changed afterwards.
    """

    request = models.ForeignKey(MergedRequest, models.CASCADE, related_name="parts", verbose_name=_("merged request"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="parts", verbose_name=_("requirement"))
    period_first = models.DateField(_("first month"))
    period_last = models.DateField(_("last month"))
    due_on = models.DateField(_("due on"))
    columns = models.JSONField(_("columns"), default=list)
    workshops = models.ManyToManyField(Workshop, related_name="request_parts", verbose_name=_("workshops"))
    # When the request was given up: from then on the report may be merged again.
    released_at = models.DateTimeField(_("released at"), null=True)

    class Meta:
        verbose_name = _("report in a request")
        verbose_name_plural = _("reports in requests")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "period_first"],
                condition=Q(released_at=None),
                name="requirement_merged_once_per_period",
            ),
            models.CheckConstraint(condition=Q(period_last__gte=F("period_first")), name="merged_part_months_in_order"),
        ]

    def __str__(self):
        return f"{self.requirement} {self.period_first:%Y-%m}"

    @property
    def period(self):
        return Period(self.period_first, self.period_last)


class MergedAnswer(models.Model):
    """What one workshop answers to a request: whether it has confirmed, and what the portal knew at that moment."""

    request = models.ForeignKey(MergedRequest, models.CASCADE, related_name="answers", verbose_name=_("merged request"))
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="request_answers", verbose_name=_("workshop"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    # {key of a cell: value} of what the portal filled in: what was confirmed stays what it was.
    known = models.JSONField(_("known when it was confirmed"), default=dict)
    version = models.PositiveIntegerField(default=1)

    objects = MergedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a request")
        verbose_name_plural = _("answers to requests")
        ordering = ["request", "workshop"]
        constraints = [
            models.UniqueConstraint(fields=["request", "workshop"], name="merged_answer_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="merged_answer_confirmed_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.workshop} · {self.request}"


class FactEntry(HoldsFile, TimeStamped):
    """A value that somebody typed for a workshop: once for each fact and period, whoever asks for it."""

    FILE_FACTS: ClassVar = {"file_name": "name"}

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="fact_entries", verbose_name=_("workshop"))
    fact = models.CharField(pgettext_lazy("of the catalogue", "fact"), max_length=40)
    period_first = models.DateField(_("first month"))
    period_last = models.DateField(_("last month"))
    number = models.DecimalField(pgettext_lazy("value", "number"), max_digits=14, decimal_places=2, null=True)
    words = models.TextField(pgettext_lazy("value", "words"), blank=True)
    day = models.DateField(pgettext_lazy("value", "day"), null=True)
    file = models.FileField(pgettext_lazy("value", "file"), upload_to="facts/%Y/%m", blank=True, max_length=120)
    file_name = models.CharField(_("name of the file"), max_length=160, blank=True)
    # Where the portal says something else: both stand, with the reason.
    known = models.CharField(_("what the portal knew"), max_length=200, blank=True)
    reason = models.TextField(_("why it is different"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("typed by")
    )
    entered_at = models.DateTimeField(_("typed at"), default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = FactEntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("typed value")
        verbose_name_plural = _("typed values")
        ordering = ["workshop", "fact", "period_last"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "fact", "period_first", "period_last"], name="fact_entry_once_per_period"
            ),
            models.CheckConstraint(condition=Q(period_last__gte=F("period_first")), name="fact_entry_months_in_order"),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(words="") | Q(day__isnull=False) | ~Q(file=""),
                name="fact_entry_has_a_value",
            ),
            models.CheckConstraint(condition=Q(known="") | ~Q(reason=""), name="fact_entry_differs_with_a_reason"),
        ]

    def __str__(self):
        return f"{self.workshop} {self.fact} {self.period_last:%Y-%m}"

    @property
    def period(self):
        return Period(self.period_first, self.period_last)

    @property
    def value(self):
        """The one of the four that is there; of a file its name."""
        if self.number is not None:
            return self.number
        return self.day or self.words or self.file_name


class RequestReminder(models.Model):
    """That a workshop has been reminded of a request: once, whoever runs the clock."""

    answer = models.ForeignKey(MergedAnswer, models.CASCADE, related_name="reminders", verbose_name=_("answer"))
    day = models.DateField(_("promised day"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a request")
        verbose_name_plural = _("reminders of requests")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "day"], name="request_reminder_once")]

    def __str__(self):
        return f"{self.answer_id} {self.day}"
