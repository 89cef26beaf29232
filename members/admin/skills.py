"""Skill certificates: looked at here, confirmed and entered at the workbench."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin, ReasonForm, status_tag

from .. import services
from ..models import SkillCertificate, SkillCertificateEvent
from .histories import History


class EventInline(History):
    model = SkillCertificateEvent


@admin.register(SkillCertificate)
class SkillCertificateAdmin(ReadOnlyAdmin):
    list_display = ["person", "enterprise", "speciality", "grade", "granted_on", "valid_until", "state"]
    list_filter = ["status", "speciality", "person__enterprise"]
    list_select_related = ["person__enterprise", "speciality"]
    search_fields = ["person__name", "person__work_number", "number", "body"]
    date_hierarchy = "granted_on"
    fields = [
        *("at_work", "person", "enterprise", "speciality", "grade", "number", "body", "granted_on", "valid_until"),
        *("state", "paper", "entered_by"),
    ]
    inlines = [EventInline]
    actions = ["revoke"]

    def get_queryset(self, request):
        """What was taken back is its owner's alone."""
        return super().get_queryset(request).exclude(status=SkillCertificate.Status.WITHDRAWN)

    @admin.display(description=_("enterprise"), ordering="person__enterprise__name")
    def enterprise(self, certificate):
        return certificate.person.enterprise

    @admin.display(description=_("status"), ordering="status")
    def state(self, certificate):
        return status_tag(certificate.look, certificate.state_label)

    @admin.display(description=_("file"))
    def paper(self, certificate):
        if not certificate.file:
            return ""
        address = reverse("members:skill-file", args=[certificate.pk])
        return format_html('<a href="{}">{}</a>', address, certificate.file_name)

    @admin.display(description=_("steps"))
    def at_work(self, certificate):
        address = reverse("members:skill-desk", args=[certificate.pk])
        return format_html('<a href="{}">{}</a>', address, _("Confirm it, give it back, revoke it"))

    @admin.action(description=_("Revoke"))
    def revoke(self, request, certificates):
        text = _("They count no longer, and their owners read why. The skill grades on the roster are not touched.")
        words = {"title": _("Revoke certificates"), "text": text, "button": _("Revoke the certificates")}
        return self.step(request, certificates, services.skills.revoke, ReasonForm, **words)
