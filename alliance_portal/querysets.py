"""Which news and which feedback there is for whom."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

# A front page without anything new for so long looks deserted.
QUIET_FOR = dt.timedelta(days=60)
# A policy that nobody has looked at for so long may have changed; what ended so lately may be prolonged.
REVIEWED_FOR = dt.timedelta(days=180)
ENDED_LATELY = dt.timedelta(days=30)


class NewsQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is shown now, to everybody or to the reader's enterprise; for district staff all of it."""
        if user.is_authenticated and user.is_district_staff:
            return self
        mine = user.reads_for if user.is_authenticated else ()
        return self.shown_at(timezone.now()).filter(Q(enterprise=None) | Q(enterprise__in=mine))

    def shown_at(self, now):
        """From its time on, until the end of its last day."""
        today = timezone.localdate(now)
        return self.filter(publish_at__lte=now).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def scheduled(self, now):
        return self.filter(publish_at__gt=now)

    def ended(self, now):
        return self.filter(ends_on__lt=timezone.localdate(now))

    def ended_lately(self, now):
        return self.ended(now).filter(ends_on__gte=timezone.localdate(now) - ENDED_LATELY)

    def to_review(self, now):
        """Policies on show that nobody has looked through for half a year."""
        return self.shown_at(now).filter(kind="policy", reviewed_on__lt=timezone.localdate(now) - REVIEWED_FOR)

    def to_look_after(self, now):
        """What has just ended and may be prolonged, and policies to be looked through."""
        return self.ended_lately(now) | self.to_review(now)

    def new(self, now):
        """What everybody could read for the first time in the last two months."""
        return self.filter(enterprise=None, publish_at__lte=now, publish_at__gt=now - QUIET_FOR)

    def newest_first(self):
        return self.order_by("-publish_at", "-pk")

    def matching(self, text):
        fields = ("title", "summary", "body", "theme", "source")
        wanted = Q(pk__in=())
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": text})
        return self.filter(wanted)


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What people say of the portal is read by district staff; an answer by whoever has its code."""
        if user.is_authenticated and user.is_district_staff:
            return self
        return self.none()

    def waiting(self):
        return self.filter(answered_at=None)

    def with_code(self, code):
        """The one of which the asker was given this code; nobody else can guess it."""
        return self.filter(code=code)


class ReportColumnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Words of forms, which everybody may read."""
        return self


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the own enterprise for its officers and leaders; for district staff all of them.

        Staff read what is not signed too, so that they see who still has to sign; wherever it is shown it says so.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_district_staff:
            return self
        answered_for = {enterprise for role, enterprise in user.roles if role in ("officer", "leader") and enterprise}
        return self.filter(enterprise__in=answered_for)

    def of_unit(self, enterprise):
        """Of the enterprise with this number, None: of the district itself."""
        return self.filter(enterprise=enterprise)

    def of_report(self, enterprise, table, period_code):
        """All versions of one report."""
        return self.of_unit(enterprise).filter(table=table, period_code=period_code)

    def of_enterprises(self, period_code):
        """What enterprises have frozen of a period, the newest version of each report last."""
        return self.filter(period_code=period_code, enterprise__isnull=False).order_by("number")

    def signed(self):
        return self.filter(status=self.model.Status.SIGNED)

    def newest_first(self):
        return self.order_by("-signed_at", "-pk")

    def for_list(self):
        """With who froze and signed it, and without the cells."""
        return self.defer("content").select_related("frozen_by__person", "signed_by__person")
