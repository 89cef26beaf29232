"""What was promised at a visit, by whom and until when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import Event, TimeStamped
from members.permissions import has_role, is_district_staff

from ..querysets import PromiseQuerySet
from ..querysets.visits import READERS
from .visit import Visit


class Promise(TimeStamped):
    """Its words and its day stay as the enterprise has read them: what cannot be kept ends as not kept, with a reason.

    Late is derived from the day. Whoever is responsible is reminded three days before it and once after it.
    """

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("promise", "Open")
        KEPT = "kept", pgettext_lazy("promise", "Kept")
        NOT_KEPT = "not_kept", pgettext_lazy("promise", "Not kept")

    TRANSITIONS = {
        Status.OPEN: {Status.KEPT, Status.NOT_KEPT},
        Status.KEPT: {Status.OPEN},
        Status.NOT_KEPT: {Status.OPEN},
    }

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="promises", verbose_name=_("visit"))
    words = models.CharField(_("what was promised"), max_length=300)
    due_on = models.DateField(_("promised for"))
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="promises",
        verbose_name=_("account of who is responsible"), help_text=_("Whoever has one is reminded."),
    )  # fmt: skip
    responsible_name = models.CharField(
        _("name of who is responsible"), max_length=60, blank=True,
        help_text=_("For somebody without an account, such as an office or a partner."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    kept_on = models.DateField(_("kept on"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed by the enterprise at"), null=True, editable=False)
    soon_told_at = models.DateTimeField(_("reminded before its day at"), null=True, editable=False)
    late_told_at = models.DateTimeField(_("reminded when late at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PromiseQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "soon_told_at", "late_told_at"])

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="promise_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(responsible__isnull=False) | ~Q(responsible_name=""),
                name="promise_has_somebody_responsible",
                violation_error_message=_("Say who is responsible: an account, or a name."),
            ),
            models.CheckConstraint(
                condition=Q(status="kept", kept_on__isnull=False) | (~Q(status="kept") & Q(kept_on=None)),
                name="promise_kept_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="promise_has_words"),
        ]

    def __str__(self):
        return self.words

    def clean(self):
        if self.due_on and self.visit.visited_on and self.due_on < self.visit.visited_on:
            raise ValidationError({"due_on": _("This is before the day of the visit.")})
        if not self.responsible_id and not self.responsible_name:
            raise ValidationError({"responsible_name": _("Say who is responsible: an account, or a name.")})
        if self.responsible_id and not may_be_responsible(self.responsible, self.visit):
            message = _("Choose union staff, or an officer or leader of the enterprise that was visited.")
            raise ValidationError({"responsible": message})

    @property
    def who(self):
        """Who is responsible, in words."""
        return self.responsible_name or str(self.responsible)

    @property
    def is_late(self):
        return self.status == self.Status.OPEN and self.due_on < timezone.localdate()

    @property
    def look(self):
        """The code of its tag: that of its status, or that it is late."""
        return "overdue" if self.is_late else self.status

    @property
    def look_label(self):
        return _("Late") if self.is_late else self.get_status_display()


def may_be_responsible(user, visit):
    """Whether the account is that of somebody who may read the visit: staff, an officer or leader of the enterprise."""
    return is_district_staff(user) or has_role(user, visit.enterprise_id, *READERS)


class PromiseEvent(Event):
    class Verb(models.TextChoices):
        MADE = "made", pgettext_lazy("promise", "Promised")
        KEPT = "kept", pgettext_lazy("promise", "Kept")
        NOT_KEPT = "not_kept", pgettext_lazy("promise", "Not kept")
        CONFIRMED = "confirmed", _("The enterprise confirms it")
        DENIED = "denied", _("The enterprise says it has not been kept")
        REOPENED = "reopened", pgettext_lazy("promise", "Opened again")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Promise, models.CASCADE, related_name="events", verbose_name=_("promise"))

    class Meta(Event.Meta):
        verbose_name = _("event of a promise")
        verbose_name_plural = _("events of promises")
