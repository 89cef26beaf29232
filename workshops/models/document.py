"""Shared documents (先进操作法 and the like): what one workshop has worked out, for others to use."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alliance_portal.models import Event, TimeStamped
from members.models import Speciality

from ..querysets import DocumentFileQuerySet, DocumentQuerySet
from .codes import new_code
from .stored_document import StoredDocument
from .visibility import Visibility
from .workshop import Workshop


class Document(TimeStamped):
    """Its words are changed in place, with history; its files are never replaced but followed by a new version."""

    class Kind(models.TextChoices):
        OPERATION_METHOD = "operation_method", _("Advanced operation method")
        STANDARD_SHEET = "standard_sheet", _("Standard operation sheet")
        DRAWING = "drawing", _("Drawing")
        TRAINING_MATERIAL = "training_material", _("Training material")
        RULES = "rules", pgettext_lazy("document", "Rules")
        OTHER = "other", pgettext_lazy("document", "Other")

    Visibility = Visibility

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("document", "Draft")
        PUBLISHED = "published", pgettext_lazy("document", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")

    class Language(models.TextChoices):
        CHINESE = "zh-hans", _("Chinese")
        ENGLISH = "en", _("English")
        BOTH = "both", _("Chinese and English")

    TRANSITIONS = {
        Status.DRAFT: frozenset({Status.PUBLISHED}),
        Status.PUBLISHED: frozenset({Status.WITHDRAWN}),
    }

    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)
    title = models.CharField(pgettext_lazy("document", "title"), max_length=80)
    kind = models.CharField(pgettext_lazy("document", "kind"), max_length=20, choices=Kind.choices)
    applicability = models.TextField(_("what it is for"))
    workshops = models.ManyToManyField(Workshop, related_name="documents", verbose_name=_("worked out by"))
    specialities = models.ManyToManyField(
        Speciality, blank=True, related_name="documents", verbose_name=_("specialities")
    )
    credit = models.CharField(_("whose work it is"), max_length=120, blank=True)
    credit_agreed_at = models.DateTimeField(_("they agreed to be named"), null=True, editable=False)
    visibility = models.CharField(_("who may read it"), max_length=12, choices=Visibility.choices)
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default=Language.CHINESE)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    published_at = models.DateTimeField(pgettext_lazy("document", "published at"), null=True, editable=False)
    withdrawn_because = models.TextField(_("why it was withdrawn"), blank=True)
    # All of them together; nobody keeps whose they were.
    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)

    objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["downloads", "version"], m2m_fields=[workshops, specialities])

    class Meta:
        verbose_name = _("shared document")
        verbose_name_plural = _("shared documents")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(credit="") | Q(credit_agreed_at__isnull=False), name="document_names_who_agreed"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None) | ~Q(status="draft") & Q(published_at__isnull=False),
                name="document_published_with_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(status="withdrawn") & ~Q(withdrawn_because=""))
                | (~Q(status="withdrawn") & Q(withdrawn_because="")),
                name="document_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["status", "-published_at"], name="document_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:document", args=[self.code])

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def newest(self):
        """Its newest version, None before the first; of those prefetched, which stand the newest first."""
        return next(iter(self.versions.all()), None)


class DocumentVersion(TimeStamped):
    """What was uploaded together, and what has changed by it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name=_("shared document"))
    number = models.PositiveSmallIntegerField(_("version"))
    changes = models.CharField(_("what has changed"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_version_from_one"),
        ]

    def __str__(self):
        return f"{self.document} {self.number}"


class DocumentFile(StoredDocument):
    """One file of a version."""

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="files", verbose_name=_("version"))
    code = models.CharField(max_length=16, unique=True, editable=False, default=new_code)

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering = ["version", "pk"]


class DocumentEvent(Event):
    class Verb(models.TextChoices):
        CREATED = "created", _("Entered")
        CHANGED = "changed", _("Words changed")
        VERSION_ADDED = "version_added", _("A new version is uploaded")
        PUBLISHED = "published", pgettext_lazy("document", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")

    record = models.ForeignKey(Document, models.CASCADE, related_name="events", verbose_name=_("shared document"))
    verb = models.CharField(_("event"), max_length=24, choices=Verb.choices)

    class Meta(Event.Meta):
        verbose_name = _("event of a document")
        verbose_name_plural = _("events of documents")
