"""Certificates (培训证书): who took part in a session or a course, for how many hours; anybody can check them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Enterprise, Person
from workshops.models.codes import new_code

from ..querysets import CertificateQuerySet
from .session import Series, Session


class Certificate(TimeStamped):
    """For one session or one course, never for both. Its code is its number."""

    RUN_BY = "workshop_leader"

    class Status(models.TextChoices):
        VALID = "valid", pgettext_lazy("certificate", "Valid")
        REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")

    TRANSITIONS = {Status.VALID: frozenset({Status.REVOKED})}

    code = models.CharField(_("certificate number"), max_length=16, unique=True, editable=False, default=new_code)
    person = models.ForeignKey(Person, models.PROTECT, related_name="training_certificates", verbose_name=_("person"))
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, related_name="certificates", verbose_name=_("session")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, related_name="certificates",
        verbose_name=pgettext_lazy("sessions", "series"),
    )  # fmt: skip
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="issued_certificates", verbose_name=_("enterprise")
    )
    title = models.CharField(pgettext_lazy("of a certificate", "title"), max_length=120)
    body = models.CharField(_("issued by (body)"), max_length=80)
    class_hours = models.DecimalField(_("class hours"), max_digits=6, decimal_places=1)
    attended = models.PositiveSmallIntegerField(_("sessions attended"))
    held = models.PositiveSmallIntegerField(_("sessions held"))
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.VALID, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    revoked_on = models.DateField(_("revoked on"), null=True, editable=False)
    revoked_because = models.TextField(_("why it was revoked"), blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("training certificate")
        verbose_name_plural = _("training certificates")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session=None, series__isnull=False) | Q(session__isnull=False, series=None),
                name="certificate_of_session_or_series",
            ),
            models.CheckConstraint(
                condition=Q(attended__gte=1, attended__lte=F("held")), name="certificate_attended_of_held"
            ),
            models.CheckConstraint(
                condition=(Q(status="revoked", revoked_on__isnull=False) & ~Q(revoked_because=""))
                | Q(status="valid", revoked_on=None, revoked_because=""),
                name="certificate_revoked_with_reason",
            ),
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(status="valid"), name="certificate_once_per_session"
            ),
            models.UniqueConstraint(
                fields=["series", "person"], condition=Q(status="valid"), name="certificate_once_per_series"
            ),
        ]

    def __str__(self):
        return f"{self.title} · {self.code}"

    def get_absolute_url(self):
        """Where anybody checks it."""
        return reverse("verify", args=[self.code])

    @property
    def is_valid(self):
        return self.status == self.Status.VALID

    @property
    def masked_name(self):
        """For whoever has it in hand and compares: 王*, as long as the name itself is not public."""
        return self.person.name if self.person.is_named else self.person.masked_name


class CertificateEvent(Event):
    class Verb(models.TextChoices):
        ISSUED = "issued", pgettext_lazy("certificate", "Issued")
        REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(
        Certificate, models.CASCADE, related_name="events", verbose_name=_("training certificate")
    )

    class Meta(Event.Meta):
        verbose_name = _("event of a training certificate")
        verbose_name_plural = _("events of training certificates")
