"""Spot checks (抽查): staff look on the spot whether a random sample of what was declared is true."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import Event, TimeStamped
from alliance_portal.periods import Period
from members.models import Enterprise
from workshops.models.stored_document import StoredDocument

from ..querysets import ChecklistItemQuerySet, SpotCheckFileQuerySet, SpotCheckQuerySet, SpotCheckRowQuerySet
from .suggestion import Suggestion


class ChecklistItem(TimeStamped):
    """A question asked on the spot. What a check asks is settled when its sample is drawn."""

    words = models.CharField(_("question"), max_length=120, help_text=_("To be answered by yes or no."))
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ChecklistItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question of spot checks")
        verbose_name_plural = _("questions of spot checks")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["words"],
                name="checklist_item_once",
                violation_error_message=_("This question is there already."),
            )
        ]

    def __str__(self):
        return self.words


class SpotCheck(TimeStamped):
    """What is checked, how many, and, once drawn, by which seed: with it anybody can draw the same sample again."""

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("spot check", "Planned")
        DRAWN = "drawn", pgettext_lazy("spot check", "Drawn, being checked")
        CLOSED = "closed", pgettext_lazy("spot check", "Closed")
        CALLED_OFF = "called_off", pgettext_lazy("spot check", "Called off")

    TRANSITIONS = {
        Status.PLANNED: {Status.DRAWN, Status.CALLED_OFF},
        Status.DRAWN: {Status.CLOSED, Status.CALLED_OFF},
    }

    class Figure(models.TextChoices):
        """Figures of the statistics that can be checked on the spot."""

        ADOPTED = "adopted", pgettext_lazy("figure", "Adopted")
        IMPLEMENTED = "implemented", _("Done")
        VERIFIED = "verified", _("Verified by finance")

    class Method(models.TextChoices):
        EACH = "each", _("So many of each enterprise")
        ALL = "all", _("So many in all, shared among the enterprises by what they declared")

    MOST = 300

    title = models.CharField(pgettext_lazy("of a spot check", "title"), max_length=60)
    figure = models.CharField(_("figure that is checked"), max_length=12, choices=Figure.choices)
    first = models.DateField(_("first month of receipt"))
    last = models.DateField(_("last month of receipt"))
    method = models.CharField(_("how many"), max_length=4, choices=Method.choices, default=Method.EACH)
    size = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(MOST)],
        help_text=_("Of each enterprise or in all, as chosen; where there are fewer, all of them."),
    )  # fmt: skip
    enterprises = models.ManyToManyField(
        Enterprise, blank=True, related_name="spot_checks", verbose_name=_("enterprises"),
        help_text=_("None chosen: all of them."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PLANNED)
    seed = models.CharField(_("seed of the draw"), max_length=32, blank=True)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, blank=True)
    population = models.JSONField(_("declared, by enterprise"), default=dict, blank=True)
    # {enterprise code: numbers}: ledgers that come later may tell of earlier days, and the draw must stay repeatable.
    register = models.JSONField(_("register of the draw"), default=dict, blank=True, editable=False)
    questions = models.JSONField(_("questions asked"), default=list, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("spot check")
        verbose_name_plural = _("spot checks")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__day=1, last__day=1, first__lte=F("last")), name="spot_check_months"
            ),
            models.CheckConstraint(condition=Q(size__range=(1, 300)), name="spot_check_size_1_to_300"),
            models.CheckConstraint(
                condition=Q(status__in=("planned", "called_off")) | (~Q(seed="") & Q(drawn_at__isnull=False)),
                name="spot_check_drawn_by_a_seed",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) | (~Q(status="closed") & Q(closed_at=None)),
                name="spot_check_closed_some_time",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("suggestions:spot-check", args=[self.pk])

    @property
    def period(self):
        return Period(self.first, self.last)

    @property
    def look(self):
        return f"check_{self.status}"

    @property
    def is_planned(self):
        return self.status == self.Status.PLANNED

    @property
    def is_drawn(self):
        """Being checked now."""
        return self.status == self.Status.DRAWN

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def declared(self):
        """Of how many it was drawn."""
        return sum(self.population.values())


class SpotCheckRow(models.Model):
    """One suggestion of the sample, and what was found on the spot."""

    class Finding(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("finding", "True")
        DIFFERENT = "different", pgettext_lazy("finding", "Not as declared")
        UNCHECKED = "unchecked", pgettext_lazy("finding", "Could not be checked")

    class Reply(models.TextChoices):
        """To one question."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        NONE = "none", pgettext_lazy("reply", "Does not apply")

    spot_check = models.ForeignKey(SpotCheck, models.CASCADE, related_name="rows", verbose_name=_("spot check"))
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="spot_checks", verbose_name=_("suggestion"))
    place = models.PositiveSmallIntegerField(_("place in the sample"))
    finding = models.CharField(_("finding"), max_length=12, choices=Finding.choices, blank=True)
    words = models.TextField(pgettext_lazy("of a spot check", "what was found"), blank=True)
    replies = models.JSONField(_("replies to the questions"), default=list, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SpotCheckRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion of a spot check")
        verbose_name_plural = _("suggestions of spot checks")
        ordering = ["spot_check", "place"]
        constraints = [
            models.UniqueConstraint(fields=["spot_check", "suggestion"], name="spot_check_row_once"),
            models.UniqueConstraint(fields=["spot_check", "place"], name="spot_check_place_once"),
            models.CheckConstraint(
                condition=Q(finding="", checked_by=None, checked_at=None)
                | (~Q(finding="") & Q(checked_by__isnull=False, checked_at__isnull=False)),
                name="spot_check_found_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(finding__in=("", "confirmed")) | ~Q(words=""), name="spot_check_says_what_was_found"
            ),
        ]

    def __str__(self):
        return f"{self.place}. {self.suggestion}"

    def get_absolute_url(self):
        return reverse("suggestions:spot-check-row", args=[self.spot_check_id, self.place])

    @property
    def is_open(self):
        return not self.finding

    @property
    def look(self):
        return f"found_{self.finding or 'open'}"

    @property
    def label(self):
        return self.get_finding_display() or pgettext("finding", "To be checked")


class SpotCheckFile(StoredDocument):
    """A photo or a paper from the spot."""

    row = models.ForeignKey(
        SpotCheckRow, models.CASCADE, related_name="files", verbose_name=_("suggestion of a spot check")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = SpotCheckFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a spot check")
        verbose_name_plural = _("files of spot checks")
        ordering = ["row", "pk"]


class SpotCheckComment(models.Model):
    """What an enterprise says to its result, once."""

    LONGEST = 500

    spot_check = models.ForeignKey(SpotCheck, models.CASCADE, related_name="comments", verbose_name=_("spot check"))
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", verbose_name=_("enterprise"))
    words = models.CharField(pgettext_lazy("of an enterprise", "comment"), max_length=LONGEST)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("comment on a spot check")
        verbose_name_plural = _("comments on spot checks")
        ordering = ["spot_check", "written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["spot_check", "enterprise"], name="spot_check_comment_once"),
            models.CheckConstraint(condition=~Q(words=""), name="spot_check_comment_says_something"),
        ]

    def __str__(self):
        return self.words


class SpotCheckEvent(Event):
    class Verb(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("spot check event", "Planned")
        DRAWN = "drawn", pgettext_lazy("spot check event", "Sample drawn")
        FOUND_TRUE = "found_true", pgettext_lazy("spot check event", "Found true")
        FOUND_DIFFERENT = "found_different", pgettext_lazy("spot check event", "Found not as declared")
        FOUND_UNCHECKED = "found_unchecked", pgettext_lazy("spot check event", "Could not be checked")
        FILE_REMOVED = "file_removed", pgettext_lazy("spot check event", "File taken away")
        CLOSED = "closed", pgettext_lazy("spot check event", "Closed")
        CALLED_OFF = "called_off", pgettext_lazy("spot check event", "Called off")
        COMMENTED = "commented", pgettext_lazy("spot check event", "Commented by the enterprise")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(SpotCheck, models.CASCADE, related_name="events", verbose_name=_("spot check"))

    class Meta(Event.Meta):
        verbose_name = _("event of a spot check")
        verbose_name_plural = _("events of spot checks")
