"""Partners, what was agreed with them, and interns: who sees what, and what was in force on a day."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from members.permissions import enterprise_ids_with, is_district_staff


def in_force(day, prefix=""):
    """The condition that an agreement is in force on a day."""
    own = Q(**{f"{prefix}starts_on__lte": day, f"{prefix}ends_on__gte": day})
    return own & (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": day}))


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Partners in use are public; the others are for those who keep them."""
        return self.filter(Q(is_active=True) | Q(pk__in=self.model.objects.kept_by(user).order_by().values("pk")))

    def kept_by(self, user):
        """Staff keep all, officers those of their enterprise."""
        if is_district_staff(user):
            return self
        return self.filter(enterprise__in=enterprise_ids_with(user, "officer"))

    def matching(self, text):
        agreed = Q(agreements__title__icontains=text)
        found = self.model.objects.filter(Q(name__icontains=text) | Q(introduction__icontains=text) | agreed)
        return self.filter(pk__in=found.order_by().values("pk"))

    def for_list(self, day):
        """With how many agreements are in force on the day."""
        agreed = Count("agreements", filter=in_force(day, "agreements__"), distinct=True)
        return self.select_related("enterprise").annotate(agreed=agreed).order_by("name", "pk")


class PartnerAgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was agreed with a partner is public with it; its file is for those who keep it."""
        partners = self.model._meta.get_field("partner").related_model.objects.visible_to(user)
        return self.filter(partner__in=partners.order_by().values("pk"))

    def kept_by(self, user):
        partners = self.model._meta.get_field("partner").related_model.objects.kept_by(user)
        return self.filter(partner__in=partners.order_by().values("pk"))

    def in_force_on(self, day):
        return self.filter(in_force(day))

    def of_workshops(self, workshops):
        """Those for one of these workshops, each once."""
        links = self.model.workshops.through.objects.filter(workshop__in=workshops)
        return self.filter(pk__in=links.order_by().values("partneragreement"))

    def for_list(self):
        return self.select_related("partner__enterprise").prefetch_related("workshops")


class InternPlacementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who keep the partner, and those who keep or answer for the workshop."""
        if is_district_staff(user):
            return self
        agreements = self.model._meta.get_field("agreement").related_model.objects.kept_by(user)
        workshops = apps.get_model("workshops", "Workshop").objects.at_work(user)
        own = Q(workshop__in=workshops.order_by().values("pk"))
        return self.filter(own | Q(agreement__in=agreements.order_by().values("pk")))

    def touching(self, first, last):
        """Those of whom a day lies between first and last, both included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)
