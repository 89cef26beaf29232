from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from members.permissions import enterprise_ids, enterprise_ids_with, is_district_staff


class AllianceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Alliances are public."""
        return self

    def inside(self, user):
        """Those in which the user takes part: an enterprise of theirs has a workshop in it, or they keep it."""
        if is_district_staff(user):
            return self
        held = self._memberships().filter(workshop__enterprise__in=enterprise_ids(user))
        return self.filter(Q(pk__in=self._around(held)) | Q(pk__in=self._kept(user)))

    def run_by(self, user):
        """Those in which the user runs or answers for a workshop, or which they keep."""
        if is_district_staff(user):
            return self
        workshops = self._memberships().model._meta.get_field("workshop").related_model.objects.at_work(user)
        held = self._memberships().filter(workshop__in=workshops)
        return self.filter(Q(pk__in=self._around(held)) | Q(pk__in=self._kept(user)))

    def kept_by(self, user):
        """Those whose secretariat the user is today; district staff keeps all."""
        return self if is_district_staff(user) else self.filter(pk__in=self._kept(user))

    def _memberships(self):
        return self.model._meta.get_field("memberships").related_model.objects.on(timezone.localdate())

    def _kept(self, user):
        """The secretariat is whoever holds it, the officers of a unit that does, and those of its own enterprise."""
        if not user.is_authenticated:
            return self.model.objects.none().values("pk")
        offices = enterprise_ids_with(user, "officer")
        unit = Q(enterprise__in=offices) | Q(workshop__enterprise__in=offices)
        terms = self.model._meta.get_field("terms").related_model.objects.current().filter(organ="secretariat")
        held = terms.filter(Q(person__user=user) | unit)
        own = Q(pk__in=held.order_by().values("alliance")) | Q(enterprise__in=offices)
        return self.model.objects.filter(own).order_by().values("pk")

    def _around(self, memberships):
        """Ids of the alliances of these memberships, and of all that they are nested in."""
        found = set(memberships.order_by().values_list("alliance", flat=True))
        parents = dict(self.model.objects.order_by().values_list("pk", "parent_id")) if found else {}
        grown = found
        while grown:
            grown = {parents[pk] for pk in grown} - found - {None}
            found = found | grown
        return found

    def open_to(self, workshop):
        """Those that could take the workshop: wide ones, and those inside its enterprise, without those it is in."""
        held = workshop.alliance_memberships.current().order_by().values("alliance")
        return self.filter(Q(enterprise=None) | Q(enterprise=workshop.enterprise_id)).exclude(pk__in=held)

    def with_counts(self):
        """Adds `workshop_count`: workshops in operation that belong to it directly today."""
        own = Q(memberships__left_on=None, memberships__workshop__is_active=True)
        return self.annotate(workshop_count=Count("memberships", filter=own, distinct=True))

    def within(self, alliance):
        """The alliance itself and everything nested in it, at whatever depth."""
        parents = dict(self.model.objects.order_by().values_list("pk", "parent_id"))
        found, grown = {alliance.pk}, True
        while grown:
            more = {child for child, parent in parents.items() if parent in found} - found
            found, grown = found | more, bool(more)
        return self.filter(pk__in=found)


class AllianceMembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who belongs to which alliance is public, as long as the workshop is."""
        return self if is_district_staff(user) else self.filter(workshop__is_active=True)

    def inside(self, user):
        """Of what is visible, what the user has to do with: alliances they take part in, workshops they run."""
        alliances = self.model._meta.get_field("alliance").related_model.objects
        workshops = self.model._meta.get_field("workshop").related_model.objects
        return self.filter(Q(alliance__in=alliances.inside(user)) | Q(workshop__in=workshops.run_by(user)))

    def current(self):
        return self.filter(left_on=None)

    def past(self):
        return self.filter(left_on__isnull=False)

    def on(self, day):
        """Those that held on this day: the day of joining counts, the day of leaving no longer does."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)

    def for_list(self):
        """Those that have been there longest first."""
        return self.select_related("alliance", "workshop__enterprise").order_by("joined_on", "workshop__name", "pk")


class AllianceApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The workshop's own people who run or answer for it, and whoever keeps the alliance."""
        if is_district_staff(user):
            return self
        alliances = self.model._meta.get_field("alliance").related_model.objects
        workshops = self.model._meta.get_field("workshop").related_model.objects
        return self.filter(Q(workshop__in=workshops.at_work(user)) | Q(alliance__in=alliances.kept_by(user)))

    def waiting(self):
        return self.filter(status=self.model.Status.WAITING)

    def for_list(self):
        """The newest first."""
        related = ("alliance", "workshop__enterprise", "applied_by__person", "answered_by__person")
        return self.select_related(*related).order_by("-applied_at", "-pk")
