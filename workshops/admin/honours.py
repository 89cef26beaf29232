"""The register of honours, and what enterprises hand in for the national round: read here, written at the workbench."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from alliance_portal import audit
from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, ReasonForm, status_tag
from members.admin.histories import History

from .. import exports, services
from ..models import HandedOn, Honour, HonourDocument, HonourEvent, NationalEntry
from ..statistics import honours as figures
from ..views.plates import XLSX


class EventInline(History):
    model = HonourEvent
    fields = [*History.fields, "source"]


class DocumentInline(ReadOnlyTable):
    model = HonourDocument
    fields = ["download", "added_by", "created_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("added_by__person")

    @admin.display(description=_("file"))
    def download(self, document):
        address = reverse("workshops:honour-document", args=[document.pk])
        return format_html('<a href="{}">{}</a>', address, document.name)


class RevokeForm(ReasonForm):
    on = forms.DateField(
        label=_("Revoked on"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"})
    )


@admin.register(Honour)
class HonourAdmin(ReadOnlyAdmin):
    list_display = ["title", "holder_shown", "enterprise", "level", "kind", "body", "granted_on", "state"]
    list_filter = ["level", "kind", "enterprise"]
    list_select_related = ["enterprise", "person", "workshop"]
    search_fields = ["title", "body", "document_number", "team", "person__name", "workshop__name", "code"]
    date_hierarchy = "granted_on"
    fields = [
        *("at_work", "title", "holder_shown", "enterprise", "level", "kind", "body", "document_number", "granted_on"),
        *("reason", "result", "code", "state", "revoked_on", "revoked_because", "entered_by", "source"),
    ]
    inlines = [DocumentInline, EventInline]
    actions = ["revoke", "export"]
    view_on_site = False

    @admin.display(description=_("holder"))
    def holder_shown(self, honour):
        return honour.holder_name

    @admin.display(description=_("status"), ordering="status")
    def state(self, honour):
        return status_tag(honour.status, honour.get_status_display())

    @admin.display(description=_("steps"))
    def at_work(self, honour):
        address = reverse("workshops:honour", args=[honour.pk])
        return format_html('<a href="{}">{}</a>', address, _("Correct it, add certificates, print, revoke"))

    @admin.action(description=_("Revoke"))
    def revoke(self, request, honours):
        text = _("From that day on they count no longer; in the figures of earlier days they stay. This is final.")
        words = {"title": _("Revoke honours"), "text": text, "button": _("Revoke the honours")}
        return self.step(request, honours, services.honours.revoke, RevokeForm, **words)

    @admin.action(description=_("Export as a workbook"))
    def export(self, request, honours):
        """The ticked rows, in the columns of the import."""
        today = timezone.localdate()
        audit.record(audit.Act.EXPORTED, by=request.user, detail=request.path)
        content = exports.honours(honours.with_holders(request.user), figures.count(honours, today))
        name = _("Honours %(day)s.xlsx") % {"day": today.isoformat()}
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(content, content_type=XLSX, headers=headers)


class HandedOnInline(ReadOnlyTable):
    model = HandedOn
    fields = ["person", "by", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "by__person")


@admin.register(NationalEntry)
class NationalEntryAdmin(ReadOnlyAdmin):
    """Whose names went out with what, and when."""

    list_display = ["result", "enterprise", "year", "put_forward_by", "created_at"]
    list_filter = ["year", "result__enterprise"]
    list_select_related = ["result__enterprise", "put_forward_by__person"]
    search_fields = ["result__title", "result__number"]
    fields = ["result", "year", "put_forward_by", "created_at"]
    inlines = [HandedOnInline]

    @admin.display(description=_("enterprise"), ordering="result__enterprise__name")
    def enterprise(self, entry):
        return entry.result.enterprise.short_name
