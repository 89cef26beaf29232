from django.db import models
from django.db.models import Count, Prefetch, Q


class AllianceQuerySet(models.QuerySet):
    def with_counts(self):
        """Adds `workshop_count`: workshops in operation that belong to it directly."""
        return self.annotate(workshop_count=Count("workshops", filter=Q(workshops__is_active=True), distinct=True))


class WorkshopQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def with_leaders(self):
        """Prefetches today's leaders as `leaders`."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        leading = memberships.filter(role="leader", left_on=None).select_related("person")
        return self.prefetch_related(Prefetch("memberships", leading, to_attr="leaders"))

    def with_counts(self):
        """Adds `member_count`: people who belong to it today."""
        return self.annotate(member_count=Count("memberships", filter=Q(memberships__left_on=None), distinct=True))

    def for_list(self):
        return self.select_related("enterprise", "alliance").with_leaders().with_counts()
