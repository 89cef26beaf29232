"""A panel (评审小组): several people judge one suggestion by a rubric, and what they say advises the reviewer."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from workshops.models import Criterion, Rubric

from ..querysets import PanelQuerySet, SeatQuerySet
from .suggestion import Suggestion

FEWEST_MEMBERS, FEWEST_VOTES = 3, 2


class Panel(TimeStamped):
    """It advises and never decides; the promised day of the answer runs on meanwhile."""

    class Outcome(models.TextChoices):
        ADVICE = "advice", _("Has given its advice")
        TOO_FEW = "too_few", _("Not enough votes")
        CALLED_OFF = "called_off", _("No longer needed")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="panels", verbose_name=_("suggestion"))
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+", verbose_name=_("rubric"))
    quorum = models.PositiveSmallIntegerField(_("votes needed"))
    vote_by = models.DateField(_("last day for voting"))
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("called by")
    )
    called_at = models.DateTimeField(_("called at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion"], condition=Q(closed_at=None), name="panel_open_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="panel_closed_with_its_outcome",
            ),
            models.CheckConstraint(condition=Q(quorum__gte=FEWEST_VOTES), name="panel_needs_two_votes"),
        ]

    def __str__(self):
        return f"{self.suggestion} · {self.rubric}"

    def get_absolute_url(self):
        return reverse("suggestions:panel", args=[self.suggestion.number])

    @property
    def is_open(self):
        """Whether votes are still awaited: what has been answered or taken back meanwhile needs none."""
        return self.closed_at is None and self.suggestion.is_unanswered

    @property
    def has_advice(self):
        return self.outcome == self.Outcome.ADVICE

    @property
    def stand_ins_from(self):
        """The day before the last one; a member has at least the day of the call."""
        day_after_the_call = timezone.localtime(self.called_at).date() + dt.timedelta(days=1)
        return max(self.vote_by - dt.timedelta(days=1), day_after_the_call)

    def is_over(self, today):
        """Whether the last day for voting has passed."""
        return self.vote_by < today


class Seat(TimeStamped):
    """A member's place, and who takes it when the member has to step aside or does not vote in time."""

    class Passed(models.TextChoices):
        ASIDE = "aside", _("the member steps aside")
        LATE = "late", _("the member had not voted in time")

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats", verbose_name=_("panel"))
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("member"))
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("stand-in")
    )
    passed_on_at = models.DateTimeField(_("passed on at"), null=True)
    passed_because = models.CharField(_("passed on because"), max_length=8, choices=Passed.choices, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["panel", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "member"], name="seat_once_per_member"),
            models.UniqueConstraint(
                fields=["panel", "stand_in"], condition=Q(stand_in__isnull=False), name="seat_once_per_stand_in"
            ),
            models.CheckConstraint(condition=~Q(stand_in=F("member")), name="seat_stand_in_is_somebody_else"),
            models.CheckConstraint(
                condition=Q(passed_on_at=None, passed_because="")
                | (Q(passed_on_at__isnull=False, stand_in__isnull=False) & ~Q(passed_because="")),
                name="seat_passed_to_somebody_for_a_reason",
            ),
        ]

    def __str__(self):
        return str(self.holder)

    @property
    def holder(self):
        """Who votes from it now."""
        return self.stand_in if self.passed_on_at else self.member

    @property
    def vote(self):
        """The vote given from it, None before."""
        return getattr(self, "ballot", None)


class Ballot(TimeStamped):
    """One vote, final as it is given: from then on its giver sees the others'."""

    class Recommendation(models.TextChoices):
        ADOPTED = "adopted", _("Adopt")
        PARTLY_ADOPTED = "partly_adopted", _("Adopt in part")
        RESERVED = "reserved", _("Keep in reserve")
        DECLINED = "declined", _("Do not adopt for now")
        ABSTAINED = "abstained", _("Abstain")

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="ballot", verbose_name=_("seat"))
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))
    recommendation = models.CharField(_("recommendation"), max_length=16, choices=Recommendation.choices)
    opinion = models.TextField(_("opinion"))
    cast_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["cast_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(opinion=""), name="ballot_has_words")]

    def __str__(self):
        return self.get_recommendation_display()

    @property
    def is_abstention(self):
        return self.recommendation == self.Recommendation.ABSTAINED

    @property
    def total(self):
        return sum(score.points for score in self.scores.all())


class Score(models.Model):
    """The points of one vote for one criterion."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="scores", verbose_name=_("vote"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["ballot", "criterion__place", "pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "criterion"], name="score_once_per_criterion")]

    def __str__(self):
        return f"{self.criterion} {self.points}"
