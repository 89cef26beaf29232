"""What suggestions counted as when they were last looked at, and the sums of it.

`FigureMark` says what has changed since; the database's own triggers append it (`triggers`). `services.figures` folds
the marks into the sums, `statistics.tally` reads sums and marks together. Everything here can be made anew from the
rows, and holds plain numbers instead of links, so that nothing has to be cleared away when a suggestion goes.
"""

import datetime as dt

from django.db import models
from django.db.models import Q

# Stands for every shop of an enterprise, and for every enterprise.
ALL = 0
# Before anything else.
NEVER = dt.date.min
# The bits of `CountedSuggestion.mask`, in their order: a figure that is added goes to the end.
FLAGS = (
    "received", "withdrawn", "spam", "answered", "adopted", "partly_adopted", "reserved", "declined", "merged",
    "forwarded", "pending", "overdue", "waiting_3", "waiting_7", "waiting_14", "waiting_longer", "waiting_week",
    "in_time", "answer_due", "implemented", "learned", "rechecked", "in_use", "stalled", "verified",
    "adopted_by_ledger", "implemented_by_ledger", "verified_by_ledger", "declined_exists", "declined_cost",
    "declined_unsafe", "declined_outside", "declined_other", "declined_unstated",
)  # fmt: skip
# What is added up: the sums of money, and what proposers said of the answers.
AMOUNTS = ("verified_yuan", "verified_soft_yuan", "claimed_yuan")
VOICES = ("answers", "unrated", "clear", "so_so", "unclear")


def _number():
    return models.IntegerField(default=0)


def _yuan():
    return models.DecimalField(max_digits=18, decimal_places=2, default=0)


class FigureMark(models.Model):
    """This suggestion, or the suggestions of this person, may count as something else than when last looked at."""

    suggestion = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(suggestion=None, person__isnull=False) | Q(suggestion__isnull=False, person=None),
                name="figure_mark_of_one",
            )
        ]
        indexes = [models.Index(fields=["person"], name="figure_mark_person", condition=Q(person__isnull=False))]

    def __str__(self):
        return f"suggestion {self.suggestion}" if self.suggestion else f"person {self.person}"


class FigureFold(models.Model):
    """The one row that is locked while marks are folded.

    Nothing dated after `until` is in the sums; `counted_by` tells by which conditions they were counted.
    """

    until = models.DateTimeField()
    counted_by = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.until:%Y-%m-%d %H:%M:%S}"


class CountedSuggestion(models.Model):
    """What one suggestion counted as; from `holds_until` on the clock alone makes it count as something else."""

    id = models.BigIntegerField(primary_key=True)
    enterprise = models.BigIntegerField()
    shop = models.BigIntegerField()
    month = models.DateField()
    mask = models.BigIntegerField()
    holds_until = models.DateTimeField(null=True)
    tenths = models.IntegerField(null=True)
    within_days = models.IntegerField(null=True)
    verified_yuan = _yuan()
    verified_soft_yuan = _yuan()
    claimed_yuan = _yuan()
    answers = models.SmallIntegerField(default=0)
    unrated = models.SmallIntegerField(default=0)
    clear = models.SmallIntegerField(default=0)
    so_so = models.SmallIntegerField(default=0)
    unclear = models.SmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["holds_until"], name="counted_for_a_while", condition=Q(holds_until__isnull=False))
        ]

    def __str__(self):
        return f"{self.pk} {self.month:%Y-%m} {self.mask:b}"


class CountedProposer(models.Model):
    """This person was counted among those who suggested something in this shop and month."""

    person = models.BigIntegerField()
    enterprise = models.BigIntegerField()
    shop = models.BigIntegerField()
    month = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "enterprise", "shop", "month"], name="counted_proposer_once")
        ]

    def __str__(self):
        return f"{self.person} {self.enterprise}/{self.shop} {self.month:%Y-%m}"


class FigureTally(models.Model):
    """The sums of one month of a shop, of a whole enterprise (`shop` is ALL), and of the district (both are)."""

    enterprise = models.BigIntegerField()
    shop = models.BigIntegerField()
    month = models.DateField()
    suggestions = _number()
    received = _number()
    withdrawn = _number()
    spam = _number()
    answered = _number()
    adopted = _number()
    partly_adopted = _number()
    reserved = _number()
    declined = _number()
    merged = _number()
    forwarded = _number()
    pending = _number()
    overdue = _number()
    waiting_3 = _number()
    waiting_7 = _number()
    waiting_14 = _number()
    waiting_longer = _number()
    waiting_week = _number()
    in_time = _number()
    answer_due = _number()
    implemented = _number()
    learned = _number()
    rechecked = _number()
    in_use = _number()
    stalled = _number()
    verified = _number()
    adopted_by_ledger = _number()
    implemented_by_ledger = _number()
    verified_by_ledger = _number()
    declined_exists = _number()
    declined_cost = _number()
    declined_unsafe = _number()
    declined_outside = _number()
    declined_other = _number()
    declined_unstated = _number()
    verified_yuan = _yuan()
    verified_soft_yuan = _yuan()
    claimed_yuan = _yuan()
    answers = _number()
    unrated = _number()
    clear = _number()
    so_so = _number()
    unclear = _number()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "shop", "month"], name="figure_tally_once")]
        indexes = [models.Index(fields=["shop", "month"], name="figure_tally_of_wholes")]

    def __str__(self):
        return f"{self.enterprise}/{self.shop} {self.month:%Y-%m}: {self.suggestions}"


class AnswerDayTally(models.Model):
    """How many of a month were answered in so many tenths of a day and within so many days; places as in the sums."""

    enterprise = models.BigIntegerField()
    shop = models.BigIntegerField()
    month = models.DateField()
    tenths = models.IntegerField()
    within_days = models.IntegerField()
    number = _number()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "shop", "month", "tenths", "within_days"], name="answer_day_tally_once"
            )
        ]

    def __str__(self):
        return f"{self.enterprise}/{self.shop} {self.month:%Y-%m} {self.tenths / 10}: {self.number}"


class PeopleTally(models.Model):
    """How many people suggested something in a month and before that last in the month `previous` (NEVER: not yet).

    So different people of any months in a row are added up: in each month those whose last time lies before the first
    of them. Places as in the sums.
    """

    enterprise = models.BigIntegerField()
    shop = models.BigIntegerField()
    month = models.DateField()
    previous = models.DateField()
    number = _number()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "shop", "month", "previous"], name="people_tally_once")
        ]
        indexes = [
            models.Index(fields=["shop", "month", "previous", "enterprise", "number"], name="people_tally_of_wholes")
        ]

    def __str__(self):
        return f"{self.enterprise}/{self.shop} {self.month:%Y-%m} {self.previous:%Y-%m}: {self.number}"
