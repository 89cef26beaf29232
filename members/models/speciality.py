"""What people and workshops are good at, by one catalogue, so that it can be searched."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from alliance_portal.text import clean_line

from ..querysets import SpecialityQuerySet

SEPARATORS = re.compile(r"[、，,；;]")


class Speciality(TimeStamped):
    """One entry of the catalogue (专长). What others name is taken out of use, not deleted."""

    name = models.CharField(pgettext_lazy("of a speciality", "name"), max_length=40, unique=True)
    other_words = models.CharField(
        _("other words for it"), max_length=400, blank=True,
        help_text=_("With commas between them. Whoever searches for one of them finds this speciality."),
    )  # fmt: skip
    is_active = models.BooleanField(pgettext_lazy("speciality", "in use"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("merged with")
    )

    objects = SpecialityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def others(self):
        """The other words, each by itself."""
        return [word for word in map(clean_line, SEPARATORS.split(self.other_words)) if word]

    @property
    def words(self):
        """Everything by which it is found."""
        return [self.name, *self.others]

    def clean(self):
        self.name, self.other_words = clean_line(self.name), "、".join(dict.fromkeys(self.others))
        if SEPARATORS.search(self.name):
            raise ValidationError({"name": _("One speciality at a time: please put other words for it below.")})


class PersonSpeciality(TimeStamped):
    """Somebody is good at something; the history tells who entered it and who took it out."""

    person = models.ForeignKey(
        "members.Person", models.CASCADE, related_name="speciality_rows", verbose_name=_("person")
    )
    speciality = models.ForeignKey(Speciality, models.PROTECT, related_name="person_rows", verbose_name=_("speciality"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speciality of a person")
        verbose_name_plural = _("specialities of people")
        ordering = ["person", "speciality__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "speciality"],
                name="speciality_once_per_person",
                violation_error_message=_("This is entered already."),
            )
        ]

    def __str__(self):
        return str(self.speciality)
