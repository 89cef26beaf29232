"""The record of imported ledgers: each batch and each of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped

from ..querysets import ImportBatchQuerySet
from .account import User
from .enterprise import Enterprise


class ImportBatch(TimeStamped):
    """One uploaded ledger: its preview, then its result, then perhaps its undoing."""

    class Kind(models.TextChoices):
        ROSTER = "roster", _("Staff roster")
        SUGGESTIONS = "suggestions", _("Suggestion ledger")
        WORKSHOPS = "workshops", _("Table of workshops")
        PAPER = "paper", _("Slips of paper")
        PAYMENTS = "payments", _("Paid rewards")
        HONOURS = "honours", _("Register of honours")
        RESULTS = "results", _("Table of results")
        TRAINING = "training", _("Ledger of training")
        MENTORSHIP = "mentorship", _("Register of mentoring")

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("To be confirmed")
        COMMITTED = "committed", _("Imported")
        DISCARDED = "discarded", _("Not imported")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(_("ledger"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREVIEWED)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="imports", verbose_name=_("enterprise"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by"))
    committed_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.file_name} · {self.get_kind_display()}"


class ImportRow(models.Model):
    """One row of an imported ledger: what was read, what it meant, and what undoing it needs."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Same")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row in the sheet"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    cells = models.JSONField(_("cells as read"), default=list)
    values = models.JSONField(_("values understood"), default=dict)
    problems = models.JSONField(_("reasons"), default=list, help_text="[[column, reason], ...]")
    object_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self):
        return f"{self.number}: {self.get_outcome_display()}"
