"""Panels and meetings: what there is for whom, with what their pages show."""

from django.db import models
from django.db.models import Count, Prefetch, Q

from members.permissions import department_ids_headed_by, enterprise_ids_with, is_district_staff

MEETING_ROLES = ("reviewer", "officer")

# Votes are still awaited.
OPEN_PANEL = Q(
    closed_at=None,
    suggestion__status__in=("submitted", "in_review", "needs_info"),
    suggestion__answered_at=None,
    suggestion__spam_at=None,
)


class PanelQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those the user has a seat in; the enterprise's for reviewers, the closed ones for leaders, never the own."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        reviewing = Q(suggestion__enterprise__in=enterprise_ids_with(user, "reviewer"))
        handed = Q(suggestion__handler__in=department_ids_headed_by(user))
        leading = Q(closed_at__isnull=False, suggestion__enterprise__in=enterprise_ids_with(user, "leader"))
        return self.filter((reviewing | handed | leading) & ~self._of_own(user) | Q(pk__in=self._seats_for(user)))

    def _of_own(self, user):
        """Panels on what the user had the idea of or entered: an author sees the answer and no votes."""
        suggestions = self.model._meta.get_field("suggestion").related_model
        proposers = suggestions._meta.get_field("proposers").related_model.objects.filter(person__user=user)
        return Q(suggestion__in=proposers.order_by().values("suggestion")) | Q(suggestion__recorded_by=user)

    def _seats_for(self, user):
        """Whoever stepped aside still reads that it is so."""
        seats = self.model._meta.get_field("seats").related_model.objects
        return seats.filter(Q(member=user) | seats.taken_over(user)).order_by().values("panel")

    def awaited_from(self, user):
        """As a condition: open, and the user's seat has given no vote."""
        seats = self.model._meta.get_field("seats").related_model.objects
        return OPEN_PANEL & Q(pk__in=seats.of(user).filter(ballot=None).order_by().values("panel"))

    def to_judge(self, user):
        """Those that wait for the user's vote, the first to end first."""
        return self.filter(self.awaited_from(user)).select_related("suggestion").order_by("vote_by", "pk")

    def unclosed(self):
        return self.filter(closed_at=None)

    def for_list(self):
        """With the suggestion as lists name it, and the seats with their votes."""
        return (
            self.with_seats()
            .select_related("rubric", *_placed())
            .prefetch_related(Prefetch("suggestion__proposers", self._proposers()), "suggestion__workshop__memberships")
            .prefetch_related("suggestion__proposers__person__workshop_memberships__workshop__memberships")
        )

    def with_seats(self):
        """With who sits there, and whether they have voted."""
        seats = self.model._meta.get_field("seats").related_model.objects
        people = seats.select_related("member__person", "stand_in__person", "ballot__voter__person")
        return self.prefetch_related(Prefetch("seats", people))

    def with_votes(self):
        """For pages that show what was voted."""
        return self.for_list().prefetch_related("seats__ballot__scores__criterion", "rubric__criteria__anchors")

    def _proposers(self):
        suggestions = self.model._meta.get_field("suggestion").related_model
        return suggestions._meta.get_field("proposers").related_model.objects.select_related("person")


class SeatQuerySet(models.QuerySet):
    @staticmethod
    def taken_over(user):
        """As a condition: the user sits there in place of the member."""
        return Q(stand_in=user, passed_on_at__isnull=False)

    def of(self, user):
        """From which the user votes now."""
        return self.filter(Q(member=user, passed_on_at=None) | self.taken_over(user))

    def held_by(self, user):
        """From which the user votes, or could have voted: whoever steps aside from the beginning was never seated."""
        return self.filter(Q(member=user) & ~Q(passed_because="aside") | self.taken_over(user))


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Meetings are kept by the reviewers and officers of their enterprise."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise_id__in=enterprise_ids_with(user, *MEETING_ROLES))

    def planned(self):
        return self.filter(published_at=None)

    def for_list(self):
        """`item_count` and `drafted`: how many are on the list, and for how many a decision is drafted."""
        drafted = Count("items", filter=~Q(items__conclusion=""))
        return self.select_related("enterprise", "published_by__person").annotate(
            item_count=Count("items"), drafted=drafted
        )


class MeetingItemQuerySet(models.QuerySet):
    def with_proposers(self):
        """With the suggestion and who had the idea: what a permission asks."""
        suggestions = self.model._meta.get_field("suggestion").related_model
        proposers = suggestions._meta.get_field("proposers").related_model.objects.select_related("person")
        return self.select_related("suggestion").prefetch_related(Prefetch("suggestion__proposers", proposers))

    def for_list(self):
        """With the suggestion as lists name it, the draft, and what a panel has voted."""
        suggestions = self.model._meta.get_field("suggestion").related_model
        panels = suggestions._meta.get_field("panels").related_model.objects.with_seats()
        voted = panels.prefetch_related("seats__ballot__scores", "rubric__criteria")
        placed = self.with_proposers().select_related("owner__department", "drafted_by__person", *_placed())
        return placed.prefetch_related(Prefetch("suggestion__panels", voted))


def _placed():
    """What the words for a suggestion's place need."""
    parts = ("enterprise", "department", "shop", "poster", "slip", "recorded_by__person", "workshop")
    return [f"suggestion__{part}" for part in parts]
