"""Skills contests and who takes part: who sees what."""

from django.db import models
from django.db.models import Count, Prefetch, Q

from members.permissions import enterprise_ids_with, is_district_staff

STANDING = Q(withdrawn_at=None)


class ContestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is announced is public; drafts are for those who run them."""
        if is_district_staff(user):
            return self
        shown = ~Q(status="draft")
        if not user.is_authenticated:
            return self.filter(shown)
        return self.filter(shown | Q(pk__in=self.model.objects.run_by(user).order_by().values("pk")))

    def run_by(self, user):
        """Staff run all, officers those of their enterprise."""
        return self if is_district_staff(user) else self.filter(enterprise__in=enterprise_ids_with(user, "officer"))

    def judged_by(self, user):
        """Those in which the user gives marks now."""
        return self.filter(judges__user=user, status="running") if user.is_authenticated else self.none()

    def published(self):
        return self.filter(status="published")

    def held_between(self, first, last):
        """Published ones whose last day lies in the days from first to last, both included."""
        return self.published().filter(ends_on__range=(first, last))

    def hosted_by(self, workshops):
        hosts = self.model.workshops.through.objects.filter(workshop__in=workshops)
        return self.filter(pk__in=hosts.order_by().values("contest"))

    def for_list(self):
        """With how many take part."""
        entered = Count("entries", filter=Q(entries__withdrawn_at=None), distinct=True)
        return self.select_related("enterprise").annotate(entered=entered).order_by("-starts_on", "-pk")


class ContestEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, those of contests one runs or judges, and of the enterprises whose officer one is."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        contests = self.model._meta.get_field("contest").related_model.objects
        run, judged = (rows.order_by().values("pk") for rows in (contests.run_by(user), contests.judged_by(user)))
        own = Q(person__user=user) | Q(enterprise__in=enterprise_ids_with(user, "officer"))
        return self.filter(own | Q(contest__in=run) | Q(contest__in=judged))

    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(STANDING)

    def present(self):
        """Those who came."""
        return self.standing().filter(is_absent=False)

    def gone(self):
        """Those who did not come or were withdrawn."""
        return self.exclude(STANDING, is_absent=False).order_by("number")

    def won(self):
        """Those with a prize whose honour still stands: what everybody reads."""
        return self.filter(contest__status="published", prize__isnull=False).exclude(honour__status="revoked")

    def for_list(self):
        """With people as everybody may read them, and their scores."""
        people = self.model._meta.get_field("person").related_model.objects.with_naming()
        rows = self.select_related("enterprise", "prize", "honour")
        return rows.prefetch_related(Prefetch("person", people.select_related("department")), "scores")

    def by_place(self):
        return self.order_by(models.F("place").asc(nulls_last=True), "number")
