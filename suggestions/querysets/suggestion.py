"""Which suggestions there are: for whom, in which state, in which order, with what beside them."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.permissions import department_ids_headed_by, enterprise_ids_with, is_district_staff

from .alike import AlikeQuerySet, main_record_of
from .done import DoneQuerySet
from .practice import OF_PRACTICE, PracticeQuerySet
from .words import WordsQuerySet

READING_ROLES = ("reviewer", "leader", "officer", "finance")
TRACKING_ROLES = ("reviewer", "leader", "officer")
RECORDING_ROLES = ("officer", "reviewer")
RECENT = dt.timedelta(days=30)

# Waiting for its first answer from the reviewer, not for the worker.
IN_HAND = Q(status__in=("submitted", "in_review"), answered_at=None, spam_at=None)
# Answered, and by an appeal before somebody else again.
APPEALED = Q(status="in_review", answered_at__isnull=False, spam_at=None)
# Answered, and the proposer asks what was meant.
TO_EXPLAIN = Q(asked_again_at__isnull=False)
# In use here or in reserve here; where there is money, counted by finance: what a ledger brought was settled before.
REWARDABLE = Q(status="reserved") & ~Q(channel="ledger") | Q(status="implemented") & ~Q(
    implementation__source="ledger"
) & ~Q(implementation__outcome="learned") & (
    Q(benefit__verified_by__isnull=False) | ~Q(benefit__claimed_yuan__gt=0) & ~Q(benefit__verified_yuan__gt=0)
)


class SuggestionQuerySet(AlikeQuerySet, DoneQuerySet, PracticeQuerySet, WordsQuerySet):
    def visible_to(self, user, *, within=None):
        """Staff see all; whoever answers, leads or verifies, the enterprise's; authors, owners and panels their own.

        A guest sees what the query codes of this visit have opened. `within` an enterprise of which somebody sees
        everything, the database is spared the question what else they see.
        """
        if within:
            rows = self.filter(enterprise=within)
            return rows if within.pk in enterprise_ids_with(user, *READING_ROLES) else rows.visible_to(user)
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.filter(pk__in=getattr(user, "guest_of", ()))
        read = enterprise_ids_with(user, *READING_ROLES)
        own = self._beside(user, read) if read else self._own(user)
        return self.filter(Q(enterprise_id__in=read) | self._held_by_head(user) | own)

    def to_review(self, user):
        """What belongs before the user as a reviewer, or as the head of the department it came from or was handed to.

        Before an officer come the appeals that nobody else can answer. Whether they may decide a row is
        `permissions.can_answer`.
        """
        reviewed = enterprise_ids_with(user, "reviewer")
        held = Q(enterprise_id__in=reviewed) | self._held_by_head(user)
        if others := enterprise_ids_with(user, "officer") - reviewed:
            held |= APPEALED & Q(appeal__to_officers=True, enterprise_id__in=others)
        return self.filter(held)

    @staticmethod
    def _held_by_head(user):
        """What came from a department the user heads, or was handed to one.

        A hidden name does not go to the head of the own team, who would know it by the hand.
        """
        headed = department_ids_headed_by(user)
        came = Q(department__in=headed, name_hidden=False)
        return came | Q(handler__in=headed) if headed else Q(pk__in=())

    def to_verify(self, user):
        """What belongs before the user as finance: done, not only tried, and with money stated or verified."""
        claimed = Q(benefit__claimed_yuan__isnull=False) | Q(benefit__claimed_soft_yuan__isnull=False)
        money = claimed | Q(benefit__verified_yuan__isnull=False)
        held = enterprise_ids_with(user, "finance")
        return self.really_done().filter(money, enterprise_id__in=held, status=self.model.Status.IMPLEMENTED)

    def to_reward(self, user):
        """What the user may propose a reward for, as reviewer or officer, and nobody has: never an idea of their own.

        What was rewarded in reserve comes again when it is done.
        """
        live = self.model._meta.get_field("rewards").related_model.objects.told_to_the_author()
        of_this = live.filter(suggestion=OuterRef("pk"))
        once_done = of_this.filter(Q(status__in=live.model.UNDER_WAY) | ~Q(basis="reserve"))
        rewarded = Q(status="reserved") & Exists(of_this) | Exists(once_done)
        held = self.filter(REWARDABLE, enterprise_id__in=enterprise_ids_with(user, "reviewer", "officer"))
        return held.exclude(rewarded).not_by(user)

    def to_track(self, user):
        """What the user follows into practice: the enterprise's for those who answer or lead, else one's own tasks.

        One's own are also those that were handed on.
        """
        followed, tasks = enterprise_ids_with(user, *TRACKING_ROLES), Q(pk__in=self._tasks_of(user))
        adopted = self.filter(implementation__isnull=False)
        own = tasks & self._beside(user, followed) if followed else tasks
        return adopted.filter(Q(enterprise_id__in=followed) | own)

    def of_own(self, user):
        """What the user proposed, has or had to put into practice, or judges.

        Its keys are read first: with as many joins as a list has, PostgreSQL looks at every suggestion before these.
        """
        return self.filter(pk__in=list(self.model._base_manager.filter(self._own(user)).values_list("pk", flat=True)))

    def mine(self, user):
        """What the user proposed, alone or together with others, and has confirmed."""
        return self.filter(self._by(user, confirmed_at__isnull=False))

    def saying(self, text):
        """Those with the text in number, title or words; for their authors, to whom no word of theirs is hidden."""
        return self.filter(Q(number__icontains=text) | self.says(text))

    def named_together(self, user):
        """What a colleague says the user had the idea of too; the user has not answered yet."""
        return self.filter(self._by(user, confirmed_at=None))

    def _by(self, user, **narrowed):
        """By number and not by a join: what somebody proposed is found first, however many others there are."""
        proposers = self.model._meta.get_field("proposers").related_model.objects
        return Q(pk__in=proposers.filter(person__user=user, **narrowed).order_by().values("suggestion"))

    def named(self):
        """Whose proposer everybody who reads it may know."""
        return self.filter(name_hidden=False)

    def _own(self, user):
        """What the user proposed, has or had to put into practice, or judges: one list of numbers, found first."""
        proposers = self.model._meta.get_field("proposers").related_model.objects.filter(person__user=user)
        seats = self.model._meta.get_field("panels").related_model._meta.get_field("seats").related_model.objects
        judged = seats.held_by(user).order_by().values("panel__suggestion")
        return Q(pk__in=self._tasks_of(user).union(proposers.order_by().values("suggestion"), judged))

    def _tasks_of(self, user):
        """The numbers of what the user has to put into practice, or handed on."""
        return self._owned(user).union(self._handed_on(user))

    def _owned(self, user):
        implementations = self.model._meta.get_field("implementation").related_model.objects
        return implementations.filter(owner__user=user).order_by().values("suggestion")

    def _beside(self, user, enterprises):
        """What is the user's own outside these enterprises.

        Nearly always that is nothing, and asked once a request: the database reads all suggestions there are where it
        has to find “in this enterprise or one's own”.
        """
        if not hasattr(user, "_own_beside"):
            known = enterprise_ids_with(user, *TRACKING_ROLES) or enterprise_ids_with(user, *READING_ROLES)
            rows = self.model._base_manager.filter(self._own(user)).exclude(enterprise__in=known)
            user._own_beside = list(rows.values_list("pk", "enterprise"))
        return Q(pk__in=[pk for pk, enterprise in user._own_beside if enterprise not in enterprises])

    def not_by(self, user):
        """Without what the user proposed: nobody decides an idea of their own."""
        return self.exclude(self._by(user))

    def owned_by(self, user):
        """What the user has to put into practice."""
        return self.filter(pk__in=self._owned(user))

    def counted(self):
        """The rows that make R: not withdrawn before a decision, not marked as spam."""
        return self.filter(spam_at=None).exclude(status=self.model.Status.WITHDRAWN)

    def unanswered(self):
        return self.filter(status__in=self.model.UNANSWERED, answered_at=None, spam_at=None)

    def hazards(self):
        return self.filter(kind=self.model.Kind.HAZARD)

    def benefit_unverified(self):
        """Done, with money claimed that finance has not verified."""
        money = Q(benefit__claimed_yuan__isnull=False) | Q(benefit__claimed_soft_yuan__isnull=False)
        return self.done().really_done().filter(money, benefit__verified_yuan=None)

    def recent(self):
        """Received in the last 30 days."""
        return self.counted().filter(received_at__gte=timezone.now() - RECENT)

    def spam(self):
        return self.filter(spam_at__isnull=False)

    def in_hand(self):
        """Waiting for the reviewer, not for the worker."""
        return self.filter(IN_HAND)

    def to_answer(self):
        """Whatever waits for somebody's words: a first answer, one on appeal, an explanation."""
        return self.filter(IN_HAND | APPEALED | TO_EXPLAIN)

    def overdue(self, today):
        """Unanswered past the promised day; what waits for the worker does not run late."""
        return self.in_hand().filter(due_on__lt=today)

    def due(self, today):
        return self.in_hand().filter(due_on=today)

    def in_practice(self):
        """Adopted and not yet done."""
        return self.filter(status__in=self.model.IN_PRACTICE)

    def from_under(self, department):
        """What came from a department and all that belongs to it."""
        return self.filter(department__in=type(department).objects.under(department))

    def taken_by(self, workshops):
        """What one of these workshops has taken up."""
        return self.filter(workshop__in=workshops)

    def waiting_for_author(self):
        """Details were asked for, or it was reported as done and has to be confirmed."""
        reported = Q(status=self.model.Status.IMPLEMENTING, implementation__finished_at__isnull=False)
        return self.filter(Q(status=self.model.Status.NEEDS_INFO, spam_at=None) | reported)

    def waiting_for_confirmation(self):
        """Reported as done; the proposer has not said anything yet."""
        return self.filter(status=self.model.Status.IMPLEMENTING, implementation__finished_at__isnull=False)

    def waiting_for_owner(self):
        """Adopted and not yet reported as done."""
        return self.in_practice().filter(implementation__finished_at=None)

    def for_list(self):
        proposers = self.model._meta.get_field("proposers").related_model.objects.select_related("person")
        placed = self.select_related("enterprise", "department", "shop", "poster", "slip", "recorded_by__person")
        return placed.prefetch_related(Prefetch("proposers", proposers))

    def with_photo_count(self):
        """`photo_count`: how many photos show the place as it was."""
        photos = self.model._meta.get_field("photos").related_model.objects
        before = photos.filter(suggestion=OuterRef("pk"), kind="before").order_by().values("suggestion")
        return self.annotate(photo_count=Coalesce(Subquery(before.annotate(number=Count("pk")).values("number")), 0))

    def for_detail(self):
        parts = ["implementation__owner__department", "benefit", "workshop", "handler__head__user", "appeal__decision"]
        return self.for_list().select_related(*parts, "forwarded_to")

    def for_panel(self):
        """With what decides who steps aside: the authors' workshops and the one that takes it."""
        workshops = ("proposers__person__workshop_memberships__workshop__memberships", "workshop__memberships")
        return self.for_detail().prefetch_related(*workshops)

    def with_events(self):
        """For lists that say who holds it now, or what became of the one it was merged into."""
        return self.for_detail().prefetch_related(events_of(self.model), main_record_of(self.model), "panels")

    def with_story(self):
        """For pages that say who holds it now, what has happened so far, and how many others have met it."""
        told = self.with_events().with_backers()
        return told.prefetch_related(decisions_of(self.model), "photos", "merged", *OF_PRACTICE)


def events_of(model):
    """The events of suggestions, each with the person who made it."""
    return Prefetch("events", model._meta.get_field("events").related_model.objects.select_related("actor__person"))


def decisions_of(model):
    """The decisions on suggestions, each with the person who made it."""
    decisions = model._meta.get_field("decisions").related_model.objects
    return Prefetch("decisions", decisions.select_related("decided_by__person", "question__answered_by__person"))


def read_story(suggestion):
    """Bring along the events and decisions of one suggestion, each with the person who made it, and its photos."""
    parts = [events_of(suggestion), "photos", "panels"]
    if suggestion.conclusion:
        parts.append(decisions_of(suggestion))
    prefetch_related_objects([suggestion], *parts)
