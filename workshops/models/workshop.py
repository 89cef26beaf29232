"""Alliances, the workshops they merge, and the people of each workshop."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise, Person

from ..querysets import AllianceQuerySet, WorkshopMembershipQuerySet, WorkshopQuerySet


class Alliance(TimeStamped):
    """A 工作室联盟: one plan for workshops that used to answer to several superiors."""

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
        ancestor = self.parent
        while ancestor:
            if self.pk and ancestor.pk == self.pk:
                raise ValidationError({"parent": _("An alliance cannot be part of its own part.")})
            ancestor = ancestor.parent


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
        if self.alliance_id and self.alliance.enterprise_id not in (None, self.enterprise_id):
            raise ValidationError({"alliance": _("This alliance is inside another enterprise.")})


class WorkshopMembership(TimeStamped):
    """Somebody's place in a workshop, with its dates; the leader is one of them."""

    class Role(models.TextChoices):
        LEADER = "leader", _("Leader")
        MEMBER = "member", _("Member")
        EXPERT = "expert", _("Expert")

    class Title(models.TextChoices):
        MODEL_WORKER = "model_worker", _("Model worker")
        CRAFTSMAN = "craftsman", _("Craftsman")
        TECHNICIAN = "technician", _("Technician")
        PROFESSOR = "professor", _("Professor or expert")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="memberships", verbose_name=_("workshop"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="workshop_memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=16, choices=Title.choices, blank=True)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = WorkshopMembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("workshop member")
        verbose_name_plural = _("workshop members")
        ordering = ["workshop", "role", "joined_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(left_on=None),
                name="workshop_member_once",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")), name="workshop_member_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.person.name} · {self.get_role_display()}"

    def clean(self):
        if self.left_on and self.joined_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("This is before the day of joining.")})
