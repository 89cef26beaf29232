"""Opinions of sessions and certificates: who sees which."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from members.permissions import enterprise_ids_with, is_district_staff

# With fewer answers a sum would tell who said what.
FEWEST_OPINIONS = 5


def _sessions():
    return apps.get_model("training", "Session").objects


def _kept_or_taught(user):
    kept = _sessions().kept_by(user).order_by().values("pk")
    taught = _sessions().taught_by(user).order_by().values("pk")
    return Q(session__in=kept) | Q(session__in=taught)


class OpinionSlipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and nobody else's."""
        return self.filter(person__user=user) if user.is_authenticated else self.none()


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of sessions that one keeps or teaches, as far as they are told."""
        if not user.is_authenticated:
            return self.none()
        shown = self.filter(is_told=True)
        return shown if is_district_staff(user) else shown.filter(_kept_or_taught(user))


class CertificateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of the sessions and courses that one keeps."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        kept = _sessions().kept_by(user).order_by()
        courses = Q(series__in=kept.exclude(series=None).values("series"))
        courses |= Q(series__enterprise__in=enterprise_ids_with(user, "officer"))
        return self.filter(Q(person__user=user) | Q(session__in=kept.values("pk")) | courses)

    def held_by(self, user):
        return self.filter(person__user=user) if user.is_authenticated else self.none()

    def of_code(self, code):
        """The one that anybody checks who has it in hand; None where there is none."""
        return self.filter(code=code).with_people().first()

    def valid(self):
        return self.filter(status="valid")

    def with_people(self):
        """With the person and whether everybody may read the name."""
        people = self.model._meta.get_field("person").related_model.objects.with_naming()
        rows = self.select_related("enterprise", "session", "series", "issued_by__person")
        return rows.prefetch_related(models.Prefetch("person", people.select_related("enterprise", "department")))
