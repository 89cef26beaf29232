"""Where somebody is signed in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import AccountSessionQuerySet
from .account import User


class AccountSession(models.Model):
    """A browser that is signed in, so that its owner can see it and end it. Holds no address and no exact program."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sessions", verbose_name=_("account"))
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    device = models.CharField(_("device"), max_length=60)
    created_at = models.DateTimeField(_("signed in at"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used at"), default=timezone.now)

    objects = AccountSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed-in device")
        verbose_name_plural = _("signed-in devices")
        ordering = ["-last_used_at", "-pk"]

    def __str__(self):
        return self.device
