from django.db import models
from django.db.models import Count, Q


class AllianceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Alliances are public."""
        return self

    def with_counts(self):
        """Adds `workshop_count`: workshops in operation that belong to it directly."""
        return self.annotate(workshop_count=Count("workshops", filter=Q(workshops__is_active=True), distinct=True))

    def within(self, alliance):
        """The alliance itself and everything nested in it, at whatever depth."""
        parents = dict(self.model.objects.order_by().values_list("pk", "parent_id"))
        found, grown = {alliance.pk}, True
        while grown:
            more = {child for child, parent in parents.items() if parent in found} - found
            found, grown = found | more, bool(more)
        return self.filter(pk__in=found)
