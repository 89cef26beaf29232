"""Award rounds (评选): a call, entries, judges who do not know whose they are, and what comes of it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Enterprise

from ..querysets import AwardRoundQuerySet
from .codes import new_code
from .designation import Designation
from .rubric import Rubric

PUBLICITY_DAYS = 5
FEWEST_SCORES = 2


class AwardRound(TimeStamped):
    """Of the district, or of one enterprise for itself. Its entries are all workshops or all results."""

    RUN_BY = "officer"
    Level = Designation.Level

    class Subject(models.TextChoices):
        WORKSHOP = "workshop", pgettext_lazy("award round", "Workshops")
        RESULT = "result", pgettext_lazy("award round", "Results")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("award round", "Draft")
        OPEN = "open", pgettext_lazy("award round", "Open for recommendations")
        REVIEW = "review", pgettext_lazy("award round", "Being judged")
        DECIDING = "deciding", pgettext_lazy("award round", "Before the decision meeting")
        PUBLICITY = "publicity", pgettext_lazy("award round", "Shown to everybody")
        PUBLISHED = "published", pgettext_lazy("award round", "Published")
        CALLED_OFF = "called_off", pgettext_lazy("award round", "Called off")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.OPEN, Status.CALLED_OFF}),
        Status.OPEN: frozenset({Status.REVIEW, Status.CALLED_OFF}),
        Status.REVIEW: frozenset({Status.DECIDING, Status.CALLED_OFF}),
        Status.DECIDING: frozenset({Status.PUBLICITY, Status.CALLED_OFF}),
        Status.PUBLICITY: frozenset({Status.PUBLISHED, Status.CALLED_OFF}),
    }
    # From when on everybody who may see the round reads which entries are to get a prize.
    SHOWN = (Status.PUBLICITY, Status.PUBLISHED)

    slug = models.SlugField(max_length=16, unique=True, editable=False, default=new_code)
    title = models.CharField(pgettext_lazy("of an award round", "title"), max_length=60)
    subject = models.CharField(_("what is judged"), max_length=8, choices=Subject.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="award_rounds", verbose_name=_("enterprise"),
        help_text=_("Empty: a round of the district."),
    )  # fmt: skip
    level = models.CharField(pgettext_lazy("of an honour", "level"), max_length=12, choices=Level.choices)
    body = models.CharField(_("granting body"), max_length=80)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    call = models.TextField(_("call"), help_text=_("What is looked for, who may be recommended, and what it brings."))
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+", verbose_name=_("rubric"))
    entries_by = models.DateField(_("recommendations until"))
    scores_by = models.DateField(_("scores until"))
    judges_per_entry = models.PositiveSmallIntegerField(_("judges for each entry"))
    quorum = models.PositiveSmallIntegerField(_("scores each entry needs"))
    publicity_days = models.PositiveSmallIntegerField(
        _("working days of publicity"), default=PUBLICITY_DAYS, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    minutes = models.TextField(_("minutes of the meeting"), blank=True, editable=False)
    decided_on = models.DateField(_("decided on"), null=True, editable=False)
    shown_from = models.DateField(_("shown from"), null=True, editable=False)
    shown_until = models.DateField(_("shown until"), null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    called_off_because = models.TextField(_("why it was called off"), blank=True, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )

    objects = AwardRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("award round")
        verbose_name_plural = _("award rounds")
        ordering = ["-entries_by", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum__gte=FEWEST_SCORES, judges_per_entry__gte=F("quorum")),
                name="award_round_quorum_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(scores_by__gt=F("entries_by")), name="award_round_judged_after_the_call"
            ),
            models.CheckConstraint(
                condition=Q(shown_from=None, shown_until=None) | Q(shown_until__gte=F("shown_from")),
                name="award_round_shown_for_some_days",
            ),
            models.CheckConstraint(
                condition=Q(status="published", published_at__isnull=False)
                | (~Q(status="published") & Q(published_at=None)),
                name="award_round_published_with_its_moment",
            ),
            models.CheckConstraint(
                condition=(Q(status="called_off") & ~Q(called_off_because=""))
                | (~Q(status="called_off") & Q(called_off_because="")),
                name="award_round_called_off_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where everybody reads it."""
        return reverse("workshops:award-round", args=[self.slug])

    def get_desk_url(self):
        """Where it is run, and where entries are recommended."""
        return reverse("workshops:award-desk-round", args=[self.slug])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_shown(self):
        return self.status in self.SHOWN

    @property
    def is_of_results(self):
        return self.subject == self.Subject.RESULT

    def takes_entries(self, today):
        return self.status == self.Status.OPEN and today <= self.entries_by

    def hears_objections(self, today):
        """Whether the days of publicity run."""
        return self.status == self.Status.PUBLICITY and self.shown_from <= today <= self.shown_until


class AwardPrize(models.Model):
    """A prize of a round (一等奖) and how many entries may get it at most."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="prizes", verbose_name=_("award round"))
    name = models.CharField(pgettext_lazy("of a prize", "name"), max_length=20)
    most = models.PositiveSmallIntegerField(_("at most"), validators=[MinValueValidator(1)])
    place = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["round", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="award_prize_once_per_round"),
            models.CheckConstraint(condition=Q(most__gte=1), name="award_prize_for_one_at_least"),
        ]

    def __str__(self):
        return self.name


class AwardCondition(models.Model):
    """One thing that every entry has to meet: the checklist of the eligibility check."""

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="conditions", verbose_name=_("award round"))
    words = models.CharField(_("condition"), max_length=120)
    place = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["round", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "words"], name="award_condition_once_per_round")]

    def __str__(self):
        return self.words


class AwardRoundEvent(Event):
    class Verb(models.TextChoices):
        CREATED = "created", pgettext_lazy("award round", "Entered")
        CHANGED = "changed", pgettext_lazy("award round", "Words changed")
        OPEN = "open", pgettext_lazy("award round", "Called for recommendations")
        DAYS = "days", pgettext_lazy("award round", "Days moved")
        JUDGES = "judges", pgettext_lazy("award round", "Judges named")
        CONFLICT = "conflict", pgettext_lazy("award round", "A judge does not judge an entry")
        REVIEW = "review", pgettext_lazy("award round", "Given to the judges")
        DECIDING = "deciding", pgettext_lazy("award round", "Judging closed")
        DECIDED = "decided", pgettext_lazy("award round", "Decided by the meeting")
        PUBLICITY = "publicity", pgettext_lazy("award round", "Shown to everybody")
        PUBLISHED = "published", pgettext_lazy("award round", "Published")
        CALLED_OFF = "called_off", pgettext_lazy("award round", "Called off")

    record = models.ForeignKey(AwardRound, models.CASCADE, related_name="events", verbose_name=_("award round"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of an award round")
        verbose_name_plural = _("events of award rounds")


class AwardReminder(models.Model):
    """Says that something was said: once for a round, a kind and the day it was about."""

    class Kind(models.TextChoices):
        ENTRIES = "entries", _("Recommendations close soon")
        SCORES = "scores", _("Scores are due soon")
        SCORES_LATE = "scores_late", _("Scores are missing")
        PUBLISH = "publish", _("The days of publicity are over")

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="reminders", verbose_name=_("award round"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    day = models.DateField(_("day it is about"))
    made_at = models.DateTimeField(_("reminded at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of an award round")
        verbose_name_plural = _("reminders of award rounds")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["round", "kind", "day"], name="award_reminder_once")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day}"
