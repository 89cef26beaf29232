from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .suggestion import Suggestion


class Reminder(models.Model):
    """That somebody has been reminded of a promise: once for each kind and promised day, whoever runs the clock."""

    class Kind(models.TextChoices):
        DUE_SOON = "due_soon", _("An answer is due tomorrow")
        LATE = "late", _("An answer is late")
        VERY_LATE = "very_late", _("An answer is more than three days late")
        DETAILS = "details", _("Details have not come for a week")
        MAY_GO_ON = "may_go_on", _("Details have not come for two weeks")
        CONFIRM = "confirm", _("A report of what was done waits to be confirmed")
        TASK_SOON = "task_soon", _("Something is to be done by tomorrow")
        TASK_LATE = "task_late", _("Something is late in practice")
        STEP_LATE = "step_late", _("A step is late in practice")
        STALLED = "stalled", _("Something adopted is owed for more than 90 days")
        REVISIT_3 = "revisit_3", _("A return visit after 3 months is due")
        REVISIT_6 = "revisit_6", _("A return visit after 6 months is due")
        REVISIT_12 = "revisit_12", _("A return visit after 12 months is due")
        QUOTA_ENDS = "quota_ends", _("The time for which the old work quota is kept ends")
        VOTE = "vote", _("Votes of a review panel are missing")
        RESERVE = "reserve", _("Something in reserve is to be looked at again")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="reminders", verbose_name=_("suggestion"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    day = models.DateField(_("promised day"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "kind", "day"], name="reminder_once")]

    def __str__(self):
        return f"{self.suggestion_id} {self.get_kind_display()} {self.day}"
