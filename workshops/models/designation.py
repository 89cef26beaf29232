"""Plates (命名、牌匾): what a workshop was named, at which level, by whom, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import DesignationDocumentQuerySet, DesignationQuerySet
from ..querysets.designations import REVIEW_AHEAD
from .stored_document import StoredDocument
from .workshop import Workshop


class Designation(TimeStamped):
    """One plate. A workshop may hold several, of several levels and systems; it counts once, by the highest valid one.

    Whether it is valid on a day follows from its days and never from today's status.
    """

    class Level(models.TextChoices):
        """From the highest to the lowest."""

        NATIONAL = "national", pgettext_lazy("level", "National")
        PROVINCIAL = "provincial", pgettext_lazy("level", "Provincial")
        MUNICIPAL = "municipal", pgettext_lazy("level", "Municipal")
        DISTRICT = "district", pgettext_lazy("level", "District")
        ENTERPRISE = "enterprise", pgettext_lazy("level", "Enterprise")

    class System(models.TextChoices):
        """Which line of authority grants it: one workshop may answer to several of them."""

        UNION = "union", pgettext_lazy("system", "Trade unions")
        HUMAN_RESOURCES = "human_resources", pgettext_lazy("system", "Human resources")
        SCIENCE = "science", pgettext_lazy("system", "Science and technology")
        EDUCATION = "education", pgettext_lazy("system", "Education")
        ENTERPRISE = "enterprise", pgettext_lazy("system", "The enterprise itself")
        OTHER = "other", pgettext_lazy("system", "Others")

    class Status(models.TextChoices):
        NURTURING = "nurturing", pgettext_lazy("plate", "Being nurtured")
        APPLIED = "applied", pgettext_lazy("plate", "Applied for")
        NAMED = "named", pgettext_lazy("plate", "Named")
        REVIEWING = "reviewing", pgettext_lazy("plate", "Under review")
        PASSED = "passed", pgettext_lazy("plate", "Review passed")
        RECTIFY = "rectify", pgettext_lazy("plate", "To be put right")
        REVOKED = "revoked", pgettext_lazy("plate", "Revoked")
        GIVEN_UP = "given_up", pgettext_lazy("plate", "Not applied for any more")

    TRANSITIONS = {
        Status.NURTURING: {Status.APPLIED, Status.NAMED, Status.GIVEN_UP},
        # Back to nurturing where the answer was “not yet”.
        Status.APPLIED: {Status.NAMED, Status.NURTURING, Status.GIVEN_UP},
        Status.NAMED: {Status.REVIEWING, Status.REVOKED},
        # No step leads from one result to another but a new review: of two people at once one is told.
        Status.REVIEWING: {Status.PASSED, Status.RECTIFY, Status.REVOKED},
        Status.PASSED: {Status.REVIEWING, Status.REVOKED},
        Status.RECTIFY: {Status.REVIEWING, Status.PASSED, Status.REVOKED},
    }
    # The plate has not been granted yet, or never will be.
    BEFORE = (Status.NURTURING, Status.APPLIED, Status.GIVEN_UP)
    # What hangs at the door; 复核 and 整改 leave it valid until it is revoked.
    IN_FORCE = (Status.NAMED, Status.REVIEWING, Status.PASSED, Status.RECTIFY)
    # A review can be announced for these.
    REVIEWABLE = (Status.NAMED, Status.PASSED)

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="designations", verbose_name=_("workshop"))
    level = models.CharField(pgettext_lazy("of a plate", "level"), max_length=12, choices=Level.choices)
    system = models.CharField(_("granting system"), max_length=16, choices=System.choices)
    title = models.CharField(
        pgettext_lazy("of a plate", "title"), max_length=100,
        help_text=_("As it stands on the plate: titles are renamed from time to time, so none is prescribed."),
    )  # fmt: skip
    body = models.CharField(_("granting body"), max_length=80)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    leader_name = models.CharField(_("leader named in the document"), max_length=60, blank=True)
    team_size = models.PositiveSmallIntegerField(_("people in the team when named"), null=True, blank=True)
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Its last valid day. Empty: until it is revoked.")
    )
    review_years = models.PositiveSmallIntegerField(
        _("reviewed every so many years"), null=True, blank=True, help_text=_("Empty: no review is planned.")
    )
    # The promise that runs: set when the plate is granted, when a review is passed, and with the two fields above.
    review_due_on = models.DateField(_("next review due on"), null=True, blank=True, editable=False)
    rectify_by = models.DateField(_("to be put right by"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_because = models.TextField(_("why it was revoked"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.NURTURING)
    version = models.PositiveIntegerField(default=1)

    objects = DesignationQuerySet.as_manager()

    class Meta:
        verbose_name = _("plate")
        verbose_name_plural = _("plates")
        ordering = ["workshop", "granted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["nurturing", "applied", "given_up"], granted_on=None)
                | (~Q(status__in=["nurturing", "applied", "given_up"]) & Q(granted_on__isnull=False)),
                name="designation_granted_once_named",
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_on__isnull=False) & ~Q(revoked_because="")
                | (~Q(status="revoked") & Q(revoked_on=None, revoked_because="")),
                name="designation_revoked_with_day_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(revoked_on__gte=F("granted_on")),
                name="designation_revoked_after_it_was_granted",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(granted_on=None) | Q(valid_until__gte=F("granted_on")),
                name="designation_valid_after_it_was_granted",
                violation_error_message=_("Its last valid day is before the day on which it was granted."),
            ),
            models.CheckConstraint(
                condition=Q(status="rectify", rectify_by__isnull=False) | (~Q(status="rectify") & Q(rectify_by=None)),
                name="designation_rectified_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(review_years=None) | Q(review_years__range=(1, 20)), name="designation_review_1_to_20_years"
            ),
        ]
        indexes = [models.Index(fields=["status", "review_due_on"], name="designation_reviews")]

    def __str__(self):
        return f"{self.workshop.name} · {self.title}"

    def get_absolute_url(self):
        return reverse("workshops:plate", args=[self.pk])

    @property
    def is_in_force(self):
        """Named and not revoked; whether its term is over is asked of `is_valid_on`."""
        return self.status in self.IN_FORCE

    def is_valid_on(self, day):
        """Whether it counts on a day: granted by then, not revoked by then, its term not over."""
        return (
            self.granted_on is not None
            and self.granted_on <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.revoked_on is None or day < self.revoked_on)
        )

    @property
    def has_run_out(self):
        """Whether its term ended although nobody revoked it."""
        return self.is_in_force and self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_review_due(self):
        """Whether its review comes up within 90 days, or is late; the same as `review_due()` of the queryset."""
        soon = timezone.localdate() + REVIEW_AHEAD
        return self.status in self.REVIEWABLE and self.review_due_on is not None and self.review_due_on <= soon

    @property
    def is_late(self):
        """Whether what had to be put right is late."""
        return self.rectify_by is not None and self.rectify_by < timezone.localdate()


class DesignationEvent(Event):
    class Verb(models.TextChoices):
        NURTURING = "nurturing", _("Nurturing begins")
        APPLIED = "applied", _("Applied for")
        SENT_BACK = "sent_back", _("Not granted yet")
        GIVEN_UP = "given_up", _("Not applied for any more")
        NAMED = "named", pgettext_lazy("event of a plate", "Named")
        REVIEWING = "reviewing", _("Review begins")
        PASSED = "passed", pgettext_lazy("event of a plate", "Review passed")
        RECTIFY = "rectify", _("Has to be put right")
        REVOKED = "revoked", pgettext_lazy("event of a plate", "Revoked")
        EDITED = "edited", _("Particulars corrected")
        REDATED = "redated", _("Day of granting corrected")
        DOCUMENT = "document", _("Document added")
        NO_DOCUMENT = "no_document", _("Document taken away")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Designation, models.CASCADE, related_name="events", verbose_name=_("plate"))

    class Meta(Event.Meta):
        verbose_name = _("plate event")
        verbose_name_plural = _("plate events")


class DesignationDocument(StoredDocument):
    """Notice of the naming, application form, photo of the plate."""

    designation = models.ForeignKey(Designation, models.CASCADE, related_name="documents", verbose_name=_("plate"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = DesignationDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a plate")
        verbose_name_plural = _("documents of plates")
        ordering = ["designation", "pk"]


class DesignationReminder(models.Model):
    """Says that something was said: once for a plate, a kind and the day it was about."""

    class Kind(models.TextChoices):
        REVIEW_90 = "review_90", _("Review due in 90 days")
        REVIEW_30 = "review_30", _("Review due in 30 days")
        RECTIFY_LATE = "rectify_late", _("Not put right in time")

    designation = models.ForeignKey(Designation, models.CASCADE, related_name="reminders", verbose_name=_("plate"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    day = models.DateField(_("day it is about"))
    made_at = models.DateTimeField(_("reminded at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a plate")
        verbose_name_plural = _("reminders of plates")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["designation", "kind", "day"], name="designation_reminder_once")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day}"
