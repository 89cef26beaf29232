"""Visits (面对面调研) of the district union to enterprises: what was found, advised and promised there."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import Event, TimeStamped
from alliance_portal.moments import full_day
from members.models import Enterprise

from ..querysets import EnterpriseKindQuerySet, VisitQuerySet
from .workshop import Workshop


class EnterpriseKind(TimeStamped):
    """A kind of enterprise that is guided in a way of its own (分类指导). An enterprise may be of several kinds."""

    name = models.CharField(pgettext_lazy("of a kind", "name"), max_length=30, unique=True)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    enterprises = models.ManyToManyField(
        Enterprise, blank=True, related_name="kinds", verbose_name=_("enterprises of this kind")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = EnterpriseKindQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[enterprises])

    class Meta:
        verbose_name = _("kind of enterprise")
        verbose_name_plural = _("kinds of enterprises")
        ordering = ["place", "name"]

    def __str__(self):
        return self.name


class GuidancePoint(TimeStamped):
    """A piece of guidance that fits a kind of enterprise."""

    kind = models.ForeignKey(EnterpriseKind, models.PROTECT, related_name="points", verbose_name=_("fits"))
    words = models.CharField(_("guidance"), max_length=120)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("point of guidance")
        verbose_name_plural = _("points of guidance")
        ordering = ["kind", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "words"],
                name="guidance_once_per_kind",
                violation_error_message=_("This guidance is there already."),
            )
        ]

    def __str__(self):
        return self.words


class Visit(TimeStamped):
    """One visit. A draft is the union's own; once shared the enterprise reads it, but never the internal note."""

    # Who acts for it besides district staff and officers, see `members.acting`.
    RUN_BY = "leader"

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("visit", "Draft")
        SHARED = "shared", _("Shared with the enterprise")
        CLOSED = "closed", pgettext_lazy("visit", "Closed")
        DISCARDED = "discarded", pgettext_lazy("visit", "Thrown away")

    TRANSITIONS = {
        Status.DRAFT: {Status.SHARED, Status.DISCARDED},
        Status.SHARED: {Status.CLOSED},
        Status.CLOSED: {Status.SHARED},
    }
    # What the enterprise may read and what is counted.
    TOLD = (Status.SHARED, Status.CLOSED)

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="visits", verbose_name=_("enterprise"))
    workshops = models.ManyToManyField(Workshop, blank=True, related_name="visits", verbose_name=_("workshops visited"))
    visited_on = models.DateField(_("day of the visit"))
    union_people = models.CharField(
        _("who of the union went"), max_length=200, help_text=_("Names, as they shall stand in the minutes.")
    )
    accounts = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("their accounts"),
        help_text=_("They are told what the enterprise answers."),
    )  # fmt: skip
    met = models.CharField(_("whom they met"), max_length=300)
    findings = models.TextField(_("findings"))
    difficulties = models.TextField(_("difficulties of the enterprise"), blank=True)
    points = models.ManyToManyField(
        GuidancePoint, blank=True, related_name="visits", verbose_name=_("guidance given"),
        help_text=_("What fits the kind of the enterprise; the list is kept with the kinds."),
    )  # fmt: skip
    guidance = models.TextField(_("further guidance"), blank=True)
    internal_note = models.TextField(
        _("internal note"), blank=True, help_text=_("The enterprise never reads this, and it is not in the minutes.")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("recorded by")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = VisitQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"], m2m_fields=[workshops, accounts, points])

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["enterprise", "-visited_on"], name="visit_by_enterprise")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(findings="") & ~models.Q(union_people="") & ~models.Q(met=""),
                name="visit_says_who_met_whom_and_what",
            )
        ]

    def __str__(self):
        return f"{self.enterprise} {full_day(self.visited_on)}"

    def get_absolute_url(self):
        """The page of the enterprise."""
        return reverse("workshops:visit", args=[self.pk])

    @property
    def enterprise_or_none(self):
        """The enterprise, None before one has been chosen."""
        return self.enterprise if self.enterprise_id else None

    @property
    def is_told(self):
        """Whether the enterprise reads it."""
        return self.status in self.TOLD

    @property
    def is_open(self):
        """Whether anything may still be changed or answered."""
        return self.status in (self.Status.DRAFT, self.Status.SHARED)


class VisitEvent(Event):
    class Verb(models.TextChoices):
        RECORDED = "recorded", pgettext_lazy("visit", "Written down")
        EDITED = "edited", pgettext_lazy("visit", "Changed")
        SHARED = "shared", pgettext_lazy("visit", "Shared with the enterprise")
        FOLLOWED_UP = "followed_up", _("Followed up")
        NOTED = "noted", _("Internal note")
        FEEDBACK = "feedback", _("Word of the enterprise")
        CLOSED = "closed", pgettext_lazy("visit", "Closed")
        REOPENED = "reopened", pgettext_lazy("visit", "Opened again")
        DISCARDED = "discarded", pgettext_lazy("visit", "Thrown away")

    # The union's own: these are never read by the enterprise.
    INTERNAL = (Verb.RECORDED, Verb.EDITED, Verb.NOTED, Verb.DISCARDED)

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Visit, models.CASCADE, related_name="events", verbose_name=_("visit"))

    class Meta(Event.Meta):
        verbose_name = _("event of a visit")
        verbose_name_plural = _("events of visits")


def refuse_foreign_parts(enterprise, workshops, points):
    """Raise ValidationError where a workshop, or guidance for another kind, does not fit the enterprise."""
    if any(workshop.enterprise_id != enterprise.pk for workshop in workshops):
        raise ValidationError({"workshops": _("Choose workshops of the enterprise that was visited.")})
    kinds = set(enterprise.kinds.values_list("pk", flat=True))
    if any(point.kind_id not in kinds for point in points):
        raise ValidationError({"points": _("Choose guidance that fits a kind of this enterprise.")})
