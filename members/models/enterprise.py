"""Enterprises, their tree of departments, and how many people work there."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped

from ..querysets import DepartmentQuerySet, EnterpriseQuerySet


class Enterprise(TimeStamped):
    name = models.CharField(_("name"), max_length=100, unique=True)
    short_name = models.CharField(_("short name"), max_length=30, unique=True)
    code = models.CharField(
        _("enterprise code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"\A[A-Z]{2,6}\Z", _("Use 2 to 6 capital letters, such as CF."))],
        help_text=_("2 to 6 capital letters. Suggestion numbers and account names begin with it."),
    )
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    industry = models.CharField(_("industry"), max_length=40, blank=True)
    town = models.CharField(_("town or park"), max_length=40, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=7,
        validators=[MinValueValidator(3), MaxValueValidator(15)],
        help_text=_("Calendar days in which a suggestion is answered: 3 to 15."),
    )
    opinion_days = models.PositiveSmallIntegerField(
        _("days to answer an opinion"),
        default=7,
        validators=[MinValueValidator(3), MaxValueValidator(15)],
        help_text=_("Something that is wrong, without an idea how to change it: 3 to 15."),
    )
    hazard_days = models.PositiveSmallIntegerField(
        _("days to answer a hazard"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
        help_text=_("Where somebody may get hurt: 1 to 7."),
    )
    major_days = models.PositiveSmallIntegerField(
        _("days to answer a major suggestion"),
        default=30,
        validators=[MinValueValidator(15), MaxValueValidator(60)],
        help_text=_("What needs a thorough study: 15 to 60. A reviewer says so before the usual day is over."),
    )
    is_active = models.BooleanField(_("takes part"), default=True)

    objects = EnterpriseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(answer_days__range=(3, 15)), name="enterprise_answer_days_3_to_15"),
            models.CheckConstraint(condition=Q(opinion_days__range=(3, 15)), name="enterprise_opinion_days_3_to_15"),
            models.CheckConstraint(condition=Q(hazard_days__range=(1, 7)), name="enterprise_hazard_days_1_to_7"),
            models.CheckConstraint(condition=Q(major_days__range=(15, 60)), name="enterprise_major_days_15_to_60"),
        ]

    def __str__(self):
        return self.short_name


class Department(TimeStamped):
    """A 车间 or 班组: a node of the enterprise's tree."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="departments", verbose_name=_("enterprise"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    name = models.CharField(_("name"), max_length=60)
    head = models.ForeignKey(
        "members.Person", models.SET_NULL, null=True, blank=True, related_name="headed_departments",
        verbose_name=_("head"),
        help_text=_("Decides small fixes on the spot, and what is handed to the department."),
    )  # fmt: skip
    is_active = models.BooleanField(_("in use"), default=True)

    objects = DepartmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["enterprise", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                condition=Q(parent=None),
                name="department_name_once_per_enterprise",
                violation_error_message=_("This department is there already."),
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(parent__isnull=False),
                name="department_name_once_per_parent",
                violation_error_message=_("This department is there already."),
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="department_not_its_own_parent"),
        ]

    def __str__(self):
        return f"{self.parent.name} · {self.name}" if self.parent_id else self.name

    def clean(self):
        if self.parent_id and self.parent.enterprise_id != self.enterprise_id:
            raise ValidationError({"parent": _("Choose a department of the same enterprise.")})
        if self.head_id and self.head.enterprise_id != self.enterprise_id:
            raise ValidationError({"head": _("Choose somebody of the same enterprise.")})
        ancestor = self.parent
        while ancestor:
            if self.pk and ancestor.pk == self.pk:
                raise ValidationError({"parent": _("A department cannot belong to one of its own teams.")})
            ancestor = ancestor.parent

    @property
    def shop(self):
        """The top department (车间) of this one; figures are kept by shop."""
        node = self
        while node.parent_id:
            node = node.parent
        return node


class Headcount(TimeStamped):
    """The official number of employees at a month's end; takes the place of the roster's own count."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="headcounts", verbose_name=_("enterprise"))
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="headcounts", verbose_name=_("department"),
        help_text=_("Empty: the whole enterprise."),
    )  # fmt: skip
    month = models.DateField(_("month"), help_text=_("First day of the month."))
    people = models.PositiveIntegerField(_("people at the month's end"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("official headcount")
        verbose_name_plural = _("official headcounts")
        ordering = ["-month", "enterprise"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "month"],
                condition=Q(department=None),
                name="headcount_once_per_enterprise",
                violation_error_message=_("The number of this month is there already."),
            ),
            models.UniqueConstraint(
                fields=["department", "month"],
                condition=Q(department__isnull=False),
                name="headcount_once_per_department",
                violation_error_message=_("The number of this month is there already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="headcount_first_of_month",
                violation_error_message=_("Choose the first day of the month."),
            ),
        ]

    def __str__(self):
        return f"{self.department or self.enterprise} {self.month:%Y-%m}: {self.people}"

    def clean(self):
        if self.department_id and self.department.enterprise_id != self.enterprise_id:
            raise ValidationError({"department": _("Choose a department of the same enterprise.")})
