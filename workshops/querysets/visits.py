from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from members.permissions import enterprise_ids_with, is_district_staff

# Who reads, and answers, what the union has written down of a visit to their enterprise.
READERS = ("officer", "leader")


class EnterpriseKindQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The district's own list."""
        return self if is_district_staff(user) else self.none()

    def in_use(self):
        return self.filter(is_active=True)


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for district staff; officers and leaders of the enterprise see what has been shared with them."""
        if is_district_staff(user):
            return self
        return self.told().filter(enterprise__in=enterprise_ids_with(user, *READERS))

    def told(self):
        """What the enterprise reads, and what is counted."""
        return self.filter(status__in=self.model.TOLD)

    def between(self, first, last):
        """Visits of these days, both included."""
        return self.filter(visited_on__range=(first, last))

    def with_promises(self):
        """Adds `made`, `still_open` and `late`: how many promises there are, and how they stand today."""
        is_open = Q(promises__status="open")
        return self.annotate(
            made=Count("promises", distinct=True),
            still_open=Count("promises", filter=is_open, distinct=True),
            late=Count("promises", filter=is_open & Q(promises__due_on__lt=timezone.localdate()), distinct=True),
        )

    def with_open_promises(self):
        return self.filter(pk__in=self._promises().filter(status="open").values("visit"))

    def with_late_promises(self):
        return self.filter(pk__in=self._promises().late(timezone.localdate()).values("visit"))

    def _promises(self):
        return self.model._meta.get_field("promises").related_model.objects.order_by()

    def for_list(self):
        """The newest first, with what a row shows."""
        return self.select_related("enterprise").with_promises().order_by("-visited_on", "-pk")

    def for_page(self):
        """With everything that the page and the minutes show."""
        parts = ("workshops", "points__kind", "enterprise__kinds", "promises__responsible__person")
        return self.select_related("enterprise", "recorded_by__person").prefetch_related(*parts)


class PromiseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of visits that the user sees."""
        visits = self.model._meta.get_field("visit").related_model.objects
        return self.filter(visit__in=visits.visible_to(user))

    def told(self):
        """Those the enterprise has read; what stands in a draft has been promised to nobody yet."""
        return self.filter(visit__status__in=self.model._meta.get_field("visit").related_model.TOLD)

    def open(self):
        return self.filter(status="open")

    def late(self, today):
        return self.told().open().filter(due_on__lt=today)

    def over(self, today):
        """Those whose day is over, whatever became of them."""
        return self.filter(due_on__lt=today)

    def kept(self):
        return self.filter(status="kept")

    def kept_in_time(self):
        return self.kept().filter(kept_on__lte=F("due_on"))

    def for_list(self):
        return self.select_related("visit__enterprise", "responsible__person")
