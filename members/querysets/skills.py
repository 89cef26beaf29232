"""Which skill certificates exist for somebody, and which of them count on a day."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .. import permissions

# So many days before a certificate runs out its owner is told.
SOON = 60


class SkillCertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; for officers those of their enterprise, for staff all; what was taken back is its owner's."""
        if not user.is_authenticated:
            return self.none()
        kept = Q(person__enterprise_id__in=permissions.enterprise_ids_with(user, "officer"))
        if permissions.is_district_staff(user):
            kept = Q()
        return self.filter((kept & ~Q(status="withdrawn")) | Q(person__user_id=user.pk))

    def kept_by(self, user):
        """Those that the user answers for: of the enterprises whose officer it is; all for staff."""
        rows = self.exclude(status="withdrawn")
        if permissions.is_district_staff(user):
            return rows
        return rows.filter(person__enterprise_id__in=permissions.enterprise_ids_with(user, "officer"))

    def of_user(self, user):
        return self.filter(person__user_id=user.pk) if user.is_authenticated else self.none()

    def waiting(self):
        return self.filter(status="waiting")

    def in_force_on(self, day):
        """Confirmed, granted by that day, and not run out: the last day still counts."""
        until = Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(until, status="valid", granted_on__lte=day)

    def counting(self, day=None):
        """Those in force today (or on the day) of people in service."""
        return self.in_force_on(day or timezone.localdate()).filter(person__in_service=True)

    def expired_on(self, day):
        """Confirmed once and run out since."""
        return self.filter(status="valid", valid_until__lt=day)

    def expiring_on(self, day):
        """In force, and for sixty days at most."""
        return self.in_force_on(day).filter(valid_until__lte=day + dt.timedelta(days=SOON))

    def shown_to_helpers(self):
        """Those in force whose owners agree that the grade is shown beside the speciality."""
        consents = self.model._meta.get_field("person").related_model._meta.get_field("consents").related_model
        agreed = consents.objects.in_force("help_grade").order_by().values("person")
        return self.counting().filter(person__in=agreed, speciality__is_active=True)

    def for_pages(self):
        return self.select_related("person__enterprise", "person__department__parent", "person__user", "speciality")
