"""How ready a workshop is: what is said of each heading, with evidence, and what staff found on the spot."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped

from .. import headings
from ..querysets import AcceptanceQuerySet, EvidenceQuerySet
from .stored_document import StoredDocument
from .workshop import Workshop


class ReadinessItem(TimeStamped):
    """What somebody said of one heading of one workshop; earlier words stay in the history."""

    class State(models.TextChoices):
        MISSING = "missing", pgettext_lazy("readiness", "Missing")
        IN_HAND = "in_hand", pgettext_lazy("readiness", "In hand")
        THERE = "there", pgettext_lazy("readiness", "There")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="readiness", verbose_name=_("workshop"))
    heading = models.CharField(_("heading"), max_length=12, choices=headings.CHOICES)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.MISSING)
    words = models.TextField(_("in words"), blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("said by")
    )
    said_at = models.DateTimeField(_("said at"), null=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("heading of readiness")
        verbose_name_plural = _("headings of readiness")
        ordering = ["workshop", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "heading"], name="readiness_once_per_heading")]

    def __str__(self):
        return f"{self.get_heading_display()} {self.get_state_display()}"


class Evidence(StoredDocument):
    """A file that shows that a heading is met."""

    item = models.ForeignKey(ReadinessItem, models.CASCADE, related_name="evidence", verbose_name=_("heading"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["item", "pk"]


class Acceptance(TimeStamped):
    """An on-site acceptance (现场验收) by district staff; a later one stands beside it and does not replace it."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="acceptances", verbose_name=_("workshop"))
    held_on = models.DateField(_("day of the visit"))
    opinion = models.TextField(_("what is to be improved"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("on-site acceptance")
        verbose_name_plural = _("on-site acceptances")
        ordering = ["-held_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "held_on"], name="acceptance_once_a_day")]

    def __str__(self):
        return f"{self.workshop.name} {self.held_on}"

    @property
    def points(self):
        return sum(score.points for score in self.scores.all())

    @property
    def most(self):
        return sum(score.most for score in self.scores.all())


class AcceptanceScore(models.Model):
    """The points of one heading, with the maximum that held then."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="scores", verbose_name=_("acceptance"))
    heading = models.CharField(_("heading"), max_length=12, choices=headings.SCORED)
    points = models.PositiveSmallIntegerField(_("points"))
    most = models.PositiveSmallIntegerField(_("most points"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("points of an acceptance")
        verbose_name_plural = _("points of acceptances")
        ordering = ["acceptance", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "heading"], name="acceptance_score_once"),
            models.CheckConstraint(condition=Q(points__lte=F("most")), name="acceptance_points_within_the_most"),
        ]

    def __str__(self):
        return f"{self.get_heading_display()} {self.points}/{self.most}"
