"""The agreement as it was signed on paper: a scan or a photo of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.models.stored_document import StoredDocument

from ..querysets import SignedPaperQuerySet
from .mentorship import Mentorship


class SignedPaper(StoredDocument):
    """One for each agreement; another one takes its place. The history keeps that there was one."""

    mentorship = models.OneToOneField(
        Mentorship, models.CASCADE, related_name="signed_paper", verbose_name=_("mentoring agreement")
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = SignedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan of a signed agreement")
        verbose_name_plural = _("scans of signed agreements")

    def get_absolute_url(self):
        return reverse("training:mentorship-scan", args=[self.mentorship_id])
