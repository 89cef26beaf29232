from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from alliance_portal.models import TimeStamped
from members.models import Enterprise

from ..querysets import SentenceQuerySet


class Sentence(TimeStamped):
    """A beginning of an answer (常用语) that reviewers finish in their own words: it is never sent as it stands."""

    class Decision(models.TextChoices):
        ADOPTED = "adopted", _("Adopt")
        PARTLY_ADOPTED = "partly_adopted", _("Adopt in part")
        RESERVED = "reserved", _("Keep in reserve")
        DECLINED = "declined", _("Do not adopt for now")
        MERGED = "merged", _("Merge with another one")
        FORWARDED = "forwarded", _("Forward to the problem board")
        ASK = "ask", _("Ask the worker for details")

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, null=True, blank=True, related_name="sentences", verbose_name=_("enterprise"),
        help_text=_("Empty: offered in every enterprise."),
    )  # fmt: skip
    decision = models.CharField(_("belongs to"), max_length=16, choices=Decision.choices)
    text = models.CharField(
        _("sentence"), max_length=200, help_text=_("Put …… where the reviewer has to say what is so in this case.")
    )

    objects = SentenceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ready sentence")
        verbose_name_plural = _("ready sentences")
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "text"],
                condition=Q(enterprise__isnull=False),
                name="sentence_once_per_enterprise",
                violation_error_message=_("This sentence is there already."),
            ),
            models.UniqueConstraint(
                fields=["text"],
                condition=Q(enterprise=None),
                name="sentence_once_in_the_district",
                violation_error_message=_("This sentence is there already."),
            ),
        ]

    def __str__(self):
        return self.text
