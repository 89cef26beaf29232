"""What is checked: numbers an enterprise is asked about, and spot checks with their samples."""

from django.db import models
from django.db.models import Case, Count, IntegerField, Prefetch, Q, Value, When

from members.permissions import enterprise_ids_with, is_district_staff

# Who reads, for an enterprise, what it is asked and what was found on the spot.
CHECKED_ROLES = ("officer", "leader")


class FlagCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the own enterprise for its officers and leaders; all of them for district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise__in=enterprise_ids_with(user, *CHECKED_ROLES))

    def with_answers(self):
        """With who said what, the newest last."""
        answers = self.model._meta.get_field("answers").related_model.objects.select_related("answered_by__person")
        return self.prefetch_related(Prefetch("answers", answers.order_by("answered_at", "pk")))


class ChecklistItemQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True)


class SpotCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for district staff; an enterprise sees a check that is over and had a sample of it.

        Before it is over nobody there sees what was drawn: it is looked at as it is.
        """
        if is_district_staff(user):
            return self
        own = self._rows().filter(suggestion__enterprise__in=enterprise_ids_with(user, *CHECKED_ROLES))
        return self.closed().filter(pk__in=own.order_by().values("spot_check"))

    def _rows(self):
        return self.model._meta.get_field("rows").related_model.objects

    def closed(self):
        return self.filter(status=self.model.Status.CLOSED)

    def under_way(self):
        """Drawn, and not closed."""
        return self.filter(status=self.model.Status.DRAWN)

    def for_list(self):
        """The newest first, with `drawn` and `found`: how many there are, and of how many something was found."""
        found = Count("rows", filter=~Q(rows__finding=""), distinct=True)
        return self.defer("register").annotate(drawn=Count("rows", distinct=True), found=found).order_by("-pk")


class SpotCheckRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for district staff; of a check that is over the own rows for officers and leaders."""
        if is_district_staff(user):
            return self
        own = self.filter(suggestion__enterprise__in=enterprise_ids_with(user, *CHECKED_ROLES))
        return own.filter(spot_check__status="closed")

    def open(self):
        return self.filter(finding="")

    def of_closed(self):
        """Of checks that are over: what counts."""
        return self.filter(spot_check__status="closed")

    def found_last(self):
        """Each suggestion ends with what was found of it last; that it could not be checked undoes no finding."""
        was_seen = Case(When(finding="unchecked", then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.order_by(was_seen, "checked_at", "pk")

    def for_list(self):
        """With what a list and a sheet show."""
        parts = ("spot_check", "suggestion__enterprise", "suggestion__department__parent", "checked_by__person")
        return self.select_related(*parts).order_by("-spot_check", "place")


class SpotCheckFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the row it belongs to."""
        rows = self.model._meta.get_field("row").related_model.objects
        return self.filter(row__in=rows.visible_to(user))
