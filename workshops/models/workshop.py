"""The workshops that alliances merge."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from alliance_portal.moments import full_day
from members.models import Enterprise, Speciality

from ..querysets import WorkshopQuerySet

# Addresses of the workbench that stand where a workshop's own would.
TAKEN_SLUGS = {
    "alliances", "applications", "bookings", "documents", "evidence", "help", "memberships", "new", "new-venue",
    "plans", "plates", "problems", "requirements", "results", "venues", "visits",
}  # fmt: skip


class Workshop(TimeStamped):
    """A 工作室. A shop floor (车间) is a `Department`."""

    # Who acts for it besides district staff and officers, see `members.acting`.
    RUN_BY = "workshop_leader"

    class Kind(models.TextChoices):
        MODEL_WORKER = "model_worker", _("Model-worker workshop")
        MASTER_CRAFTSMAN = "master_craftsman", _("Master-craftsman workshop")
        INDUSTRY_RESEARCH = "industry_research", _("Industry-university-research training workshop")

    class Innovation(models.TextChoices):
        """In what it innovates: one or more of four."""

        TECHNOLOGY = "technology", pgettext_lazy("innovation", "Technology")
        MANAGEMENT = "management", pgettext_lazy("innovation", "Management")
        SERVICE = "service", pgettext_lazy("innovation", "Service")
        RULES = "rules", pgettext_lazy("innovation", "Rules and systems")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=60, unique=True, help_text=_("Part of the page's web address."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="workshops", verbose_name=_("enterprise"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    speciality = models.CharField(_("speciality"), max_length=80, blank=True)
    specialities = models.ManyToManyField(
        Speciality, blank=True, related_name="workshops", verbose_name=_("specialities to be found by")
    )
    introduction = models.TextField(_("introduction"), blank=True)
    is_active = models.BooleanField(_("in operation"), default=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    closed_because = models.CharField(_("why it was closed"), max_length=200, blank=True, editable=False)

    # One column for each kind of innovation: they are filtered by, and a workshop has any number of them.
    innovates_technology = models.BooleanField(_("innovates in technology"), default=False)
    innovates_management = models.BooleanField(_("innovates in management"), default=False)
    innovates_service = models.BooleanField(_("innovates in service"), default=False)
    innovates_rules = models.BooleanField(_("innovates in rules and systems"), default=False)

    place = models.CharField(_("where it is"), max_length=120, blank=True)
    floor_space = models.PositiveIntegerField(
        _("floor space, m²"), null=True, blank=True, help_text=_("Many rules ask for a fixed place of 50 m² and more.")
    )
    leader_honour = models.CharField(_("honour of the leader"), max_length=80, blank=True)
    apprentices_a_year = models.PositiveIntegerField(_("apprentices a year"), null=True, blank=True)
    skilled_a_year = models.PositiveIntegerField(_("of them senior workers and above"), null=True, blank=True)
    partner_name = models.CharField(_("partner college or institute"), max_length=80, blank=True)
    partner_mentor = models.CharField(_("mentor of the partner"), max_length=60, blank=True)
    partner_since = models.DateField(_("working together since"), null=True, blank=True)

    # What is asked of one kind alone; everything else is asked of all of them.
    PARTICULARS = {
        Kind.MODEL_WORKER: ("leader_honour",),
        Kind.MASTER_CRAFTSMAN: ("apprentices_a_year", "skilled_a_year"),
        Kind.INDUSTRY_RESEARCH: ("partner_name", "partner_mentor", "partner_since"),
    }

    objects = WorkshopQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[specialities])

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="workshop_name_once_per_enterprise"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(is_active=False), name="workshop_closed_is_not_in_operation"
            ),
            models.CheckConstraint(
                condition=Q(skilled_a_year=None)
                | Q(apprentices_a_year=None)
                | Q(skilled_a_year__lte=models.F("apprentices_a_year")),
                name="workshop_skilled_are_among_apprentices",
                violation_error_message=_("These are more than all apprentices together."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:detail", args=[self.slug])

    @property
    def innovation_kinds(self):
        """The names of what it innovates in, in their order."""
        return [kind.label for kind in self.Innovation if getattr(self, f"innovates_{kind}")]

    @property
    def particulars(self):
        """(name, value as it is read) of what is asked of its kind, as far as it is filled in."""
        filled = [(self._meta.get_field(name), getattr(self, name)) for name in self.PARTICULARS.get(self.kind, ())]
        return [
            (field.verbose_name, full_day(value) if isinstance(value, dt.date) else value)
            for field, value in filled
            if value not in (None, "")
        ]

    def clean(self):
        """A workshop does not change its enterprise while it belongs to an alliance inside the one it leaves."""
        if self.slug in TAKEN_SLUGS:
            raise ValidationError({"slug": _("This address is needed for another page. Please choose another one.")})
        inside = self.alliance_memberships.current().filter(alliance__enterprise__isnull=False) if self.pk else None
        if inside and inside.exclude(alliance__enterprise=self.enterprise_id).exists():
            raise ValidationError({"enterprise": _("It belongs to an alliance inside another enterprise.")})
