from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from members.permissions import is_district_staff


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What has been put in force is public in short; a draft is for those who run something in the alliance."""
        if is_district_staff(user):
            return self
        return self.filter(self._begun() | Q(alliance__in=self._alliances().run_by(user)))

    def inside(self, user):
        """Of what is visible, what the user reads whole: the plans of the alliances in which they take part."""
        return self.filter(alliance__in=self._alliances().inside(user))

    def _begun(self):
        return ~Q(status=self.model.Status.DRAFTING)

    def _alliances(self):
        return self.model._meta.get_field("alliance").related_model.objects

    def in_force(self):
        return self.filter(status=self.model.Status.IN_FORCE)

    def for_list(self):
        """Adds `item_count` and `done_count`; the newest year first."""
        done = Q(items__done_on__isnull=False)
        counts = {"item_count": Count("items"), "done_count": Count("items", filter=done)}
        return self.select_related("alliance").annotate(**counts).order_by("-year", "alliance__name")


class PlanItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As their plan."""
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.filter(plan__in=plans.visible_to(user))

    def unfinished(self):
        """Neither done nor given up nor carried over."""
        return self.filter(done_on=None, given_up_at=None, carried_to=None)

    def late(self, today=None):
        return self.unfinished().filter(due_on__lt=today or timezone.localdate())

    def in_state(self, state, today=None):
        """Those that are in this state today."""
        today, states = today or timezone.localdate(), self.model.State
        if state == states.OPEN:
            return self.unfinished().filter(due_on__gte=today)
        if state == states.LATE:
            return self.late(today)
        if state == states.CARRIED:
            return self.filter(carried_to__isnull=False)
        return self.filter(**{"done_on__isnull" if state == states.DONE else "given_up_at__isnull": False})

    def with_state(self):
        """Adds `was_carried`, so that `state` asks nothing more."""
        return self.annotate(was_carried=Exists(self.model.objects.filter(carried_from=OuterRef("pk"))))

    def for_list(self):
        """What is due first comes first."""
        owners = self.model._meta.get_field("owners").related_model.objects.select_related("enterprise")
        related = ("plan__alliance", "responsible", "carried_from__plan__alliance")
        found = self.with_state().select_related(*related)
        return found.prefetch_related(models.Prefetch("owners", owners.order_by("name"))).order_by("due_on", "number")


class PlanProgressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the plan whole."""
        item = self.model._meta.get_field("item").related_model
        plans = item._meta.get_field("plan").related_model.objects
        return self.filter(item__plan__in=plans.visible_to(user).inside(user))

    def for_list(self):
        """The newest first."""
        return self.select_related("reported_by__person").order_by("-reported_at", "-pk")
