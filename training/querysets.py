from django.db import models


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sessions are announced in public; who came to them is not."""
        return self

    def hosted_by(self, workshops):
        """Those hosted by one of these workshops; one hosted by several is there once."""
        hosts = self.model.workshops.through.objects.filter(workshop__in=workshops).values("session")
        return self.filter(pk__in=hosts)

    def upcoming(self, now):
        return self.filter(ends_at__gte=now).order_by("starts_at")

    def past(self, now):
        return self.filter(ends_at__lt=now).order_by("-starts_at")

    def held_between(self, start, end):
        """Sessions that began in the half-open range."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def for_list(self):
        return self.select_related("enterprise").prefetch_related("workshops")
