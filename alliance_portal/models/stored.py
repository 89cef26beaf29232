"""What a row needs to hold one private file."""

from typing import ClassVar

from django.db import models


class HoldsFile(models.Model):
    """Checked by `read_attachment`, stored under a random name, handed out by a view that asks `visible_to`.

    `FILE` is the column of the file, `FILE_FACTS` are those beside it: {column: fact of an Attachment}.
    """

    FILE = "file"
    FILE_FACTS: ClassVar = {"file_name": "name", "file_kind": "kind", "file_size": "size", "sha256": "sha256"}

    class Meta:
        abstract = True
