from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.permissions import is_district_staff


class OrganTermQuerySet(models.QuerySet):
    def visible_to(self, user):
        """That an organ is held is public; by whom, the page decides (`shown_name`)."""
        return self

    def current(self, day=None):
        """Those in office on the day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def to_come(self, day=None):
        return self.filter(starts_on__gt=day or timezone.localdate())

    def over(self, day=None):
        return self.filter(ends_on__lt=day or timezone.localdate())

    def chairs(self):
        return self.filter(organ=self.model.Organ.CHAIR)

    def overlapping(self, first, last):
        """Those that hold on any day from first to last."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

    def for_list(self):
        """In the order of time."""
        return self.select_related("person", "workshop", "enterprise").order_by("starts_on", "pk")


class CharterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What holds or has held is public; what is to come only whoever keeps the alliance sees."""
        if is_district_staff(user):
            return self
        kept = self.model._meta.get_field("alliance").related_model.objects.kept_by(user)
        return self.filter(Q(valid_from__lte=timezone.localdate()) | Q(alliance__in=kept))

    def in_force(self, day=None):
        """Those that hold or have held on the day (today), the newest first."""
        return self.filter(valid_from__lte=day or timezone.localdate()).for_list()

    def for_list(self):
        """The newest first."""
        return self.select_related("alliance").order_by("-valid_from", "-number")
