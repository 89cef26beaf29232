import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Department, Enterprise

from ..querysets import BoardQuerySet


def new_token():
    return secrets.token_urlsafe(24)


class Board(TimeStamped):
    """A screen on the shop floor: an address without login that can be taken back."""

    class Theme(models.TextChoices):
        LIGHT = "light", _("Light, for bright halls")
        DARK = "dark", _("Dark, for dim halls")

    token = models.CharField(max_length=48, unique=True, default=new_token, editable=False)
    name = models.CharField(_("where it hangs"), max_length=60)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="boards", verbose_name=_("enterprise"))
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="boards", verbose_name=_("department"),
        help_text=_("Empty: the whole enterprise."),
    )  # fmt: skip
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.LIGHT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["enterprise", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("board", args=[self.token])

    def clean(self):
        if self.department_id and self.department.enterprise_id != self.enterprise_id:
            raise ValidationError({"department": _("Choose a department of the same enterprise.")})
