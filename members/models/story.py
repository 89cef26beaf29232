"""Stories of people (劳模风采): told by them or with them, and public only while they agree."""

import datetime as dt
from pathlib import PurePosixPath
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Event, TimeStamped

from ..querysets import StoryQuerySet
from .account import User
from .consent import Consent, new_code
from .person import Person

# So long the words of a story that was taken back wait for its person to think again; then they are erased.
KEPT = dt.timedelta(days=30)


class Story(TimeStamped):
    """The story of one person; a person has one at a time.

    Everybody reads it only while it is published, its person is in service, and that person's consent to these words
    holds (Art. 13 and 25 PIPL). Name and photo each hang on a consent of their own.
    """

    RUN_BY = "officer"

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("story", "Being written")
        OFFERED = "offered", pgettext_lazy("story", "With the person, to read")
        HANDED_IN = "handed_in", pgettext_lazy("story", "Agreed, to be published")
        PUBLISHED = "published", pgettext_lazy("story", "Public")
        WITHDRAWN = "withdrawn", pgettext_lazy("story", "Taken back")

    TRANSITIONS: ClassVar = {
        Status.DRAFT: frozenset({Status.OFFERED, Status.HANDED_IN, Status.WITHDRAWN}),
        Status.OFFERED: frozenset({Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN}),
        Status.HANDED_IN: frozenset({Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN}),
        Status.PUBLISHED: frozenset({Status.DRAFT, Status.WITHDRAWN}),
        Status.WITHDRAWN: frozenset({Status.DRAFT, Status.OFFERED}),
    }
    WORDS = ("title", "quote", "text")
    CONSENTS = (Consent.Purpose.STORY, Consent.Purpose.STORY_NAME, Consent.Purpose.STORY_PHOTO)

    # Its address: neither name nor work number, so that a link says nothing once the story is gone.
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    person = models.ForeignKey(Person, models.PROTECT, related_name="stories", verbose_name=_("person"))
    title = models.CharField(pgettext_lazy("of a story", "title"), max_length=60)
    quote = models.CharField(_("what the person says, in a sentence"), max_length=120, blank=True)
    text = models.TextField(_("story"))
    image = models.ImageField(upload_to="stories/%Y/%m", blank=True, editable=False)
    thumbnail = models.ImageField(upload_to="stories/%Y/%m", blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_own = models.BooleanField(_("written by the person"), default=False, editable=False)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", editable=False, verbose_name=pgettext_lazy("story", "written by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a person", "story")
        verbose_name_plural = _("stories of people")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(status="withdrawn"), name="member_story_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_at=None)),
                name="member_story_withdrawn_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="member_story_published_at_a_time",
            ),
        ]

    def __str__(self):
        """What is its person's alone is called by nothing that the person said."""
        return self.code if self.is_private else self.title

    def get_absolute_url(self):
        return reverse("members:story", args=[self.code])

    @property
    def enterprise_id(self):
        """Where its officers are; with the person, as `for_pages` fetches it."""
        return self.person.enterprise_id

    @cached_property
    def is_agreed(self):
        """Whether the person's consent to the words holds; `for_pages` answers these for many."""
        return self._agrees_to(Consent.Purpose.STORY)

    @cached_property
    def is_named(self):
        return self._agrees_to(Consent.Purpose.STORY_NAME)

    @cached_property
    def is_pictured(self):
        return self._agrees_to(Consent.Purpose.STORY_PHOTO)

    def _agrees_to(self, purpose):
        return self.person.consents.in_force(purpose).exists()

    @property
    def is_private(self):
        """Whether its words are the person's alone: taken back, or written by the person and not yet agreed to."""
        return self.status == self.Status.WITHDRAWN or (self.is_own and self.status == self.Status.DRAFT)

    @property
    def is_public(self):
        """Whether everybody reads it now."""
        person = self.person
        there = person.in_service and person.enterprise.is_active
        return self.status == self.Status.PUBLISHED and there and self.is_agreed

    @property
    def public_name(self):
        """What everybody may call the person: the name by consent, else none."""
        return self.person.name if self.is_named else gettext("a colleague who is not named")

    @property
    def public_title(self):
        return self._said(self.title)

    @property
    def public_quote(self):
        return self._said(self.quote)

    @property
    def public_text(self):
        return self._said(self.text)

    def _said(self, words):
        """Without consent to the name it is not read in the words either: 王海 becomes 王*."""
        return words if self.is_named else words.replace(self.person.name, self.person.masked_name)

    @property
    def paragraphs(self):
        return [part for part in self.public_text.split("\n") if part.strip()]

    @property
    def initial(self):
        """A letter in the place of a photo."""
        return self.person.name[:1] if self.is_named else ""

    @property
    def photo(self):
        """The address of the photo that everybody may see, else ""; another picture has another address."""
        if not (self.image and self.is_public and self.is_pictured):
            return ""
        return self.photo_address

    @property
    def photo_address(self):
        return f"{reverse('members:story-photo', args=[self.code])}?v={PurePosixPath(self.image.name).stem[:8]}"

    @property
    def look(self):
        """Under which its status has colour and icon."""
        return f"story_{self.status}"

    @property
    def erased_on(self):
        """The day from which the words of a story that was taken back are gone for good."""
        return timezone.localtime(self.withdrawn_at + KEPT).date()


class StoryEvent(Event):
    class Verb(models.TextChoices):
        BEGUN = "begun", pgettext_lazy("story", "Begun")
        CHANGED = "changed", pgettext_lazy("story", "Words changed")
        PHOTO = "photo", pgettext_lazy("story", "Photo changed")
        OFFERED = "offered", pgettext_lazy("story", "Given to the person to read")
        ASKED = "asked", pgettext_lazy("story", "Asked for a change")
        AGREED = "agreed", pgettext_lazy("story", "Agreed to the words")
        SENT_BACK = "sent_back", pgettext_lazy("story", "Sent back")
        PUBLISHED = "published", pgettext_lazy("story", "Published")
        REOPENED = "reopened", pgettext_lazy("story", "Taken off to be changed")
        WITHDRAWN = "withdrawn", pgettext_lazy("story", "Taken back")
        TAKEN_DOWN = "taken_down", pgettext_lazy("story", "Taken down")
        LEFT = "left", pgettext_lazy("story", "Taken off, because the person has left")
        BROUGHT_BACK = "brought_back", pgettext_lazy("story", "Brought back")
        ERASED = "erased", pgettext_lazy("story", "Words and photo erased")

    record = models.ForeignKey(
        Story, models.CASCADE, related_name="events", verbose_name=pgettext_lazy("of a person", "story")
    )
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a story")
        verbose_name_plural = _("events of stories")
