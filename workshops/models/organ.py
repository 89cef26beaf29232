"""The organs of an alliance and who holds them, from a day to a day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise, Person

from ..querysets import OrganTermQuerySet
from .alliance import Alliance
from .workshop import Workshop

HOLDERS = ("person", "workshop", "enterprise", "outside_name")


class OrganTerm(TimeStamped):
    """A person or a unit holds an office of an alliance; who is in office today follows from the days."""

    class Organ(models.TextChoices):
        CHAIR = "chair", _("Chair in rotation")
        CONVENER = "convener", _("Convener")
        SECRETARIAT = "secretariat", _("Secretariat")
        EXPERTS = "experts", _("Expert council")
        HONORARY = "honorary", _("Honorary chair")

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="terms", verbose_name=_("alliance"))
    organ = models.CharField(_("organ"), max_length=12, choices=Organ.choices)
    post = models.CharField(
        pgettext_lazy("in an organ", "post"), max_length=40, blank=True, help_text=_("Such as secretary-general.")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="organ_terms", verbose_name=_("person")
    )
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="organ_terms", verbose_name=_("workshop")
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="organ_terms", verbose_name=_("enterprise")
    )
    outside_name = models.CharField(
        _("from outside"), max_length=80, blank=True,
        help_text=_("A college, an institute or a person from there. Everybody reads it."),
    )  # fmt: skip
    public_name = models.CharField(
        _("name for everybody"), max_length=80, blank=True,
        help_text=_("What the public page says. Empty: a person is not named there, a unit is."),
    )  # fmt: skip
    starts_on = models.DateField(_("in office from"))
    ends_on = models.DateField(_("in office until"), null=True, blank=True)

    objects = OrganTermQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["alliance", "organ", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, workshop=None, enterprise=None, outside_name="")
                | Q(person=None, workshop__isnull=False, enterprise=None, outside_name="")
                | Q(person=None, workshop=None, enterprise__isnull=False, outside_name="")
                | (Q(person=None, workshop=None, enterprise=None) & ~Q(outside_name="")),
                name="organ_term_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="organ_term_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(organ="chair") | Q(ends_on__isnull=False), name="chair_term_ends"),
        ]

    def __str__(self):
        return f"{self.get_organ_display()} · {self.holder_name}"

    @property
    def holder_name(self):
        """Whoever holds it, for those who belong to the alliance."""
        if self.person_id:
            return self.person.name
        return str(self.workshop or self.enterprise or self.outside_name)

    @property
    def shown_name(self):
        """Whoever holds it, for everybody: a person only as given for the public, else "" ."""
        return self.public_name or ("" if self.person_id else self.holder_name)

    def is_current(self, day=None):
        day = day or timezone.localdate()
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    @property
    def has_ended(self):
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    def clean(self):
        """One holder, days in order, a chair with an end, and never two chairs at a time."""
        if sum(bool(getattr(self, name)) for name in HOLDERS) != 1:
            words = _("Please name one holder: a person, a workshop, an enterprise or somebody from outside.")
            raise ValidationError(words)
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("This is before the first day.")})
        if self.organ == self.Organ.CHAIR and self.starts_on:
            self._clean_chair()

    def _clean_chair(self):
        if not self.ends_on:
            raise ValidationError({"ends_on": _("The chair goes round: please say until when.")})
        others = OrganTerm.objects.filter(alliance=self.alliance_id, organ=self.Organ.CHAIR).exclude(pk=self.pk)
        if other := others.overlapping(self.starts_on, self.ends_on).for_list().first():
            words = _("%(name)s is in the chair from %(first)s to %(last)s. There is one chair at a time.")
            facts = {"name": other.holder_name, "first": other.starts_on, "last": other.ends_on}
            raise ValidationError({"starts_on": words % facts})


class TermReminder(models.Model):
    """That the end of a term has been told: once for each last day, whoever runs the clock."""

    term = models.ForeignKey(OrganTerm, models.CASCADE, related_name="reminders", verbose_name=_("term of office"))
    day = models.DateField(_("last day"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a term")
        verbose_name_plural = _("reminders of terms")
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["term", "day"], name="term_reminder_once")]

    def __str__(self):
        return f"{self.term_id} {self.day}"
