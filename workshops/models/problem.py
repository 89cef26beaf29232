"""The problem board (揭榜): who has which hard problem, until when, and what solving it is worth."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, Source, TimeStamped
from members.models import Enterprise, Speciality

from ..querysets import ProblemQuerySet
from .visibility import Visibility
from .workshop import Workshop


class Problem(TimeStamped):
    """Posted by an enterprise; once it is open, workshops may bid for it as far as `visibility` and `crosses` go."""

    RUN_BY = "workshop_leader"
    Visibility = Visibility

    class Ownership(models.TextChoices):
        """Whose the solution will be (知识产权约定)."""

        POSTER = "poster", pgettext_lazy("owner", "The enterprise that posts it")
        SOLVER = "solver", pgettext_lazy("owner", "The enterprise that solves it")
        JOINT = "joint", pgettext_lazy("owner", "Both together")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("problem", "Draft")
        CHECKING = "checking", pgettext_lazy("problem", "Being checked")
        OPEN = "open", pgettext_lazy("problem", "Open to bids")
        CLAIMED = "claimed", pgettext_lazy("problem", "Claimed")
        WORKING = "working", pgettext_lazy("problem", "Being worked on")
        DELIVERED = "delivered", pgettext_lazy("problem", "Delivered")
        ACCEPTED = "accepted", pgettext_lazy("problem", "Solved")
        FAILED = "failed", pgettext_lazy("problem", "Not solved")
        ENDED = "ended", pgettext_lazy("problem", "Ended early")
        UNCLAIMED = "unclaimed", pgettext_lazy("problem", "Unclaimed")
        DROPPED = "dropped", pgettext_lazy("problem", "Not posted after all")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.CHECKING, Status.DROPPED}),
        Status.CHECKING: frozenset({Status.DRAFT, Status.OPEN}),
        Status.OPEN: frozenset({Status.CLAIMED, Status.UNCLAIMED, Status.ENDED}),
        # Back to open when whoever was chosen does not sign.
        Status.CLAIMED: frozenset({Status.WORKING, Status.OPEN, Status.ENDED}),
        Status.WORKING: frozenset({Status.DELIVERED, Status.FAILED, Status.ENDED}),
        Status.DELIVERED: frozenset({Status.ACCEPTED, Status.WORKING, Status.FAILED}),
    }
    # Nobody outside reads what has not been checked, or was never posted.
    BEFORE_OPEN = (Status.DRAFT, Status.CHECKING, Status.DROPPED)
    IN_WORK = (Status.CLAIMED, Status.WORKING, Status.DELIVERED)
    ENDS = (Status.ACCEPTED, Status.FAILED, Status.ENDED, Status.UNCLAIMED)

    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="problems", verbose_name=_("enterprise"))
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="problems_posted", verbose_name=_("posted by"),
        help_text=_("Empty: by the enterprise itself."),
    )  # fmt: skip
    title = models.CharField(pgettext_lazy("of a problem", "title"), max_length=80)
    description = models.TextField(_("what the problem is"))
    current_value = models.CharField(_("where it stands now"), max_length=120, blank=True)
    target_value = models.CharField(_("what is to be reached"), max_length=120, blank=True)
    specialities = models.ManyToManyField(
        Speciality, blank=True, related_name="problems", verbose_name=_("specialities")
    )
    bids_until = models.DateField(_("bids until"), null=True, blank=True)
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    reward = models.CharField(_("reward"), max_length=120, blank=True)
    visibility = models.CharField(
        _("who may read it"), max_length=12, choices=Visibility.choices, default=Visibility.ALLIANCE
    )
    crosses = models.BooleanField(_("workshops of other enterprises may bid"), default=True)
    ownership = models.CharField(
        _("whose the solution will be"), max_length=12, choices=Ownership.choices, default=Ownership.JOINT
    )
    ownership_note = models.CharField(_("what else is agreed on it"), max_length=200, blank=True)
    contact = models.CharField(_("whom to ask"), max_length=80, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    opened_at = models.DateTimeField(_("on the board since"), null=True, editable=False)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, editable=False)
    signed_on = models.DateField(_("task book signed on"), null=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    reached_value = models.CharField(_("what was reached"), max_length=120, blank=True, editable=False)
    outcome = models.TextField(_("how it ended"), blank=True, editable=False)
    reward_paid_on = models.DateField(_("reward paid on"), null=True, editable=False)
    reward_receipt = models.CharField(_("receipt"), max_length=120, blank=True, editable=False)
    choice_reminded_at = models.DateTimeField(_("reminded of the choice at"), null=True, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "checking", "dropped"])
                | Q(opened_at__isnull=False, bids_until__isnull=False, due_on__isnull=False) & ~Q(target_value=""),
                name="problem_open_with_its_days_and_target",
            ),
            models.CheckConstraint(
                condition=Q(bids_until=None) | Q(due_on=None) | Q(due_on__gt=F("bids_until")),
                name="problem_solved_after_the_bids",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="enterprise") | Q(crosses=False), name="problem_of_one_enterprise_stays_there"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["accepted", "failed", "ended", "unclaimed"], closed_at__isnull=False)
                & ~Q(outcome="")
                | ~Q(status__in=["accepted", "failed", "ended", "unclaimed"]) & Q(closed_at=None),
                name="problem_closed_with_its_day_and_words",
            ),
            models.CheckConstraint(
                condition=Q(reward_paid_on=None) | Q(status="accepted") & ~Q(reward=""),
                name="problem_rewarded_once_solved",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-opened_at"], name="problem_newest"),
            models.Index(fields=["enterprise", "status"], name="problem_of_enterprise"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("workshops:problem", args=[self.number])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_over(self):
        return self.status in self.ENDS

    @property
    def takes_bids(self):
        return self.is_open and self.bids_until >= timezone.localdate()

    @property
    def is_late(self):
        """Claimed, and the day it was to be solved by is over."""
        under_way = self.status in (self.Status.CLAIMED, self.Status.WORKING)
        return under_way and self.due_on < timezone.localdate()

    @property
    def reward_is_due(self):
        return self.status == self.Status.ACCEPTED and bool(self.reward) and self.reward_paid_on is None

    @property
    def look(self):
        """The code by which colour and icon are chosen."""
        return "overdue" if self.is_late else f"problem_{self.status}"

    @property
    def look_label(self):
        """Its status in words; what waits for a choice, and what is late, says so."""
        if self.is_open and not self.takes_bids:
            return _("Bids are closed, being chosen")
        return _("Late") if self.is_late else self.get_status_display()


class ProblemEvent(Event):
    class Verb(models.TextChoices):
        CREATED = "created", pgettext_lazy("problem", "Written down")
        CHANGED = "changed", pgettext_lazy("problem", "Words changed")
        CHECKING = "checking", pgettext_lazy("problem", "Handed in to be checked")
        SENT_BACK = "sent_back", pgettext_lazy("problem", "Sent back")
        OPEN = "open", pgettext_lazy("problem", "Put on the board")
        REOPENED = "reopened", pgettext_lazy("problem", "Open to bids again")
        CLAIMED = "claimed", pgettext_lazy("problem", "A bid is chosen")
        PLANNED = "planned", pgettext_lazy("problem", "A milestone is planned")
        UNPLANNED = "unplanned", pgettext_lazy("problem", "A milestone is taken out")
        WORKING = "working", pgettext_lazy("problem", "The task book is signed")
        REPORTED = "reported", pgettext_lazy("problem", "A milestone is reported")
        PASSED = "passed", pgettext_lazy("problem", "A milestone is checked and reached")
        NOT_PASSED = "not_passed", pgettext_lazy("problem", "A milestone is checked and not reached yet")
        DELIVERED = "delivered", pgettext_lazy("problem", "Delivered")
        REWORK = "rework", pgettext_lazy("problem", "Something is still to be done")
        ACCEPTED = "accepted", pgettext_lazy("problem", "Accepted")
        FAILED = "failed", pgettext_lazy("problem", "Not solved")
        ENDED = "ended", pgettext_lazy("problem", "Ended early")
        UNCLAIMED = "unclaimed", pgettext_lazy("problem", "Nobody has claimed it")
        DROPPED = "dropped", pgettext_lazy("problem", "Not posted after all")
        PAID = "paid", pgettext_lazy("problem", "The reward is paid")

    record = models.ForeignKey(Problem, models.CASCADE, related_name="events", verbose_name=_("problem"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a problem")
        verbose_name_plural = _("events of problems")
