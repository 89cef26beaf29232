"""How something is judged: criteria with their most points, and in words what so many points mean."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise

from ..querysets import RubricQuerySet

MOST_POINTS = 100


class Rubric(TimeStamped):
    """A 评分表. Once somebody is asked to judge by it its words stay as they are: it is changed by a new version."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="rubrics", verbose_name=_("enterprise"),
        help_text=_("Empty: offered in every enterprise."),
    )  # fmt: skip
    name = models.CharField(pgettext_lazy("of a rubric", "name"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced_by", verbose_name=_("in place of")
    )
    is_active = models.BooleanField(_("offered"), default=True)
    used_at = models.DateTimeField(_("first judged by"), null=True, editable=False)

    objects = RubricQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["name", "version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name", "version"],
                condition=Q(enterprise__isnull=False),
                name="rubric_once_per_enterprise",
                violation_error_message=_("There is a rubric of this name already."),
            ),
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=Q(enterprise=None),
                name="rubric_once_in_the_district",
                violation_error_message=_("There is a rubric of this name already."),
            ),
        ]

    def __str__(self):
        return self.name if self.version == 1 else _("%(name)s, version %(n)s") % {"name": self.name, "n": self.version}

    @property
    def points(self):
        """The most that all criteria together give."""
        return sum(criterion.points for criterion in self.criteria.all())


class Criterion(TimeStamped):
    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria", verbose_name=_("rubric"))
    name = models.CharField(pgettext_lazy("of a criterion", "name"), max_length=40)
    points = models.PositiveSmallIntegerField(
        _("most points"), validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )
    place = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rubric", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "name"],
                name="criterion_once_per_rubric",
                violation_error_message=_("This criterion is there already."),
            ),
            models.CheckConstraint(condition=Q(points__range=(1, MOST_POINTS)), name="criterion_gives_1_to_100"),
        ]

    def __str__(self):
        return self.name


class Anchor(TimeStamped):
    """What so many points of a criterion mean. Bands may overlap or leave gaps, as those of real rubrics do."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="anchors", verbose_name=_("criterion"))
    points_from = models.PositiveSmallIntegerField(_("points from"))
    points_to = models.PositiveSmallIntegerField(_("points to"))
    words = models.CharField(_("in words"), max_length=200)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["criterion", "-points_to", "-points_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points_from__lte=F("points_to")),
                name="anchor_points_in_order",
                violation_error_message=_("The band begins above its end."),
            )
        ]

    def __str__(self):
        return f"{self.band} {self.words}"

    @property
    def band(self):
        """“26–30”, or “40” for a single number."""
        return str(self.points_to) if self.points_from == self.points_to else f"{self.points_from}–{self.points_to}"

    def clean(self):
        if self.points_to is not None and self.criterion_id and self.points_to > self.criterion.points:
            most = _("This criterion gives %(points)d points at most.") % {"points": self.criterion.points}
            raise ValidationError({"points_to": most})
