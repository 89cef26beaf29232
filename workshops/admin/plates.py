"""Plates: found by level, system and state, reviewed many at once, each with its history and documents."""

from functools import partial

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from alliance_portal import audit
from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, status_tag
from members.admin.histories import History

from .. import exports, services
from ..forms.plates import ConcludeForm
from ..models import Designation, DesignationDocument, DesignationEvent, DesignationReminder, Workshop
from ..statistics import plates as figures
from ..views.plate_steps import conclude
from ..views.plates import XLSX


class StateFilter(admin.SimpleListFilter):
    """Where plates stand, and what waits for staff."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("to_do", _("Waits for staff")),
            ("due", _("Review due within 90 days")),
            ("late", _("Not put right in time")),
            *Designation.Status.choices,
        ]

    def queryset(self, request, plates):
        special = {"to_do": plates.to_do, "due": plates.review_due, "late": plates.rectification_late}
        if self.value() in special:
            return special[self.value()]()
        return plates.filter(status=self.value()) if self.value() in Designation.Status.values else plates


class EventInline(History):
    model = DesignationEvent
    fields = [*History.fields, "source"]


class DocumentInline(ReadOnlyTable):
    model = DesignationDocument
    fields = ["download", "added_by", "created_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("added_by__person")

    @admin.display(description=_("file"))
    def download(self, document):
        return format_html(
            '<a href="{}">{}</a>', reverse("workshops:plate-document", args=[document.pk]), document.name
        )


class ReminderInline(ReadOnlyTable):
    model = DesignationReminder
    fields = ["kind", "day", "made_at"]


def _day(label):
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, initial=timezone.localdate, widget=widget)


class BatchForm(forms.Form):
    """Of many plates at once. `seen` keeps the version of each as it was when staff were asked."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, plates, **kwargs):
        super().__init__(*args, **kwargs)
        versions = plates.order_by().values_list("pk", "version")
        self.fields["seen"].initial = " ".join(f"{pk}:{version}" for pk, version in versions)

    @property
    def versions(self):
        """{plate id: its version}; a plate that is not among them counts as changed."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["seen"].split())
        return {int(pk): int(version) for pk, _colon, version in pairs if pk.isdigit() and version.isdigit()}

    @property
    def facts(self):
        """What the service takes for each of them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class BeginForm(BatchForm):
    on = _day(_("Begins on"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ResultForm(BatchForm, ConcludeForm):
    """The same result for all the plates that were ticked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = self.fields["result"].choices
        self.fields["result"] = forms.ChoiceField(
            label=_("Result of the review"), choices=choices, widget=forms.RadioSelect
        )
        self.order_fields(self.field_order)


class TakeDownForm(BatchForm):
    on = _day(_("Revoked on"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(Designation)
class DesignationAdmin(ReadOnlyAdmin):
    list_display = ["title", "workshop_name", "enterprise", "level", "system", "granted_on", "review_due_on", "state"]
    list_filter = [StateFilter, "level", "system"]
    list_select_related = ["workshop__enterprise"]
    search_fields = ["title", "body", "document_number", "workshop__name", "workshop__enterprise__name"]
    ordering = ["review_due_on", "workshop__name", "pk"]
    fields = [
        *("at_work", "workshop", "title", "level", "system", "body", "document_number", "leader_name", "team_size"),
        *("state", "granted_on", "valid_until", "review_years", "review_due_on", "rectify_by"),
        *("revoked_on", "revoked_because"),
    ]
    inlines = [DocumentInline, EventInline, ReminderInline]
    actions = ["begin_review", "enter_result", "revoke", "export"]
    view_on_site = False

    @admin.display(description=_("workshop"), ordering="workshop__name")
    def workshop_name(self, plate):
        return plate.workshop.name

    @admin.display(description=_("enterprise"), ordering="workshop__enterprise__name")
    def enterprise(self, plate):
        return plate.workshop.enterprise.short_name

    @admin.display(description=_("status"), ordering="status")
    def state(self, plate):
        return status_tag(plate.status, plate.get_status_display())

    @admin.display(description=_("steps"))
    def at_work(self, plate):
        """Granting, correcting, and adding documents."""
        return format_html('<a href="{}">{}</a>', plate.get_absolute_url(), _("Grant it, correct it, add documents"))

    @admin.action(description=_("Begin the review"))
    def begin_review(self, request, plates):
        text = _("The plates stay valid meanwhile. Those who run the workshops read that they are being reviewed.")
        words = {"title": _("Begin the review"), "text": text, "button": _("Begin the review")}
        return self._for_each(request, plates, BeginForm, services.plates.begin_review, **words)

    @admin.action(description=_("Enter the result of the review"))
    def enter_result(self, request, plates):
        text = _(
            "The same result for all of them. Passed and to be put right leave them valid; revoked takes them down "
            "from that day on, for good."
        )
        words = {"title": _("Enter the result of the review"), "text": text, "button": _("Enter the result")}
        return self._for_each(request, plates, ResultForm, conclude, **words)

    @admin.action(description=_("Revoke"))
    def revoke(self, request, plates):
        text = _("From that day on they count no longer; in the figures of earlier days they stay. This is final.")
        words = {"title": _("Revoke plates"), "text": text, "button": _("Revoke the plates")}
        return self._for_each(request, plates, TakeDownForm, services.plates.revoke, **words)

    @admin.action(description=_("Export as a workbook"))
    def export(self, request, plates):
        """The ticked rows, and the figures of their workshops today."""
        today = timezone.localdate()
        workshops = Workshop.objects.filter(pk__in=plates.order_by().values("workshop"))
        audit.record(audit.Act.EXPORTED, by=request.user, detail=request.path)
        content = exports.plates(plates.for_list(), figures.count(workshops, today))
        name = _("Plates %(day)s.xlsx") % {"day": today.isoformat()}
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(content, content_type=XLSX, headers=headers)

    def _for_each(self, request, plates, form_class, act, **words):
        """One event a plate: what somebody else has changed since the question was asked is told and left alone."""
        form, question = self.ask_first(request, plates, form_class=partial(form_class, plates=plates), **words)
        if form is None:
            return question
        facts = {"by": request.user} | form.facts
        versions = form.versions
        self.carry_out(request, plates, lambda plate: act(plate, version=versions.get(plate.pk, 0), **facts))
        return None
