"""Every figure of the suggestions as data: its name, its definition, and the one rule of what it counts.

Tile, table, board, list, export and command all take their rows from here, so they cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.definitions import Definition

from .moment import Moment


@dataclass(frozen=True)
class Figure(Definition):
    """A number of rows, or the sum of `amount` over them."""

    condition: Callable[[Moment], Q] = None
    amount: str = ""

    @property
    def nothing(self):
        return Decimal(0) if self.amount else 0

    def aggregate(self, moment):
        if self.amount:
            return Sum(self.amount, filter=self.condition(moment), default=self.nothing)
        return Count("pk", filter=self.condition(moment))

    def of_one(self, moment):
        """What a single row adds to it."""
        one = F(self.amount) if self.amount else Value(1)
        return Case(When(self.condition(moment), then=one), default=Value(self.nothing))


@dataclass(frozen=True)
class RateFigure(Definition):
    """A share: the codes of its numerator and its denominator."""

    numerator: str = ""
    denominator: str = ""


FIGURES = (
    Figure(
        "received",
        pgettext_lazy("figure", "Received"),
        _(
            "Suggestions by the month in which they came in, of every kind. Not counted: what the"
            " worker withdrew before an answer, and what staff marked as spam; both are shown "
            "beside it."
        ),
        condition=lambda moment: moment.received,
    ),
    Figure(
        "withdrawn",
        _("Withdrawn"),
        _("Taken back by the worker before an answer. Not part of what was received."),
        condition=lambda moment: Q(received_at__lte=moment.at) & moment.withdrawn & ~moment.spam,
    ),
    Figure(
        "spam",
        _("Marked as spam"),
        _("Marked as spam by staff, with a reason in its history. Not part of what was received."),
        condition=lambda moment: Q(received_at__lte=moment.at) & moment.spam,
    ),
    Figure(
        "answered",
        _("Answered"),
        _(
            "Received and given a conclusion: adopted, partly adopted, reserved, not adopted for now, merged, or "
            "forwarded to the problem board."
        ),
        condition=lambda moment: moment.answered,
    ),
    Figure(
        "adopted",
        pgettext_lazy("figure", "Adopted"),
        _("Adopted and partly adopted suggestions; partly adopted ones are also shown apart."),
        condition=lambda moment: moment.adopted,
    ),
    Figure(
        "partly_adopted",
        _("Of these partly adopted"),
        _("Part of the adopted ones."),
        condition=lambda moment: moment.concluded("partly_adopted"),
    ),
    Figure(
        "reserved",
        _("Reserved"),
        _("Kept for later; counted as answered, not as adopted, until it is adopted after all."),
        condition=lambda moment: moment.reserved,
    ),
    Figure(
        "declined",
        _("Not adopted for now"),
        _("Answered with a reason and with what would change the answer."),
        condition=lambda moment: moment.concluded("declined"),
    ),
    Figure(
        "merged",
        pgettext_lazy("figure", "Merged"),
        _(
            "Answered by merging it into another one about the same thing. Its proposers count like all "
            "others; it is neither adopted nor refused itself. A merge can be taken back within 24 hours, "
            "and then counts as an answer no longer."
        ),
        condition=lambda moment: moment.merged,
    ),
    Figure(
        "forwarded",
        pgettext_lazy("figure", "Forwarded to the problem board"),
        _(
            "Answered by forwarding it: the enterprise cannot carry it out alone, and other workshops may bid for the "
            "problem. Neither adopted nor refused, whatever becomes of the problem; that is counted among the problems."
        ),
        condition=lambda moment: moment.forwarded,
    ),
    Figure(
        "pending",
        _("Waiting for an answer"),
        _("Received and without any conclusion. It stays in the denominator of the adoption rate."),
        condition=lambda moment: moment.pending,
    ),
    Figure(
        "overdue",
        _("Overdue"),
        _(
            "Waiting for an answer after the promised day. While we wait for details from the "
            "worker, the clock stands still."
        ),
        condition=lambda moment: moment.overdue,
    ),
    Figure(
        "waiting_3",
        _("Waiting up to 3 days"),
        _("Waiting for an answer for 3 days or less, counted in whole days from the day of receipt."),
        condition=lambda moment: moment.waiting(up_to=3),
    ),
    Figure(
        "waiting_7",
        _("Waiting 4 to 7 days"),
        _("Waiting for an answer for 4 to 7 days."),
        condition=lambda moment: moment.waiting(more_than=3, up_to=7),
    ),
    Figure(
        "waiting_14",
        _("Waiting 8 to 14 days"),
        _("Waiting for an answer for 8 to 14 days."),
        condition=lambda moment: moment.waiting(more_than=7, up_to=14),
    ),
    Figure(
        "waiting_longer",
        _("Waiting more than 14 days"),
        _("Waiting for an answer for more than 14 days."),
        condition=lambda moment: moment.waiting(more_than=14),
    ),
    Figure(
        "waiting_week",
        _("Waiting for more than a week"),
        _("Waiting for an answer for more than 7 days."),
        condition=lambda moment: moment.waiting(more_than=7),
    ),
    Figure(
        "in_time",
        _("Answered in time"),
        _("Answered on or before the promised day."),
        condition=lambda moment: moment.answered_in_time,
    ),
    Figure(
        "answer_due",
        _("Answered or overdue"),
        _("What has been answered, and what should have been by now."),
        condition=lambda moment: moment.answered | moment.overdue,
    ),
    Figure(
        "implemented",
        _("Done"),
        _(
            "Adopted and put into practice: there is a photo of the changed place, and the "
            "proposer has confirmed it or has not objected for five days. A trial that did not work counts too, "
            "when it says what was learned and the proposer agrees likewise; such trials are shown apart. A step "
            "taken after the date of the data does not count."
        ),
        condition=lambda moment: moment.implemented,
    ),
    Figure(
        "learned",
        _("Of these tried without success"),
        _(
            "Part of the done ones: tried for real, without success, with what was tried, measured and learned in "
            "writing. Nothing is verified for them, and nobody visits them again."
        ),
        condition=lambda moment: moment.learned,
    ),
    Figure(
        "rechecked",
        _("Visited again"),
        _(
            "Done here, and looked at again at least once, 3, 6 or 12 months later, by somebody other than the owner. "
            "What a ledger says and trials without success are not visited."
        ),
        condition=lambda moment: moment.rechecked,
    ),
    Figure(
        "in_use",
        _("Of these still in use"),
        _("By the last visit in use, as it was done or changed since."),
        condition=lambda moment: moment.in_use,
    ),
    Figure(
        "stalled",
        pgettext_lazy("figure", "Owed for more than 90 days"),
        _("Adopted 90 days ago or longer, and not done."),
        condition=lambda moment: moment.stalled,
    ),
    Figure(
        "verified",
        _("Verified by finance"),
        _("Done, and finance has entered the amount it is worth."),
        condition=lambda moment: moment.verified,
    ),
    Figure(
        "verified_yuan",
        _("Verified benefit"),
        _(
            "The sum finance has verified with its basis, for the twelve months from adoption: money that comes out of "
            "the books. Amounts that are only claimed, and estimates, are never added to it."
        ),
        condition=lambda moment: moment.verified,
        amount="benefit__verified_yuan",
    ),
    Figure(
        "verified_soft_yuan",
        _("Benefit as an estimate"),
        _(
            "Time saved and costs avoided, as finance has verified them with their basis. An estimate: always shown "
            "apart, and never added to the verified benefit."
        ),
        condition=lambda moment: moment.verified_soft,
        amount="benefit__verified_soft_yuan",
    ),
    Figure(
        "claimed_yuan",
        _("Benefit waiting for verification"),
        _("The sum of what owners have stated and finance has not verified; always shown apart."),
        condition=lambda moment: moment.claimed_only,
        amount="benefit__claimed_yuan",
    ),
    Figure(
        "adopted_by_ledger",
        _("Adopted according to a ledger"),
        _("Adopted in an imported ledger, without a record of the review in this portal."),
        condition=lambda moment: moment.from_ledger("adopted"),
    ),
    Figure(
        "implemented_by_ledger",
        _("Done according to a ledger"),
        _("Done according to an imported ledger, without photo and confirmation in this portal."),
        condition=lambda moment: moment.from_ledger("implemented"),
    ),
    Figure(
        "verified_by_ledger",
        _("Verified according to a ledger"),
        _("With a verified amount in an imported ledger, without an entry by finance in this portal."),
        condition=lambda moment: moment.from_ledger("verified"),
    ),
)

PROPOSERS = Definition(
    "proposers",
    _("People who suggested"),
    _(
        "Different people among the proposers of what was received; whoever suggests ten times "
        "counts once. Co-proposers count once they have confirmed it themselves. Whoever hides the "
        "name is not counted, so that no number tells who it was: rather too few than too many."
    ),
)
HEADCOUNT = Definition(
    "headcount",
    _("People in service"),
    _(
        "The average of the people in service at each month's end, rounded down. An official "
        "number entered for a month takes the place of the roster's. The month that is "
        "running counts with today's number."
    ),
)
ANSWER_DAYS = Definition(
    "answer_days",
    _("Days to answer (median)"),
    _(
        "From receipt to the first conclusion, without the days spent waiting for the worker."
        " Half of the answers took no longer than the median; nine of ten no longer than the "
        "second number. Never the mean, which hides the longest waits."
    ),
)

RATES = (
    RateFigure(
        "participation_rate",
        _("Participation rate"),
        _("People who suggested ÷ people in service. Above 100% where some of them have left since."),
        "proposers",
        "headcount",
    ),
    RateFigure("adoption_rate", _("Adoption rate"), _("Adopted ÷ received."), "adopted", "received"),
    RateFigure(
        "adoption_rate_of_answered",
        _("Adoption rate of what was answered"),
        _("Adopted ÷ answered. Only in the export: leaving the difficult ones unanswered would raise it."),
        "adopted",
        "answered",
    ),
    RateFigure("answer_rate", _("Answer rate"), _("Answered ÷ received."), "answered", "received"),
    RateFigure(
        "in_time_rate",
        _("In-time answer rate"),
        _("Answered within the promise ÷ (answered + overdue)."),
        "in_time",
        "answer_due",
    ),
    RateFigure(
        "implementation_rate",
        _("Implementation rate"),
        _("Done ÷ adopted. Trials without success are part of it and shown apart."),
        "implemented",
        "adopted",
    ),
    RateFigure(
        "implementation_rate_of_received",
        _("Done out of what was received"),
        _("Done ÷ received. Not the implementation rate: its denominator is larger."),
        "implemented",
        "received",
    ),
    RateFigure(
        "verification_rate",
        _("Verified out of what was done"),
        _("Verified by finance ÷ done. Many good ideas save no money, so it need not reach 100%."),
        "verified",
        "implemented",
    ),
    RateFigure(
        "in_use_rate",
        _("Still in use"),
        _("Still in use ÷ visited again."),
        "in_use",
        "rechecked",
    ),
    RateFigure(
        "per_hundred",
        _("Suggestions per 100 people"),
        _("Received ÷ people in service × 100, rounded down."),
        "received",
        "headcount",
    ),
)

RATE_PARTS = {rate.code: (rate.numerator, rate.denominator) for rate in RATES}
COUNTED = {figure.code: figure for figure in FIGURES}
DEFINITIONS = (*FIGURES, PROPOSERS, HEADCOUNT, ANSWER_DAYS, *RATES)
