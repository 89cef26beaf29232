"""Skills contests (技能竞赛): rounds with weights, prizes by place, and who judges."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Enterprise, Person
from workshops.models import Designation, Workshop
from workshops.models.codes import new_code

from ..querysets import ContestQuerySet
from .session import Session

WHOLE = 100


class Contest(TimeStamped):
    """Held by one enterprise, or by the district. Its rounds weigh a hundred together."""

    RUN_BY = "officer"
    Level, Audience = Designation.Level, Session.Audience

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("contest", "Draft")
        ANNOUNCED = "announced", pgettext_lazy("contest", "Announced")
        RUNNING = "running", pgettext_lazy("contest", "Under way")
        PUBLISHED = "published", pgettext_lazy("contest", "Published")
        CALLED_OFF = "called_off", pgettext_lazy("contest", "Called off")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.ANNOUNCED, Status.CALLED_OFF}),
        Status.ANNOUNCED: frozenset({Status.RUNNING, Status.CALLED_OFF}),
        Status.RUNNING: frozenset({Status.PUBLISHED, Status.CALLED_OFF}),
    }

    slug = models.SlugField(max_length=16, unique=True, editable=False, default=new_code)
    title = models.CharField(pgettext_lazy("of a contest", "title"), max_length=60)
    trade = models.CharField(_("trade"), max_length=40)
    level = models.CharField(pgettext_lazy("of an honour", "level"), max_length=12, choices=Level.choices)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="contests", verbose_name=_("enterprise"),
        help_text=_("Empty: a contest of the district."),
    )  # fmt: skip
    body = models.CharField(_("granting body"), max_length=80)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    workshops = models.ManyToManyField(
        Workshop, blank=True, related_name="contests", verbose_name=_("workshops that hold it")
    )
    sessions = models.ManyToManyField(
        Session, blank=True, related_name="contests", verbose_name=_("its sessions"),
        limit_choices_to={"kind": Session.Kind.CONTEST},
    )  # fmt: skip
    audience = models.CharField(
        _("who may take part"), max_length=8, choices=Audience.choices, default=Audience.DISTRICT
    )
    about = models.TextField(_("what it is about"))
    entries_by = models.DateField(_("entries until"))
    starts_on = models.DateField(pgettext_lazy("contest", "first day"))
    ends_on = models.DateField(pgettext_lazy("contest", "last day"))
    judges = models.ManyToManyField(
        Person, blank=True, related_name="judged_contests", verbose_name=_("judges"), editable=False
    )
    published_on = models.DateField(_("published on"), null=True, editable=False)
    called_off_because = models.TextField(_("why it was called off"), blank=True, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("skills contest")
        verbose_name_plural = _("skills contests")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entries_by__lte=F("starts_on"), starts_on__lte=F("ends_on")), name="contest_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status="published", published_on__isnull=False)
                | (~Q(status="published") & Q(published_on=None)),
                name="contest_published_with_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(status="called_off") & ~Q(called_off_because=""))
                | (~Q(status="called_off") & Q(called_off_because="")),
                name="contest_called_off_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where everybody reads it."""
        return reverse("training:contest", args=[self.slug])

    def get_desk_url(self):
        """Where it is run, and where officers enter people."""
        return reverse("training:contest-desk", args=[self.slug])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_announced(self):
        return self.status == self.Status.ANNOUNCED

    @property
    def is_running(self):
        return self.status == self.Status.RUNNING

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_open_to_change(self):
        """Until the first score may be given."""
        return self.status in (self.Status.DRAFT, self.Status.ANNOUNCED)

    def takes_entries(self, today):
        return self.is_announced and today <= self.entries_by


class ContestRound(models.Model):
    """A part of a contest: how many marks are full, and how much it weighs."""

    class Kind(models.TextChoices):
        THEORY = "theory", pgettext_lazy("contest", "Theory")
        PRACTICE = "practice", pgettext_lazy("contest", "Practice")

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="rounds", verbose_name=_("skills contest"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(pgettext_lazy("of a round", "name"), max_length=20)
    weight = models.PositiveSmallIntegerField(
        _("weight in percent"), validators=[MinValueValidator(1), MaxValueValidator(WHOLE)]
    )
    full_marks = models.DecimalField(_("full marks"), max_digits=5, decimal_places=1, default=WHOLE)
    place = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("round of a contest")
        verbose_name_plural = _("rounds of contests")
        ordering = ["contest", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="contest_round_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, WHOLE)), name="contest_round_weighs_something"),
            models.CheckConstraint(condition=Q(full_marks__gt=0), name="contest_round_has_marks"),
        ]

    def __str__(self):
        return self.name


class ContestPrize(models.Model):
    """A prize for everybody from the place after the prize before down to `last_place`; a tie shares it."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="prizes", verbose_name=_("skills contest"))
    name = models.CharField(pgettext_lazy("of a prize", "name"), max_length=20)
    last_place = models.PositiveSmallIntegerField(_("down to place"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("prize of a contest")
        verbose_name_plural = _("prizes of contests")
        ordering = ["contest", "last_place"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="contest_prize_once"),
            models.UniqueConstraint(fields=["contest", "last_place"], name="contest_prize_by_place"),
            models.CheckConstraint(condition=Q(last_place__gte=1), name="contest_prize_for_somebody"),
        ]

    def __str__(self):
        return self.name


class ContestEvent(Event):
    """Notes name people by their number in the contest alone."""

    class Verb(models.TextChoices):
        CREATED = "created", pgettext_lazy("contest", "Written down")
        CHANGED = "changed", pgettext_lazy("contest", "Words changed")
        ANNOUNCED = "announced", pgettext_lazy("contest", "Announced")
        JUDGES = "judges", pgettext_lazy("contest", "Judges named")
        ENTRIES = "entries", pgettext_lazy("contest", "People entered")
        WITHDRAWN = "withdrawn", pgettext_lazy("contest", "Somebody withdrawn")
        RUNNING = "running", pgettext_lazy("contest", "Begun")
        ABSENT = "absent", pgettext_lazy("contest", "Somebody did not come")
        PRESENT = "present", pgettext_lazy("contest", "Somebody was there after all")
        SCORES = "scores", pgettext_lazy("contest", "Scores entered")
        PUBLISHED = "published", pgettext_lazy("contest", "Published")
        PROMOTED = "promoted", pgettext_lazy("contest", "Skill grade raised")
        CALLED_OFF = "called_off", pgettext_lazy("contest", "Called off")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Contest, models.CASCADE, related_name="events", verbose_name=_("skills contest"))

    class Meta(Event.Meta):
        verbose_name = _("event of a contest")
        verbose_name_plural = _("events of contests")
