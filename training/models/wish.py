"""Topics that people ask for (点题), and who would come too."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import Event, TimeStamped
from members.models import Enterprise, Person, Speciality

from ..querysets import TopicWishQuerySet
from .session import Session


class TopicWish(TimeStamped):
    """One line that asks for training. Who asked and who joined in is counted and never shown."""

    RUN_BY = "workshop_leader"

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("topic asked for", "Asked for")
        PLANNED = "planned", pgettext_lazy("topic asked for", "Being prepared")
        ANSWERED = "answered", pgettext_lazy("topic asked for", "A session is announced")
        CLOSED = "closed", pgettext_lazy("topic asked for", "Closed")

    TRANSITIONS = {
        Status.OPEN: frozenset({Status.PLANNED, Status.CLOSED}),
        # The draft may be deleted, and the session cancelled: then it is asked for as before.
        Status.PLANNED: frozenset({Status.ANSWERED, Status.OPEN}),
        Status.ANSWERED: frozenset({Status.OPEN}),
    }
    # More may still join in.
    WAITING = (Status.OPEN, Status.PLANNED)

    text = models.CharField(_("what is asked for"), max_length=60)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="topic_wishes", verbose_name=_("enterprise")
    )
    speciality = models.ForeignKey(
        Speciality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("speciality")
    )
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="topic_wishes", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="wishes", verbose_name=_("session")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TopicWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic asked for")
        verbose_name_plural = _("topics asked for")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["enterprise", "status"], name="topic_wish_of_enterprise")]

    def __str__(self):
        return self.text

    @property
    def look(self):
        return f"wish_{self.status}"

    @property
    def is_waiting(self):
        return self.status in self.WAITING


class WishVoice(models.Model):
    """Somebody would come: whoever asked, and whoever tapped “me too”; once each."""

    wish = models.ForeignKey(TopicWish, models.CASCADE, related_name="voices", verbose_name=_("topic asked for"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="wish_voices", verbose_name=_("person"))
    given_at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("voice for a topic")
        verbose_name_plural = _("voices for topics")
        ordering = ["wish", "pk"]
        constraints = [models.UniqueConstraint(fields=["wish", "person"], name="wish_voice_once")]

    def __str__(self):
        return str(self.wish)


class TopicWishEvent(Event):
    class Verb(models.TextChoices):
        ASKED = "asked", pgettext_lazy("topic asked for", "Asked for")
        PLANNED = "planned", pgettext_lazy("topic asked for", "Being prepared")
        ANSWERED = "answered", pgettext_lazy("topic asked for", "A session is announced")
        OPEN = "open", pgettext_lazy("topic asked for", "Asked for again")
        CLOSED = "closed", pgettext_lazy("topic asked for", "Closed")

    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)
    record = models.ForeignKey(TopicWish, models.CASCADE, related_name="events", verbose_name=_("topic asked for"))

    class Meta(Event.Meta):
        verbose_name = _("event of a topic asked for")
        verbose_name_plural = _("events of topics asked for")
