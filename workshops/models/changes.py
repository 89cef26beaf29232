"""What a workshop was called before, and who led it before: written once and never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Person

from .workshop import Workshop


class FormerName(TimeStamped):
    """A name the workshop no longer bears; it is still found by it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="former_names", verbose_name=_("workshop"))
    name = models.CharField(_("former name"), max_length=80)
    until = models.DateField(_("renamed on"))
    reason = models.CharField(_("reason"), max_length=200)
    renamed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["workshop", "-until", "-pk"]

    def __str__(self):
        return self.name


class LeaderChange(TimeStamped):
    """From which day somebody else leads the workshop, and why."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="leader_changes", verbose_name=_("workshop"))
    former = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("former leader"))
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("new leader"))
    day = models.DateField(_("from the day"))
    former_stays = models.BooleanField(_("goes on as a member"), default=True)
    reason = models.CharField(_("reason"), max_length=200)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("change of leader")
        verbose_name_plural = _("changes of leader")
        ordering = ["workshop", "-day", "-pk"]

    def __str__(self):
        return f"{self.day} {self.leader.name}"
