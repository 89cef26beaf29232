"""What an enterprise was asked to check (请核对), and what its officers said to it. The rules are in the statistics."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Enterprise

from ..querysets import FlagCaseQuerySet


class FlagCase(models.Model):
    """A rule that the suggestions of an enterprise met in a year: a question, asked once."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="flag_cases", verbose_name=_("enterprise"))
    code = models.SlugField(_("rule"), max_length=24)
    year = models.PositiveSmallIntegerField(_("year of receipt"))
    part = models.PositiveIntegerField(_("suggestions that are as the rule says"))
    whole = models.PositiveIntegerField(_("suggestions it looks at"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)

    objects = FlagCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("number to be checked")
        verbose_name_plural = _("numbers to be checked")
        ordering = ["-year", "enterprise", "code"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "code", "year"], name="flag_case_once"),
            models.CheckConstraint(condition=Q(part__lte=F("whole")), name="flag_case_part_of_whole"),
        ]

    def __str__(self):
        return f"{self.enterprise} {self.year} {self.code}"


class FlagAnswer(models.Model):
    """A sentence of an officer (已核对：…), with the numbers to which it was said. Nothing of it is changed later."""

    LONGEST = 200

    case = models.ForeignKey(FlagCase, models.CASCADE, related_name="answers", verbose_name=_("number to be checked"))
    words = models.CharField(pgettext_lazy("of a number", "what was found"), max_length=LONGEST)
    part = models.PositiveIntegerField(_("suggestions that were as the rule says"))
    whole = models.PositiveIntegerField(_("suggestions it looked at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a number")
        verbose_name_plural = _("answers to numbers")
        ordering = ["case", "answered_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="flag_answer_says_something")]

    def __str__(self):
        return self.words
