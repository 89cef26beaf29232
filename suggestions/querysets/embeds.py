"""Which figures on other sites there are for whom."""

from django.db import models

from members.permissions import enterprise_ids_with, is_district_staff


class FigureEmbedQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None)

    def revoked(self):
        return self.filter(revoked_at__isnull=False)

    def visible_to(self, user):
        """Those of the enterprises whose officer or leader the user is; all for district staff, whose portal it is."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=enterprise_ids_with(user, "officer", "leader"))

    def for_list(self):
        return self.select_related("enterprise", "revoked_by__person")
