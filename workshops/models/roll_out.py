"""Roll-out (推广): a result is put before departments elsewhere that it may fit, and each of them answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Department, Enterprise

from ..querysets import RollOutAnswerQuerySet, RollOutQuerySet
from .result import A_RESULT, Result
from .shared_use import SharedUse


class RollOut(TimeStamped):
    """One sending; what came back stands in its answers."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="roll_outs", verbose_name=A_RESULT)
    words = models.TextField(_("what is asked"))
    due_on = models.DateField(_("answer by"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    objects = RollOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("roll-out")
        verbose_name_plural = _("roll-outs")
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return f"{timezone.localtime(self.sent_at):%Y-%m-%d}"


class RollOutAnswer(TimeStamped):
    """A department that was asked, and what it says."""

    # Who acts for it besides district staff and officers, see `members.acting`.
    RUN_BY = "head"

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("roll-out", "To be answered")
        TAKEN_UP = "taken_up", pgettext_lazy("roll-out", "Wants to try it")
        HAS_IT = "has_it", pgettext_lazy("roll-out", "Does it already")
        NO_USE = "no_use", pgettext_lazy("roll-out", "No use for it")

    TRANSITIONS = {Status.ASKED: frozenset({Status.TAKEN_UP, Status.HAS_IT, Status.NO_USE})}

    roll_out = models.ForeignKey(RollOut, models.CASCADE, related_name="answers", verbose_name=_("roll-out"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="roll_out_answers", verbose_name=_("enterprise")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="roll_out_answers", verbose_name=_("department")
    )
    matched_by = models.CharField(_("why it may fit"), max_length=120)
    words = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    use = models.OneToOneField(
        SharedUse, models.PROTECT, null=True, blank=True, related_name="roll_out_answer",
        verbose_name=_("use that came of it"),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.ASKED)
    version = models.PositiveIntegerField(default=1, editable=False)
    soon_told_at = models.DateTimeField(null=True, editable=False)
    late_told_at = models.DateTimeField(null=True, editable=False)

    objects = RollOutAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a roll-out")
        verbose_name_plural = _("answers to roll-outs")
        ordering = ["roll_out", "enterprise__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["roll_out", "department"], name="roll_out_asks_a_department_once"),
            models.CheckConstraint(
                condition=Q(status="asked", answered_at=None) | ~Q(status="asked") & Q(answered_at__isnull=False),
                name="roll_out_answered_with_its_day",
            ),
            models.CheckConstraint(condition=~Q(status="no_use") | ~Q(words=""), name="roll_out_no_use_for_a_reason"),
            models.CheckConstraint(
                condition=Q(status="taken_up", use__isnull=False) | ~Q(status="taken_up") & Q(use=None),
                name="roll_out_taken_up_is_a_use",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.matched_by}"

    def get_absolute_url(self):
        return reverse("workshops:roll-out-answer", args=[self.pk])

    @property
    def is_waiting(self):
        return self.status == self.Status.ASKED


class RollOutEvent(Event):
    class Verb(models.TextChoices):
        ASKED = "asked", pgettext_lazy("roll-out", "Asked")
        TAKEN_UP = "taken_up", pgettext_lazy("roll-out", "Wants to try it")
        HAS_IT = "has_it", pgettext_lazy("roll-out", "Does it already")
        NO_USE = "no_use", pgettext_lazy("roll-out", "No use for it")

    record = models.ForeignKey(
        RollOutAnswer, models.CASCADE, related_name="events", verbose_name=_("answer to a roll-out")
    )
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a roll-out")
        verbose_name_plural = _("events of roll-outs")
