from django.db import models
from django.db.models import Count, Exists, OuterRef

from members.permissions import enterprise_ids, enterprise_ids_with, is_district_staff

PAIR = 2
# Two texts are alike when so much of the shorter one's pairs of characters is in the other.
ALIKE = 0.5
LOOKED_AT = 300


def pairs(text):
    """The pairs of characters that follow each other, without blanks."""
    plain = "".join(text.casefold().split())
    return {plain[place : place + PAIR] for place in range(len(plain) - 1)}


class TopicWishQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is asked for in the enterprises that one belongs to or has a role in; all for district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise__in=enterprise_ids(user)) if user.is_authenticated else self.none()

    def at_desk(self, user, led):
        """What those decide on who make sessions: officers and leaders, and leaders of workshops (`led`)."""
        if is_district_staff(user):
            return self
        own = enterprise_ids_with(user, "officer", "leader") | set(led.order_by().values_list("enterprise", flat=True))
        return self.filter(enterprise__in=own)

    def waiting(self):
        return self.filter(status__in=self.model.WAITING)

    def with_voices(self):
        """Adds `number`: how many would come."""
        return self.annotate(number=Count("voices", distinct=True))

    def with_own_voice(self, person):
        """Adds `is_mine`: whether this person has joined in."""
        voices = self.model._meta.get_field("voices").related_model.objects
        return self.annotate(is_mine=Exists(voices.filter(wish=OuterRef("pk"), person=person)))

    def for_list(self):
        return self.select_related("enterprise", "speciality", "session")

    def similar_to(self, text):
        """Those still waiting that say nearly the same, the likest first."""
        wanted = pairs(text)
        if not wanted:
            return []
        found = [(self._likeness(wanted, pairs(one.text)), one) for one in self.waiting()[:LOOKED_AT]]
        near = [(likeness, one) for likeness, one in found if likeness >= ALIKE]
        return [one for _likeness, one in sorted(near, key=lambda pair: -pair[0])]

    @staticmethod
    def _likeness(one, other):
        return len(one & other) / min(len(one), len(other)) if one and other else 0
