"""A workshop asks to be taken into an alliance, and is answered in writing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import AllianceApplicationQuerySet
from .alliance import Alliance
from .alliance_membership import AllianceMembership
from .workshop import Workshop


class AllianceApplication(TimeStamped):
    """One at a time for each workshop and alliance; whatever is concluded has a reason."""

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("application", "Waiting for an answer")
        ACCEPTED = "accepted", pgettext_lazy("application", "Accepted")
        DECLINED = "declined", pgettext_lazy("application", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")

    TRANSITIONS = {Status.WAITING: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN}}

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="applications", verbose_name=_("alliance"))
    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="alliance_applications", verbose_name=_("workshop")
    )
    words = models.TextField(_("why it wants to join"))
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("applied by")
    )
    applied_at = models.DateTimeField(_("applied at"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    membership = models.OneToOneField(
        AllianceMembership, models.PROTECT, null=True, blank=True, related_name="application",
        verbose_name=_("alliance membership"),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.WAITING)
    version = models.PositiveIntegerField(default=1)

    objects = AllianceApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application to an alliance")
        verbose_name_plural = _("applications to alliances")
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "workshop"], condition=Q(status="waiting"), name="alliance_application_waits_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"]) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="alliance_application_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", membership__isnull=False) | (~Q(status="accepted") & Q(membership=None)),
                name="alliance_application_accepted_makes_a_member",
            ),
        ]

    def __str__(self):
        return f"{self.workshop} → {self.alliance}"

    def get_absolute_url(self):
        return reverse("workshops:application", args=[self.pk])


class AllianceApplicationEvent(Event):
    class Verb(models.TextChoices):
        APPLIED = "applied", _("Asked to be taken in")
        ACCEPTED = "accepted", _("Taken in")
        DECLINED = "declined", _("Not taken in")
        WITHDRAWN = "withdrawn", _("Application withdrawn")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(
        AllianceApplication, models.CASCADE, related_name="events", verbose_name=_("application to an alliance")
    )

    class Meta(Event.Meta):
        verbose_name = _("event of an application")
        verbose_name_plural = _("events of applications")
