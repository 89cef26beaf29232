"""Who reads what an enterprise shares, by its `visibility`."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.permissions import enterprise_ids, is_district_staff


def enterprises_allied_with(memberships, enterprises):
    """Ids of the enterprises with a workshop in an alliance in which one of `enterprises` has one in operation.

    `memberships` are those of alliances. What an alliance is nested in does not count: the district's alliance would
    make everybody everybody's partner.
    """
    held = memberships.on(timezone.localdate()).filter(workshop__is_active=True).order_by()
    alliances = held.filter(workshop__enterprise__in=enterprises).values("alliance")
    return held.filter(alliance__in=alliances).values("workshop__enterprise")


class SharedQuerySet(models.QuerySet):
    """Of rows with an `enterprise`, a `visibility` and a `status`; those of `UNSHARED` are the keepers' alone."""

    UNSHARED = ("draft",)

    def visible_to(self, user):
        """What was shared with the user, withdrawn or not, and drafts of what they keep; everything for staff.

        A list asks for `published` too.
        """
        if is_district_staff(user):
            return self
        shared = ~Q(status__in=self.UNSHARED) & self._shared_with(user)
        return self.filter(shared | self._kept_by(user))

    def _shared_with(self, user):
        own = list(enterprise_ids(user))
        inside = Q(enterprise__in=own)
        allied = Q(enterprise__in=enterprises_allied_with(self._alliance_memberships(), own))
        return Q(visibility="public") | Q(visibility="alliance") & (inside | allied) | inside

    def _alliance_memberships(self):
        workshops = self.model._meta.get_field("enterprise").related_model._meta.get_field("workshops").related_model
        return workshops._meta.get_field("alliance_memberships").related_model.objects

    def _kept_by(self, user):
        """A Q of the rows whose drafts the user works on too."""
        raise NotImplementedError
