"""The one yearly plan (统一计划) of an alliance: drafted, then in force, then closed."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import PlanQuerySet
from .alliance import Alliance


class Plan(TimeStamped):
    class Status(models.TextChoices):
        DRAFTING = "drafting", pgettext_lazy("plan", "Being drafted")
        IN_FORCE = "in_force", pgettext_lazy("plan", "In force")
        CLOSED = "closed", pgettext_lazy("plan", "Closed")

    TRANSITIONS = {Status.DRAFTING: {Status.IN_FORCE}, Status.IN_FORCE: {Status.CLOSED}}

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="plans", verbose_name=_("alliance"))
    year = models.PositiveSmallIntegerField(_("year"))
    aim = models.TextField(_("what the year is about"), blank=True)
    closing_words = models.TextField(_("words at the end of the year"), blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFTING)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly plan")
        verbose_name_plural = _("yearly plans")
        ordering = ["-year", "alliance"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "year"],
                name="plan_once_a_year",
                violation_error_message=_("This alliance has a plan for this year already."),
            ),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="plan_year_in_range"),
        ]

    def __str__(self):
        return _("%(alliance)s, plan of %(year)d") % {"alliance": self.alliance, "year": self.year}

    def get_absolute_url(self):
        return reverse("workshops:plan", args=[self.alliance.slug, self.year])

    @property
    def first_day(self):
        return dt.date(self.year, 1, 1)

    @property
    def is_drafting(self):
        return self.status == self.Status.DRAFTING

    @property
    def is_in_force(self):
        return self.status == self.Status.IN_FORCE

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED


class PlanEvent(Event):
    """What was done to a plan; `note` names the item, or says why."""

    class Verb(models.TextChoices):
        DRAFTED = "drafted", _("Plan begun")
        AIM_CHANGED = "aim_changed", _("The aim of the year was changed")
        ITEM_ADDED = "item_added", _("Item added")
        ITEM_CHANGED = "item_changed", _("Item changed")
        ITEM_TAKEN_OUT = "item_taken_out", _("Item taken out of the draft")
        ITEM_GIVEN_UP = "item_given_up", _("Item given up")
        ITEM_REOPENED = "item_reopened", _("Item opened again")
        CARRIED_OVER = "carried_over", _("What was not finished was carried over")
        IN_FORCE = "in_force", _("Put in force")
        CLOSED = "closed", _("Year closed")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Plan, models.CASCADE, related_name="events", verbose_name=_("yearly plan"))

    class Meta(Event.Meta):
        verbose_name = _("event of a plan")
        verbose_name_plural = _("events of plans")
