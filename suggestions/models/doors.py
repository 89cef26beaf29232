"""Ways in without an account: the poster on the wall, and the slip that a suggestion leaves with its sender."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped
from members.models import Department, Enterprise

from ..querysets import PosterQuerySet, SlipQuerySet
from .suggestion import Suggestion

# Read aloud and typed from paper: nothing that looks like something else.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
POSTER_LETTERS = 6


def new_poster_code():
    return "".join(secrets.choice(LETTERS) for _place in range(POSTER_LETTERS))


class Poster(TimeStamped):
    """A QR code on the wall of a department, a line or a machine. It gives the place, never an account."""

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_poster_code, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="posters", verbose_name=_("enterprise"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="posters", verbose_name=_("department"))
    place = models.CharField(
        _("line or machine"), max_length=40, blank=True, help_text=_("Such as: line 3, press 2. Empty: the department.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True, editable=False)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("stopped by"),
    )
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, editable=False, related_name="replaced_by", verbose_name=_("in place of")
    )

    objects = PosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("poster")
        verbose_name_plural = _("posters")
        ordering = ["enterprise", "department", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "place"],
                condition=Q(stopped_at=None),
                name="poster_once_per_place",
                violation_error_message=_("There is a poster for this place already."),
            )
        ]

    def __str__(self):
        return f"{self.department.name} {self.place}".strip()

    def get_absolute_url(self):
        return reverse("door", args=[self.code])

    @property
    def address(self):
        """What the QR code says: short, and the same in every language."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def improvements(self):
        """What was done where it hangs, the newest first: to be read by whoever stands before it."""
        return Suggestion.objects.from_under(self.department).lately_done()

    def clean(self):
        if self.department_id and self.department.enterprise_id != self.enterprise_id:
            raise ValidationError({"department": _("Choose a department of the same enterprise.")})


class Slip(TimeStamped):
    """What a sender without an account leaves behind: a query code, and name and number as they said them.

    Whose suggestion it is, is told by `Proposer` once the person behind the number has said so.
    """

    suggestion = models.OneToOneField(
        Suggestion, models.CASCADE, related_name="slip", verbose_name=_("suggestion"), primary_key=True
    )
    code = models.CharField(max_length=128, editable=False, blank=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60, blank=True)
    work_number = models.CharField(_("work number"), max_length=20, blank=True)
    joined_at = models.DateTimeField(_("joined to an account at"), null=True, blank=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        ordering = ["-created_at"]

    def __str__(self):
        return str(self.suggestion_id)
