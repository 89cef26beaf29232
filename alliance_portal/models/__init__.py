"""Abstract bases that every app may use, messages, news, feedback, reports."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..audit.models import AuditEntry, AuditHead
from .feedback import Feedback
from .news import News
from .report import ReportColumn, ReportTable, Snapshot
from .stored import HoldsFile

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Event",
    "Feedback",
    "HoldsFile",
    "News",
    "OutboxMessage",
    "OutboxQuerySet",
    "ReportColumn",
    "ReportTable",
    "Snapshot",
    "SnapshotEvent",
    "Source",
    "TimeStamped",
]


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


class SnapshotEvent(Event):
    """Who froze and who signed a version of a report."""

    class Verb(models.TextChoices):
        FROZEN = "frozen", pgettext_lazy("report", "Frozen")
        SIGNED = "signed", pgettext_lazy("report", "Signed")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(Snapshot, models.CASCADE, related_name="events", verbose_name=_("frozen report"))

    class Meta(Event.Meta):
        verbose_name = _("event of a report")
        verbose_name_plural = _("events of reports")


class OutboxQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now):
        """What may be sent now and is in nobody's hands."""
        return self.waiting().filter(Q(claimed_until=None) | Q(claimed_until__lte=now), not_before__lte=now)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def given_up(self):
        return self.filter(given_up_at__isnull=False)


class OutboxMessage(models.Model):
    """One e-mail or chat message on its way out; the row itself is the queue (see `outbox`).

    Whoever it goes to and what it says are blanked when they are no longer needed. The key stays, so that nothing
    is said twice.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        CHAT = "chat", _("Enterprise chat")

    class Service(models.TextChoices):
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")

    class State(models.TextChoices):
        """Derived from the times, never stored."""

        WAITING = "waiting", pgettext_lazy("message", "Waiting")
        SENT = "sent", pgettext_lazy("message", "Sent")
        GIVEN_UP = "given_up", pgettext_lazy("message", "Given up")

    class Trouble(models.TextChoices):
        """What went wrong; `last_error` is one of these, followed by “: ” and the other side's words if it had any."""

        SILENT = "silent", _("No answer in time")
        UNREACHABLE = "unreachable", _("Could not be reached")
        REFUSED = "refused", _("Refused by the other side")
        UNCLEAR = "unclear", _("The answer was not understood")
        FORBIDDEN = "forbidden", _("Not an address that may be written to")
        UNFIT = "unfit", _("No message could be made of it")

    # Given by the program, so that a bulk insert that skips known keys still tells which rows are its own.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("what it is about"), max_length=150, unique=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    service = models.CharField(_("chat service"), max_length=8, choices=Service.choices, blank=True)
    address = models.CharField(_("e-mail or robot address"), max_length=500)
    secret = models.CharField(_("signing secret"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    # The lease of the worker that has it in hand; after a failure, the end of the pause.
    claimed_until = models.DateTimeField(_("not to be touched until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["not_before"], name="outbox_due", condition=Q(sent_at__isnull=True, given_up_at__isnull=True)
            ),
            models.Index(fields=["given_up_at"], name="outbox_given_up", condition=Q(given_up_at__isnull=False)),
            models.Index(fields=["-created_at"], name="outbox_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="outbox_ends_once"
            )
        ]

    def __str__(self):
        """Without a word of what it says or whom it is for: staff see this."""
        return f"{self.get_channel_display()} {timezone.localtime(self.created_at):%Y-%m-%d %H:%M:%S}"

    @property
    def trouble(self):
        """What went wrong last, in words; "" when nothing did."""
        code = self.last_error.partition(": ")[0]
        return dict(self.Trouble.choices).get(code, code)

    @property
    def state(self):
        if self.sent_at:
            return self.State.SENT
        return self.State.GIVEN_UP if self.given_up_at else self.State.WAITING
