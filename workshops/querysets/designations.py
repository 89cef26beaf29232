import datetime as dt

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

BEFORE = ("nurturing", "applied", "given_up")
IN_FORCE = ("named", "reviewing", "passed", "rectify")
REVIEWABLE = ("named", "passed")
# So long before its day a review is said to be due.
REVIEW_AHEAD = dt.timedelta(days=90)
LEVELS = ("national", "provincial", "municipal", "district", "enterprise")
RANK = Case(*(When(level=level, then=Value(place)) for place, level in enumerate(LEVELS)))


def of_workshops_at_work(queryset, user, path):
    """Rows whose workshop, found by `path`, is one whose records the user keeps or answers for."""
    workshops = queryset.model._meta.get_field(path.split("__")[0]).related_model
    for step in path.split("__")[1:]:
        workshops = workshops._meta.get_field(step).related_model
    return queryset.filter(**{f"{path}__in": workshops.objects.at_work(user).order_by().values("pk")})


class DesignationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What hangs at the door is public; what is only hoped for, and what was revoked, is for those at work."""
        at_work = of_workshops_at_work(self.model.objects.all(), user, "workshop").order_by().values("pk")
        public = Q(status__in=IN_FORCE, workshop__is_active=True)
        return self.filter(public | Q(pk__in=at_work))

    def at_work(self, user):
        """Those of the workshops whose records the user keeps or answers for."""
        return of_workshops_at_work(self, user, "workshop")

    def valid_on(self, day):
        """Granted by that day, not revoked by then, and within its term: whatever has become of it since."""
        begun = Q(granted_on__lte=day)
        lasting = Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(begun, lasting, Q(revoked_on=None) | Q(revoked_on__gt=day))

    def review_due(self, today=None):
        """In force, not under review, and the review is due within 90 days or late."""
        today = today or timezone.localdate()
        return self.filter(status__in=REVIEWABLE, review_due_on__lte=today + REVIEW_AHEAD, workshop__is_active=True)

    def rectification_late(self, today=None):
        """What had to be put right by a day that has passed."""
        return self.filter(status="rectify", rectify_by__lt=today or timezone.localdate())

    def to_do(self):
        """What waits for district staff: applied for, due for review or under it, not put right in time."""
        pks = [rows.order_by().values("pk") for rows in (self.review_due(), self.rectification_late())]
        waiting = Q(status__in=("applied", "reviewing"))
        return self.filter(waiting | Q(pk__in=pks[0]) | Q(pk__in=pks[1]))

    def highest_first(self):
        return self.alias(rank=RANK).order_by("rank", F("granted_on").asc(nulls_last=True), "pk")

    def for_list(self):
        """Workshop by workshop, the highest level first."""
        rows = self.select_related("workshop__enterprise").alias(rank=RANK)
        return rows.order_by("workshop__enterprise__name", "workshop__name", "rank", "pk")

    def with_story(self):
        """With its history and documents."""
        return self.select_related("workshop__enterprise").prefetch_related("events__actor__person", "documents")


class DesignationDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents are for those who keep or answer for the workshop's records, and for district staff."""
        return of_workshops_at_work(self, user, "designation__workshop")


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The same as the readiness it belongs to."""
        return of_workshops_at_work(self, user, "item__workshop")


class AcceptanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What staff found is read by staff and by those at work in the workshop."""
        return of_workshops_at_work(self, user, "workshop")

    def with_scores(self):
        return self.select_related("workshop__enterprise", "recorded_by__person").prefetch_related("scores")
