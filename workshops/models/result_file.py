"""What stands beside a result: operation sheets and drawings, and photos of before and after."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.models import TimeStamped

from ..querysets import ResultFileQuerySet, ResultPhotoQuerySet
from .codes import new_code
from .result import A_RESULT, Result
from .stored_document import StoredDocument


class ResultFile(StoredDocument):
    """Handed out as far as the licence goes, see `ResultFileQuerySet`."""

    class Purpose(models.TextChoices):
        SOP = "sop", _("Standard operation sheet")
        DRAWING = "drawing", _("Drawing")
        OTHER = "other", pgettext_lazy("document", "Other")

    result = models.ForeignKey(Result, models.CASCADE, related_name="files", verbose_name=A_RESULT)
    purpose = models.CharField(_("what it is"), max_length=8, choices=Purpose.choices)
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = ResultFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a result")
        verbose_name_plural = _("files of results")
        ordering = ["result", "purpose", "pk"]


class ResultPhoto(TimeStamped):
    """Seen by whoever reads the result."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    result = models.ForeignKey(Result, models.CASCADE, related_name="photos", verbose_name=A_RESULT)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    image = models.ImageField(_("picture"), upload_to="results/%Y/%m")
    thumbnail = models.ImageField(_("small picture"), upload_to="results/%Y/%m")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = ResultPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a result")
        verbose_name_plural = _("photos of results")
        ordering = ["result", "-kind", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def small(self):
        return self._address("small")

    @property
    def large(self):
        return self._address("large")

    def _address(self, size):
        return reverse("workshops:result-photo", args=[self.result.number, self.code, size])
