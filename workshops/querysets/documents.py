"""Who reads which shared document."""

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from members.models import Speciality
from members.permissions import enterprise_ids, is_district_staff


def workshops_allied_with(workshops, enterprises):
    """Those of the workshops that stand in an alliance in which one of the enterprises has a workshop in operation.

    The one place that knows what “enterprises of the alliance” means: a shared document of a workshop may be read by
    everybody with an account in an enterprise that has a workshop in the same alliance. What an alliance is nested in
    does not count: the district's alliance would make everybody everybody's partner.
    """
    held = workshops.model._meta.get_field("alliance_memberships").related_model.objects.on(timezone.localdate())
    partners = held.filter(workshop__enterprise__in=enterprises, workshop__is_active=True).order_by().values("alliance")
    return workshops.filter(pk__in=held.filter(alliance__in=partners).order_by().values("workshop"))


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What exists for the user: all that was published to them, withdrawn or not, and drafts of what they run.

        A list asks for `published` too. District staff sees everything.
        """
        if is_district_staff(user):
            return self
        ours = Q(pk__in=self.of_workshops_of(user).order_by().values("pk"))
        readable = ~Q(status="draft") & self._shared_with(user)
        return self.filter(pk__in=self.model.objects.filter(ours | readable).order_by().values("pk"))

    @property
    def _workshops(self):
        return self.model._meta.get_field("workshops").related_model.objects.all()

    def _shared_with(self, user):
        """To whom each visibility opens a document."""
        own = list(enterprise_ids(user))
        inside = Q(workshops__in=self._workshops.filter(enterprise__in=own).order_by().values("pk"))
        allied = workshops_allied_with(self._workshops, own)
        partner = inside | Q(workshops__in=allied.order_by().values("pk"))
        return Q(visibility="public") | Q(visibility="alliance") & partner | Q(visibility="enterprise") & inside

    def published(self):
        return self.filter(status="published")

    def of_workshops_of(self, user):
        """Those of the workshops whose records the user keeps or answers for."""
        if not user.is_authenticated:
            return self.none()
        workshops = self._workshops.at_work(user).order_by().values("pk")
        return self.filter(pk__in=self.model.objects.filter(workshops__in=workshops).order_by().values("pk"))

    def matching(self, text):
        """Those with the text in their title or in what they are for, or about a speciality it means."""
        known = Q(specialities__in=Speciality.objects.active().matching(text))
        words = Q(title__icontains=text) | Q(applicability__icontains=text)
        return self.filter(pk__in=self.model.objects.filter(words | known).order_by().values("pk"))

    def about(self, speciality):
        return self.filter(specialities=speciality)

    def of_workshop(self, workshop):
        """What it has published."""
        return self.published().filter(workshops=workshop)

    def of_enterprise(self, enterprise):
        inside = self.model.objects.filter(workshops__enterprise=enterprise)
        return self.filter(pk__in=inside.order_by().values("pk"))

    def enterprises(self):
        """The enterprises whose workshops worked these out."""
        enterprises = self._workshops.model._meta.get_field("enterprise").related_model.objects
        return enterprises.filter(workshops__documents__in=self.order_by().values("pk")).distinct()

    def for_list(self):
        return self.with_versions().prefetch_related("workshops__enterprise").with_specialities()

    def with_specialities(self):
        """Prefetches those in use as `known_for`, in the order of their names."""
        shown = Prefetch("specialities", Speciality.objects.active().order_by("name"), to_attr="known_for")
        return self.prefetch_related(shown)

    def with_versions(self):
        """With their versions, the newest first, and the files of each."""
        versions = self.model._meta.get_field("versions").related_model.objects.order_by("-number")
        return self.prefetch_related(Prefetch("versions", versions.prefetch_related("files")))

    def newest_first(self):
        return self.order_by(F("published_at").desc(nulls_first=True), "-pk")


class DocumentFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As its document: whoever may see that may have its files."""
        documents = self.model._meta.get_field("version").related_model._meta.get_field("document").related_model
        return self.filter(version__document__in=documents.objects.visible_to(user).order_by().values("pk"))
