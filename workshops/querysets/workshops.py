from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff


class WorkshopQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def visible_to(self, user):
        """Workshops in operation are public; those that were closed only district staff still sees."""
        return self if is_district_staff(user) else self.active()

    def run_by(self, user):
        """Those whose records the user keeps: of an enterprise in which they are an officer, or led today."""
        if is_district_staff(user):
            return self
        return self.filter(Q(enterprise__in=enterprise_ids_with(user, "officer")) | Q(pk__in=self._led_by(user)))

    def _led_by(self, user):
        """Keys of those the user leads today."""
        held = self.model._meta.get_field("memberships").related_model.objects.current()
        led = held.filter(role="leader", person__user=user) if user.is_authenticated else held.none()
        return led.order_by().values("workshop")

    def at_work(self, user):
        """Those whose records the user keeps or answers for: of their enterprise as officer or leader, or led today."""
        if is_district_staff(user):
            return self
        own = Q(enterprise__in=enterprise_ids_with(user, "officer", "leader"))
        return self.filter(own | Q(pk__in=self._led_by(user)))

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
        """Those with the text in their name, speciality or introduction, or in a leader's name."""
        leaders = Q(memberships__role="leader", memberships__left_on=None, memberships__person__name__icontains=text)
        own = Q(name__icontains=text) | Q(speciality__icontains=text) | Q(introduction__icontains=text)
        return self.filter(pk__in=self.model.objects.filter(own | leaders).order_by().values("pk"))

    def with_leaders(self):
        """Prefetches today's leaders as `leaders`."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        leading = memberships.filter(role="leader", left_on=None).select_related("person")
        return self.prefetch_related(Prefetch("memberships", leading, to_attr="leaders"))

    def with_counts(self):
        """Adds `member_count`: people who belong to it today."""
        return self.annotate(member_count=Count("memberships", filter=Q(memberships__left_on=None), distinct=True))

    def newest_first(self):
        return self.order_by(F("founded_on").desc(nulls_last=True), "name")

    def for_list(self):
        return self.select_related("enterprise").with_leaders().with_counts().order_by("name", "pk")


class WorkshopMembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_on=None)

    def led_by(self, person):
        return self.filter(role="leader", person=person)

    def for_list(self):
        """Leaders first, then by the day of joining."""
        rank = models.Case(models.When(role="leader", then=0), models.When(role="member", then=1), default=2)
        return self.select_related("person__department__parent").order_by(rank, "joined_on", "pk")
