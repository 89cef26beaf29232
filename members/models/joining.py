"""Joining (入会入册): somebody on the roster asks for an account, and an officer says yes or no."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped

from ..querysets import JoinApplicationQuerySet
from .account import User
from .enterprise import Enterprise
from .person import Person

# Read aloud and typed from paper: nothing that looks like something else.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def letters(number):
    return "".join(secrets.choice(LETTERS) for _place in range(number))


def new_invite_code():
    """Ten of 31 letters: 49 bits."""
    return letters(10)


class InviteCode(TimeStamped):
    """With it people of one enterprise may ask for an account, until its day; a new one ends the one before."""

    enterprise = models.OneToOneField(
        Enterprise, models.CASCADE, related_name="invite_code", verbose_name=_("enterprise")
    )
    code = models.CharField(_("invite code"), max_length=12, unique=True, default=new_invite_code, editable=False)
    until = models.DateTimeField(pgettext_lazy("invite code", "good until"))
    made_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )

    class Meta:
        verbose_name = _("invite code")
        verbose_name_plural = _("invite codes")
        ordering = ["enterprise"]

    def __str__(self):
        return str(self.enterprise)

    @property
    def is_good(self):
        return self.until > timezone.now() and self.enterprise.is_active


class JoinApplication(TimeStamped):
    """Somebody gave the invite code, a name and a work number that fit the roster. One at a time for each person."""

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("application", "Waiting for an answer")
        APPROVED = "approved", pgettext_lazy("application to join", "Approved")
        DECLINED = "declined", pgettext_lazy("application", "Declined")

    TRANSITIONS = {Status.WAITING: {Status.APPROVED, Status.DECLINED}}
    # Only officers and district staff act on one.
    RUN_BY = "officer"

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, related_name="join_applications", verbose_name=_("enterprise")
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="join_applications", verbose_name=_("person"))
    code = models.CharField(max_length=64, unique=True, editable=False)
    check_digits = models.CharField(_("check digits"), max_length=4, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    used_at = models.DateTimeField(_("password chosen at"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.WAITING)
    version = models.PositiveIntegerField(default=1)

    objects = JoinApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application to join")
        verbose_name_plural = _("applications to join")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(status="waiting"), name="join_application_waits_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="join_application_declined_in_words"
            ),
        ]

    def __str__(self):
        return str(self.person)


class JoinApplicationEvent(Event):
    class Verb(models.TextChoices):
        APPLIED = "applied", _("Asked for an account")
        APPROVED = "approved", pgettext_lazy("application to join", "Approved")
        DECLINED = "declined", pgettext_lazy("application", "Declined")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(
        JoinApplication, models.CASCADE, related_name="events", verbose_name=_("application to join")
    )

    class Meta(Event.Meta):
        verbose_name = _("event of an application to join")
        verbose_name_plural = _("events of applications to join")
