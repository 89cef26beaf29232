"""What people say of the portal itself (给本平台提意见), as the rules for portals of public bodies ask."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import FeedbackQuerySet


def new_code():
    return secrets.token_urlsafe(9)


class Feedback(models.Model):
    """One remark, from anybody; nothing is kept of who wrote it but what that person wrote."""

    class Kind(models.TextChoices):
        BROKEN = "broken", pgettext_lazy("feedback", "Something does not work")
        BURDEN = "burden", pgettext_lazy("feedback", "Something is a burden")
        WISH = "wish", pgettext_lazy("feedback", "Something is missing")
        OTHER = "other", pgettext_lazy("feedback", "Something else")

    # By which its writer finds the answer.
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("what it is about"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("remark"))
    contact = models.CharField(_("how to reach its writer"), max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on the portal")
        verbose_name_plural = _("remarks on the portal")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="feedback_answered_with_words",
            )
        ]
        indexes = [models.Index(fields=["sent_at"], condition=Q(answered_at=None), name="feedback_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()} {timezone.localtime(self.sent_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("feedback-one", args=[self.code])
