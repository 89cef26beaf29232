"""What somebody has begun to write and not sent yet."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped
from alliance_portal.text import headline

from ..querysets import DraftPhotoQuerySet, DraftQuerySet
from .doors import Poster


@dataclass(frozen=True)
class Writer:
    """Whose drafts: those of an account, and those begun in this browser without one.

    `guest` is the hash of a secret that the browser keeps; nothing else is known of a guest.
    """

    user: object = None
    guest: str = ""

    @property
    def owns(self):
        """What a new draft of this writer says about its owner."""
        return {"user": self.user, "guest": ""} if self.user else {"user": None, "guest": self.guest}


class Draft(TimeStamped):
    """Texts and photos of one person, or of one browser without an account; gone once they are sent.

    `key` is that of the form it came from. `version` counts what was saved, `page` is the page that saved last.
    """

    # What is written, beside what is only chosen.
    WORDS = ("problem", "idea", "expected_effect", "together", "name", "work_number")

    key = models.UUIDField(_("key of the form"), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="drafts", verbose_name=_("account")
    )
    guest = models.CharField(_("browser without an account"), max_length=64, blank=True, editable=False)
    poster = models.ForeignKey(Poster, models.SET_NULL, null=True, related_name="drafts", verbose_name=_("poster"))
    texts = models.JSONField(_("texts"), default=dict)
    version = models.PositiveIntegerField(default=0)
    page = models.UUIDField(null=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(user=None) ^ Q(guest=""), name="draft_has_one_owner"),
            models.UniqueConstraint(fields=["user", "key"], name="draft_once_per_form"),
            models.UniqueConstraint(fields=["guest", "key"], condition=Q(user=None), name="draft_once_per_guest_form"),
        ]

    def __str__(self):
        return headline(self.texts.get("problem") or self.texts.get("idea") or "")

    def get_absolute_url(self):
        return self.address(reverse("suggestions:new"))

    def address(self, page):
        """Where it is written on: at its poster while that hangs, else at `page`."""
        at_poster = self.poster is not None and not self.poster.stopped_at
        return f"{self.poster.get_absolute_url() if at_poster else page}?draft={self.key}"

    @property
    def has_words(self):
        return any(self.texts.get(name) for name in self.WORDS)

    def was_changed_after(self, sheet):
        """Whether another page has saved other texts since this page was shown."""
        by_this_page = sheet.page is not None and sheet.page == self.page
        return self.version not in (0, sheet.version) and not by_this_page and self.texts != sheet.texts


class DraftPhoto(models.Model):
    """A photo that has arrived before the words were sent; `client_id` is what the phone calls it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="photos", verbose_name=_("draft"))
    client_id = models.UUIDField(editable=False)
    image = models.ImageField(_("picture"), upload_to="drafts")
    thumbnail = models.ImageField(_("small picture"), upload_to="drafts")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    size = models.PositiveIntegerField(_("bytes"), editable=False, default=0)
    place = models.PositiveSmallIntegerField(_("place in the order"), default=0)
    uploaded_at = models.DateTimeField(_("arrived at"), default=timezone.now)

    objects = DraftPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a draft")
        verbose_name_plural = _("photos of drafts")
        ordering = ["draft", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "client_id"], name="draft_photo_once")]

    def __str__(self):
        return f"{self.draft_id} {self.pk}"

    @property
    def small(self):
        """The address of the small picture, for its owner."""
        return reverse("suggestions:draft-photo", args=[self.pk, "small"])
