"""Abstract bases that every app may use, and the tally of the counting hook."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a fact came from; only a ledger may lack reason, owner, photo or finance person."""

    WEB = "web", _("Web page")
    LEDGER = "ledger", _("Ledger")
    SYSTEM = "system", _("System")


class TimeStamped(models.Model):
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class Event(models.Model):
    """One line of an append-only history; each workflow has its own table with a `record` foreign key.

    Events of an author carry the role and no actor, so that a hidden name can stay hidden.
    """

    verb = models.CharField(_("event"), max_length=24)
    from_status = models.CharField(_("status before"), max_length=16, blank=True)
    to_status = models.CharField(_("status after"), max_length=16, blank=True)
    note = models.TextField(_("note"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    actor_role = models.CharField(_("in the role of"), max_length=16)
    occurred_at = models.DateTimeField(_("happened at"), default=timezone.now)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.WEB)

    class Meta:
        abstract = True
        ordering = ["occurred_at", "pk"]

    def __str__(self):
        return f"{self.occurred_at:%Y-%m-%d %H:%M} {self.verb}"


class FigureChange(models.Model):
    """A signed change of one counted cell, appended in the transaction that changed the row.

    The sum over a cell is what the rows must count to; `verify_figures` compares the two.
    """

    kind = models.CharField(max_length=24)
    enterprise = models.BigIntegerField()
    month = models.DateField()
    bucket = models.CharField(max_length=16)
    change = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "enterprise", "month", "bucket"], name="figure_cell")]

    def __str__(self):
        return f"{self.kind} {self.enterprise} {self.month:%Y-%m} {self.bucket} {self.change:+d}"
