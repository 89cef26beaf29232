"""A private file with what a reader has to know of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import TimeStamped


class StoredDocument(TimeStamped):
    """Checked by `read_attachment`, stored under a random name, handed out by a view that asks `visible_to`."""

    file = models.FileField(_("file"), upload_to="documents/%Y/%m")
    name = models.CharField(_("name of the file"), max_length=100)
    kind = models.CharField(_("kind of file"), max_length=4, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.name
