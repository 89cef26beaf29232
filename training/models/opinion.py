"""What those who were there say of a session in three answers (三问); nobody can tell who said what."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Person

from ..querysets import OpinionQuerySet, OpinionSlipQuerySet
from .session import Session

LOWEST, HIGHEST = 1, 5


class OpinionSlip(models.Model):
    """Lets one person answer once. It says that somebody answered, neither what nor when."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="opinion_slips", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="opinion_slips", verbose_name=_("person"))
    told_at = models.DateTimeField(_("asked at"), null=True, editable=False)
    is_used = models.BooleanField(_("has answered"), default=False, editable=False)

    objects = OpinionSlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip for an opinion")
        verbose_name_plural = _("slips for opinions")
        ordering = ["session", "person"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="opinion_slip_once")]

    def __str__(self):
        return f"{self.person} · {self.session}"


def _answer(label):
    limits = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(label, validators=limits)


class Opinion(models.Model):
    """Three answers and perhaps a sentence, of nobody: the key is drawn by lot, and no moment is kept."""

    class Useful(models.IntegerChoices):
        NOT_AT_ALL = 1, pgettext_lazy("of use", "Of no use")
        HARDLY = 2, pgettext_lazy("of use", "Of little use")
        SO_SO = 3, pgettext_lazy("of use", "So-so")
        WELL = 4, pgettext_lazy("of use", "Of use")
        VERY_WELL = 5, pgettext_lazy("of use", "Of great use")

    class Clear(models.IntegerChoices):
        NOT_AT_ALL = 1, pgettext_lazy("clear", "Not understood")
        HARDLY = 2, pgettext_lazy("clear", "Hardly clear")
        SO_SO = 3, pgettext_lazy("clear", "So-so")
        WELL = 4, pgettext_lazy("clear", "Clear")
        VERY_WELL = 5, pgettext_lazy("clear", "Very clear")

    class Fitting(models.IntegerChoices):
        NOT_AT_ALL = 1, pgettext_lazy("fitting", "Did not fit")
        HARDLY = 2, pgettext_lazy("fitting", "Hardly fitted")
        SO_SO = 3, pgettext_lazy("fitting", "So-so")
        WELL = 4, pgettext_lazy("fitting", "Fitted")
        VERY_WELL = 5, pgettext_lazy("fitting", "Fitted very well")

    # field -> (question, words for one to five)
    QUESTIONS = {
        "useful": (_("Was it of use for your work?"), Useful),
        "clear": (_("Was it explained clearly?"), Clear),
        "fitting": (_("Did time and place fit?"), Fitting),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="opinions", verbose_name=_("session"))
    useful = _answer(_("of use"))
    clear = _answer(_("explained clearly"))
    fitting = _answer(_("time and place"))
    # Told in fives, so that no single answer is the difference between two readings.
    is_told = models.BooleanField(default=False, editable=False)
    words = models.CharField(_("in a sentence"), max_length=200, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion of a session")
        verbose_name_plural = _("opinions of sessions")
        ordering = ["session", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__range": (LOWEST, HIGHEST) for name in ("useful", "clear", "fitting")}),
                name="opinion_from_one_to_five",
            )
        ]

    def __str__(self):
        return str(self.session)
