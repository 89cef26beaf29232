"""Which workshops belong to which alliances, from when to when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped

from ..querysets import AllianceMembershipQuerySet
from .alliance import Alliance
from .workshop import Workshop


class AllianceMembership(TimeStamped):
    """A workshop's time in an alliance; it may be in several at once, and come back after it has left."""

    class Ground(models.TextChoices):
        RIGHT = "right", _("By right")
        APPLICATION = "application", _("By application")

    class Leaving(models.TextChoices):
        WISH = "wish", _("By its own wish")
        REMOVED = "removed", _("Removed after rectification")

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="memberships", verbose_name=_("alliance"))
    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="alliance_memberships", verbose_name=_("workshop")
    )
    ground = models.CharField(_("ground"), max_length=12, choices=Ground.choices, default=Ground.APPLICATION)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    leaving = models.CharField(_("how it left"), max_length=8, choices=Leaving.choices, blank=True)
    leaving_reason = models.TextField(_("reason of leaving"), blank=True)

    objects = AllianceMembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("alliance membership")
        verbose_name_plural = _("alliance memberships")
        ordering = ["alliance", "joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "workshop"],
                condition=Q(left_on=None),
                name="alliance_membership_open_once",
                violation_error_message=_("This workshop belongs to the alliance already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")),
                name="alliance_membership_dates_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.workshop} · {self.alliance}"

    def clean(self):
        if self.left_on and self.joined_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("This is before the day of joining.")})
