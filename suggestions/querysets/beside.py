"""The rows beside suggestions: who proposed, photos, boards, sentences, posters, slips."""

from django.db import models
from django.db.models import Count, F, Q

from alliance_portal.periods import Period
from members.permissions import department_ids_headed_by, enterprise_ids, enterprise_ids_with, is_district_staff

# Which words people agreed to be named by (`templates/suggestions/_consent.html`): raised when they change, because a
# consent holds for what was asked and nothing else.
CONSENT_WORDS = 1


class PhotoQuerySet(models.QuerySet):
    def public(self):
        """Photos of what is shown to everybody; numbers of other photos lead nowhere."""
        return self.filter(suggestion__in=self._suggestions.public())

    def visible_to(self, user):
        """Photos of suggestions the user may see, of the gallery, and of what these went into how it looks now."""
        seen, gallery = self._suggestions.visible_to(user), self._suggestions.in_gallery(user)
        main = seen.filter(merged_into__isnull=False).order_by().values("merged_into")
        followed = self.filter(kind="after", suggestion__in=main)
        return self.filter(Q(suggestion__in=seen) | Q(suggestion__in=gallery)) | followed

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

    def revoked(self):
        return self.filter(revoked_at__isnull=False)

    def visible_to(self, user):
        """Boards are run by officers and leaders of their enterprise, and by district staff."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=enterprise_ids_with(user, "officer", "leader"))

    def for_list(self):
        return self.select_related("enterprise", "department__parent", "revoked_by__person")

    def for_screen(self):
        return self.select_related("enterprise", "department__parent")


class ProposerQuerySet(models.QuerySet):
    def confirmed(self):
        """Those who said themselves that it is theirs."""
        return self.filter(confirmed_at__isnull=False)

    def named_before(self, user):
        """Those who agreed that this user reads their names: in their own enterprise, or where it is public everybody.

        Only while they can take it back themselves: the account of whoever has left lets nobody in. And never where the
        name is hidden.
        """
        at_home = Q(suggestion__enterprise__in=enterprise_ids(user))
        return self._agreed(at_home | self._in_public())

    def named_on_walls(self, enterprise):
        """Those whose names may hang in the halls of this enterprise, as its people have agreed; None: everywhere."""
        return self._agreed(Q(suggestion__enterprise=enterprise) if enterprise else self._in_public())

    def _in_public(self):
        audience = self.model._meta.get_field("consents").related_model.Audience
        suggestions = self.model._meta.get_field("suggestion").related_model.objects
        return Q(consents__audience=audience.EVERYBODY, suggestion__in=suggestions.public())

    def _agreed(self, where):
        return self.confirmed().filter(
            where,
            consents__version=CONSENT_WORDS,
            consents__withdrawn_at=None,
            suggestion__name_hidden=False,
            person__in_service=True,
        )

    def thanked_in(self, month):
        """Whose suggestion was adopted or done in the month that begins on this day."""
        period, suggestions = Period(month, month), self.model._meta.get_field("suggestion").related_model
        adopted = Q(suggestion__conclusion__in=suggestions.ADOPTIONS) & _within("suggestion__concluded_at", period)
        done = Q(suggestion__status=suggestions.Status.IMPLEMENTED) & _within("suggestion__implemented_at", period)
        return self.filter(adopted | done, suggestion__spam_at=None)


def _within(name, period):
    return Q(**{f"{name}__gte": period.start, f"{name}__lt": period.end})


class ConsentQuerySet(models.QuerySet):
    def in_force(self):
        """Given to the words that hold now, and not withdrawn."""
        return self.filter(version=CONSENT_WORDS, withdrawn_at=None)

    def of(self, user):
        return self.filter(proposer__person__user=user)


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
