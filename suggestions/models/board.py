import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Department, Enterprise

from ..querysets import BoardQuerySet
from .public_address import PublicAddress, new_token  # noqa: F401 - migrations look for it here

# What more than four pages show is forgotten before the first comes round again.
MOST_PAGES = 4
# Shorter than one can read, and longer than anybody stands before it.
FEWEST_SECONDS, MOST_SECONDS = 15, 600
WEEK = (1, 2, 3, 4, 5, 6, 7)


def every_day():
    return list(WEEK)


class Board(PublicAddress):
    """A screen on the shop floor: an address without login that can be taken back. Without enterprise: the district's.

    It stays dark from `quiet_from` to `quiet_until`, the next day where that is not later, on the nights that begin on
    one of `quiet_days` (1 is Monday); a board without these hours is never dark.
    """

    class Theme(models.TextChoices):
        LIGHT = "light", _("Light, for bright halls")
        DARK = "dark", _("Dark, for dim halls")
        HOURS = "hours", _("Light by day, dark by night")

    class Language(models.TextChoices):
        CHINESE = "zh-hans", _("Chinese")
        ENGLISH = "en", _("English")

    class Page(models.TextChoices):
        """What comes after the first page, which always has the figures."""

        FINISHED = "finished", _("Just done, with photos")
        OWED = "owed", _("What is still owed")
        TRAINING = "training", _("Training to come, and thanks")
        WORKSHOPS = "workshops", _("Workshops and plates")
        NEWS = "news", _("News and campaigns")

    DESK, OPENS = "/boards/", ("enterprise_id", "department_id")
    GONE = _("This board has been taken back meanwhile.")

    name = models.CharField(_("where it hangs"), max_length=60)
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="boards", verbose_name=_("enterprise"),
        help_text=_("Empty: the whole district."),
    )  # fmt: skip
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="boards", verbose_name=_("department"),
        help_text=_("Empty: the whole enterprise."),
    )  # fmt: skip
    pages = models.JSONField(_("further pages"), default=list, blank=True)
    seconds = models.PositiveSmallIntegerField(
        _("seconds a page stays"), default=60,
        validators=[MinValueValidator(FEWEST_SECONDS), MaxValueValidator(MOST_SECONDS)],
    )  # fmt: skip
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.LIGHT)
    light_from = models.TimeField(_("light from"), default=dt.time(7))
    light_until = models.TimeField(_("light until"), default=dt.time(19))
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.CHINESE)
    quiet_from = models.TimeField(_("dark from"), null=True, blank=True)
    quiet_until = models.TimeField(_("dark until"), null=True, blank=True)
    quiet_days = models.JSONField(_("nights on which it is dark"), default=every_day, blank=True)
    seen_at = models.DateTimeField(_("last fetched by a screen at"), null=True, editable=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["enterprise", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="board_quiet_has_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(department=None) | Q(enterprise__isnull=False), name="board_department_of_an_enterprise"
            ),
        ]

    def get_absolute_url(self):
        return reverse("board", args=[self.token])

    @property
    def place(self):
        """Whose figures it shows, in words."""
        return str(self.department or self.enterprise or _("The whole district"))

    @property
    def further_pages(self):
        """The names of the pages after the first, in their order."""
        return [self.Page(code).label for code in self.pages]

    def clean(self):
        if self.department_id and self.department.enterprise_id != self.enterprise_id:
            raise ValidationError({"department": _("Choose a department of the same enterprise.")})
        if (self.quiet_from is None) != (self.quiet_until is None):
            missing = "quiet_until" if self.quiet_until is None else "quiet_from"
            raise ValidationError({missing: _("Please fill in both times, or neither.")})
        self._clean_lists()

    def _clean_lists(self):
        if len(self.pages) >= MOST_PAGES or len(set(self.pages)) < len(self.pages):
            raise ValidationError({"pages": _("Please choose each page once, and at most three.")})
        if set(self.pages) - set(self.Page.values):
            raise ValidationError({"pages": _("There is no such page.")})
        if set(self.quiet_days) - set(WEEK):
            raise ValidationError({"quiet_days": _("There is no such day.")})
        if self.quiet_from and not self.quiet_days:
            raise ValidationError({"quiet_days": _("Please choose one night at least, or empty the times.")})
