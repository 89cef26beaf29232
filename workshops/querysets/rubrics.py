from django.db import models
from django.db.models import F, Q

from members.permissions import enterprise_ids, is_district_staff


class RubricQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the enterprises the user works or holds a role in, and those offered everywhere."""
        if is_district_staff(user):
            return self
        return self.filter(Q(enterprise__in=enterprise_ids(user)) | Q(enterprise=None))

    def offered_in(self, enterprise):
        """What can be chosen in the enterprise, its own ones first; a version on offer hides the one before it."""
        offered = self.filter(Q(enterprise=enterprise) | Q(enterprise=None), is_active=True, criteria__isnull=False)
        order = (F("enterprise").asc(nulls_last=True), "name", "version", "pk")
        return offered.exclude(replaced_by__is_active=True).distinct().order_by(*order)

    def with_words(self):
        """With the criteria and what their points mean."""
        return self.prefetch_related("criteria__anchors")
