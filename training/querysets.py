from django.db import models


class SessionQuerySet(models.QuerySet):
    def upcoming(self, now):
        return self.filter(ends_at__gte=now).order_by("starts_at")

    def held_between(self, start, end):
        """Sessions that began in the half-open range."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def for_list(self):
        return self.select_related("enterprise").prefetch_related("workshops")
