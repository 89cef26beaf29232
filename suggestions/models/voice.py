"""What the proposer makes of an answer: whether it was clear, a request to explain it, an appeal to somebody else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Person

from .answer import Decision
from .suggestion import Suggestion


class AnswerRating(models.Model):
    """Shown only in sums of five or more, and to nobody with the suggestion it belongs to."""

    class Value(models.TextChoices):
        CLEAR = "clear", _("Clear")
        SO_SO = "so_so", _("So-so")
        UNCLEAR = "unclear", _("Not clear")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="ratings", verbose_name=_("answer"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    value = models.CharField(_("value"), max_length=8, choices=Value.choices)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("rating of an answer")
        verbose_name_plural = _("ratings of answers")
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "person"], condition=Q(person__isnull=False), name="rating_once_per_person"
            ),
            models.UniqueConstraint(fields=["decision"], condition=Q(person=None), name="rating_once_per_guest"),
        ]

    def __str__(self):
        return self.get_value_display()


class Question(TimeStamped):
    """“Please explain it again” (请再答一次): once for each answer, with a promise of its own."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="question", verbose_name=_("answer"))
    text = models.TextField(_("what is not clear"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("answer by"))
    answer = models.TextField(_("explained"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("explained by")
    )
    answered_at = models.DateTimeField(_("explained at"), null=True)

    class Meta:
        verbose_name = _("question about an answer")
        verbose_name_plural = _("questions about answers")
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_in_words",
            )
        ]

    def __str__(self):
        return str(self.decision_id)


class Appeal(TimeStamped):
    """A refusal is looked at once more by somebody else (Art. 19-20 of 1986): once for each suggestion."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="appeal", verbose_name=_("suggestion"))
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal", verbose_name=_("answer"))
    reason = models.TextField(_("why it should be looked at again"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    due_on = models.DateField(_("answer by"))
    to_officers = models.BooleanField(_("to the union officers, because nobody else answers there"), default=False)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="appeal_has_a_reason")]

    def __str__(self):
        return str(self.suggestion_id)
