"""Alliances: one inside another, each over the workshops it merges."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise

from ..querysets import AllianceQuerySet


class Alliance(TimeStamped):
    """A 工作室联盟: one plan for workshops that used to answer to several superiors."""

    # Who acts for it besides district staff and officers, see `members.acting`.
    RUN_BY = "secretariat"

    class Scope(models.TextChoices):
        ENTERPRISE = "enterprise", _("Inside one enterprise")
        TRADE = "trade", _("Of a trade")
        DISTRICT = "district", _("Of the district")
        REGION = "region", _("Across regions")

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True, help_text=_("Part of the page's web address."))
    scope = models.CharField(_("scope"), max_length=12, choices=Scope.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="alliances", verbose_name=_("enterprise"),
        help_text=_("Only for an alliance inside one enterprise."),
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    takes_by_right = models.BooleanField(
        _("every workshop belongs by right"), default=False,
        help_text=_("Of its enterprise, or of the district: a workshop that is registered is a member at once."),
    )  # fmt: skip
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    purpose = models.TextField(_("what it is for"), blank=True)

    objects = AllianceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="enterprise", enterprise__isnull=False)
                | (~Q(scope="enterprise") & Q(enterprise=None)),
                name="alliance_enterprise_fits_scope",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="alliance_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(takes_by_right=False) | Q(scope__in=["enterprise", "district"]),
                name="alliance_by_right_of_a_place",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:alliance", args=[self.slug])

    def clean(self):
        if self.scope == self.Scope.ENTERPRISE and not self.enterprise_id:
            raise ValidationError({"enterprise": _("Choose the enterprise this alliance belongs to.")})
        if self.scope != self.Scope.ENTERPRISE and self.enterprise_id:
            raise ValidationError({"enterprise": _("Leave this empty: the alliance is wider than one enterprise.")})
        if self.takes_by_right and self.scope not in (self.Scope.ENTERPRISE, self.Scope.DISTRICT):
            raise ValidationError({"takes_by_right": _("Only in an enterprise or in the district.")})
        if self.pk and self.enterprise_id and self._has_members_elsewhere():
            raise ValidationError({"enterprise": _("Workshops of other enterprises belong to it.")})
        ancestor = self.parent
        while ancestor:
            if self.pk and ancestor.pk == self.pk:
                raise ValidationError({"parent": _("An alliance cannot be part of its own part.")})
            ancestor = ancestor.parent

    def _has_members_elsewhere(self):
        return self.memberships.current().exclude(workshop__enterprise=self.enterprise_id).exists()
