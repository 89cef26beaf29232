"""A review meeting (评审会): what is decided there stays a draft until all of it is published together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from members.models import Enterprise, Person

from ..querysets import MeetingItemQuerySet, MeetingQuerySet
from .answer import Decision
from .suggestion import Suggestion


class Meeting(TimeStamped):
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="meetings", verbose_name=_("enterprise"))
    title = models.CharField(_("title"), max_length=60)
    held_on = models.DateField(_("day of the meeting"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("review meeting")
        verbose_name_plural = _("review meetings")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="meeting_published_by_somebody",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("suggestions:meeting", args=[self.pk])


class MeetingItem(TimeStamped):
    """A suggestion on the list of a meeting, with the decision that is drafted for it."""

    class Draft(models.TextChoices):
        """The conclusions of a suggestion, as what is intended."""

        ADOPTED = "adopted", _("To be adopted")
        PARTLY_ADOPTED = "partly_adopted", _("To be adopted in part")
        RESERVED = "reserved", _("To be kept in reserve")
        DECLINED = "declined", _("Not to be adopted for now")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("review meeting"))
    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, related_name="meeting_items", verbose_name=_("suggestion")
    )
    # The version of the suggestion that the meeting has looked at: what has changed since is not published unseen.
    seen_version = models.PositiveIntegerField()
    conclusion = models.CharField(_("conclusion"), max_length=16, choices=Draft.choices, blank=True)
    answer = models.TextField(_("answer to the worker"), blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    quota_months = models.PositiveSmallIntegerField(_("old work quota kept for months"), null=True, blank=True)
    decline_reason = models.CharField(_("why not"), max_length=8, choices=Decision.DeclineReason.choices, blank=True)
    would_change = models.TextField(_("what would change it"), blank=True)
    explained_in_person = models.BooleanField(_("explained face to face"), default=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("drafted by")
    )
    version = models.PositiveIntegerField(default=1)

    objects = MeetingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a meeting")
        verbose_name_plural = _("items of meetings")
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "suggestion"], name="meeting_item_once"),
            models.CheckConstraint(
                condition=Q(conclusion="") | (~Q(answer="") & Q(drafted_by__isnull=False)),
                name="meeting_draft_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(conclusion__in=("adopted", "partly_adopted"))
                | Q(owner__isnull=False, due_on__isnull=False),
                name="meeting_draft_has_owner_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(conclusion="declined") | (~Q(decline_reason="") & ~Q(would_change="")),
                name="meeting_draft_says_what_would_change_it",
            ),
        ]

    def __str__(self):
        return str(self.suggestion)
