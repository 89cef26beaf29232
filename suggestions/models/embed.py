import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped
from members.models import Enterprise

from ..querysets import FigureEmbedQuerySet
from ..sites import clean_site

MOST_SITES = 10


def new_token():
    return secrets.token_urlsafe(24)


class FigureEmbed(TimeStamped):
    """Figures in a frame on pages of other sites: an address without login that can be taken back.

    Without enterprise they are the district's. Only pages of `sites` may show the frame. The ladder from received to
    verified is always there; `numbers` are what stands beside it.
    """

    class Theme(models.TextChoices):
        LIGHT = "light", pgettext_lazy("appearance", "Light")
        DARK = "dark", pgettext_lazy("appearance", "Dark")

    class Number(models.TextChoices):
        PARTICIPATION = "participation_rate", _("Participation rate")
        IN_TIME = "in_time_rate", _("In-time answer rate")
        ADOPTION = "adoption_rate", _("Adoption rate")
        IMPLEMENTATION = "implementation_rate", _("Implementation rate")

    token = models.CharField(max_length=48, unique=True, default=new_token, editable=False)
    name = models.CharField(_("where it stands"), max_length=60)
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="embeds", verbose_name=_("enterprise"),
        help_text=_("Empty: the whole district."),
    )  # fmt: skip
    numbers = models.JSONField(_("rates"), default=list, blank=True)
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.LIGHT)
    sites = models.JSONField(_("sites that may show it"), default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )
    seen_at = models.DateTimeField(_("last shown at"), null=True, editable=False)
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

    objects = FigureEmbedQuerySet.as_manager()

    class Meta:
        verbose_name = _("figures on another site")
        verbose_name_plural = _("figures on other sites")
        ordering = ["enterprise", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("embed", args=[self.token])

    @property
    def address(self):
        """The same in every language: it stands in pages of others."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def place(self):
        """Whose figures it shows, in words."""
        return str(self.enterprise or _("The whole district"))

    @property
    def rates(self):
        """The names of its rates."""
        return [self.Number(code).label for code in self.Number.values if code in self.numbers]

    @property
    def is_live(self):
        return self.revoked_at is None

    def clean(self):
        if set(self.numbers) - set(self.Number.values):
            raise ValidationError({"numbers": _("There is no such rate.")})
        if not 0 < len(self.sites) <= MOST_SITES or len(set(self.sites)) < len(self.sites):
            raise ValidationError({"sites": _("Please name each site once: one at least, and at most ten.")})
        for site in self.sites:
            if clean_site(site) != site:
                raise ValidationError({"sites": _("Please write a site like https://www.example.org.")})
