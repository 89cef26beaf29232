"""Bases of the staff's admin pages: who may, what is read-only, and actions that ask before they act.

Whoever may enter the admin site may do what its pages offer; there are no groups and no per-model permissions.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from . import keyset
from .icons import STATUS_LOOKS
from .masking import masked_phone
from .numbers import EMPTY
from .text import clean_line
from .workflow import WorkflowError

LONGEST_SEARCH = 100


class StaffPermissions:
    def has_module_permission(self, request):
        return self.admin_site.may_work(request)

    def has_view_permission(self, request, obj=None):
        return self.admin_site.may_work(request)

    def has_add_permission(self, request, obj=None):
        return self.admin_site.may_work(request)

    def has_change_permission(self, request, obj=None):
        return self.admin_site.may_work(request)

    def has_delete_permission(self, request, obj=None):
        return self.admin_site.may_work(request)


class ReadOnly(StaffPermissions):
    """For workflow, event and ledger models: looked at here, changed by services alone."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class StaffModelAdmin(StaffPermissions, admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        """With what `list_select_related` names: the boxes and forms that show a row need it like the list."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def get_changelist_instance(self, request):
        """A key that no row can have is a filter that does not exist: the list is shown without it."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError):
            raise IncorrectLookupParameters from None

    def get_search_results(self, request, queryset, search_term):
        """SQLite refuses to look for very long words, PostgreSQL for a NUL; nothing that is searched for has either."""
        return super().get_search_results(request, queryset, clean_line(search_term)[:LONGEST_SEARCH])

    def option_label(self, obj):
        """How the object is named in an autocomplete box, where its surroundings are not seen."""
        return str(obj)

    def ask_first(self, request, queryset, *, title, button, text="", form_class=forms.Form):
        """For an action: (the confirmed form, None), or (None, the page that asks and lists what is meant)."""
        form = form_class(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            return form, None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "text": text,
            "button": button,
            "form": form,
            "objects": list(queryset[:100]),
            "count": queryset.count(),
            "hidden": self._resend(request, queryset),
        }
        return None, TemplateResponse(request, "admin/ask_first.html", context)

    @staticmethod
    def _resend(request, queryset):
        """What the asking page sends again, so that the same rows are meant: all that were ticked or all that fit."""
        hidden = [("action", request.POST["action"]), ("select_across", request.POST.get("select_across", "0"))]
        hidden.append(("index", request.POST.get("index", "0")))
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        return [*hidden, *((ACTION_CHECKBOX_NAME, pk) for pk in ticked)]

    def carry_out(self, request, queryset, act):
        """Call `act` for each object; say how many went through, and each that did not with its reason."""
        done = 0
        for obj in queryset:
            try:
                act(obj)
            except WorkflowError as error:
                messages.error(request, error.message)
            else:
                done += 1
        if done:
            messages.success(request, ngettext("%(n)s row done.", "%(n)s rows done.", done) % {"n": done})

    def step(self, request, queryset, service, form_class=forms.Form, **words):
        """An action that asks first, then calls `service` for each object with what was typed."""
        form, question = self.ask_first(request, queryset, form_class=form_class, **{"button": words["title"]} | words)
        if form is not None:
            facts = {"by": request.user} | form.cleaned_data
            self.carry_out(request, queryset, lambda obj: service(obj, **facts))
        return question


class ReadOnlyAdmin(ReadOnly, StaffModelAdmin):
    change_form_template = "admin/read_only_form.html"

    def get_readonly_fields(self, request, obj=None):
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"title": self.opts.verbose_name, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


class LongList(ChangeList):
    """A change list without page numbers, for tables that grow without end."""

    def get_queryset(self, request, exclude_parameters=None):
        """Searched last, so that `unsearched` is known: looking for words may need another way through the rows."""
        for name in ("after", "before"):
            # Which page is meant is no filter.
            self.params.pop(name, None)
            self.filter_params.pop(name, None)
        query, self.query = self.query, ""
        self.unsearched = super().get_queryset(request, exclude_parameters)
        self.query = query
        return self.model_admin.get_search_results(request, self.unsearched, query)[0]

    def get_results(self, request):
        self.page_obj = self.page(request, self.order)
        self.result_list, self.result_count = self.page_obj.object_list, self.page_obj.count
        self.full_result_count, self.show_full_result_count = None, False
        self.show_admin_actions = bool(self.result_list)
        self.can_show_all = self.multi_page = False

    def get_ordering_field(self, field_name):
        """Only what `sortable_by` names, also where the address asks for more."""
        return super().get_ordering_field(field_name) if field_name in self.sortable_by else None

    def page(self, request, order):
        return keyset.page(request, self.queryset, order, self.list_per_page)

    @property
    def order(self):
        """That of the list: columns of the table itself."""
        names = self.queryset.query.order_by
        return keyset.Order(*(keyset.may_be_empty(name) if self._may_be_empty(name) else name for name in names))

    def _may_be_empty(self, name):
        plain = name.removeprefix("-")
        return plain != "pk" and self.opts.get_field(plain).null

    @property
    def next_link(self):
        return self.page_obj.next and self.get_query_string({"after": self.page_obj.next})

    @property
    def previous_link(self):
        return self.page_obj.previous and self.get_query_string({"before": self.page_obj.previous})


class LongListAdmin:
    """For tables that grow without end: no page costs more than the first one, and nothing is counted to the end.

    `ordering` and `sortable_by` name columns of the table itself; the pages are `admin/long_list_pages.html`.
    """

    def get_changelist(self, request, **kwargs):
        return LongList


class HistoryWords(HistoricalRecordContextHelper):
    """Old and new values as people read them: labels of choices, yes and no, a dash for nothing."""

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        if value in (None, "") or (isinstance(value, DeletedObject) and value.pk is None):
            return EMPTY
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if change.field == "phone":
            return masked_phone(value)
        labels = dict(self.model._meta.get_field(change.field).flatchoices)
        return labels.get(value, value) if labels else value


class RecordedAdmin(StaffModelAdmin, SimpleHistoryAdmin):
    """For plain records: every edit is kept with who made it. Old versions are read, never brought back by a click."""

    object_history_list_template = "admin/record_history.html"

    def revert_disabled(self, request, obj=None):
        return True

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An old version, for reading: without its button the form could still be sent."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoryWords(self.model, historical_record)

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        records = super().get_history_queryset(request, history_manager, pk_name, object_id)
        return records.select_related("history_user__person")


class StaffStackedInline(StaffPermissions, admin.StackedInline):
    extra = 0


class ReadOnlyInline(ReadOnly):
    extra = 0
    can_delete = False

    def get_readonly_fields(self, request, obj=None):
        return self.fields


class ReadOnlyTable(ReadOnlyInline, admin.TabularInline):
    """For many short rows."""


class ReadOnlySheets(ReadOnlyInline, admin.StackedInline):
    """For one or two rows with much to read."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the history."),
    )


def status_tag(code, label):
    """A status with its colour; the word says it all without."""
    return format_html('<span class="tag tag--{}">{}</span>', STATUS_LOOKS[code][0], label)
