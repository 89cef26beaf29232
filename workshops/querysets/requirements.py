from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.permissions import is_district_staff

from ..radar.reach import reach


class SuperiorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their register is the district's; others see those that ask a workshop of theirs."""
        if is_district_staff(user):
            return self
        requirements = self.model._meta.get_field("requirements").related_model.objects.visible_to(user)
        return self.filter(pk__in=requirements.order_by().values("superior"))


class OwnFactQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The catalogue is kept by the district."""
        return self if is_district_staff(user) else self.none()


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for district staff; for others those that ask a workshop they keep or answer for."""
        if is_district_staff(user):
            return self
        workshops = list(self._workshops().visible_to(user).at_work(user))
        if not workshops:
            return self.none()
        everything = list(self.model.objects.prefetch_related("enterprises"))
        asking = {pk for pk, asked in reach(everything, workshops).items() if asked}
        sent = self._parts().objects.filter(request__status__in=("sent", "done"), workshops__in=workshops)
        return self.filter(Q(pk__in=asking) | Q(pk__in=sent.order_by().values("requirement")))

    def _parts(self):
        return self.model._meta.get_field("parts").related_model

    def _workshops(self):
        return self._parts()._meta.get_field("workshops").related_model.objects

    def in_force(self, today=None):
        """What is asked for this month or later."""
        month = (today or timezone.localdate()).replace(day=1)
        return self.filter(Q(in_force_until=None) | Q(in_force_until__gte=month))

    def matching(self, text):
        """Those with the text in their title, or in the title line of their table."""
        return self.filter(Q(title__icontains=text) | Q(form_title__icontains=text))

    def for_radar(self):
        """With all that decides whom they ask for what."""
        return self.select_related("superior").prefetch_related("fields", "enterprises")


class MergedRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for district staff; for others what was sent to a workshop they keep or answer for."""
        if is_district_staff(user):
            return self
        answers = self.model._meta.get_field("answers").related_model.objects.visible_to(user)
        return self.filter(status__in=self.model.LIVE, pk__in=answers.order_by().values("request"))

    def live(self):
        """What workshops have before them, or have confirmed."""
        return self.filter(status__in=self.model.LIVE)

    def for_list(self):
        return self.prefetch_related("parts__requirement__superior", "answers")


class MergedAnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the workshops whose records the user keeps or answers for."""
        if is_district_staff(user):
            return self
        workshops = self.model._meta.get_field("workshop").related_model.objects.visible_to(user).at_work(user)
        return self.filter(workshop__in=workshops.order_by().values("pk"))

    def unconfirmed(self):
        return self.filter(confirmed_at=None)


class FactEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the workshops whose records the user keeps or answers for."""
        if is_district_staff(user):
            return self
        workshops = self.model._meta.get_field("workshop").related_model.objects.visible_to(user).at_work(user)
        return self.filter(workshop__in=workshops.order_by().values("pk"))
