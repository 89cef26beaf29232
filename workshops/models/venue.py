"""Venues (企业展厅, 安全道场, 实训车间 …) that workshops share, and when they are open."""

import datetime as dt
from pathlib import PurePosixPath

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise

from ..querysets import VenueQuerySet
from .workshop import Workshop


class Venue(TimeStamped):
    """A place that can be booked. Its officers and the leaders of its workshops keep it."""

    # Who acts for it besides district staff and officers, see `members.acting`.
    RUN_BY = "workshop_leader"

    class Kind(models.TextChoices):
        EXHIBITION = "exhibition", _("Exhibition hall")
        SAFETY = "safety", _("Safety training ground")
        TRAINING = "training", _("Training shop")
        CLASSROOM = "classroom", _("Classroom")
        LABORATORY = "laboratory", _("Laboratory")
        OTHER = "other", pgettext_lazy("venue", "Other")

    class Audience(models.TextChoices):
        OWN = "own", _("its own enterprise")
        ALLIANCE = "alliance", _("the alliances of its workshops")
        DISTRICT = "district", _("everybody of the district")

    name = models.CharField(pgettext_lazy("of a venue", "name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=60, unique=True, help_text=_("Part of the page's web address."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="venues", verbose_name=_("enterprise"))
    workshops = models.ManyToManyField(
        Workshop, blank=True, related_name="venues", verbose_name=_("workshops that keep it")
    )
    place = models.CharField(_("where it is"), max_length=120, help_text=_("Gate, building, floor."))
    offers = models.TextField(_("what it offers"), blank=True)
    equipment = models.TextField(_("equipment"), blank=True)
    rules = models.TextField(_("rules"), blank=True, help_text=_("Such as: safety shoes, no filming."))
    capacity = models.PositiveSmallIntegerField(
        _("people at most"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    audience = models.CharField(_("who may book it"), max_length=8, choices=Audience.choices, default=Audience.OWN)
    workers_may_ask = models.BooleanField(
        _("workers may ask for it"), default=True,
        help_text=_("Otherwise only officers, enterprise leaders and leaders of workshops."),
    )  # fmt: skip
    confirms_itself = models.BooleanField(
        _("confirms by itself"), default=False, help_text=_("Otherwise whoever keeps it confirms every booking.")
    )
    longest_minutes = models.PositiveSmallIntegerField(
        _("minutes at most"), default=240, validators=[MinValueValidator(15), MaxValueValidator(24 * 60)],
        help_text=_("How long one booking may be."),
    )  # fmt: skip
    buffer_minutes = models.PositiveSmallIntegerField(
        _("minutes between bookings"), default=0, validators=[MaxValueValidator(240)],
        help_text=_("To clear up. 0: one may begin when the other ends."),
    )  # fmt: skip
    image = models.ImageField(_("picture"), upload_to="venues/%Y/%m", blank=True, editable=False)
    thumbnail = models.ImageField(_("small picture"), upload_to="venues/%Y/%m", blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    is_active = models.BooleanField(_("in use"), default=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = VenueQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "width", "height"], m2m_fields=[workshops])

    class Meta:
        verbose_name = pgettext_lazy("to be booked", "venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name"],
                name="venue_name_once_per_enterprise",
                violation_error_message=_("There is a venue of this name already."),
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="venue_holds_somebody"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:venue", args=[self.slug])

    @property
    def buffer(self):
        return dt.timedelta(minutes=self.buffer_minutes)

    @property
    def longest(self):
        return dt.timedelta(minutes=self.longest_minutes)

    @property
    def small_photo(self):
        return self._photo("small")

    @property
    def large_photo(self):
        return self._photo("large")

    def _photo(self, size):
        """The address of the picture, "" when there is none; another picture has another address."""
        if not self.image:
            return ""
        return f"{reverse('workshops:venue-photo', args=[self.slug, size])}?v={PurePosixPath(self.image.name).stem[:8]}"


class OpeningHours(models.Model):
    """When a venue can be booked on one day of the week; without a row it is shut that day."""

    venue = models.ForeignKey(
        Venue, models.CASCADE, related_name="hours", verbose_name=pgettext_lazy("to be booked", "venue")
    )
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["venue", "weekday"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "weekday"],
                name="opening_hours_once_per_day",
                violation_error_message=_("This day of the week is there already."),
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="opening_hours_in_order",
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
