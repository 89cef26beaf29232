from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Enterprise

from ..querysets import FigureEmbedQuerySet
from ..sites import clean_site
from .public_address import PublicAddress, new_token  # noqa: F401 - migrations look for it here

MOST_SITES = 10


class FigureEmbed(PublicAddress):
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

    DESK, OPENS = "/boards/embeds/", ("enterprise_id", "sites")
    GONE = _("These figures have been taken back meanwhile.")

    name = models.CharField(_("where it stands"), max_length=60)
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="embeds", verbose_name=_("enterprise"),
        help_text=_("Empty: the whole district."),
    )  # fmt: skip
    numbers = models.JSONField(_("rates"), default=list, blank=True)
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.LIGHT)
    sites = models.JSONField(_("sites that may show it"), default=list)
    seen_at = models.DateTimeField(_("last shown at"), null=True, editable=False)

    objects = FigureEmbedQuerySet.as_manager()

    class Meta:
        verbose_name = _("figures on another site")
        verbose_name_plural = _("figures on other sites")
        ordering = ["enterprise", "name"]

    def get_absolute_url(self):
        return reverse("embed", args=[self.token])

    @property
    def place(self):
        """Whose figures it shows, in words."""
        return str(self.enterprise or _("The whole district"))

    @property
    def rates(self):
        """The names of its rates."""
        return [self.Number(code).label for code in self.Number.values if code in self.numbers]

    def clean(self):
        if set(self.numbers) - set(self.Number.values):
            raise ValidationError({"numbers": _("There is no such rate.")})
        if not 0 < len(self.sites) <= MOST_SITES or len(set(self.sites)) < len(self.sites):
            raise ValidationError({"sites": _("Please name each site once: one at least, and at most ten.")})
        for site in self.sites:
            if clean_site(site) != site:
                raise ValidationError({"sites": _("Please write a site like https://www.example.org.")})
