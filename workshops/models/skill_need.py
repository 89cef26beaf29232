"""How many people with which grade of a speciality a department or a workshop needs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Department, Person, Speciality

from ..querysets import SkillNeedQuerySet
from .workshop import Workshop

MOST_NEEDED = 999


class SkillNeed(TimeStamped):
    """Set by officers for departments, and by whoever runs a workshop for that; the history tells who and when."""

    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="skill_needs", verbose_name=_("department")
    )
    workshop = models.ForeignKey(
        Workshop, models.CASCADE, null=True, blank=True, related_name="skill_needs", verbose_name=_("workshop")
    )
    speciality = models.ForeignKey(
        Speciality, models.PROTECT, related_name="skill_needs", verbose_name=_("trade or speciality")
    )
    least_grade = models.CharField(_("least grade"), max_length=20, choices=Person.SkillGrade.choices)
    number = models.PositiveSmallIntegerField(
        _("people needed"), validators=[MinValueValidator(1), MaxValueValidator(MOST_NEEDED)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SkillNeedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("of skills", "need")
        verbose_name_plural = _("needs of skills")
        ordering = ["department", "workshop", "speciality__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, workshop=None) | Q(department=None, workshop__isnull=False),
                name="skill_need_of_one_unit",
                violation_error_message=_("Please choose either a department or a workshop."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="skill_need_of_somebody"),
            models.UniqueConstraint(fields=["department", "speciality"], name="skill_need_once_per_department"),
            models.UniqueConstraint(fields=["workshop", "speciality"], name="skill_need_once_per_workshop"),
        ]

    def __str__(self):
        return f"{self.unit} · {self.speciality}"

    @property
    def unit(self):
        """The department or the workshop that needs them."""
        return self.department or self.workshop
