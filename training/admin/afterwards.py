"""Certificates, contests and partners as district staff reads them; opinions are in no list of the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, ReasonForm, RecordedAdmin, status_tag
from members.admin.histories import History
from workshops.admin.versions import Held, VersionedForm
from workshops.forms.fields import LinkField

from .. import services
from ..models import (
    Certificate,
    CertificateEvent,
    Contest,
    ContestEntry,
    ContestEvent,
    ContestPrize,
    ContestRound,
    InternPlacement,
    Partner,
    PartnerAgreement,
)


class CertificateEventInline(History):
    model = CertificateEvent


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["code", "title", "person", "enterprise", "class_hours", "issued_on", "state"]
    list_filter = ["status", "enterprise"]
    list_select_related = ["person__enterprise", "enterprise", "session", "series", "issued_by__person"]
    search_fields = ["code", "title", "person__name", "person__work_number"]
    inlines = [CertificateEventInline]
    actions = ["revoke"]
    fields = [
        *("code", "title", "person", "enterprise", "session", "series", "class_hours", "attended", "held", "body"),
        *("issued_on", "issued_by", "status", "revoked_on", "revoked_because"),
    ]

    @admin.display(description=_("status"), ordering="status")
    def state(self, certificate):
        return status_tag(certificate.status, certificate.get_status_display())

    @admin.action(description=_("Revoke certificates"))
    def revoke(self, request, certificates):
        text = _("This is final. Each holder is told, and reads why.")
        words = {"title": _("Revoke certificates"), "text": text}
        return self.step(request, certificates, services.certificates.revoke, ReasonForm, **words)


class RoundInline(ReadOnlyTable):
    model = ContestRound
    fields = ["name", "kind", "weight", "full_marks"]


class PrizeInline(ReadOnlyTable):
    model = ContestPrize
    fields = ["name", "last_place"]


class EntryInline(ReadOnlyTable):
    model = ContestEntry
    fields = ["number", "person", "enterprise", "withdrawn_at", "is_absent", "total", "place", "prize", "grade_after"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "enterprise", "prize", "contest")


class ContestEventInline(History):
    model = ContestEvent


@admin.register(Contest)
class ContestAdmin(ReadOnlyAdmin):
    list_display = ["title", "trade", "level", "enterprise", "starts_on", "state"]
    list_filter = ["status", "level", "enterprise"]
    list_select_related = ["enterprise", "created_by__person"]
    search_fields = ["title", "trade", "body", "enterprise__name"]
    inlines = [RoundInline, PrizeInline, EntryInline, ContestEventInline]
    fields = [
        *("title", "trade", "level", "enterprise", "body", "document_number", "workshops", "sessions", "audience"),
        *("about", "entries_by", "starts_on", "ends_on", "status", "published_on", "called_off_because", "created_by"),
    ]

    @admin.display(description=_("status"), ordering="status")
    def state(self, contest):
        return status_tag(contest.status, contest.get_status_display())


class AgreementInline(ReadOnlyTable):
    model = PartnerAgreement
    fields = ["title", "kind", "starts_on", "ends_on", "ended_on"]


class PartnerAdminForm(VersionedForm):
    website = LinkField(label=_("Website"), required=False)


@admin.register(Partner)
class PartnerAdmin(Held, RecordedAdmin):
    """The plain record; what is agreed is written at the workbench."""

    form = PartnerAdminForm
    list_display = ["name", "kind", "enterprise", "is_active"]
    list_filter = ["kind", "is_active", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["name", "introduction", "enterprise__name"]
    autocomplete_fields = ["enterprise"]
    readonly_fields = ["is_active"]
    inlines = [AgreementInline]
    fields = ["seen_version", "name", "kind", "enterprise", "introduction", "website", "contact", "is_active"]

    def has_delete_permission(self, request, obj=None):
        """Agreements name it: a partner is taken out of use instead."""
        return False

    def save_model(self, request, partner, form, change):
        if change:
            partner.version += 1
            super().save_model(request, partner, form, change)
        else:
            facts = {name: form.cleaned_data[name] for name in self.fields[1:-1]}
            made = services.partners.register(by=request.user, **facts)
            partner.pk, partner.slug = made.pk, made.slug


class PlacementInline(ReadOnlyTable):
    model = InternPlacement
    fields = ["workshop", "starts_on", "ends_on", "people"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("workshop")


@admin.register(PartnerAgreement)
class PartnerAgreementAdmin(ReadOnlyAdmin):
    list_display = ["title", "partner", "kind", "starts_on", "ends_on", "ended_on"]
    list_filter = ["kind", "partner__enterprise"]
    list_select_related = ["partner__enterprise", "entered_by__person"]
    search_fields = ["title", "partner__name", "workshops__name"]
    inlines = [PlacementInline]
    fields = [
        *("partner", "kind", "title", "starts_on", "ends_on", "workshops", "file_name", "ended_on", "ended_because"),
        "entered_by",
    ]
