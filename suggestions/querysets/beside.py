"""The rows beside suggestions: who proposed, photos, boards, sentences, posters, slips."""

from django.db import models
from django.db.models import Count, F, Q

from members.permissions import department_ids_headed_by, enterprise_ids_with, is_district_staff


class PhotoQuerySet(models.QuerySet):
    def public(self):
        """Photos of what the home page shows; numbers of other photos lead nowhere."""
        return self.filter(suggestion__in=self._suggestions.showcase())

    def visible_to(self, user):
        """Photos of suggestions the user may see, the public ones, and of what one was merged into how it looks now."""
        seen = self._suggestions.visible_to(user)
        main = seen.filter(merged_into__isnull=False).order_by().values("merged_into")
        followed = self.filter(kind="after", suggestion__in=main)
        return self.filter(suggestion__in=seen) | followed | self.public()

    @property
    def _suggestions(self):
        return self.model._meta.get_field("suggestion").related_model.objects


class SentenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever answers sees those of the enterprise and those offered everywhere; district staff all."""
        if is_district_staff(user):
            return self
        held = enterprise_ids_with(user, "reviewer")
        if department_ids_headed_by(user):
            held |= {user.person_or_none.enterprise_id}
        return self.filter(Q(enterprise__in=held) | Q(enterprise=None)) if held else self.none()

    def editable_by(self, user):
        """Reviewers keep those of their own enterprise; those offered everywhere are kept by district staff."""
        return self.filter(enterprise__in=enterprise_ids_with(user, "reviewer"))

    def offered_in(self, enterprise):
        """What a reviewer of the enterprise can choose from, its own ones first."""
        offered = self.filter(Q(enterprise=enterprise) | Q(enterprise=None))
        return offered.order_by("decision", F("enterprise").asc(nulls_last=True), "pk")


class BoardQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None)

    def visible_to(self, user):
        """Boards are run by officers and leaders of their enterprise, and by district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=enterprise_ids_with(user, "officer", "leader"))


class ProposerQuerySet(models.QuerySet):
    def confirmed(self):
        """Those who said themselves that it is theirs."""
        return self.filter(confirmed_at__isnull=False)


class PosterQuerySet(models.QuerySet):
    def live(self):
        return self.filter(stopped_at=None)

    def visible_to(self, user):
        """Posters are hung by officers of their enterprise, and by district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=enterprise_ids_with(user, "officer"))

    def for_list(self):
        return self.select_related("enterprise", "department__parent", "stopped_by__person")

    def with_usage(self):
        """`received`: how many came in by it."""
        return self.annotate(received=Count("suggestions"))


class SlipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that may be the user's own."""
        person = user.person_or_none
        return self.open_for(person) if person else self.none()

    def open_for(self, person):
        """What was sent in under this person's number and has not been joined to anybody."""
        own = self.filter(work_number__iexact=person.work_number, suggestion__enterprise=person.enterprise_id)
        return own.filter(joined_at=None, suggestion__proposers=None)
