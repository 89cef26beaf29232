"""Skill certificates (职业技能等级证书): who has which grade in which trade, by which paper, until when."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, HoldsFile, TimeStamped

from ..querysets import SOON, SkillCertificateQuerySet
from .person import Person
from .speciality import Speciality


class SkillCertificate(HoldsFile, TimeStamped):
    """One certificate of one person; private to that person, the officers of the enterprise, and district staff.

    Entered by the person it counts once an officer confirms it, entered by an officer at once. That it has run out is
    told by its days alone and never stored.
    """

    RUN_BY = "officer"
    Grade = Person.SkillGrade

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("certificate", "To be confirmed")
        VALID = "valid", pgettext_lazy("certificate", "Confirmed")
        REFUSED = "refused", pgettext_lazy("certificate", "Not confirmed")
        WITHDRAWN = "withdrawn", pgettext_lazy("certificate", "Taken back")
        REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")

    TRANSITIONS: ClassVar = {
        Status.WAITING: frozenset({Status.VALID, Status.REFUSED, Status.WITHDRAWN}),
        Status.REFUSED: frozenset({Status.WAITING, Status.WITHDRAWN}),
        Status.VALID: frozenset({Status.REVOKED}),
    }
    OPEN = (Status.WAITING, Status.REFUSED)
    DERIVED: ClassVar = {
        "expired": pgettext_lazy("certificate", "Run out"),
        "expiring": pgettext_lazy("certificate", "Runs out soon"),
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates", verbose_name=_("person"))
    speciality = models.ForeignKey(
        Speciality, models.PROTECT, related_name="certificates", verbose_name=_("trade or speciality")
    )
    grade = models.CharField(pgettext_lazy("of a skill", "grade"), max_length=20, choices=Grade.choices)
    number = models.CharField(_("certificate number"), max_length=40)
    body = models.CharField(pgettext_lazy("certificate", "issued by"), max_length=80)
    granted_on = models.DateField(pgettext_lazy("certificate", "granted on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to="certificates/%Y/%m", blank=True, editable=False)
    file_name = models.CharField(_("name of the file"), max_length=100, blank=True, editable=False)
    file_kind = models.CharField(_("kind of file"), max_length=4, blank=True, editable=False)
    file_size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=16, choices=Status.choices, default=Status.WAITING, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    # So that each is told once, however often it is asked.
    told_soon_at = models.DateTimeField(null=True, editable=False)
    told_over_at = models.DateTimeField(null=True, editable=False)

    objects = SkillCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill certificate")
        verbose_name_plural = _("skill certificates")
        ordering = ["-granted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"],
                condition=Q(status__in=["waiting", "valid", "refused"]),
                name="skill_certificate_once_per_person",
                violation_error_message=_("This certificate is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("granted_on")),
                name="skill_certificate_days_in_order",
                violation_error_message=_("It cannot run out before it is granted."),
            ),
        ]
        indexes = [models.Index(fields=["speciality", "status"], name="certificate_by_speciality")]

    def __str__(self):
        return f"{self.speciality} {self.get_grade_display()}"

    @property
    def enterprise_id(self):
        """Where its officers are; with the person, as `for_pages` fetches it."""
        return self.person.enterprise_id

    @property
    def is_open(self):
        """Whether its owner may still change it or take it back."""
        return self.status in self.OPEN

    def is_in_force_on(self, day):
        """The same rule as `in_force_on`, for one that is here already."""
        until = self.valid_until is None or self.valid_until >= day
        return self.status == self.Status.VALID and self.granted_on <= day and until

    @property
    def state(self):
        """The status as it is today: confirmed ones may run out soon or have run out."""
        if self.status != self.Status.VALID or self.valid_until is None:
            return self.status
        left = (self.valid_until - timezone.localdate()) / dt.timedelta(days=1)
        return "expired" if left < 0 else "expiring" if left <= SOON else self.status

    @property
    def state_label(self):
        return self.DERIVED.get(self.state) or self.get_status_display()

    @property
    def look(self):
        """Under which its state has colour and icon."""
        return f"skill_{self.state}"


class SkillCertificateEvent(Event):
    class Verb(models.TextChoices):
        ENTERED = "entered", pgettext_lazy("certificate", "Entered")
        CHANGED = "changed", pgettext_lazy("certificate", "Changed")
        CONFIRMED = "confirmed", pgettext_lazy("certificate", "Confirmed")
        REFUSED = "refused", pgettext_lazy("certificate", "Not confirmed")
        WITHDRAWN = "withdrawn", pgettext_lazy("certificate", "Taken back")
        REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")
        RAISED = "raised", _("Skill grade raised on the roster")

    record = models.ForeignKey(
        SkillCertificate, models.CASCADE, related_name="events", verbose_name=_("skill certificate")
    )
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a skill certificate")
        verbose_name_plural = _("events of skill certificates")
