"""Results in use elsewhere (引进): asked for, agreed to, tried, and what came of it in the other unit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, Source, TimeStamped
from members.models import Department, Enterprise

from ..querysets import SharedUseQuerySet
from .benefit import HasBenefit
from .result import A_RESULT, Result


class SharedUse(HasBenefit, TimeStamped):
    """A department of another enterprise takes a result over; what it brings there, its own finance verifies."""

    # Who acts for it besides district staff and officers, see `members.acting`.
    RUN_BY = "adopter"

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("use", "Asked for")
        AGREED = "agreed", pgettext_lazy("use", "Agreed")
        REFUSED = "refused", pgettext_lazy("use", "Refused")
        TRIAL = "trial", pgettext_lazy("use", "Being tried")
        ADOPTED = "adopted", pgettext_lazy("use", "In use as it is")
        ADAPTED = "adapted", pgettext_lazy("use", "In use, adapted")
        NOT_APPLICABLE = "not_applicable", pgettext_lazy("use", "Does not fit here")
        GIVEN_UP = "given_up", pgettext_lazy("use", "Given up")

    TRANSITIONS = {
        Status.ASKED: frozenset({Status.AGREED, Status.REFUSED, Status.GIVEN_UP}),
        Status.AGREED: frozenset({Status.TRIAL, Status.GIVEN_UP}),
        Status.TRIAL: frozenset({Status.ADOPTED, Status.ADAPTED, Status.NOT_APPLICABLE, Status.GIVEN_UP}),
    }
    # “Used by n units” counts the enterprises of these.
    IN_USE = (Status.ADOPTED, Status.ADAPTED)
    OPEN = (Status.ASKED, Status.AGREED, Status.TRIAL)
    # Its people get the files by these, whatever the licence asks for.
    ALLOWED = (Status.AGREED, Status.TRIAL, Status.ADOPTED, Status.ADAPTED)

    result = models.ForeignKey(Result, models.PROTECT, related_name="uses", verbose_name=A_RESULT)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="shared_uses", verbose_name=_("enterprise that takes it over")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="shared_uses", verbose_name=_("department that takes it over")
    )
    purpose = models.TextField(_("what it shall be used for"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answer = models.TextField(_("what was agreed, or why not"), blank=True)
    tried_from = models.DateField(_("tried since"), null=True, blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    experience = models.TextField(_("what came of it"), blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.ASKED)
    version = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB, editable=False)
    waiting_told_at = models.DateTimeField(null=True, editable=False)
    trial_told_at = models.DateTimeField(null=True, editable=False)

    objects = SharedUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use elsewhere")
        verbose_name_plural = _("uses elsewhere")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "department"],
                condition=Q(status__in=("asked", "agreed", "trial", "adopted", "adapted")),
                name="shared_use_once_per_department",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("adopted", "adapted", "not_applicable"))
                | Q(tried_from__isnull=False, concluded_on__isnull=False) & ~Q(experience=""),
                name="shared_use_concluded_after_a_trial",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("refused", "given_up")) | ~Q(answer="") | ~Q(experience=""),
                name="shared_use_ends_for_a_reason",
            ),
            models.CheckConstraint(condition=HasBenefit.VERIFIED_BY_SOMEBODY, name="shared_use_verified_by_somebody"),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(status__in=("adopted", "adapted")),
                name="shared_use_verified_while_in_use",
            ),
        ]
        indexes = [
            models.Index(fields=["result", "status"], name="shared_use_of_result"),
            models.Index(fields=["enterprise", "status"], name="shared_use_of_enterprise"),
        ]

    def __str__(self):
        """Without what it refers to: lists of what hangs on a department show many."""
        return f"{timezone.localtime(self.asked_at):%Y-%m-%d} {self.get_status_display()}"

    def get_absolute_url(self):
        return reverse("workshops:use", args=[self.pk])

    @property
    def is_in_use(self):
        return self.status in self.IN_USE

    @property
    def is_open(self):
        return self.status in self.OPEN


class SharedUseEvent(Event):
    class Verb(models.TextChoices):
        ASKED = "asked", pgettext_lazy("use", "Asked for")
        AGREED = "agreed", pgettext_lazy("use", "Agreed")
        REFUSED = "refused", pgettext_lazy("use", "Refused")
        TRIAL = "trial", pgettext_lazy("use", "The trial begins")
        ADOPTED = "adopted", pgettext_lazy("use", "In use as it is")
        ADAPTED = "adapted", pgettext_lazy("use", "In use, adapted")
        NOT_APPLICABLE = "not_applicable", pgettext_lazy("use", "Does not fit here")
        GIVEN_UP = "given_up", pgettext_lazy("use", "Given up")
        CLAIMED = "claimed", pgettext_lazy("use", "Benefit stated")
        VERIFIED = "verified", pgettext_lazy("use", "Benefit verified")

    record = models.ForeignKey(SharedUse, models.CASCADE, related_name="events", verbose_name=_("use elsewhere"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a use elsewhere")
        verbose_name_plural = _("events of uses elsewhere")
