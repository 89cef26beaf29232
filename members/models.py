"""Accounts, people, enterprises, departments, roles, and the record of imported ledgers."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped

from .querysets import DepartmentQuerySet, EnterpriseQuerySet, ImportBatchQuerySet, PersonQuerySet


class Role(models.TextChoices):
    DISTRICT_STAFF = "district_staff", _("District union staff")
    OFFICER = "officer", _("Enterprise union officer")
    REVIEWER = "reviewer", _("Reviewer")
    FINANCE = "finance", _("Finance")
    LEADER = "leader", _("Enterprise leader")


DISTRICT_ROLES = frozenset({Role.DISTRICT_STAFF})


class User(AbstractUser):
    """An account. The username is `CODE-work number`; the name shown is the person's, or `full_name`."""

    first_name = last_name = None
    full_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60, blank=True)

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Upper("username"), name="user_username_any_case")]

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self):
        return self.person_or_none.name if self.person_or_none else self.full_name

    def get_short_name(self):
        return self.get_full_name()

    @cached_property
    def person_or_none(self):
        """The roster entry of this account, None for district staff."""
        return getattr(self, "person", None)

    @property
    def has_left(self):
        """Whether the person behind the account is no longer in service: such an account lets nobody in."""
        return self.person_or_none is not None and not self.person_or_none.in_service

    @cached_property
    def roles(self):
        """frozenset of (role, enterprise id or None), read once per request."""
        return frozenset((held.role, held.enterprise_id) for held in self.role_assignments.all())


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
    is_active = models.BooleanField(_("takes part"), default=True)

    objects = EnterpriseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(answer_days__range=(3, 15)), name="enterprise_answer_days_3_to_15")
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


class Person(TimeStamped):
    """Somebody on an enterprise's roster, with or without an account."""

    class SkillGrade(models.TextChoices):
        JUNIOR = "junior", _("Junior worker")
        INTERMEDIATE = "intermediate", _("Intermediate worker")
        SENIOR = "senior", _("Senior worker")
        TECHNICIAN = "technician", _("Technician")
        SENIOR_TECHNICIAN = "senior_technician", _("Senior technician")

    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("account")
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="people", verbose_name=_("enterprise"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="people", verbose_name=_("department"))
    work_number = models.CharField(_("work number"), max_length=20)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    post = models.CharField(_("post"), max_length=40, blank=True)
    skill_grade = models.CharField(_("skill grade"), max_length=20, choices=SkillGrade.choices, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    joined_on = models.DateField(pgettext_lazy("an enterprise", "joined on"), null=True, blank=True)
    left_on = models.DateField(pgettext_lazy("an enterprise", "left on"), null=True, blank=True)
    in_service = models.BooleanField(_("in service"), default=True)

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["enterprise", "work_number"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "work_number"], name="person_work_number_once_per_enterprise")
        ]
        indexes = [models.Index(fields=["enterprise", "name"], name="person_by_name")]

    def __str__(self):
        return f"{self.name} {self.work_number}"

    @property
    def masked_name(self):
        """The name for paper that passes through other hands: 王海 becomes 王*."""
        return self.name[:1] + "*" * min(len(self.name) - 1, 2)

    def clean(self):
        if self.department_id and self.enterprise_id and self.department.enterprise_id != self.enterprise_id:
            raise ValidationError({"department": _("Choose a department of the same enterprise.")})
        if self.left_on and self.joined_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("This is before the day of joining.")})


class RoleAssignment(TimeStamped):
    """What an account may do, and where: an enterprise, or the district when `enterprise` is empty."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="role_assignments", verbose_name=_("enterprise")
    )
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("granted by")
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["enterprise", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "enterprise"],
                condition=Q(enterprise__isnull=False),
                name="role_once_per_enterprise",
                violation_error_message=_("This account holds the role already."),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(enterprise=None),
                name="role_once_in_the_district",
                violation_error_message=_("This account holds the role already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(DISTRICT_ROLES), enterprise=None)
                | (~Q(role__in=sorted(DISTRICT_ROLES)) & Q(enterprise__isnull=False)),
                name="role_in_its_scope",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"

    def clean(self):
        if self.role in DISTRICT_ROLES and self.enterprise_id:
            raise ValidationError({"enterprise": _("A district role belongs to no enterprise: leave this empty.")})
        if self.role and self.role not in DISTRICT_ROLES and not self.enterprise_id:
            raise ValidationError({"enterprise": _("Choose the enterprise in which the role holds.")})


class ImportBatch(TimeStamped):
    """One uploaded ledger: its preview, then its result, then perhaps its undoing."""

    class Kind(models.TextChoices):
        ROSTER = "roster", _("Staff roster")
        SUGGESTIONS = "suggestions", _("Suggestion ledger")

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("To be confirmed")
        COMMITTED = "committed", _("Imported")
        DISCARDED = "discarded", _("Not imported")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(_("ledger"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREVIEWED)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="imports", verbose_name=_("enterprise"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by"))
    committed_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.file_name} · {self.get_kind_display()}"


class ImportRow(models.Model):
    """One row of an imported ledger: what was read, what it meant, and what undoing it needs."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Same")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row in the sheet"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    cells = models.JSONField(_("cells as read"), default=list)
    values = models.JSONField(_("values understood"), default=dict)
    problems = models.JSONField(_("reasons"), default=list, help_text="[[column, reason], ...]")
    object_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self):
        return f"{self.number}: {self.get_outcome_display()}"
