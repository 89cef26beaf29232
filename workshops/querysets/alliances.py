from django.db import models
from django.db.models import Count, Q

from members.permissions import is_district_staff


class AllianceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Alliances are public."""
        return self

    def with_counts(self):
        """Adds `workshop_count`: workshops in operation that belong to it directly today."""
        own = Q(memberships__left_on=None, memberships__workshop__is_active=True)
        return self.annotate(workshop_count=Count("memberships", filter=own, distinct=True))

    def within(self, alliance):
        """The alliance itself and everything nested in it, at whatever depth."""
        parents = dict(self.model.objects.order_by().values_list("pk", "parent_id"))
        found, grown = {alliance.pk}, True
        while grown:
            more = {child for child, parent in parents.items() if parent in found} - found
            found, grown = found | more, bool(more)
        return self.filter(pk__in=found)


class AllianceMembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who belongs to which alliance is public, as long as the workshop is."""
        return self if is_district_staff(user) else self.filter(workshop__is_active=True)

    def current(self):
        return self.filter(left_on=None)

    def on(self, day):
        """Those that held on this day: the day of joining counts, the day of leaving no longer does."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)

    def for_list(self):
        """Those that have been there longest first."""
        return self.select_related("alliance", "workshop__enterprise").order_by("joined_on", "workshop__name", "pk")
