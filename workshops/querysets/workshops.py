from django.db import models
from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.models import Enterprise, Speciality
from members.permissions import enterprise_ids_with, is_district_staff


class WorkshopQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """Workshops in operation are public; those that were closed are for whoever keeps or answers for them."""
        if is_district_staff(user):
            return self
        return self.filter(Q(is_active=True) | Q(pk__in=self.model.objects.at_work(user).order_by().values("pk")))

    def run_by(self, user):
        """Those whose records the user may keep: the own ones, and for district staff all."""
        return self if is_district_staff(user) else self.kept_by(user)

    def at_work(self, user):
        """Those whose records the user keeps or answers for: of their enterprise as officer or leader, or led today."""
        if is_district_staff(user):
            return self
        return self._of(user, "officer", "leader")

    def kept_by(self, user):
        """Those whose records the user keeps: as officer of their enterprise, or because the user leads them today."""
        return self._of(user, "officer")

    def _of(self, user, *roles):
        if not user.is_authenticated:
            return self.none()
        own = Q(enterprise__in=enterprise_ids_with(user, *roles))
        return self.filter(own | Q(pk__in=self.model.objects.led_by(user).order_by().values("pk")))

    def known_to(self, user):
        """Those the user belongs to today, or keeps the records of."""
        memberships = self.model._meta.get_field("memberships").related_model.objects.current()
        own = memberships.filter(person__user=user).values("workshop")
        return self.filter(Q(pk__in=own) | Q(pk__in=self.model.objects.at_work(user).order_by().values("pk")))

    def led_by(self, user):
        """Those the user leads today."""
        if not user.is_authenticated:
            return self.none()
        memberships = self.model._meta.get_field("memberships").related_model.objects.current()
        return self.filter(pk__in=memberships.filter(role="leader", person__user=user).values("workshop"))

    def good_at(self, specialities):
        """Those with one of the specialities."""
        return self.filter(pk__in=self.model.objects.filter(specialities__in=specialities).order_by().values("pk"))

    def with_specialities(self):
        """Prefetches those in use as `known_for`, in the order of their names."""
        shown = Prefetch("specialities", Speciality.objects.active().order_by("name"), to_attr="known_for")
        return self.prefetch_related(shown)

    def within(self, alliance, day=None):
        """Those that belonged on the day (today) to the alliance or to anything nested in it; each is there once."""
        held = self.model._meta.get_field("alliance_memberships").related_model.objects.on(day or timezone.localdate())
        nested = type(alliance).objects.within(alliance)
        return self.filter(pk__in=held.filter(alliance__in=nested).values("workshop"))

    def in_charge_of(self, plan):
        """Those in charge of an item of the plan."""
        return self.filter(plan_items__plan=plan).distinct().order_by("name")

    def enterprises(self):
        """The enterprises that have one of these workshops."""
        return Enterprise.objects.filter(pk__in=self.order_by().values("enterprise"))

    def matching(self, text):
        """Those with the text in their name, a former one, introduction or a leader's name, or that are good at it.

        The catalogue is what is searched, with all its words; the free text beside it is looked at too.
        """
        leaders = Q(memberships__role="leader", memberships__left_on=None, memberships__person__name__icontains=text)
        named = Q(name__icontains=text) | Q(former_names__name__icontains=text)
        own = named | Q(speciality__icontains=text) | Q(introduction__icontains=text)
        known = Q(specialities__in=Speciality.objects.active().matching(text))
        return self.filter(pk__in=self.model.objects.filter(own | leaders | known).order_by().values("pk"))

    def with_leaders(self):
        """Prefetches today's leaders as `leaders`."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        leading = memberships.filter(role="leader", left_on=None).select_related("person")
        return self.prefetch_related(Prefetch("memberships", leading, to_attr="leaders"))

    def with_counts(self):
        """Adds `member_count`: people who belong to it today."""
        return self.annotate(member_count=Count("memberships", filter=Q(memberships__left_on=None), distinct=True))

    def innovating_in(self, kind):
        """Those that say they innovate in this kind, a `Workshop.Innovation`."""
        return self.filter(**{f"innovates_{kind}": True})

    def there_on(self, day):
        """In operation on a day: founded or first named by then, and not closed by then.

        One that was closed without a day was there on no day.
        """
        plates = self.model._meta.get_field("designations").related_model.objects.filter(workshop=OuterRef("pk"))
        named = plates.order_by().values("workshop").annotate(first=Min("granted_on")).values("first")
        begun = self.alias(begun_on=Coalesce("founded_on", Subquery(named)))
        staying = Q(is_active=True, closed_on=None) | Q(closed_on__gt=day)
        return begun.filter(Q(begun_on=None) | Q(begun_on__lte=day)).filter(staying)

    def newest_first(self):
        return self.order_by(F("founded_on").desc(nulls_last=True), "name")

    def for_list(self):
        return self.select_related("enterprise").with_leaders().with_counts().order_by("name", "pk")


class WorkshopMembershipQuerySet(models.QuerySet):
    def in_operation(self):
        """Of workshops that are not closed."""
        return self.filter(workshop__is_active=True)

    def current(self):
        return self.filter(left_on=None)

    def led_by(self, person):
        return self.filter(role="leader", person=person)

    def for_list(self):
        """Leaders first, then by the day of joining."""
        rank = models.Case(models.When(role="leader", then=0), models.When(role="member", then=1), default=2)
        return self.select_related("person__department__parent").order_by(rank, "joined_on", "pk")
