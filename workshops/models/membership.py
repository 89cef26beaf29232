"""The people of each workshop."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Person

from ..querysets import WorkshopMembershipQuerySet
from .workshop import Workshop


class WorkshopMembership(TimeStamped):
    """Somebody's place in a workshop, with its dates; the leader is one of them."""

    class Role(models.TextChoices):
        LEADER = "leader", _("Leader")
        MEMBER = "member", _("Member")
        EXPERT = "expert", _("Expert")

    class Title(models.TextChoices):
        MODEL_WORKER = "model_worker", _("Model worker")
        CRAFTSMAN = "craftsman", _("Craftsman")
        TECHNICIAN = "technician", _("Technician")
        PROFESSOR = "professor", _("Professor or expert")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="memberships", verbose_name=_("workshop"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="workshop_memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=16, choices=Title.choices, blank=True)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = WorkshopMembershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("workshop member")
        verbose_name_plural = _("workshop members")
        ordering = ["workshop", "role", "joined_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=Q(left_on=None),
                name="workshop_member_once",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")), name="workshop_member_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.person.name} · {self.get_role_display()}"

    def clean(self):
        if self.left_on and self.joined_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("This is before the day of joining.")})
