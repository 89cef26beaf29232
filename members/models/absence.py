"""When somebody was away between leaving and coming back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .person import Person


class Absence(models.Model):
    """From the day of leaving until the day before the return: on none of these days the person was in service.

    Without it whoever comes back would be counted into the months in which they were not there.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences", verbose_name=_("person"))
    left_on = models.DateField(pgettext_lazy("an enterprise", "left on"))
    returned_on = models.DateField(_("came back on"))

    class Meta:
        verbose_name = _("time away from the enterprise")
        verbose_name_plural = _("times away from the enterprise")
        ordering = ["person", "left_on"]
        constraints = [
            models.CheckConstraint(condition=Q(returned_on__gt=F("left_on")), name="absence_left_before_return")
        ]
        indexes = [models.Index(fields=["left_on", "returned_on"], name="absence_by_day")]

    def __str__(self):
        return f"{self.person}: {self.left_on} - {self.returned_on}"
