from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from members.models import Speciality
from members.permissions import enterprise_ids, enterprise_ids_with, is_district_staff

from .shared_uses import ALLOWED, IN_USE
from .sharing import SharedQuerySet


class FiveSmallKindQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Words, which everybody reads."""
        return self

    def offered_in(self, enterprise):
        """The words of the enterprise; where it has none, those of the district."""
        own = self.filter(enterprise=enterprise, is_active=True)
        return own if own.exists() else self.filter(enterprise=None, is_active=True)


class ResultQuerySet(SharedQuerySet):
    def _kept_by(self, user):
        if not user.is_authenticated:
            return Q(pk=None)
        workshops = self.model._meta.get_field("workshops").related_model.objects.kept_by(user).order_by().values("pk")
        led = self.model.objects.filter(workshops__in=workshops).order_by().values("pk")
        return Q(enterprise__in=enterprise_ids_with(user, "officer")) | Q(pk__in=led)

    def kept_by(self, user):
        """Those the user works on: as officer of their enterprise, or for a workshop that worked them out."""
        return self.filter(self._kept_by(user))

    def at_work(self, user):
        """Those of the enterprises whose officer or leader the user is; all for district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise__in=enterprise_ids_with(user, "officer", "leader"))

    def begun_in(self, year):
        """In use since a day of the year, and not withdrawn."""
        return self.filter(in_use_since__year=year).exclude(status="withdrawn")

    def published(self):
        return self.filter(status="published")

    def withdrawn(self):
        return self.filter(status="withdrawn")

    def published_within(self, period):
        """Shared in the period and not withdrawn since."""
        return self.published().filter(published_at__range=(period.start, period.end))

    def to_verify(self, user):
        """What claims a benefit in the enterprises whose finance the user is; what was verified stays there."""
        claimed = Q(claimed_yuan__isnull=False) | Q(verified_at__isnull=False)
        return self.filter(claimed, enterprise__in=enterprise_ids_with(user, "finance")).exclude(status="withdrawn")

    def matching(self, text):
        """Those with the text in their words, or about a speciality it means, or worked out by such a workshop."""
        known = Q(specialities__in=Speciality.objects.active().matching(text)) | Q(workshops__name__icontains=text)
        fields = ("number", "title", "before", "method", "after", "applicability")
        words = Q()
        for field in fields:
            words |= Q(**{f"{field}__icontains": text})
        return self.filter(pk__in=self.model.objects.filter(words | known).order_by().values("pk"))

    def about(self, speciality):
        return self.filter(pk__in=self.model.objects.filter(specialities=speciality).order_by().values("pk"))

    def of_workshop(self, workshop):
        return self.of_workshops([workshop])

    def of_workshops(self, workshops):
        """Each once, though several of them worked it out together."""
        return self.filter(pk__in=self.model.objects.filter(workshops__in=workshops).order_by().values("pk"))

    def enterprises(self):
        """The enterprises they come from."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        return enterprises.filter(pk__in=self.order_by().values("enterprise"))

    def with_unit_count(self):
        """Adds `unit_count`: how many enterprises use it elsewhere."""
        uses = self.model._meta.get_field("uses").related_model.objects.filter(result=OuterRef("pk"))
        by_result = uses.filter(status__in=IN_USE).order_by().values("result")
        units = by_result.annotate(n=Count("enterprise", distinct=True))
        return self.annotate(unit_count=Coalesce(Subquery(units.values("n")), 0))

    def for_list(self):
        """With all that a card shows."""
        shown = Prefetch("specialities", Speciality.objects.active().order_by("name"), to_attr="known_for")
        rows = self.select_related("enterprise", "five_small").with_unit_count()
        return rows.prefetch_related(shown, "workshops__enterprise", self._photos())

    def for_page(self):
        return self.for_list().prefetch_related("patents", "files").with_makers()

    def with_makers(self):
        """With what each of them agreed to."""
        makers = self.model._meta.get_field("makers").related_model
        people = makers._meta.get_field("person").related_model.objects.with_naming().select_related("enterprise")
        return self.prefetch_related(Prefetch("makers", makers.objects.prefetch_related(Prefetch("person", people))))

    def _photos(self):
        photos = self.model._meta.get_field("photos").related_model.objects
        return Prefetch("photos", photos.select_related("result").order_by("pk"))

    def newest_first(self):
        return self.order_by(F("published_at").desc(nulls_first=True), "-pk")

    def most_used_first(self):
        """Of those with `unit_count`."""
        return self.order_by("-unit_count", F("published_at").desc(nulls_first=True), "-pk")

    def highest_benefit_first(self):
        """What finance has verified; the rest comes after it."""
        return self.order_by(F("verified_yuan").desc(nulls_last=True), F("published_at").desc(nulls_first=True), "-pk")


class OfResultQuerySet(models.QuerySet):
    """Of rows that belong to a result."""

    @property
    def _results(self):
        return self.model._meta.get_field("result").related_model.objects

    def _readable(self, user):
        """As the result; of a withdrawn one only for those who keep it."""
        results = self._results.visible_to(user)
        kept = results.kept_by(user).order_by().values("pk")
        return results.filter(~Q(status="withdrawn") | Q(pk__in=kept)).order_by().values("pk")


class ResultPhotoQuerySet(OfResultQuerySet):
    def visible_to(self, user):
        """Whoever reads the result sees its photos."""
        return self if is_district_staff(user) else self.filter(result__in=self._readable(user))


class ResultFileQuerySet(OfResultQuerySet):
    def visible_to(self, user):
        """As far as the licence goes.

        What is free to use is there for every reader; the rest for the people of its enterprise, for those who keep
        it, and for people of an enterprise that has been allowed to use it.
        """
        if is_district_staff(user):
            return self
        own = enterprise_ids(user)
        uses = self._results.model._meta.get_field("uses").related_model.objects
        allowed = uses.filter(enterprise__in=own, status__in=ALLOWED).order_by().values("result")
        kept = self._results.kept_by(user).order_by().values("pk")
        inside = Q(result__enterprise__in=own) | Q(result__in=kept) | Q(result__in=allowed)
        return self.filter(Q(result__licence="free") | inside, result__in=self._readable(user))
