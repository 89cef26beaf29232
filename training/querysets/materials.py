from django.db import models
from django.db.models import Q

from members.permissions import is_district_staff


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the session; what is for those present, for whoever has a seat, was there, keeps or teaches it."""
        if is_district_staff(user):
            return self
        sessions = self.model._meta.get_field("session").related_model.objects
        shown = self.filter(session__in=sessions.visible_to(user).order_by().values("pk"))
        if not user.is_authenticated:
            return shown.filter(readers="everybody")
        inside = (sessions.kept_by(user), sessions.taught_by(user), sessions.attended_by(user))
        known = Q(readers="everybody")
        for rows in inside:
            known |= Q(session__in=rows.order_by().values("pk"))
        return shown.filter(known)
