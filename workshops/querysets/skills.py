from django.db import models
from django.db.models import Q

from members.permissions import enterprise_ids_with, is_district_staff


class SkillNeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of departments for the officers and leaders of the enterprise, of workshops for those who are at work there.

        District staff reads all.
        """
        if is_district_staff(user):
            return self
        workshops = self.model._meta.get_field("workshop").related_model.objects.at_work(user)
        own = Q(department__enterprise__in=enterprise_ids_with(user, "officer", "leader"))
        return self.filter(own | Q(workshop__in=workshops.order_by().values("pk")))

    def with_units(self):
        return self.select_related("department__parent", "department__enterprise", "workshop__enterprise", "speciality")
