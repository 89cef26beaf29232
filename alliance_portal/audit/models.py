"""What is kept of each act that somebody may have to answer for, and the head of the chain it is sealed into."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Act(models.TextChoices):
    """What was done."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    LOCKED_OUT = "locked_out", _("Locked after too many tries")
    SIGNED_OUT = "signed_out", _("Signed out")
    SESSIONS_ENDED = "sessions_ended", _("Signed out on other devices")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_ISSUED = "password_issued", _("Temporary password issued")
    LINK_MADE = "link_made", _("Sign-in link made")
    SECOND_STEP_ON = "second_step_on", _("Second step of sign-in set up")
    SECOND_STEP_OFF = "second_step_off", _("Second step of sign-in taken away")
    ACCOUNT_OPENED = "account_opened", _("Account opened")
    ACCOUNT_CLOSED = "account_closed", _("Account closed")
    ACCOUNT_REOPENED = "account_reopened", _("Account reopened")
    ROLE_GIVEN = "role_given", _("Role given")
    ROLE_TAKEN = "role_taken", _("Role taken away")
    JOINED = "joined", _("Entered on the roster")
    MOVED = "moved", _("Moved to another department")
    LEFT = "left", _("Left the enterprise")
    RETURNED = "returned", _("Came back to the enterprise")
    JOIN_CODE = "join_code", _("Joining opened or closed")
    JOIN_APPROVED = "join_approved", _("Application to join approved")
    JOIN_DECLINED = "join_declined", _("Application to join declined")
    IMPORTED = "imported", _("Ledger imported")
    IMPORT_UNDONE = "import_undone", _("Import undone")
    EXPORTED = "exported", _("Exported to a file")
    PHONE_READ = "phone_read", _("Phone number read in full")
    COPIED = "copied", _("Copy of one's own data taken")
    ERASED = "erased", _("Account closed for good")
    NAME_ASKED = "name_asked", _("Hidden name asked for")
    NAME_REFUSED = "name_refused", _("Hidden name refused")
    NAME_OPENED = "name_opened", _("Hidden name opened")
    NAME_READ = "name_read", _("Hidden name read")
    REPORT_DISCARDED = "report_discarded", _("Frozen report thrown away")


class AuditQuerySet(models.QuerySet):
    def sealed(self):
        """In the order of the chain."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def unsealed(self):
        """In the order in which they were written."""
        return self.filter(sequence=None).order_by("pk")


class AuditEntry(models.Model):
    """One act. Written once, in the transaction of what it tells; afterwards only the seal is added.

    People, enterprises and objects stand here as numbers without a foreign key: an entry outlives what it tells of,
    and holds no name that would have to be erased. `address` is shortened: 10.1.2.0 for 10.1.2.77.
    """

    act = models.CharField(pgettext_lazy("audit", "what"), max_length=20, choices=Act.choices)
    happened_at = models.DateTimeField(pgettext_lazy("audit", "when"), default=timezone.now)
    actor = models.BigIntegerField(_("who"), null=True, blank=True)
    object_kind = models.CharField(_("kind of object"), max_length=60, blank=True)
    object_id = models.BigIntegerField(_("number of the object"), null=True, blank=True)
    enterprise = models.BigIntegerField(_("enterprise"), null=True, blank=True)
    detail = models.CharField(_("details"), max_length=200, blank=True)
    address = models.CharField(_("from the address"), max_length=45, blank=True)
    succeeded = models.BooleanField(_("succeeded"), default=True)
    # The seal: place in the chain, and its link.
    sequence = models.BigIntegerField(_("place in the chain"), null=True, blank=True, unique=True)
    link = models.CharField(_("link"), max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["-happened_at", "-id"], name="audit_newest"),
            models.Index(fields=["actor", "-happened_at"], name="audit_by_actor"),
            models.Index(fields=["object_kind", "object_id"], name="audit_by_object"),
            models.Index(fields=["id"], condition=models.Q(sequence=None), name="audit_unsealed"),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.happened_at):%Y-%m-%d %H:%M:%S} {self.get_act_display()}"

    def save(self, *args, **kwargs):
        """Only ever the first time: what stands here is not rewritten."""
        if self.pk is not None:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit entry is never deleted.")


class AuditHead(models.Model):
    """Where the chain ends: one row, which sealing locks. A chain cut off at its end no longer fits it."""

    ONLY = 1

    sequence = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return f"{self.sequence} {self.link[:16]}"
