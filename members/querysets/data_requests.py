"""Which requests about one's own data exist for somebody."""

from django.db import models
from django.db.models import Case, Q, When

from .. import permissions


class DataRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; officers those of their enterprise but for complaints; district staff all."""
        if permissions.is_district_staff(user):
            return self
        at_desk = Q(person__enterprise_id__in=permissions.enterprise_ids_with(user, "officer")) & ~Q(kind="complaint")
        return self.filter(at_desk | Q(person__user_id=user.pk))

    def at_desk(self, user):
        """Without one's own: nobody answers those."""
        return self.exclude(person__user_id=user.pk)

    def for_list(self):
        """What waits first, the earliest day on top; then what was answered, the newest on top."""
        waits = Case(When(status="waiting", then=0), default=1)
        people = self.select_related("person__enterprise", "person__department__parent", "answered_by__person")
        return people.annotate(rank=waits).order_by("rank", "-answered_at", "due_on", "pk")

    def asked_between(self, first, end):
        """Asked from the first moment on, and before the second one."""
        return self.filter(asked_at__gte=first, asked_at__lt=end)
