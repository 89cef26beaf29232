"""What colleagues may read of each other's suggestions, and what a new text is compared with."""

import datetime as dt

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, Left
from django.utils import timezone

from members.permissions import department_ids_headed_by

# What is older is another matter by now; and no more than this is compared, however much came in.
COMPARED_FOR = dt.timedelta(days=2 * 365)
MOST_COMPARED = 3000
# People begin with what it is about; what follows later only costs time.
LONGEST_PROBLEM, LONGEST_IDEA = 200, 80


class AlikeQuerySet(models.QuerySet):
    def in_short_for(self, user):
        """What a colleague in service may read in short and without names: the enterprise's, unless taken back or spam.

        A hidden name does not go to the heads of departments, who would know it by the hand.
        """
        person = getattr(user, "person_or_none", None)
        if person is None or not person.in_service:
            return self.none()
        colleagues = self.counted().filter(enterprise=person.enterprise_id)
        if not department_ids_headed_by(user):
            return colleagues
        known = self.model.objects.visible_to(user).order_by().values("pk")
        return colleagues.filter(Q(name_hidden=False) | Q(pk__in=known))

    def alike_candidates(self):
        """(id, id of what it was merged into or None, problem, title, idea) of the newest, the texts cut."""
        recent = self.filter(received_at__gte=timezone.now() - COMPARED_FOR).order_by("-received_at", "-pk")
        texts = Left("problem", LONGEST_PROBLEM), "title", Left("idea", LONGEST_IDEA)
        return recent.values_list("pk", "merged_into", *texts)[:MOST_COMPARED]

    def with_backers(self):
        """`backers`: how many people say that they have met it too, here or where it was sent in once more."""
        backings = self.model._meta.get_field("backings").related_model.objects
        own = Q(pk=OuterRef(OuterRef("pk"))) | Q(merged_into=OuterRef(OuterRef("pk")))
        said = backings.filter(suggestion__in=self.model.objects.filter(own).order_by().values("pk"))
        counted = said.order_by().values(whole=Value(1)).annotate(number=Count("person", distinct=True))
        return self.annotate(backers=Coalesce(Subquery(counted.values("number")), 0))

    def in_short(self):
        """With what is told in short: where it stands, the answer that holds, and whose names must not be in it."""
        proposers = self.model._meta.get_field("proposers").related_model.objects.select_related("person")
        decisions = self.model._meta.get_field("decisions").related_model.objects.filter(taken_back_at=None)
        beside = ["department__parent", "poster", "slip", "benefit", "appeal", "implementation__owner__department"]
        answered = Prefetch("decisions", decisions, to_attr="standing_decisions")
        return self.select_related("enterprise", "merged_into", *beside).prefetch_related(
            Prefetch("proposers", proposers), answered
        )

    def backed_by(self, user):
        """What the user has met too, the last said first."""
        person = getattr(user, "person_or_none", None)
        said = self.model._meta.get_field("backings").related_model.objects.filter(person=person)
        return self.filter(backings__in=said).order_by("-backings__created_at", "-pk") if person else self.none()


def main_record_of(model):
    """What suggestions were merged into, as it is told in short."""
    return Prefetch("merged_into", model.objects.in_short())
