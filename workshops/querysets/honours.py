from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from members.permissions import enterprise_ids_with, is_district_staff

from .designations import RANK

KEEPERS = ("officer", "leader")


class HonourQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The register is public; who a person is, is told by what that person agreed to."""
        return self

    def at_work(self, user):
        """Those of the enterprises whose officer or leader the user is; all for district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise__in=enterprise_ids_with(user, *KEEPERS))

    def held_by(self, user):
        """Those that the person behind the account was given."""
        return self.filter(person__user=user) if user.is_authenticated else self.none()

    def in_full_for(self, user):
        """Those of which the user may read all: the holder, and whoever keeps or answers for the register."""
        own = self.model.objects.held_by(user).order_by().values("pk")
        kept = self.model.objects.at_work(user).order_by().values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=kept))

    def valid_on(self, day):
        """Granted by that day and not revoked by then."""
        return self.filter(granted_on__lte=day).exclude(revoked_on__lte=day)

    def granted_in(self, year):
        return self.filter(granted_on__year=year)

    def standing(self):
        """Those that are valid today, the highest first."""
        return self.valid_on(timezone.localdate()).highest_first()

    def of_workshops(self, workshops):
        """Those that the workshops hold, and those for results of theirs."""
        results = self.model._meta.get_field("result").related_model.objects.of_workshops(workshops)
        return self.filter(Q(workshop__in=workshops) | Q(result__in=results.order_by().values("pk")))

    def matching(self, text):
        """With the words in the title, the granting body or the holder; for those who read all of it."""
        fields = ("title", "body", "team", "person__name", "workshop__name", "enterprise__name")
        wanted = Q(pk__in=())
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": text})
        return self.filter(wanted)

    def telling_everybody_of(self, text):
        """With the text in what everybody reads; a person's name only of those who agreed to be named."""
        fields = ("title", "body", "reason", "team", "workshop__name", "enterprise__name")
        people = self.model._meta.get_field("person").related_model.objects
        named = people.with_naming().filter(is_named=True, name__icontains=text)
        wanted = Q(person__in=named.order_by().values("pk"))
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": text})
        return self.filter(wanted)

    def highest_first(self):
        return self.alias(rank=RANK).order_by("rank", "-granted_on", "title", "pk")

    def with_holders(self, user):
        """With who holds it, what that person agreed to, and the result as far as the user may read it."""
        people = self.model._meta.get_field("person").related_model.objects.with_naming()
        results = self.model._meta.get_field("result").related_model.objects.visible_to(user).published()
        rows = self.select_related("enterprise", "workshop")
        return rows.prefetch_related(Prefetch("person", people), Prefetch("result", results))


class HonourDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Certificates are for the holder and for those who keep or answer for the register."""
        honours = self.model._meta.get_field("honour").related_model.objects.in_full_for(user)
        return self.filter(honour__in=honours.order_by().values("pk"))


class NationalEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What an enterprise hands in is read by its officers, its leaders and district staff."""
        if is_district_staff(user):
            return self
        return self.filter(result__enterprise__in=enterprise_ids_with(user, *KEEPERS))

    def of(self, enterprise, year):
        """What the enterprise hands in of a year; a result that was withdrawn since is not."""
        return self.filter(result__enterprise=enterprise, year=year).exclude(result__status="withdrawn")

    def with_makers(self):
        """With the result and its makers, and whether each hands the own name on."""
        results = self.model._meta.get_field("result").related_model
        makers = results._meta.get_field("makers").related_model
        people = makers._meta.get_field("person").related_model.objects.with_naming()
        named = makers.objects.prefetch_related(Prefetch("person", people)).order_by("place")
        rows = self.select_related("result__enterprise", "result__five_small", "put_forward_by__person")
        return rows.prefetch_related(
            Prefetch("result__makers", named), "result__patents", "result__honours", "result__national_entries"
        )
