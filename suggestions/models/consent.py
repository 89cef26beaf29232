from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import CONSENT_WORDS, ConsentQuerySet
from .suggestion import Proposer


class NameConsent(models.Model):
    """A proposer agrees to be named beside one improvement, in the gallery and in the thanks of the month.

    A consent of its own, as Art. 25 of the personal information law asks before anybody's name is published; it ends
    the moment it is withdrawn. Rows stay, so that it can be told who had agreed to what and when.
    """

    class Audience(models.TextChoices):
        ENTERPRISE = "enterprise", _("People of my enterprise")
        EVERYBODY = "everybody", _("Everybody, where the improvement is shown in public")

    proposer = models.ForeignKey(Proposer, models.CASCADE, related_name="consents", verbose_name=_("proposer"))
    audience = models.CharField(_("who may read the name"), max_length=10, choices=Audience.choices)
    version = models.PositiveSmallIntegerField(_("version of the words"), default=CONSENT_WORDS)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to be named")
        verbose_name_plural = _("consents to be named")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposer"], condition=Q(withdrawn_at=None), name="consent_open_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_given_before_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.proposer_id} {self.get_audience_display()}"
