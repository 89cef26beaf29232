"""Drafts and their photos: a writer sees the own ones and no others."""

import datetime as dt

from django.db import models
from django.db.models import Count, Q, Sum

# How long what is not sent is kept, from the last change and from the arrival.
KEEP_DRAFTS = dt.timedelta(days=14)
KEEP_PHOTOS = dt.timedelta(hours=48)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, writer):
        """The account's own, and those begun in the same browser before signing in."""
        return self.filter(_owned_by(writer))

    def held_back(self):
        """Those with something in them, with their photos and where they were begun."""
        filled = self.annotate(photo_count=Count("photos")).filter(Q(version__gt=0) | Q(photo_count__gt=0))
        return filled.select_related("poster").prefetch_related("photos")

    def expired(self, now):
        """Nobody has written on for a fortnight."""
        return self.filter(updated_at__lt=now - KEEP_DRAFTS)


class DraftPhotoQuerySet(models.QuerySet):
    def visible_to(self, writer):
        return self.filter(_owned_by(writer, "draft__"))

    def expired(self, now):
        """Nobody has sent them within two days."""
        return self.filter(uploaded_at__lt=now - KEEP_PHOTOS)

    def at_poster(self, poster):
        """What guests have sent ahead from a poster."""
        return self.filter(draft__poster=poster, draft__user=None)

    def total_size(self):
        """Bytes on disk."""
        return self.aggregate(total=Sum("size"))["total"] or 0


def _owned_by(writer, prefix=""):
    own = Q(**{f"{prefix}user": writer.user}) if writer.user else Q(pk__in=())
    begun_here = Q(**{f"{prefix}user": None, f"{prefix}guest": writer.guest}) if writer.guest else Q(pk__in=())
    return own | begun_here
