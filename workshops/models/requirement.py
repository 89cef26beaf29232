"""What superiors ask of workshops: who asks, in which words, how often, and for what."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.facts import Fact, Kind, Timing
from alliance_portal.models import HoldsFile, TimeStamped
from members.models import Enterprise

from ..querysets import OwnFactQuerySet, RequirementQuerySet, SuperiorQuerySet


class Superior(TimeStamped):
    """An office above that asks workshops for something."""

    class System(models.TextChoices):
        UNION = "union", _("Trade unions")
        LABOUR = "labour", _("Human resources and social security")
        SCIENCE = "science", _("Science and technology")
        EDUCATION = "education", _("Education")
        OTHER = "other", pgettext_lazy("system of a superior", "Other")

    name = models.CharField(pgettext_lazy("of a superior", "name"), max_length=60, unique=True)
    system = models.CharField(_("system"), max_length=10, choices=System.choices)
    contact = models.CharField(
        _("whom to ask there"), max_length=200, blank=True, help_text=_("Name, telephone, when somebody is there.")
    )
    is_active = models.BooleanField(_("still asks"), default=True)

    objects = SuperiorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("superior")
        verbose_name_plural = _("superiors")
        ordering = ["name"]

    def __str__(self):
        return self.name


class OwnFact(TimeStamped):
    """A fact that staff added to the catalogue: the portal cannot know it, so workshops type it, once."""

    label = models.CharField(_("what it is called"), max_length=40, unique=True)
    kind = models.CharField(
        pgettext_lazy("of a value", "kind"), max_length=8, choices=Kind.choices, default=Kind.NUMBER
    )
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    timing = models.CharField(_("of which time it speaks"), max_length=8, choices=Timing.choices, default=Timing.PERIOD)
    definition = models.TextField(_("what exactly it counts"))
    is_active = models.BooleanField(_("offered"), default=True)

    objects = OwnFactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("fact added by staff")
        verbose_name_plural = _("facts added by staff")
        ordering = ["label"]

    def __str__(self):
        return self.label

    @property
    def code(self):
        return f"own-{self.pk}"

    def as_fact(self):
        facts = {"kind": self.kind, "timing": self.timing, "unit": self.unit}
        decimals = 2 if self.kind == Kind.NUMBER else 0
        return Fact(self.code, self.label, self.definition, chapter=_("Added by staff"), decimals=decimals, **facts)


class Requirement(HoldsFile, TimeStamped):
    """One thing a superior asks for: of which workshops, how often, by when, and on which form."""

    FILE = "blank_form"
    FILE_FACTS: ClassVar = {"blank_form_name": "name"}

    class Frequency(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        HALF_YEAR = "half_year", _("Every half-year")
        YEARLY = "yearly", _("Every year")

    # How many months a period has; what is asked for once covers the months in which it is in force.
    LENGTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEAR: 6, Frequency.YEARLY: 12}

    superior = models.ForeignKey(Superior, models.PROTECT, related_name="requirements", verbose_name=_("superior"))
    title = models.CharField(_("what the superior calls it"), max_length=80)
    kinds = models.JSONField(_("asked of workshops of these kinds"), default=list, blank=True)
    systems = models.JSONField(_("asked of holders of plates of these systems"), default=list, blank=True)
    enterprises = models.ManyToManyField(
        Enterprise, blank=True, related_name="+", verbose_name=_("asked of workshops of these enterprises"),
        help_text=_("Empty: of all enterprises."),
    )  # fmt: skip
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices)
    year_begins = models.PositiveSmallIntegerField(
        _("reporting year begins in"), choices=MONTHS, default=1,
        help_text=_("The yearly statistics of the unions begin in October."),
    )  # fmt: skip
    due_after = models.PositiveSmallIntegerField(
        _("due so many months after the period's end"), default=1, validators=[MaxValueValidator(12)],
        help_text=_("0: still in the last month of the period."),
    )  # fmt: skip
    due_day = models.PositiveSmallIntegerField(
        _("due on the day"), default=10, validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("31 is the last day of every month."),
    )  # fmt: skip
    form_title = models.CharField(
        _("title line of its table"), max_length=80, blank=True,
        help_text=_("As it stands above the table of the form. Empty: what the superior calls it."),
    )  # fmt: skip
    blank_form = models.FileField(
        _("blank form"), upload_to="forms/%Y/%m", blank=True, max_length=120,
        help_text=_("PDF, Word, Excel, PowerPoint or a picture, at most 20 MB (pictures 8 MB)."),
    )  # fmt: skip
    blank_form_name = models.CharField(max_length=160, blank=True, editable=False)
    needs_stamp = models.BooleanField(_("stamped paper is asked for"), default=False)
    in_force_from = models.DateField(
        _("in force from"), help_text=_("The month counts. Asked for once: the first month it is about.")
    )
    in_force_until = models.DateField(
        _("in force until"), null=True, blank=True,
        help_text=_("The month counts. Empty: until further notice. Asked for once: the last month it is about."),
    )  # fmt: skip
    note = models.TextField(_("note"), blank=True)

    objects = RequirementQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[enterprises])

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["superior", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["superior", "title", "in_force_from"],
                name="requirement_once",
                violation_error_message=_("This requirement of the superior is there already."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="requirement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(frequency="once") | Q(in_force_until__isnull=False), name="requirement_once_has_an_end"
            ),
            models.CheckConstraint(condition=Q(due_day__range=(1, 31)), name="requirement_due_day_1_to_31"),
            models.CheckConstraint(condition=Q(year_begins__range=(1, 12)), name="requirement_year_begins_1_to_12"),
        ]

    def __str__(self):
        return self.title

    @property
    def heading(self):
        """The title line of its table."""
        return self.form_title or self.title

    def clean(self):
        """Months are meant, whatever day of them was typed."""
        if self.in_force_from:
            self.in_force_from = self.in_force_from.replace(day=1)
        if self.in_force_until:
            self.in_force_until = self.in_force_until.replace(day=1)
        if self.frequency == self.Frequency.ONCE and not self.in_force_until:
            raise ValidationError({"in_force_until": _("Please say up to which month it asks.")})
        if self.in_force_from and self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValidationError({"in_force_until": _("This is before the first month.")})


class RequirementField(TimeStamped):
    """A column of a requirement's table: the superior's own word for it, and which fact that is."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="fields", verbose_name=_("requirement"))
    place = models.PositiveSmallIntegerField(_("column"), default=0)
    name = models.CharField(_("called by the superior"), max_length=60)
    fact = models.CharField(
        _("which fact that is"), max_length=40, blank=True,
        help_text=_("Left open, workshops type it for this form alone, and no other form is filled from it."),
    )  # fmt: skip
    in_wan = models.BooleanField(_("in ten thousands of yuan"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("column of a requirement")
        verbose_name_plural = _("columns of a requirement")
        ordering = ["requirement", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "name"],
                name="requirement_field_once",
                violation_error_message=_("This column is there already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def code(self):
        """The code of its fact; while nothing is known of it yet, one of its own."""
        return self.fact or f"field-{self.pk}"
