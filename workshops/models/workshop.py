"""The workshops that alliances merge."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise

from ..querysets import WorkshopQuerySet


class Workshop(TimeStamped):
    """A 工作室. A shop floor (车间) is a `Department`."""

    class Kind(models.TextChoices):
        MODEL_WORKER = "model_worker", _("Model-worker workshop")
        MASTER_CRAFTSMAN = "master_craftsman", _("Master-craftsman workshop")
        INDUSTRY_RESEARCH = "industry_research", _("Industry-university-research training workshop")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=60, unique=True, help_text=_("Part of the page's web address."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="workshops", verbose_name=_("enterprise"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    speciality = models.CharField(_("speciality"), max_length=80, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    is_active = models.BooleanField(_("in operation"), default=True)

    objects = WorkshopQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "name"], name="workshop_name_once_per_enterprise")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:detail", args=[self.slug])

    def clean(self):
        """A workshop does not change its enterprise while it belongs to an alliance inside the one it leaves."""
        inside = self.alliance_memberships.current().filter(alliance__enterprise__isnull=False) if self.pk else None
        if inside and inside.exclude(alliance__enterprise=self.enterprise_id).exists():
            raise ValidationError({"enterprise": _("It belongs to an alliance inside another enterprise.")})
