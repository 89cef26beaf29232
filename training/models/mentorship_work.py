"""What is done under an agreement: its stages (阶段) with their checks, and the record of each month."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped
from alliance_portal.moments import day_words
from members.models import Person
from workshops.models.codes import new_code

from ..querysets import GuidanceRecordQuerySet, StageQuerySet
from .mentorship import Mentorship, Outcome


class Stage(TimeStamped):
    """What is taught until a day (two months each unless agreed otherwise), and what the check has found."""

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="stages", verbose_name=_("mentoring agreement")
    )
    content = models.CharField(_("what is taught"), max_length=300, blank=True)
    due_on = models.DateField(pgettext_lazy("a stage", "until"))
    result = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    finding = models.TextField(_("what the check has found"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["mentorship", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on=None, result="") | Q(checked_on__isnull=False) & ~Q(result=""),
                name="stage_checked_with_its_result",
            )
        ]

    def __str__(self):
        return self.content or day_words(self.due_on)

    @property
    def is_late(self):
        return self.checked_on is None and self.due_on < timezone.localdate()


class GuidanceRecord(TimeStamped):
    """That mentor and apprentice worked together in a month: one tap, with words and a photo if somebody likes."""

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="records", verbose_name=_("mentoring agreement")
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    words = models.CharField(_("what was done"), max_length=300, blank=True)
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    image = models.ImageField(_("picture"), upload_to="mentoring/%Y/%m", blank=True)
    thumbnail = models.ImageField(_("small picture"), upload_to="mentoring/%Y/%m", blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)

    objects = GuidanceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly record")
        verbose_name_plural = _("monthly records")
        ordering = ["-month", "-pk"]
        constraints = [models.UniqueConstraint(fields=["mentorship", "person", "month"], name="guidance_once_a_month")]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.mentorship}"

    @property
    def small(self):
        return reverse("training:guidance-photo", args=[self.code, "small"])

    @property
    def large(self):
        return reverse("training:guidance-photo", args=[self.code, "large"])
