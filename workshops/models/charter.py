"""The charter (章程) of an alliance: one version after the other, none of which is ever changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import HoldsFile, TimeStamped

from ..querysets import CharterQuerySet
from .alliance import Alliance


class Charter(HoldsFile, TimeStamped):
    """A version with its file, what it says in short, and the day from which it holds."""

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="charters", verbose_name=_("alliance"))
    number = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("holds from"))
    summary = models.TextField(_("what it says in short"))
    file = models.FileField(_("file"), upload_to="charters/%Y")
    file_name = models.CharField(_("name of the file"), max_length=120)
    file_kind = models.CharField(_("kind of the file"), max_length=8)
    file_size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("check value"), max_length=64)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="charter_version_once"),
            models.CheckConstraint(condition=~Q(summary=""), name="charter_in_short"),
        ]

    def __str__(self):
        return _("%(alliance)s, charter no. %(number)d") % {"alliance": self.alliance, "number": self.number}

    def get_absolute_url(self):
        return reverse("workshops:charter", args=[self.alliance.slug, self.number])
