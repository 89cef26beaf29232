"""Award rounds, their entries and what judges have to score: who sees what.

What a judge is shown is only ever an `AwardAssignment`: it says what an entry is like and never whose it is.
"""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from members.permissions import enterprise_ids, enterprise_ids_with, is_district_staff

SHOWN = ("publicity", "published")
# Of a prize that was won and taken away again.
REVOKED = Q(entries__honour__status="revoked", entries__honour__isnull=False)


class AwardRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is called for is public; a round of an enterprise is for its people. Drafts are for who runs them."""
        if is_district_staff(user):
            return self
        inside = Q(enterprise=None) | Q(enterprise__in=enterprise_ids(user))
        return self.filter((~Q(status="draft") & inside) | Q(pk__in=self.model.objects.run_by(user).values("pk")))

    def run_by(self, user):
        """Those the user runs: staff all, officers the ones of their enterprise."""
        rows = self.order_by()
        return rows if is_district_staff(user) else rows.filter(enterprise__in=enterprise_ids_with(user, "officer"))

    def judged_by(self, user):
        return self.filter(judges__user=user)

    def open_on(self, day):
        """Those that take recommendations on that day."""
        return self.filter(status="open", entries_by__gte=day)

    def called(self):
        """Those that are no drafts any more."""
        return self.exclude(status="draft")

    def for_list(self):
        return self.select_related("enterprise")

    def with_counts(self):
        """How many entries are in it (`recommended`) and how many of them have a prize (`awarded`)."""
        counted = Q(entries__isnull=False) & ~Q(entries__status="withdrawn")
        return self.annotate(
            recommended=Count("entries", filter=counted, distinct=True),
            awarded=Count("entries", filter=Q(entries__prize__isnull=False) & ~REVOKED, distinct=True),
        ).order_by("-entries_by", "-pk")


class AwardEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of a round for those who run it, the own ones for officers; with a prize, once shown, for everybody."""
        if is_district_staff(user):
            return self
        own = enterprise_ids_with(user, "officer")
        rounds = self.model._meta.get_field("round").related_model.objects
        shown = Q(prize__isnull=False, round__in=rounds.visible_to(user).filter(status__in=SHOWN).values("pk"))
        return self.filter(Q(round__in=rounds.run_by(user).values("pk")) | Q(enterprise__in=own) | shown)

    def standing(self):
        """Those that were not withdrawn."""
        return self.exclude(status="withdrawn")

    def eligible(self):
        return self.filter(status="eligible")

    def for_list(self):
        return self.select_related("round", "enterprise", "workshop__enterprise", "result", "prize", "honour")

    def for_readers(self, user):
        """As everybody reads them: `has_page` where the user may read what was recommended, honours with holders."""
        results = self.model._meta.get_field("result").related_model.objects.visible_to(user).published()
        honours = self.model._meta.get_field("honour").related_model.objects.visible_to(user).with_holders(user)
        rows = self.select_related("round", "enterprise", "workshop__enterprise", "result", "prize")
        has_page = Q(workshop__isnull=False) | Exists(results.filter(pk=OuterRef("result")))
        return rows.prefetch_related(Prefetch("honour", honours)).annotate(has_page=has_page)

    def with_scores(self):
        """With every score that was given, as `given`, and how many are awaited."""
        rows = self.model._meta.get_field("assignments").related_model.objects
        given = rows.filter(scored_at__isnull=False).order_by("pk").prefetch_related("scores")
        return self.prefetch_related(Prefetch("assignments", given, to_attr="given"))


class AwardAssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A judge's own, as long as the round goes on or is published."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(judge__user=user, entry__number__isnull=False).exclude(entry__round__status="called_off")

    def waiting(self):
        """Those that can be scored now and are not."""
        return self.filter(scored_at=None, entry__round__status="review", entry__status="eligible")

    def scored(self):
        return self.filter(scored_at__isnull=False)

    def for_judging(self):
        return self.select_related("entry__round__rubric", "judge").prefetch_related("scores")

    def with_means(self):
        """With all that was scored of each entry: of use only where the own score is in."""
        rows = self.model._meta.get_field("entry").related_model.objects
        return self.prefetch_related("scores", Prefetch("entry", rows.select_related("round").with_scores()))


class AwardObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who run the round: whoever objects is known to nobody else."""
        if is_district_staff(user):
            return self
        return self.filter(entry__round__enterprise__in=enterprise_ids_with(user, "officer"))

    def unanswered(self):
        return self.filter(status="open")

    def for_list(self):
        return self.select_related("entry__round__enterprise", "entry__workshop", "entry__result", "entry__enterprise")
