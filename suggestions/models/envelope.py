from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped

from .suggestion import Suggestion


class Envelope(TimeStamped):
    """The request to learn who is behind a hidden name: asked by one member of union staff, opened by another."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="envelopes", verbose_name=_("suggestion"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    opened_at = models.DateTimeField(_("opened at"), null=True)
    refused_at = models.DateTimeField(_("refused at"), null=True)

    class Meta:
        verbose_name = _("sealed name")
        verbose_name_plural = _("sealed names")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="envelope_has_a_reason"),
            models.CheckConstraint(
                condition=Q(answered_by=None, opened_at=None, refused_at=None)
                | (~Q(answered_by=F("asked_by")) & (Q(opened_at=None) ^ Q(refused_at=None))),
                name="envelope_takes_two_people",
            ),
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(opened_at=None, refused_at=None), name="envelope_asked_once"
            ),
        ]

    def __str__(self):
        return str(self.suggestion_id)

    @property
    def is_waiting(self):
        return self.opened_at is None and self.refused_at is None
