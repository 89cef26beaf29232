"""Who judges which entries of an award round, who does not and why, and the scores."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped

from ..querysets import AwardAssignmentQuerySet
from .award import AwardRound
from .award_entry import AwardEntry
from .rubric import Criterion


class AwardJudge(TimeStamped):
    """Somebody with an account who judges in a round, from whatever enterprise."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="judges", verbose_name=_("award round"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="judging", verbose_name=_("judge"))

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        ordering = ["round", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="award_judge_once_per_round")]

    def __str__(self):
        return str(self.user)


class AwardConflict(TimeStamped):
    """A judge does not judge an entry (回避)."""

    class Kind(models.TextChoices):
        OWN = "own", pgettext_lazy("conflict", "Of the same enterprise")
        PART = "part", pgettext_lazy("conflict", "Has a part in it")
        DECLARED = "declared", pgettext_lazy("conflict", "Declared by the judge")
        NAMED = "named", pgettext_lazy("conflict", "Named by those who run the round")

    judge = models.ForeignKey(AwardJudge, models.CASCADE, related_name="conflicts", verbose_name=_("judge"))
    entry = models.ForeignKey(AwardEntry, models.CASCADE, related_name="conflicts", verbose_name=_("award entry"))
    kind = models.CharField(_("why"), max_length=8, choices=Kind.choices)
    note = models.CharField(_("in words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["judge", "pk"]
        constraints = [models.UniqueConstraint(fields=["judge", "entry"], name="award_conflict_once")]

    def __str__(self):
        return f"{self.judge} · {self.get_kind_display()}"


class AwardAssignment(TimeStamped):
    """An entry for a judge to score. The score is final as it is given: from then on the mean is shown."""

    judge = models.ForeignKey(AwardJudge, models.CASCADE, related_name="assignments", verbose_name=_("judge"))
    entry = models.ForeignKey(AwardEntry, models.CASCADE, related_name="assignments", verbose_name=_("award entry"))
    opinion = models.TextField(_("opinion"), blank=True)
    scored_at = models.DateTimeField(_("scored at"), null=True)

    objects = AwardAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry to score")
        verbose_name_plural = _("entries to score")
        ordering = ["judge", "entry__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["judge", "entry"], name="award_assignment_once"),
            models.CheckConstraint(
                condition=Q(scored_at=None, opinion="") | (Q(scored_at__isnull=False) & ~Q(opinion="")),
                name="award_assignment_scored_in_words",
            ),
        ]

    def __str__(self):
        return _("Entry %(number)s") % {"number": self.entry.number}

    def get_absolute_url(self):
        return reverse("workshops:judging-entry", args=[self.entry.round.slug, self.entry.number])

    @property
    def total(self):
        return sum(score.points for score in self.scores.all())


class AwardScore(models.Model):
    """The points of one judge for one criterion; the weight of a criterion is the most points it gives."""

    assignment = models.ForeignKey(
        AwardAssignment, models.CASCADE, related_name="scores", verbose_name=_("entry to score")
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["assignment", "criterion__place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="award_score_once_per_criterion")
        ]

    def __str__(self):
        return f"{self.criterion} {self.points}"
