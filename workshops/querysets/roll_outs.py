"""Who reads of a roll-out, and what of it waits."""

import datetime as dt

from django.db import models
from django.db.models import Count, Q

from members.permissions import is_district_staff

from .shared_uses import works_for

SOON = dt.timedelta(days=3)


class RollOutQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who keep the result."""
        if is_district_staff(user):
            return self
        results = self.model._meta.get_field("result").related_model.objects
        return self.filter(result__in=results.kept_by(user).order_by().values("pk"))

    def for_list(self):
        """With `asked_count` and `answered_count`."""
        answered = Count("answers", filter=~Q(answers__status="asked"))
        counted = self.annotate(asked_count=Count("answers"), answered_count=answered)
        return counted.select_related("result__enterprise", "sent_by__person").order_by("-sent_at", "-pk")


class RollOutAnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who keep the result, and whoever acts or answers for the department that was asked."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        results = self.model._meta.get_field("roll_out").related_model._meta.get_field("result").related_model.objects
        sent = Q(roll_out__result__in=results.kept_by(user).order_by().values("pk"))
        return self.filter(sent | works_for(user, self.model, "leader"))

    def asked_of(self, user):
        """What the units are asked for which the user acts or answers."""
        return self.filter(works_for(user, self.model, "leader"))

    def waiting(self):
        """What somebody still has to answer: nothing about a result that was withdrawn."""
        return self.filter(status="asked", roll_out__result__status="published")

    def answered(self):
        return self.exclude(status="asked")

    def due_soon(self, today):
        return self.waiting().filter(roll_out__due_on__range=(today, today + SOON), soon_told_at=None)

    def late(self, today):
        return self.waiting().filter(roll_out__due_on__lt=today, late_told_at=None)

    def waiting_first(self):
        rank = models.Case(models.When(status="asked", then=0), default=1)
        return self.order_by(rank, "roll_out__due_on", "pk")

    def for_list(self):
        return self.select_related("roll_out__result__enterprise", "enterprise", "department__parent", "use")
