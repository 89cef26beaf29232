"""How an adopted suggestion becomes practice: its steps, who held the task, what it brings, whether it lasts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped
from alliance_portal.periods import months_later
from members.models import Person

from .answer import Implementation
from .suggestion import Photo, Suggestion


class Milestone(TimeStamped):
    """One step on the way, with a day of its own."""

    MOST = 12

    implementation = models.ForeignKey(
        Implementation, models.CASCADE, related_name="milestones", verbose_name=_("implementation")
    )
    title = models.CharField(_("step"), max_length=80)
    due_on = models.DateField(_("to be done by"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["implementation", "order", "pk"]
        indexes = [models.Index(fields=["done_at", "due_on"], name="milestone_open_by_day")]

    def __str__(self):
        return self.title

    def is_late(self, today=None):
        return self.done_at is None and self.due_on < (today or timezone.localdate())


class Handover(models.Model):
    """The task went from one owner to another; both go on seeing it."""

    implementation = models.ForeignKey(
        Implementation, models.CASCADE, related_name="handovers", verbose_name=_("implementation")
    )
    from_owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="tasks_handed_on", verbose_name=_("owner before"),
        help_text=_("Empty: a ledger named none."),
    )  # fmt: skip
    to_owner = models.ForeignKey(Person, models.PROTECT, related_name="tasks_taken_over", verbose_name=_("new owner"))
    reason = models.TextField(_("reason"))
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed over by")
    )
    handed_at = models.DateTimeField(_("handed over at"), default=timezone.now)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["implementation", "handed_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="handover_has_a_reason")]

    def __str__(self):
        return f"{self.from_owner or ''} → {self.to_owner}"


class Effect(models.Model):
    """What a change brings that no money measures: one sentence for each kind (Art. 7 of 1986)."""

    class Kind(models.TextChoices):
        SAFETY = "safety", pgettext_lazy("effect", "Safety")
        QUALITY = "quality", pgettext_lazy("effect", "Quality")
        ENVIRONMENT = "environment", pgettext_lazy("effect", "Environment")
        STRAIN = "strain", pgettext_lazy("effect", "Less strain")
        ORDER = "order", pgettext_lazy("effect", "Order on the spot")
        OTHER = "other", pgettext_lazy("effect", "Something else")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="effects", verbose_name=_("suggestion"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    words = models.CharField(_("in one sentence"), max_length=200)

    class Meta:
        verbose_name = _("effect without money")
        verbose_name_plural = _("effects without money")
        ordering = ["suggestion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "kind"], name="effect_once_per_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="effect_says_something"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.words}"


class Recheck(models.Model):
    """Somebody went to look, months after it was done, whether it is still in use (回访)."""

    class Result(models.TextChoices):
        IN_USE = "in_use", _("Still in use")
        CHANGED = "changed", _("In use, but changed since")
        GONE = "gone", _("No longer used")

    MONTHS = (3, 6, 12)
    # What counts as in use.
    USED = (Result.IN_USE, Result.CHANGED)

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="rechecks", verbose_name=_("suggestion"))
    months = models.PositiveSmallIntegerField(_("months after it was done"))
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    note = models.TextField(_("what was seen"), blank=True)
    photo = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("looked at by")
    )
    checked_at = models.DateTimeField(_("looked at on"), default=timezone.now)

    class Meta:
        verbose_name = _("return visit")
        verbose_name_plural = _("return visits")
        ordering = ["suggestion", "months"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "months"], name="recheck_once_per_point"),
            models.CheckConstraint(condition=Q(months__in=(3, 6, 12)), name="recheck_after_3_6_or_12_months"),
            models.CheckConstraint(condition=Q(result="in_use") | ~Q(note=""), name="recheck_says_what_changed"),
        ]

    def __str__(self):
        return f"{self.suggestion_id} {self.months}: {self.get_result_display()}"

    @staticmethod
    def day_of(suggestion, months):
        """The day on which it is looked at again."""
        return months_later(timezone.localdate(suggestion.implemented_at), months)

    @property
    def due_on(self):
        return self.day_of(self.suggestion, self.months)
