"""The workshops that alliances merge."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise, Speciality

from ..querysets import WorkshopQuerySet
from .alliance import Alliance


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
    alliance = models.ForeignKey(
        Alliance, models.SET_NULL, null=True, blank=True, related_name="workshops", verbose_name=_("alliance")
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    speciality = models.CharField(_("speciality"), max_length=80, blank=True)
    specialities = models.ManyToManyField(
        Speciality, blank=True, related_name="workshops", verbose_name=_("specialities to be found by")
    )
    introduction = models.TextField(_("introduction"), blank=True)
    is_active = models.BooleanField(_("in operation"), default=True)

    objects = WorkshopQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[specialities])

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
        if self.alliance_id and self.alliance.enterprise_id not in (None, self.enterprise_id):
            raise ValidationError({"alliance": _("This alliance is inside another enterprise.")})
