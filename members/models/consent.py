"""What somebody has agreed to, from when until when."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import ConsentQuerySet
from .person import Person


def new_code():
    return secrets.token_urlsafe(9)


class Consent(models.Model):
    """A consent of its own, as Art. 25 of the personal information law asks before others are shown somebody's data.

    Given and withdrawn by the person alone; it ends the moment it is withdrawn. Rows stay, so that it can be told who
    had agreed to what and when.
    """

    class Purpose(models.TextChoices):
        HELP = "help", _("Be shown under “Who can help” and be asked there")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    purpose = models.CharField(_("to what"), max_length=12, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("version of the words"))
    # By which its giver is addressed where no work number may be shown; dead as soon as it is withdrawn.
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="member_consent_open_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="member_consent_given_before_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_purpose_display()}"
