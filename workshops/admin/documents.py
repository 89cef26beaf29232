"""Shared documents, to look at and, where something has to go, to withdraw."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, ReasonForm, status_tag
from members.admin.histories import History

from ..models import Document, DocumentEvent, DocumentVersion
from ..services import documents as services


class WithdrawalForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Whoever has the address reads this.")


class VersionInline(ReadOnlyTable):
    model = DocumentVersion
    fields = ["number", "changes", "names", "uploaded_by", "uploaded_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("uploaded_by__person").prefetch_related("files")

    @admin.display(description=_("files"))
    def names(self, version):
        return ", ".join(file.name for file in version.files.all())


class EventInline(History):
    model = DocumentEvent


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Entered and kept by those who run the workshop, on their own pages; staff may use those pages too."""

    list_display = ["title", "kind", "visibility", "look", "published_at", "downloads"]
    list_filter = ["status", "kind", "workshops__enterprise"]
    search_fields = ["title", "applicability", "workshops__name"]
    fields = [
        *("title", "kind", "applicability", "workshops", "specialities", "credit", "credit_agreed_at", "visibility"),
        *("language", "status", "published_at", "withdrawn_because", "downloads", "created_by"),
    ]
    inlines = [VersionInline, EventInline]
    actions = ["withdraw"]

    @admin.display(description=_("status"), ordering="status")
    def look(self, document):
        return status_tag(document.status, document.get_status_display())

    @admin.action(description=pgettext_lazy("document", "Withdraw"))
    def withdraw(self, request, documents):
        text = _("Nobody can read or download it any more, and its address says why. This cannot be taken back.")
        words = {"title": pgettext_lazy("document", "Withdraw"), "text": text}
        return self.step(request, documents, services.withdraw, WithdrawalForm, **words)
