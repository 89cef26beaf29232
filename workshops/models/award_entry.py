"""What is recommended in an award round, whether it meets the conditions, what it gets, and what is said against it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Enterprise

from ..querysets import AwardEntryQuerySet, AwardObjectionQuerySet
from .award import AwardCondition, AwardPrize, AwardRound
from .honour import Honour
from .result import Result
from .workshop import Workshop


class AwardEntry(TimeStamped):
    """A workshop or a result. `title` and `case` are written for the judges and name nobody."""

    RUN_BY = "officer"

    class Status(models.TextChoices):
        RECOMMENDED = "recommended", pgettext_lazy("award entry", "Recommended")
        ELIGIBLE = "eligible", pgettext_lazy("award entry", "Meets the conditions")
        INELIGIBLE = "ineligible", pgettext_lazy("award entry", "Does not meet the conditions")
        WITHDRAWN = "withdrawn", pgettext_lazy("award entry", "Withdrawn")
        TAKEN_OUT = "taken_out", pgettext_lazy("award entry", "Taken out after an objection")

    TRANSITIONS = {
        Status.RECOMMENDED: frozenset({Status.ELIGIBLE, Status.INELIGIBLE, Status.WITHDRAWN}),
        Status.ELIGIBLE: frozenset({Status.INELIGIBLE, Status.WITHDRAWN, Status.TAKEN_OUT}),
        Status.INELIGIBLE: frozenset({Status.ELIGIBLE}),
    }

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="entries", verbose_name=_("award round"))
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="award_entries", verbose_name=_("enterprise")
    )
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, related_name="award_entries", verbose_name=_("workshop")
    )
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, related_name="award_entries", verbose_name=_("result")
    )
    title = models.CharField(_("title for the judges"), max_length=60)
    case = models.TextField(_("what the judges read"))
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recommended by")
    )
    recommended_at = models.DateTimeField(_("recommended at"), default=timezone.now)
    # Drawn by lot when judging begins, so that it tells neither who came first nor whose it is.
    number = models.PositiveSmallIntegerField(_("number for the judges"), null=True)
    reason = models.TextField(_("why it does not meet the conditions"), blank=True)
    prize = models.ForeignKey(AwardPrize, models.PROTECT, null=True, related_name="entries", verbose_name=_("prize"))
    prize_reason = models.TextField(_("why it differs from the ranking"), blank=True)
    honour = models.OneToOneField(
        Honour, models.PROTECT, null=True, related_name="award_entry", verbose_name=_("honour")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.RECOMMENDED)
    version = models.PositiveIntegerField(default=1)

    objects = AwardEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("award entry")
        verbose_name_plural = _("award entries")
        ordering = ["round", "recommended_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(workshop__isnull=False, result=None) | Q(workshop=None, result__isnull=False),
                name="award_entry_is_a_workshop_or_a_result",
            ),
            models.UniqueConstraint(
                fields=["round", "workshop"],
                condition=Q(workshop__isnull=False) & ~Q(status="withdrawn"),
                name="award_entry_workshop_once",
            ),
            models.UniqueConstraint(
                fields=["round", "result"],
                condition=Q(result__isnull=False) & ~Q(status="withdrawn"),
                name="award_entry_result_once",
            ),
            models.UniqueConstraint(
                fields=["round", "number"], condition=Q(number__isnull=False), name="award_entry_number_once"
            ),
            models.CheckConstraint(
                condition=Q(prize=None) | Q(status="eligible"), name="award_entry_prize_for_the_eligible"
            ),
            models.CheckConstraint(
                condition=Q(honour=None) | Q(prize__isnull=False), name="award_entry_honoured_for_its_prize"
            ),
            models.CheckConstraint(
                condition=~Q(status="ineligible") | ~Q(reason=""), name="award_entry_refused_for_a_reason"
            ),
        ]

    def __str__(self):
        return str(self.what)

    def get_absolute_url(self):
        return reverse("workshops:award-entry", args=[self.pk])

    @property
    def what(self):
        """The workshop or the result."""
        return self.workshop or self.result

    @property
    def name(self):
        """What everybody knows it by."""
        return self.workshop.name if self.workshop_id else self.result.title

    @property
    def public_name(self):
        """What a reader of the round reads of it, after `for_readers`: its name, or the title for the judges."""
        return self.name if self.has_page else self.title

    @property
    def is_eligible(self):
        return self.status == self.Status.ELIGIBLE


class AwardCheck(models.Model):
    """What the eligibility check found about one condition."""

    entry = models.ForeignKey(AwardEntry, models.CASCADE, related_name="checks", verbose_name=_("award entry"))
    condition = models.ForeignKey(AwardCondition, models.CASCADE, related_name="+", verbose_name=_("condition"))
    is_met = models.BooleanField(_("met"))

    class Meta:
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")
        ordering = ["entry", "condition__place", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "condition"], name="award_check_once")]

    def __str__(self):
        return str(self.condition)


class AwardObjection(TimeStamped):
    """Somebody says why an entry should not get its prize; anybody may, with a name and a way to answer."""

    RUN_BY = "officer"

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("objection", "Not answered yet")
        UPHELD = "upheld", pgettext_lazy("objection", "Upheld")
        REJECTED = "rejected", pgettext_lazy("objection", "Not upheld")

    TRANSITIONS = {Status.OPEN: frozenset({Status.UPHELD, Status.REJECTED})}

    entry = models.ForeignKey(AwardEntry, models.CASCADE, related_name="objections", verbose_name=_("award entry"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=40)
    contact = models.CharField(_("contact"), max_length=80)
    words = models.TextField(_("objection"))
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)

    objects = AwardObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["entry", "raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", answer="", answered_at=None)
                | (~Q(status="open") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="award_objection_answered_in_words",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(contact=""), name="award_objection_by_somebody"),
        ]

    def __str__(self):
        return f"{self.entry} · {self.get_status_display()}"

    def get_absolute_url(self):
        return reverse("workshops:award-objection", args=[self.pk])

    @property
    def enterprise_id(self):
        """Of the round: its officers answer, never those of the entry."""
        return self.entry.round.enterprise_id


class AwardEntryEvent(Event):
    class Verb(models.TextChoices):
        RECOMMENDED = "recommended", pgettext_lazy("award entry", "Recommended")
        CHANGED = "changed", pgettext_lazy("award entry", "Words changed")
        ELIGIBLE = "eligible", pgettext_lazy("award entry", "Meets the conditions")
        INELIGIBLE = "ineligible", pgettext_lazy("award entry", "Does not meet the conditions")
        WITHDRAWN = "withdrawn", pgettext_lazy("award entry", "Withdrawn")
        TAKEN_OUT = "taken_out", pgettext_lazy("award entry", "Taken out after an objection")

    record = models.ForeignKey(AwardEntry, models.CASCADE, related_name="events", verbose_name=_("award entry"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of an award entry")
        verbose_name_plural = _("events of award entries")


class AwardObjectionEvent(Event):
    class Verb(models.TextChoices):
        RAISED = "raised", pgettext_lazy("objection", "Raised")
        UPHELD = "upheld", pgettext_lazy("objection", "Upheld")
        REJECTED = "rejected", pgettext_lazy("objection", "Not upheld")

    record = models.ForeignKey(AwardObjection, models.CASCADE, related_name="events", verbose_name=_("objection"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of an objection")
        verbose_name_plural = _("events of objections")
