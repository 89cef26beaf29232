"""What is handed out with a session: slides, operation sheets, photos of the board."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.models.codes import new_code
from workshops.models.stored_document import StoredDocument

from ..querysets import MaterialQuerySet
from .session import Session


class Material(StoredDocument):
    """A file of a session, for everybody or for those who have a seat or were there."""

    class Readers(models.TextChoices):
        EVERYBODY = "everybody", pgettext_lazy("readers of a material", "Everybody")
        PRESENT = "present", pgettext_lazy("readers of a material", "Those enrolled or present")

    session = models.ForeignKey(Session, models.CASCADE, related_name="materials", verbose_name=_("session"))
    readers = models.CharField(
        pgettext_lazy("of a material", "for whom"), max_length=10, choices=Readers.choices, default=Readers.PRESENT
    )
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material of a session")
        verbose_name_plural = _("materials of sessions")
        ordering = ["session", "pk"]

    def get_absolute_url(self):
        return reverse("training:material", args=[self.session.number, self.code])
