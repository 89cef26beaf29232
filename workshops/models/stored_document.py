"""A private file with what a reader has to know of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import HoldsFile, TimeStamped


class StoredDocument(HoldsFile, TimeStamped):
    """A row that is nothing but a file."""

    FILE_FACTS: ClassVar = {"name": "name", "kind": "kind", "size": "size", "sha256": "sha256"}

    file = models.FileField(_("file"), upload_to="documents/%Y/%m")
    name = models.CharField(_("name of the file"), max_length=100)
    kind = models.CharField(_("kind of file"), max_length=4, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name
