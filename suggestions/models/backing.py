from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Person

from .suggestion import Suggestion


class Backing(TimeStamped):
    """“I have met this too” (我也遇到过): said instead of sending the same in again. Nobody reads whose it is.

    It makes nobody a proposer and counts in no figure; it adds weight to the suggestion, and tells what becomes of it.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="backings", verbose_name=_("suggestion"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="backings", verbose_name=_("person"))
    note = models.CharField(_("words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("“I have met this too”")
        verbose_name_plural = _("“I have met this too”")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "person"], name="backing_once")]

    def __str__(self):
        return str(self.suggestion_id)
