"""What had happened to a suggestion by a given moment, as conditions on its row."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.lookups import In
from django.utils import timezone

from alliance_portal.models import Source
from alliance_portal.periods import start_of

from ..models import AnswerRating, Decision, Recheck, Suggestion

# The moments in the rows that the conditions read.
DATED = (
    "received_at", "waiting_since", "answered_at", "concluded_at", "implemented_at", "withdrawn_at", "spam_at",
    "unmerged_at", "benefit__verified_at",
)  # fmt: skip
# What has waited for more days than these is told apart no further.
LONGEST_WAIT = dt.timedelta(days=14)
# What was adopted so long ago and is still not done is owed to people.
STALLED_AFTER = dt.timedelta(days=90)

Status, Conclusion = Suggestion.Status, Suggestion.Conclusion


@dataclass(frozen=True)
class Moment:
    """The conditions of every rung as known at `at`: what came later does not count."""

    at: dt.datetime

    @property
    def today(self):
        return timezone.localtime(self.at).date()

    @property
    def withdrawn(self):
        return Q(status=Status.WITHDRAWN, withdrawn_at__lte=self.at)

    @property
    def spam(self):
        return Q(spam_at__lte=self.at)

    @cached_property
    def received(self):
        return Q(received_at__lte=self.at) & ~self.withdrawn & ~self.spam

    @cached_property
    def answered(self):
        return self.answered_for_good | self.merged_for_a_while()

    @cached_property
    def answered_for_good(self):
        """By an answer that holds, or that another one followed."""
        return self.received & Q(answered_at__lte=self.at)

    @cached_property
    def pending(self):
        unanswered = Q(answered_at=None) | Q(answered_at__gt=self.at)
        return self.received & unanswered & ~self._merge_taken_back_later()

    def merged_for_a_while(self, **narrowed):
        """Answered by a merge that was taken back after this moment: it is no answer any more, but then it was."""
        return self.received & self._merge_taken_back_later(**narrowed)

    def _merge_taken_back_later(self, **narrowed):
        merge = Decision.objects.filter(suggestion=OuterRef("pk"), decided_at__lte=self.at, taken_back_at__gt=self.at)
        # Hardly any row has this date, so hardly any row is looked up.
        return Q(unmerged_at__gt=self.at) & Q(Exists(merge.filter(**narrowed)))

    def concluded(self, *conclusions):
        """By the last conclusion that was known by then: an appeal or a return from reserve may bring another one."""
        still = Q(conclusion__in=conclusions, concluded_at__lte=self.at)
        before = Q(answered_at__lte=self.at, concluded_at__gt=self.at) & Q(In(self._earlier, conclusions))
        return self.received & (still | before)

    @property
    def _earlier(self):
        known = Decision.objects.filter(suggestion=OuterRef("pk"), decided_at__lte=self.at)
        return Subquery(known.order_by("-decided_at", "-pk").values("conclusion")[:1])

    @cached_property
    def adopted(self):
        return self.concluded(Conclusion.ADOPTED, Conclusion.PARTLY_ADOPTED)

    @cached_property
    def merged(self):
        return self.concluded(Conclusion.MERGED) | self.merged_for_a_while()

    @cached_property
    def reserved(self):
        return self.concluded(Conclusion.RESERVED)

    @cached_property
    def forwarded(self):
        """Given to the problem board: an answer, and neither adopted nor refused."""
        return self.concluded(Conclusion.FORWARDED)

    @cached_property
    def implemented(self):
        return self.adopted & Q(implemented_at__lte=self.at)

    @cached_property
    def learned(self):
        """The part of what is done that was tried without success."""
        return self.implemented & Q(implementation__outcome="learned")

    @property
    def _open(self):
        return Q(implemented_at=None) | Q(implemented_at__gt=self.at)

    @cached_property
    def not_implemented(self):
        return self.adopted & self._open

    @cached_property
    def stalled(self):
        return self.not_implemented & Q(concluded_at__lte=self.at - STALLED_AFTER)

    @cached_property
    def verified(self):
        return self.implemented & Q(benefit__verified_at__lte=self.at)

    @cached_property
    def claimed_only(self):
        """A benefit somebody stated and finance has not verified; of a trial that did not work nothing is verified."""
        unverified = Q(benefit__verified_at=None) | Q(benefit__verified_at__gt=self.at)
        worth = self._open | ~Q(implementation__outcome="learned")
        return self.adopted & Q(benefit__claimed_yuan__gt=0) & unverified & worth

    @cached_property
    def verified_soft(self):
        return self.verified & Q(benefit__verified_soft_yuan__gt=0)

    @cached_property
    def rechecked(self):
        """Done here and visited again since: the channel first, so that ledgers cost no look."""
        return self.implemented & ~Q(channel=Suggestion.Channel.LEDGER) & Q(Exists(self._visits))

    @cached_property
    def in_use(self):
        """By the last visit that was known by then."""
        last = Subquery(self._visits.order_by("-checked_at", "-pk").values("result")[:1])
        return self.rechecked & Q(In(last, Recheck.USED))

    @property
    def _visits(self):
        return Recheck.objects.filter(suggestion=OuterRef("pk"), checked_at__lte=self.at).order_by()

    @cached_property
    def overdue(self):
        """Past the promised day; while it waits for the worker the clock stands still."""
        return self.pending & Q(due_on__lt=self.today) & ~Q(status=Status.NEEDS_INFO, waiting_since__lte=self.at)

    @property
    def answered_in_time(self):
        # What was answered before the promised day began at Greenwich was in time everywhere: turning a moment into
        # the day it was here costs the database more than all other conditions together.
        surely = Q(answered_at__lt=F("due_on"))
        for_good = self.answered_for_good & (surely | Q(answered_at__date__lte=F("due_on")))
        return for_good | self.merged_for_a_while(decided_at__date__lte=OuterRef("due_on"))

    def waiting(self, more_than=None, up_to=None):
        """Unanswered for more than one and up to the other number of whole days since the day of receipt."""
        condition = self.pending
        if up_to is not None:
            condition &= Q(received_at__gte=start_of(self.today - dt.timedelta(days=up_to)))
        if more_than is not None:
            condition &= Q(received_at__lt=start_of(self.today - dt.timedelta(days=more_than)))
        return condition

    def from_ledger(self, rung):
        """The part of a rung that a ledger brought, without the records that the portal asks for."""
        decided = Exists(Decision.objects.filter(suggestion=OuterRef("pk"), source=Source.LEDGER))
        sources = {
            "adopted": Q(channel=Suggestion.Channel.LEDGER) & Q(decided),
            "implemented": Q(implementation__source=Source.LEDGER),
            "verified": Q(benefit__source=Source.LEDGER),
        }
        return getattr(self, rung) & sources[rung]

    @property
    def ahead(self):
        """Something about it is dated after this moment: what it counts as will change when that comes."""
        decisions = Decision.objects.filter(suggestion=OuterRef("pk")).order_by()
        ratings = AnswerRating.objects.filter(decision__suggestion=OuterRef("pk"), created_at__gt=self.at).order_by()
        visits = Recheck.objects.filter(suggestion=OuterRef("pk"), checked_at__gt=self.at).order_by()
        later = Q(decided_at__gt=self.at) | Q(taken_back_at__gt=self.at)
        found = Q(Exists(decisions.filter(later))) | Q(Exists(ratings)) | Q(Exists(visits))
        for name in DATED:
            found |= Q(**{f"{name}__gt": self.at})
        return found

    @property
    def holds_until(self):
        """The moment from which the clock alone may make a row count as something else; None where it never does.

        What waits is looked at again at midnight, until it has waited longest and is past its promised day.
        """
        still = self.pending & (Q(received_at__gte=start_of(self.today - LONGEST_WAIT)) | Q(due_on__gte=self.today))
        owed = self.not_implemented & Q(concluded_at__gt=self.at - STALLED_AFTER)
        return Case(
            When(still, then=Value(start_of(self.today + dt.timedelta(days=1)))),
            When(owed, then=F("concluded_at") + Value(STALLED_AFTER)),
            default=Value(None),
            output_field=DateTimeField(),
        )
