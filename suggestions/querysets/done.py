"""What has been put into practice: whom it is shown to, and with what beside it."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from members.permissions import enterprise_ids, is_district_staff

from .words import contains


class DoneQuerySet(models.QuerySet):
    def done(self):
        return self.filter(status=self.model.Status.IMPLEMENTED, spam_at=None)

    def lately_done(self):
        """What was done here, neither in a ledger nor as a trial that did not work, the newest first."""
        here = self.done().exclude(channel=self.model.Channel.LEDGER)
        return here.really_done().newest_done_first()

    def newest_done_first(self):
        return self.order_by("-implemented_at", "-pk")

    def public(self):
        """What an officer has shown to everybody: on the home page and in the gallery, with its photos."""
        return self.lately_done().filter(shown_publicly_at__isnull=False)

    def in_gallery(self, user):
        """What was done in the enterprises the user belongs to, and what is public; district staff see all of it."""
        if is_district_staff(user):
            return self.lately_done()
        own = Q(enterprise__in=enterprise_ids(user))
        return self.lately_done().filter(own | Q(shown_publicly_at__isnull=False))

    def tells_of(self, text):
        """The text is in title, words or the report of what was done; of a hidden author no words are searched."""
        words = Q(name_hidden=False) & (contains("problem", text) | contains("idea", text))
        reports = self._reports.filter(contains("note", text), record=OuterRef("pk")).order_by()
        return contains("title", text) | words | Q(Exists(reports))

    def telling_of(self, text):
        """Those of which `tells_of` holds, found by comparing each: `search` finds them among very many."""
        return self.filter(self.tells_of(text))

    def for_gallery(self, user):
        """With photos, `reports` of what was done, and `named`: the proposers whose names this user may read."""
        proposers = self.model._meta.get_field("proposers").related_model.objects
        named = proposers.named_before(user).select_related("person")
        return self.select_related("enterprise", "shop", "workshop", "benefit").prefetch_related(
            "photos",
            Prefetch("events", self._reports.order_by("pk"), to_attr="reports"),
            Prefetch("proposers", named, to_attr="named"),
        )

    @property
    def _reports(self):
        return self.model._meta.get_field("events").related_model.objects.filter(verb="finished")
