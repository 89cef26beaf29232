"""Who reads of a use elsewhere, and what of it waits for whom."""

import datetime as dt

from django.db import models
from django.db.models import Q

from members.permissions import department_ids_headed_by, enterprise_ids_with, is_district_staff

IN_USE = ("adopted", "adapted")
OPEN = ("asked", "agreed", "trial")
ALLOWED = ("agreed", "trial", *IN_USE)
# After so many days those who are asked are reminded, and those who try it are asked how it goes.
WAITING = dt.timedelta(days=7)
TRIAL = dt.timedelta(days=30)


def works_for(user, model, *roles):
    """A Q of rows of an `enterprise` and a `department` for which the user acts or holds one of the roles there.

    Whoever leads a workshop of the enterprise today acts for it, and whoever heads the department.
    """
    workshops = model._meta.get_field("enterprise").related_model._meta.get_field("workshops").related_model
    led = workshops.objects.active().led_by(user).order_by().values("enterprise")
    headed = Q(department__in=department_ids_headed_by(user))
    return Q(enterprise__in=enterprise_ids_with(user, "officer", *roles)) | Q(enterprise__in=led) | headed


class SharedUseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Both sides: those who keep the result, and whoever acts, answers for or counts money in the other unit."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(self._offered_by(user) | self._taken_by(user))

    def _offered_by(self, user):
        results = self.model._meta.get_field("result").related_model.objects
        return Q(result__in=results.kept_by(user).order_by().values("pk"))

    def _taken_by(self, user):
        return works_for(user, self.model, "leader", "finance") | Q(asked_by=user)

    def offered_by(self, user):
        """Of results the user keeps."""
        return self.filter(self._offered_by(user))

    def taken_by(self, user):
        """Of the units for which the user acts or answers."""
        return self.filter(self._taken_by(user)) if user.is_authenticated else self.none()

    def in_use(self):
        return self.filter(status__in=IN_USE)

    def open(self):
        return self.filter(status__in=OPEN)

    def to_answer(self):
        return self.filter(status="asked")

    def to_verify(self, user):
        """As for results: in use, with a benefit claimed or verified."""
        claimed = Q(claimed_yuan__isnull=False) | Q(verified_at__isnull=False)
        return self.in_use().filter(claimed, enterprise__in=enterprise_ids_with(user, "finance"))

    def waiting_too_long(self, now):
        """Asked for a week ago or earlier, and nobody was reminded."""
        return self.to_answer().filter(asked_at__lte=now - WAITING, waiting_told_at=None)

    def tried_for_long(self, today):
        return self.filter(status="trial", tried_from__lte=today - TRIAL, trial_told_at=None)

    def units(self):
        """How many enterprises these are."""
        return self.order_by().values("enterprise").distinct().count()

    def for_list(self):
        return self.select_related("result__enterprise", "enterprise", "department__parent", "asked_by__person")

    def newest_first(self):
        return self.order_by("-asked_at", "-pk")
