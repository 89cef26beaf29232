"""What became of an agreement on the way: other mentors, longer terms, what was asked for, and who was reminded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Person

from ..querysets import MentorshipRequestQuerySet
from .mentorship import Mentorship


class Decision(models.Model):
    """A change that an officer decided on, with its reason and its day."""

    reason = models.TextField(_("reason"))
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        abstract = True


class MentorChange(Decision):
    """Another mentor took over; who taught before stays known."""

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="mentor_changes", verbose_name=_("mentoring agreement")
    )
    former = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("former mentor"))
    mentor = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("mentor"))

    class Meta:
        verbose_name = _("change of mentor")
        verbose_name_plural = _("changes of mentor")
        ordering = ["mentorship", "decided_on", "pk"]

    def __str__(self):
        return f"{self.mentorship}: {self.former} → {self.mentor}"


class Extension(Decision):
    """A later end (延期). Between the former end and the day of the decision it was not in force."""

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="extensions", verbose_name=_("mentoring agreement")
    )
    former_ends_on = models.DateField(_("former end"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["mentorship", "decided_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("former_ends_on")), name="extension_makes_it_longer")
        ]

    def __str__(self):
        return f"{self.mentorship}: {self.former_ends_on} → {self.ends_on}"


class MentorshipRequest(models.Model):
    """Mentor or apprentice ask for a change: an objection within the first month, or to end it early."""

    class Kind(models.TextChoices):
        OBJECTION = "objection", _("Objection within the first month")
        END = "end", pgettext_lazy("mentoring", "To end it early")

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="requests", verbose_name=_("mentoring agreement")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    granted = models.BooleanField(_("granted"), default=False)

    objects = MentorshipRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a change of a mentoring agreement")
        verbose_name_plural = _("requests for changes of mentoring agreements")
        ordering = ["mentorship", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "kind", "asked_by"], condition=Q(answered_at=None), name="mentorship_asked_once"
            )
        ]

    def __str__(self):
        return f"{self.mentorship}: {self.get_kind_display()}"


class MentorshipReminder(models.Model):
    """That somebody was reminded: unique for agreement, kind and the day it is about."""

    class Kind(models.TextChoices):
        NO_RECORD = "no_record", _("Nothing recorded for a month")
        STAGE = "stage", _("A stage is due")
        ENDING = "ending", _("It ends in 30 days")

    mentorship = models.ForeignKey(
        Mentorship, models.CASCADE, related_name="reminders", verbose_name=_("mentoring agreement")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    day = models.DateField(_("day"))
    made_at = models.DateTimeField(_("reminded at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a mentoring agreement")
        verbose_name_plural = _("reminders of mentoring agreements")
        constraints = [models.UniqueConstraint(fields=["mentorship", "kind", "day"], name="mentorship_reminded_once")]

    def __str__(self):
        return f"{self.mentorship} {self.get_kind_display()} {self.day}"
