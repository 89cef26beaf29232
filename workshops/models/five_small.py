"""What an enterprise hands in for the national round of the “Five Smalls” (五小), and whose names went with it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Consent, Person

from ..querysets import NationalEntryQuerySet
from .result import Result


class NationalEntry(TimeStamped):
    """A result put forward for a year. What no record can tell was declared by the officer who put it forward."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="national_entries", verbose_name=_("result"))
    year = models.PositiveSmallIntegerField(_("year"))
    put_forward_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("put forward by")
    )

    objects = NationalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("result put forward for the national round")
        verbose_name_plural = _("results put forward for the national round")
        ordering = ["year", "result__number"]
        constraints = [models.UniqueConstraint(fields=["result", "year"], name="national_entry_once_a_year")]

    def __str__(self):
        return f"{self.result} ({self.year})"

    @property
    def people_named(self):
        """The makers whose names go out, in their order."""
        return [maker.person for maker in self.result.makers.all() if maker.person_id and maker.person.hands_on]

    @property
    def names(self):
        return [person.name for person in self.people_named]

    @property
    def left_out(self):
        """The makers whose names stay here: who has not agreed, and who has no account to agree with."""
        return [maker for maker in self.result.makers.all() if not (maker.person_id and maker.person.hands_on)]


class HandedOn(models.Model):
    """A name that left the portal with a table, and the consent by which it did."""

    entry = models.ForeignKey(NationalEntry, models.PROTECT, related_name="handed_on", verbose_name=_("put forward"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+", verbose_name=_("consent"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed on by"))
    at = models.DateTimeField(_("handed on at"), default=timezone.now)

    class Meta:
        verbose_name = _("name handed on")
        verbose_name_plural = _("names handed on")
        ordering = ["entry", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "consent"], name="handed_on_once_by_a_consent")]

    def __str__(self):
        return f"{self.entry_id} · {self.person}"
