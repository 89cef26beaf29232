import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped


def new_token():
    return secrets.token_urlsafe(24)


class PublicAddress(TimeStamped):
    """Figures at an address without login that nobody can guess and that can be taken back.

    A subclass has `name`, `enterprise` and `seen_at`, and says where it is looked after (`DESK`), what is told of one
    that is gone (`GONE`), and which of its fields decide who reads whose figures (`OPENS`).
    """

    token = models.CharField(max_length=48, unique=True, default=new_token, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def address(self):
        """The same in every language: it is typed into a screen once, or stands in pages of others."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def desk(self):
        """Where it is looked after, which is no secret."""
        return f"{self.DESK}{self.pk}/"

    @property
    def is_live(self):
        return self.revoked_at is None
