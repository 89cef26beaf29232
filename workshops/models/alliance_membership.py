"""Which workshops belong to which alliances, from when to when, and how they came and went."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import AllianceMembershipQuerySet
from .alliance import Alliance
from .workshop import Workshop


class AllianceMembership(TimeStamped):
    """A workshop's time in an alliance; it may be in several at once, and come back after it has left."""

    class Status(models.TextChoices):
        MEMBER = "member", pgettext_lazy("alliance", "Member")
        RECTIFYING = "rectifying", _("Asked to put something right")
        LEFT = "left", pgettext_lazy("alliance", "Has left")

    TRANSITIONS = {
        Status.MEMBER: {Status.RECTIFYING, Status.LEFT},
        Status.RECTIFYING: {Status.MEMBER, Status.LEFT},
    }

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
    rectify_by = models.DateField(_("to be put right by"), null=True, blank=True)
    rectify_reason = models.TextField(_("what is to be put right"), blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.MEMBER)
    version = models.PositiveIntegerField(default=1)

    objects = AllianceMembershipQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=(Q(status="left", left_on__isnull=False) & ~Q(leaving=""))
                | (~Q(status="left") & Q(left_on=None, leaving="")),
                name="alliance_membership_left_with_day_and_way",
            ),
            models.CheckConstraint(
                condition=~Q(status="rectifying") | Q(rectify_by__isnull=False),
                name="alliance_membership_rectifies_by_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.workshop} · {self.alliance}"

    def clean(self):
        if self.left_on and self.joined_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("This is before the day of joining.")})


class AllianceMembershipEvent(Event):
    class Verb(models.TextChoices):
        JOINED = "joined", _("Joined the alliance")
        RECTIFY = "rectify", _("Asked to put something right")
        CLEARED = "cleared", _("Has put it right")
        LEFT = "left", _("Left by its own wish")
        REMOVED = "removed", _("Removed from the alliance")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(
        AllianceMembership, models.CASCADE, related_name="events", verbose_name=_("alliance membership")
    )

    class Meta(Event.Meta):
        verbose_name = _("event of a membership")
        verbose_name_plural = _("events of memberships")
