"""Who came: the list of names of a session, and the door by which they were put on it."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped
from members.models import Person

from ..querysets import AttendanceQuerySet
from .session import Session


def new_key():
    return secrets.token_hex(32)


class Attendance(TimeStamped):
    """One 人次: a person at a session."""

    class Way(models.TextChoices):
        """How the person was put on the list; all of them count alike."""

        SCAN = "scan", pgettext_lazy("check-in", "Scanned the code of the room")
        CODE = "code", pgettext_lazy("check-in", "By four digits")
        ROLL = "roll", pgettext_lazy("check-in", "Called by name")
        PAPER = "paper", pgettext_lazy("check-in", "From the paper list")
        LEDGER = "ledger", pgettext_lazy("check-in", "From a ledger")

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name=_("person"))
    way = models.CharField(_("how"), max_length=8, choices=Way.choices, default=Way.ROLL)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("recorded by"),
    )  # fmt: skip
    # A number of the browser for this one session; two people with the same one used one phone. Nobody is refused.
    device = models.CharField(_("mark of the phone"), max_length=64, blank=True, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "person"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attendance_once")]

    def __str__(self):
        return f"{self.person} · {self.session}"


class CheckIn(models.Model):
    """The door of a session: its codes are made from `key` and the time; open from `opened_at` to `closed_at`."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="check_in", verbose_name=_("session"))
    key = models.CharField(max_length=64, default=new_key, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")

    def __str__(self):
        return str(self.session)


class EarlyScan(models.Model):
    """Somebody scanned before the door was open; the opening puts them on the list of those present."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="early_scans", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    way = models.CharField(_("how"), max_length=8, choices=Attendance.Way.choices)
    scanned_at = models.DateTimeField(_("scanned at"), default=timezone.now)
    device = models.CharField(_("mark of the phone"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("early scan")
        verbose_name_plural = _("early scans")
        ordering = ["session", "scanned_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="early_scan_once")]

    def __str__(self):
        return f"{self.person} · {self.session}"
