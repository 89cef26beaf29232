"""Bids of workshops for a problem (揭榜申请), with their team, and the milestones of the one that was chosen."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Person

from ..querysets import BidQuerySet
from .problem import Problem
from .workshop import Workshop


class Bid(TimeStamped):
    """What a workshop offers; read by whoever posted the problem, and by the workshop's own people."""

    RUN_BY = "workshop_leader"

    class Status(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("bid", "Offered")
        CHOSEN = "chosen", pgettext_lazy("bid", "Chosen")
        NOT_CHOSEN = "not_chosen", pgettext_lazy("bid", "Not chosen")
        WITHDRAWN = "withdrawn", pgettext_lazy("bid", "Withdrawn")

    TRANSITIONS = {
        Status.OFFERED: frozenset({Status.CHOSEN, Status.NOT_CHOSEN, Status.WITHDRAWN}),
        # Chosen, and not signed after all: then those who were passed over stand again.
        Status.CHOSEN: frozenset({Status.WITHDRAWN}),
        Status.NOT_CHOSEN: frozenset({Status.OFFERED}),
    }

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="bids", verbose_name=_("problem"))
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="bids", verbose_name=_("workshop"))
    plan = models.TextField(_("how it will be solved"))
    needs = models.CharField(_("what is needed for it"), max_length=200, blank=True)
    promised_on = models.DateField(_("solved by"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.OFFERED)
    version = models.PositiveIntegerField(default=1, editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by")
    )
    offered_at = models.DateTimeField(_("offered at"), default=timezone.now)

    objects = BidQuerySet.as_manager()

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        ordering = ["problem", "offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "workshop"], condition=~Q(status="withdrawn"), name="bid_once_per_workshop"
            ),
            models.UniqueConstraint(fields=["problem"], condition=Q(status="chosen"), name="bid_chosen_once"),
        ]

    def __str__(self):
        return f"{self.problem_id} {self.workshop}"

    @property
    def enterprise_id(self):
        """For whom its people act."""
        return self.workshop.enterprise_id

    @property
    def is_offered(self):
        return self.status == self.Status.OFFERED

    @property
    def is_chosen(self):
        return self.status == self.Status.CHOSEN


class BidMember(TimeStamped):
    """Somebody of the team, in the order of the bid; the first one leads it."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="team", verbose_name=_("bid"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="bids", verbose_name=_("person"))
    place = models.PositiveSmallIntegerField(_("order"))
    does = models.CharField(_("does what"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("team member of a bid")
        verbose_name_plural = _("team members of bids")
        ordering = ["bid", "place"]
        constraints = [models.UniqueConstraint(fields=["bid", "person"], name="bid_names_a_person_once")]

    def __str__(self):
        return self.person.name


class BidEvent(Event):
    class Verb(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("bid", "Offered")
        CHOSEN = "chosen", pgettext_lazy("bid", "Chosen")
        NOT_CHOSEN = "not_chosen", pgettext_lazy("bid", "Not chosen")
        STANDS = "stands", pgettext_lazy("bid", "Stands again")
        WITHDRAWN = "withdrawn", pgettext_lazy("bid", "Withdrawn")

    record = models.ForeignKey(Bid, models.CASCADE, related_name="events", verbose_name=_("bid"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a bid")
        verbose_name_plural = _("events of bids")


class ProblemMilestone(TimeStamped):
    """A step of the task book (节点): reported by the team, then checked by whoever posted the problem."""

    MOST = 12

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="milestones", verbose_name=_("problem"))
    title = models.CharField(
        pgettext_lazy("of a milestone", "what is there then"), max_length=120, validators=[MinLengthValidator(2)]
    )
    due_on = models.DateField(_("by"))
    reported_at = models.DateTimeField(_("reported at"), null=True, editable=False)
    report = models.TextField(_("what the team says"), blank=True, editable=False)
    passed_at = models.DateTimeField(_("checked and reached at"), null=True, editable=False)
    finding = models.TextField(_("what the check found"), blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)

    class Meta:
        verbose_name = _("milestone of a problem")
        verbose_name_plural = _("milestones of problems")
        ordering = ["problem", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed_at=None) | Q(reported_at__isnull=False, passed_at__gte=F("reported_at")),
                name="milestone_checked_after_its_report",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def waits_for_check(self):
        return self.reported_at is not None and self.passed_at is None

    @property
    def is_late(self):
        return self.reported_at is None and self.due_on < timezone.localdate()
