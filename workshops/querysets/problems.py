from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from members.models import Speciality
from members.permissions import enterprise_ids_with, is_district_staff

from .sharing import SharedQuerySet


def _workshops_kept_by(user):
    return apps.get_model("workshops", "Workshop").objects.kept_by(user).order_by().values("pk")


class ProblemQuerySet(SharedQuerySet):
    UNSHARED = ("draft", "checking", "dropped")

    def _kept_by(self, user):
        """Those of one's enterprise or workshop, what one wrote oneself, and what one's workshop has bid for."""
        if not user.is_authenticated:
            return Q(pk=None)
        workshops = _workshops_kept_by(user)
        bids = apps.get_model("workshops", "Bid").objects.filter(workshop__in=workshops).order_by().values("problem")
        return self.ours(user) | Q(pk__in=bids)

    @staticmethod
    def ours(user):
        """A Q of those the user may keep: as officer of the enterprise, leader of the workshop, or writer."""
        own = Q(enterprise__in=enterprise_ids_with(user, "officer")) | Q(created_by=user)
        return own | Q(workshop__in=_workshops_kept_by(user))

    def kept_by(self, user):
        """Those that the user posts; all for district staff."""
        return self if is_district_staff(user) else self.filter(self.ours(user))

    def to_check(self, user):
        """Those that wait for this person's check: beyond an enterprise district staff's, else its officers'."""
        waiting = self.filter(status="checking")
        if is_district_staff(user):
            return waiting
        return waiting.filter(visibility="enterprise", enterprise__in=enterprise_ids_with(user, "officer"))

    def bid_for_by(self, user):
        """Those for which a workshop that the user keeps has bid."""
        bids = apps.get_model("workshops", "Bid").objects.filter(workshop__in=_workshops_kept_by(user))
        return self.filter(pk__in=bids.order_by().values("problem"))

    def on_the_board(self):
        """Everything that was ever posted."""
        return self.exclude(status__in=self.UNSHARED)

    def taking_bids(self):
        return self.filter(status="open", bids_until__gte=timezone.localdate())

    def waiting_for_choice(self):
        """Bids are closed, and nobody has chosen."""
        return self.filter(status="open", bids_until__lt=timezone.localdate())

    def in_work(self):
        return self.filter(status__in=("claimed", "working", "delivered"))

    def solved(self):
        return self.filter(status="accepted")

    def not_solved(self):
        return self.filter(status__in=("failed", "ended", "unclaimed"))

    def reward_due(self):
        return self.solved().exclude(reward="").filter(reward_paid_on=None)

    def without_bids(self):
        offered = apps.get_model("workshops", "Bid").objects.filter(problem=OuterRef("pk"), status="offered")
        return self.exclude(Exists(offered))

    def matching(self, text):
        """Those with the text in their title, words or number, or about a speciality it means."""
        known = Q(specialities__in=Speciality.objects.active().matching(text))
        words = Q(title__icontains=text) | Q(description__icontains=text) | Q(number__iexact=text)
        return self.filter(pk__in=self.model.objects.filter(words | known).order_by().values("pk"))

    def about(self, speciality):
        return self.filter(specialities=speciality)

    def enterprises(self):
        """The enterprises that posted these."""
        enterprises = self.model._meta.get_field("enterprise").related_model.objects
        return enterprises.filter(pk__in=self.order_by().values("enterprise"))

    def with_specialities(self):
        shown = Prefetch("specialities", Speciality.objects.active().order_by("name"), to_attr="known_for")
        return self.prefetch_related(shown)

    def with_solver(self):
        """Prefetches the chosen bid, if there is one, as `chosen_bids`."""
        bids = apps.get_model("workshops", "Bid").objects.filter(status="chosen")
        return self.prefetch_related(Prefetch("bids", bids.select_related("workshop__enterprise"), "chosen_bids"))

    def for_list(self):
        counted = self.annotate(bid_count=Count("bids", filter=~Q(bids__status="withdrawn"), distinct=True))
        return counted.select_related("enterprise", "workshop").with_specialities().with_solver()

    def newest_first(self):
        return self.order_by(F("opened_at").desc(nulls_first=True), "-pk")


class BidQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's own workshops, and those for what one has posted; all for district staff."""
        if is_district_staff(user):
            return self
        if not user.is_authenticated:
            return self.none()
        problems = self.model._meta.get_field("problem").related_model.objects.kept_by(user).order_by().values("pk")
        return self.filter(Q(workshop__in=_workshops_kept_by(user)) | Q(problem__in=problems))

    def standing(self):
        """Not taken back."""
        return self.exclude(status="withdrawn")

    def for_page(self):
        return self.select_related("problem", "workshop__enterprise").prefetch_related("team__person__department")
