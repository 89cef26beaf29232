"""What an alliance means to do in a year, who does it by when, and how far it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import HoldsFile, TimeStamped
from members.models import Person

from ..querysets import PlanItemQuerySet, PlanProgressQuerySet
from .plan import Plan
from .workshop import Workshop


class PlanItem(TimeStamped):
    """One line of a plan. Where it stands is derived from what happened to it, and late from the day."""

    class Kind(models.TextChoices):
        PROBLEM = "problem", _("Joint problem-solving")
        EXCHANGE = "exchange", pgettext_lazy("plan", "Exchange of experience")
        MENTORING = "mentoring", pgettext_lazy("plan", "Mentoring")
        TRAINING = "training", pgettext_lazy("plan", "Skills training")
        FIVE_SMALL = "five_small", _("Five-small innovations")
        SHARING = "sharing", _("Sharing results")
        OTHER = "other", pgettext_lazy("plan", "Something else")

    class State(models.TextChoices):
        OPEN = "plan_open", pgettext_lazy("plan item", "Under way")
        LATE = "plan_late", pgettext_lazy("plan item", "Late")
        DONE = "plan_done", pgettext_lazy("plan item", "Done")
        GIVEN_UP = "plan_given_up", pgettext_lazy("plan item", "Given up")
        CARRIED = "plan_carried", pgettext_lazy("plan item", "Carried over")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name=_("yearly plan"))
    number = models.PositiveSmallIntegerField(_("no."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    goal = models.CharField(_("goal"), max_length=120)
    measure = models.TextField(_("measure and target"), blank=True)
    owners = models.ManyToManyField(Workshop, related_name="plan_items", verbose_name=_("workshops in charge"))
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="plan_items", verbose_name=_("responsible person")
    )
    due_on = models.DateField(_("to be done by"))
    percent = models.PositiveSmallIntegerField(_("done, %"), default=0)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    given_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given up by")
    )
    given_up_reason = models.TextField(_("why it was given up"), blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", verbose_name=_("carried over from")
    )
    carried_times = models.PositiveSmallIntegerField(_("how often carried over"), default=0)
    version = models.PositiveIntegerField(default=1)

    objects = PlanItemQuerySet.as_manager()
    # The version only says to open pages that something has changed.
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of plans")
        ordering = ["plan", "due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_item_number_once"),
            models.CheckConstraint(
                condition=Q(done_on=None, percent__lt=100) | Q(done_on__isnull=False, percent=100),
                name="plan_item_done_is_all_of_it",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at=None, given_up_reason="")
                | (Q(given_up_at__isnull=False, done_on=None) & ~Q(given_up_reason="")),
                name="plan_item_given_up_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(carried_from=None, carried_times=0) | Q(carried_from__isnull=False, carried_times__gte=1),
                name="plan_item_carried_from_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="plan_item_due")]

    def __str__(self):
        return f"{self.number} {self.goal}"

    def get_absolute_url(self):
        return reverse("workshops:plan-item", args=[self.plan.alliance.slug, self.plan.year, self.number])

    @property
    def state(self):
        """Where it stands today. A queryset's `with_state` says whether it was carried over without asking for each."""
        if self.done_on:
            return self.State.DONE
        if self.given_up_at:
            return self.State.GIVEN_UP
        if self.is_carried_over:
            return self.State.CARRIED
        return self.State.LATE if self.due_on < timezone.localdate() else self.State.OPEN

    @property
    def is_carried_over(self):
        known = self.__dict__.get("was_carried")
        return type(self).objects.filter(carried_from=self).exists() if known is None else known

    @property
    def is_unfinished(self):
        return self.state in (self.State.OPEN, self.State.LATE)


class PlanProgress(HoldsFile, TimeStamped):
    """What was reported of an item on a day, with what shows it."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="progress", verbose_name=_("item of a plan"))
    day = models.DateField(_("day"))
    percent = models.PositiveSmallIntegerField(_("done, %"))
    note = models.TextField(_("what was done"))
    evidence = models.TextField(_("what shows it"), blank=True)
    link = models.URLField(pgettext_lazy("address", "link"), max_length=300, blank=True)
    file = models.FileField(_("file"), upload_to="plans/%Y", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    file_kind = models.CharField(_("kind of the file"), max_length=8, blank=True)
    file_size = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("check value"), max_length=64, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)

    objects = PlanProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress of an item")
        verbose_name_plural = _("progress of items")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="plan_progress_within_100"),
            models.CheckConstraint(condition=~Q(note=""), name="plan_progress_has_words"),
            models.CheckConstraint(
                condition=Q(percent__lt=100) | ~Q(evidence="", link="", file=""), name="plan_progress_done_is_shown"
            ),
        ]

    def __str__(self):
        return f"{self.item_id} {self.day} {self.percent}%"


class ItemReminder(models.Model):
    """That the owners of an item have been reminded: once for each kind and day, whoever runs the clock."""

    class Kind(models.TextChoices):
        SOON = "soon", _("An item is due in a week")
        LATE = "late", _("An item is late")

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="reminders", verbose_name=_("item of a plan"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    day = models.DateField(_("promised day"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of an item")
        verbose_name_plural = _("reminders of items")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "kind", "day"], name="item_reminder_once")]

    def __str__(self):
        return f"{self.item_id} {self.get_kind_display()} {self.day}"
