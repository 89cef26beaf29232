"""The reward ledger: by which table an idea is rewarded, how the amount came about, who was paid how much and when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Enterprise, Person

from ..querysets import RewardBatchQuerySet, RewardQuerySet, RewardRuleQuerySet, RewardShareQuerySet
from .suggestion import Suggestion


class RewardRule(TimeStamped):
    """One version of a table of grades: of an enterprise, or of the district for whoever has none of their own."""

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="reward_rules", verbose_name=_("enterprise"),
        help_text=_("Empty: for every enterprise without a table of its own."),
    )  # fmt: skip
    valid_from = models.DateField(_("holds from"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )

    objects = RewardRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reward table")
        verbose_name_plural = _("reward tables")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "valid_from"],
                condition=Q(enterprise__isnull=False),
                name="reward_rule_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(enterprise=None), name="reward_rule_of_the_district_once_a_day"
            ),
        ]

    def __str__(self):
        place = self.enterprise.short_name if self.enterprise else _("District")
        return f"{place} {self.valid_from}"


class RewardGrade(models.Model):
    """A line of a table: which yearly value belongs to the grade, and what the reward may be. Amounts are in fen."""

    rule = models.ForeignKey(RewardRule, models.CASCADE, related_name="grades", verbose_name=_("reward table"))
    grade = models.PositiveSmallIntegerField(_("grade"), help_text=_("1 is the highest."))
    name = models.CharField(_("name"), max_length=20)
    from_fen = models.BigIntegerField(_("value from, fen"))
    below_fen = models.BigIntegerField(_("value below, fen"), null=True, blank=True)
    least_fen = models.BigIntegerField(_("least amount, fen"))
    most_fen = models.BigIntegerField(_("most amount, fen"))

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["rule", "grade"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "grade"], name="reward_grade_once"),
            models.CheckConstraint(
                condition=Q(from_fen__gte=0) & (Q(below_fen=None) | Q(below_fen__gt=F("from_fen"))),
                name="reward_grade_is_a_band",
            ),
            models.CheckConstraint(
                condition=Q(least_fen__gte=0, most_fen__gte=F("least_fen"), most_fen__gt=0),
                name="reward_grade_has_an_amount",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_fixed(self):
        """Whether there is only one amount."""
        return self.least_fen == self.most_fen


class RewardBatch(TimeStamped):
    """What went to finance together, under one number."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="reward_batches", verbose_name=_("enterprise")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    place = models.PositiveIntegerField(_("place in the year"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    objects = RewardBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of rewards")
        verbose_name_plural = _("batches of rewards")
        ordering = ["-sent_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "year", "place"], name="reward_batch_once")]

    def __str__(self):
        return self.number


class Reward(TimeStamped):
    """One award for a suggestion, with every step by which its amount was reached. Who gets it stands in its shares."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("reward", "Proposed")
        APPROVED = "approved", pgettext_lazy("reward", "Approved")
        SENT = "sent", pgettext_lazy("reward", "With finance")
        PAID = "paid", pgettext_lazy("reward", "Paid")
        RECEIVED = "received", pgettext_lazy("reward", "Received")
        SETTLED = "settled", pgettext_lazy("reward", "Nothing left to pay")
        CLAWED_BACK = "clawed_back", pgettext_lazy("reward", "Taken back")
        REJECTED = "rejected", pgettext_lazy("reward", "Not approved")
        WITHDRAWN = "withdrawn", pgettext_lazy("reward", "Proposal withdrawn")

    TRANSITIONS = {
        Status.PROPOSED: {Status.APPROVED, Status.SETTLED, Status.REJECTED, Status.WITHDRAWN},
        Status.APPROVED: {Status.SENT, Status.WITHDRAWN},
        # Given back by finance, before anything was paid.
        Status.SENT: {Status.PAID, Status.APPROVED},
        # Back to finance when the note of the payment was a mistake.
        Status.PAID: {Status.RECEIVED, Status.SENT, Status.CLAWED_BACK},
        Status.RECEIVED: {Status.CLAWED_BACK},
        Status.CLAWED_BACK: {Status.CLAWED_BACK},
    }
    # Of a suggestion one at a time is on its way; what comes after it pays the difference.
    UNDER_WAY = (Status.PROPOSED, Status.APPROVED, Status.SENT)
    GRANTED = (Status.APPROVED, Status.SENT, Status.PAID, Status.RECEIVED, Status.SETTLED, Status.CLAWED_BACK)

    class Basis(models.TextChoices):
        COUNTED = "counted", _("Verified benefit")
        EFFECT = "effect", _("Effect that cannot be counted in money")
        RESERVE = "reserve", _("Kept in reserve")

    number = models.CharField(_("number"), max_length=24, unique=True)
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="rewards", verbose_name=_("suggestion"))
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="rewards", verbose_name=_("enterprise"))
    rule = models.ForeignKey(RewardRule, models.PROTECT, related_name="rewards", verbose_name=_("reward table"))
    basis = models.CharField(_("graded by"), max_length=8, choices=Basis.choices)
    value_fen = models.BigIntegerField(_("verified value, fen"), null=True, blank=True)
    graded = models.ForeignKey(
        RewardGrade, models.PROTECT, related_name="+", verbose_name=_("grade by value or effect")
    )
    grade = models.ForeignKey(RewardGrade, models.PROTECT, related_name="+", verbose_name=_("grade"))
    grade_reason = models.TextField(_("why this grade"), blank=True)
    is_borrowed = models.BooleanField(_("borrowed technique"), default=False)
    borrowed_reason = models.TextField(_("what it is borrowed from"), blank=True)
    amount_fen = models.BigIntegerField(_("amount of the grade, fen"))
    before_fen = models.BigIntegerField(_("paid before, fen"), default=0)
    elsewhere_fen = models.BigIntegerField(_("awarded elsewhere, fen"), default=0)
    elsewhere_note = models.TextField(_("awarded elsewhere: what for"), blank=True)
    due_fen = models.BigIntegerField(_("to be paid, fen"))
    note = models.TextField(_("note"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    batch = models.ForeignKey(
        RewardBatch, models.PROTECT, null=True, blank=True, related_name="rewards", verbose_name=_("batch")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.PROPOSED)
    version = models.PositiveIntegerField(default=1)

    objects = RewardQuerySet.as_manager()

    class Meta:
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(status__in=["proposed", "approved", "sent"]),
                name="reward_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, before_fen__gte=0, elsewhere_fen__gte=0, due_fen__gte=0)
                & Q(due_fen__lte=F("amount_fen")),
                name="reward_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(is_borrowed=False) | ~Q(borrowed_reason=""), name="reward_borrowed_with_a_reason"
            ),
            models.CheckConstraint(condition=~Q(basis="effect") | ~Q(grade_reason=""), name="reward_effect_in_words"),
            models.CheckConstraint(
                condition=~Q(basis="counted") | Q(value_fen__isnull=False), name="reward_counted_has_its_value"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_at__isnull=False) & ~Q(approved_by=F("proposed_by"))),
                name="reward_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "paid", "received", "clawed_back"], batch__isnull=False)
                | (~Q(status__in=["sent", "paid", "received", "clawed_back"]) & Q(batch=None)),
                name="reward_goes_to_finance_in_a_batch",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "status", "-proposed_at"], name="reward_ledger")]

    def __str__(self):
        return self.number


class RewardShare(models.Model):
    """What one person is paid of a reward: written when it goes to finance, in whole fen."""

    reward = models.ForeignKey(Reward, models.CASCADE, related_name="shares", verbose_name=_("reward"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="reward_shares", verbose_name=_("person"))
    share = models.DecimalField(_("share, %"), max_digits=5, decimal_places=2)
    fen = models.BigIntegerField(_("amount, fen"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    received_at = models.DateTimeField(_("confirmed as received at"), null=True, blank=True)
    missing_at = models.DateTimeField(_("said to be missing at"), null=True, blank=True)
    missing_note = models.TextField(_("what is missing"), blank=True)
    missing_answer = models.TextField(_("what finance found"), blank=True)
    taken_back_fen = models.BigIntegerField(_("taken back, fen"), default=0)

    objects = RewardShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["reward", "-share", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reward", "person"], name="reward_share_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="reward_share_is_an_amount"),
            models.CheckConstraint(
                condition=Q(paid_on=None, paid_by=None) | Q(paid_on__isnull=False, paid_by__isnull=False),
                name="reward_share_paid_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=False) | Q(received_at=None, missing_at=None, taken_back_fen=0),
                name="reward_share_paid_before_the_rest",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(missing_at=None), name="reward_share_received_or_missing"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_fen__gte=0, taken_back_fen__lte=F("fen")),
                name="reward_share_taken_back_within_what_was_paid",
            ),
        ]

    def __str__(self):
        return f"{self.reward_id} {self.person_id}"

    @property
    def waits_for_receipt(self):
        """Paid, and the person has neither confirmed it nor said that it is missing."""
        return self.paid_on is not None and self.received_at is None and self.missing_at is None

    @property
    def kept_fen(self):
        """What the person was paid and may keep."""
        return self.fen - self.taken_back_fen if self.paid_on else 0


class RewardEvent(Event):
    class Verb(models.TextChoices):
        PROPOSED = "proposed", _("Reward proposed")
        APPROVED = "approved", _("Reward approved")
        SETTLED = "settled", _("Graded: nothing is left to pay")
        REJECTED = "rejected", _("Reward not approved")
        WITHDRAWN = "withdrawn", _("Reward withdrawn")
        SENT = "sent", _("Sent to finance")
        RETURNED = "returned", _("Given back by finance")
        PART_PAID = "part_paid", _("A part has been paid")
        PAID = "paid", _("All of it has been paid")
        UNPAID = "unpaid", _("The note of a payment is taken back")
        PART_RECEIVED = "part_received", _("A part has been received")
        RECEIVED = "received", _("All of it has been received")
        MISSING = "missing", _("Says it has not arrived")
        ANSWERED = "answered", _("Finance has looked into it")
        CLAWED_BACK = "clawed_back", _("Taken back")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Reward, models.CASCADE, related_name="events", verbose_name=_("reward"))

    class Meta(Event.Meta):
        verbose_name = _("reward event")
        verbose_name_plural = _("reward events")
