"""Who takes part in a skills contest, the marks of each round, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped
from members.models import Enterprise, Person
from workshops.models import Honour

from ..querysets import ContestEntryQuerySet
from .contest import Contest, ContestPrize, ContestRound


class ContestEntry(TimeStamped):
    """One person in one contest. Total, place and prize are kept once it is published."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries", verbose_name=_("skills contest"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="contest_entries", verbose_name=_("person"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="contest_entries", verbose_name=_("enterprise"),
        help_text=_("Of the person, when entered."),
    )  # fmt: skip
    number = models.PositiveSmallIntegerField(_("number in the contest"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    is_absent = models.BooleanField(_("did not come"), default=False)
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=2, null=True, blank=True)
    place = models.PositiveSmallIntegerField(pgettext_lazy("contest", "place"), null=True, blank=True)
    prize = models.ForeignKey(
        ContestPrize, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("prize")
    )
    honour = models.OneToOneField(
        Honour, models.PROTECT, null=True, blank=True, related_name="contest_entry", verbose_name=_("honour")
    )
    grade_before = models.CharField(
        _("skill grade before"), max_length=20, choices=Person.SkillGrade.choices, blank=True
    )
    grade_after = models.CharField(_("skill grade after"), max_length=20, choices=Person.SkillGrade.choices, blank=True)
    promoted_on = models.DateField(_("promoted on"), null=True, blank=True)

    objects = ContestEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("contest entry")
        verbose_name_plural = _("contest entries")
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "person"], name="contest_entry_once"),
            models.UniqueConstraint(fields=["contest", "number"], name="contest_entry_number_once"),
            models.CheckConstraint(
                condition=Q(promoted_on=None, grade_after="") | Q(promoted_on__isnull=False) & ~Q(grade_after=""),
                name="contest_entry_promoted_to_something",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.person.name}"

    @property
    def shown_name(self):
        """As everybody reads it: by consent, else masked."""
        return self.person.name if self.person.is_named else self.person.masked_name


class ContestScore(models.Model):
    """The marks of one person in one round."""

    entry = models.ForeignKey(ContestEntry, models.CASCADE, related_name="scores", verbose_name=_("contest entry"))
    round = models.ForeignKey(ContestRound, models.CASCADE, related_name="scores", verbose_name=_("round of a contest"))
    points = models.DecimalField(_("marks"), max_digits=6, decimal_places=2)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("score of a contest")
        verbose_name_plural = _("scores of contests")
        ordering = ["entry", "round"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "round"], name="contest_score_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="contest_score_not_below_zero"),
        ]

    def __str__(self):
        return f"{self.entry_id} · {self.points}"
