"""The rows of the reward ledger: tables of grades, rewards, batches for finance, and what each person is paid."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from members.permissions import enterprise_ids_with, is_district_staff

# Who reads the ledger of the enterprise. Nobody else sees what others are paid.
REWARD_ROLES = ("reviewer", "officer", "finance", "leader")
# Who reads the lists by person that finance pays from.
PAYING_ROLES = ("officer", "finance")
# Of tables: those of an enterprise before the district's, the newest before the older ones.
OWN_FIRST = (F("enterprise").asc(nulls_last=True), "-valid_from")


class RewardRuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The tables of the own enterprises, and the district's."""
        if is_district_staff(user):
            return self
        held = enterprise_ids_with(user, *REWARD_ROLES)
        return self.filter(Q(enterprise__in=held) | Q(enterprise=None)) if held else self.none()

    def kept_by(self, user):
        """Officers keep those of their own enterprise."""
        return self.filter(enterprise__in=enterprise_ids_with(user, "officer"))

    def unused(self):
        """Which no reward was graded by yet: these may still be changed."""
        return self.filter(rewards=None)

    def in_force(self, enterprise, day):
        """The newest of the enterprise's own that holds on the day, else of the district's, else None."""
        holding = self.filter(Q(enterprise=enterprise) | Q(enterprise=None), valid_from__lte=day)
        return holding.order_by(*OWN_FIRST).prefetch_related("grades").first()

    def for_list(self):
        """With their grades, and by how many rewards each was `used`; the own ones first, the newest of each first."""
        rules = self.select_related("enterprise", "made_by__person").prefetch_related("grades")
        return rules.annotate(used=Count("rewards")).order_by(*OWN_FIRST)


class RewardQuerySet(models.QuerySet):
    def standing_at(self, moment):
        """Approved by then and not withdrawn by then; `has_gone_back` tells whether any was taken back by then."""
        events = self.model._meta.get_field("events").related_model.objects
        by_then = events.filter(record=OuterRef("pk"), occurred_at__lte=moment)
        there = self.filter(~Exists(by_then.filter(to_status=self.model.Status.WITHDRAWN)), approved_at__lte=moment)
        return there.annotate(has_gone_back=Exists(by_then.filter(verb="clawed_back")))

    def visible_to(self, user):
        """Whoever answers, leads, pays or keeps the ledger, the enterprise's; authors their own; district staff all."""
        if is_district_staff(user):
            return self
        return self.filter(Q(enterprise__in=enterprise_ids_with(user, *REWARD_ROLES)) | self._of_author(user))

    def in_ledger_of(self, user, *roles):
        """Of enterprises in which the user holds one of the roles: with none named, any that reads the ledger."""
        return self.filter(enterprise__in=enterprise_ids_with(user, *roles or REWARD_ROLES))

    def under_way(self):
        """Not yet paid and not ended."""
        return self.filter(status__in=self.model.UNDER_WAY)

    def told_to_the_author(self):
        """What has ended without an award is no news."""
        return self.exclude(status__in=(self.model.Status.REJECTED, self.model.Status.WITHDRAWN))

    def of_author(self, user):
        """For what the user proposed and has confirmed, and whatever they are paid of."""
        return self.told_to_the_author().filter(self._of_author(user))

    def _of_author(self, user):
        if not user.is_authenticated:
            return Q(pk__in=())
        mine = self.model._meta.get_field("suggestion").related_model.objects.mine(user).order_by().values("pk")
        own = self.model._meta.get_field("shares").related_model.objects.own(user).order_by().values("reward")
        return Q(suggestion__in=mine) | Q(pk__in=own)

    def for_author(self):
        """With what the author reads about each."""
        return self.for_list().prefetch_related("events")

    def with_shares(self):
        """With who is paid how much, and with what says whether it can be paid."""
        shares = self.model._meta.get_field("shares").related_model.objects.select_related("person")
        return self.select_related("batch", "grade").prefetch_related(
            Prefetch("shares", shares), proposers_of(self.model)
        )

    def for_list(self):
        parts = ["suggestion__enterprise", "suggestion__department", "suggestion__shop", "suggestion__slip"]
        return self.with_shares().select_related(*parts)

    def for_ledger(self):
        """With every step of each, who took it, and what has happened."""
        events = self.model._meta.get_field("events").related_model.objects.select_related("actor__person")
        parts = ["graded", "rule__enterprise", "proposed_by__person", "approved_by__person"]
        return self.for_list().select_related(*parts).prefetch_related(Prefetch("events", events))


def proposers_of(reward_model):
    """The proposers of the suggestions of rewards, the lead first, each with the person."""
    suggestions = reward_model._meta.get_field("suggestion").related_model
    rows = suggestions._meta.get_field("proposers").related_model.objects.select_related("person")
    return Prefetch("suggestion__proposers", rows.order_by("-is_lead", "pk"))


class RewardBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officers send them, finance pays them, district staff look at them: they list people with amounts."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise__in=enterprise_ids_with(user, *PAYING_ROLES))

    def for_list(self):
        """The newest first; `total_fen`, how many `lines`, and how many of them are paid."""
        paid = Count("rewards__shares", filter=Q(rewards__shares__paid_on__isnull=False))
        sums = {"total_fen": Sum("rewards__shares__fen"), "lines": Count("rewards__shares"), "paid": paid}
        return self.select_related("enterprise", "sent_by__person").annotate(**sums).order_by("-sent_at", "-pk")


class RewardShareQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The own ones, and for whoever reads the ledger, the enterprise's; district staff all."""
        if is_district_staff(user):
            return self
        reading = Q(reward__enterprise__in=enterprise_ids_with(user, *REWARD_ROLES))
        return self.filter(reading | Q(person__user=user)) if user.is_authenticated else self.none()

    def own(self, user):
        return self.filter(person__user=user)

    def to_be_confirmed(self):
        """Paid, and the person has not confirmed it, the oldest first."""
        return self.filter(paid_on__isnull=False, received_at=None).order_by("pk")

    def totals(self):
        """How many payments there are, how many are paid, confirmed, missing, and the sums in fen."""
        paid = Q(paid_on__isnull=False)
        return self.aggregate(
            lines=Count("pk"),
            paid=Count("pk", filter=paid),
            received=Count("pk", filter=Q(received_at__isnull=False)),
            missing=Count("pk", filter=Q(missing_at__isnull=False)),
            sent_fen=Coalesce(Sum("fen"), 0),
            paid_fen=Coalesce(Sum("fen", filter=paid), 0),
            back_fen=Coalesce(Sum("taken_back_fen"), 0),
        )

    def for_list(self):
        """With person and suggestion, in the order in which they were sent."""
        parts = ["person__department", "reward__suggestion", "reward__grade", "reward__batch", "paid_by__person"]
        return self.select_related(*parts).order_by("reward__number", "-share", "pk")
