"""The register of what superiors ask, and the facts that staff add to the catalogue; what came of it, to look at."""

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alliance_portal.attachments import ACCEPTED, read_attachment
from alliance_portal.facts import with_unit
from alliance_portal.files import files_or_nothing, keep_file
from alliance_portal.staff_admin import ReadOnlyAdmin, ReadOnlyTable, RecordedAdmin, StaffPermissions, status_tag
from members.admin.histories import History

from ..models import (
    Designation,
    FactEntry,
    MergedAnswer,
    MergedPart,
    MergedRequest,
    MergedRequestEvent,
    OwnFact,
    Requirement,
    RequirementField,
    Superior,
    Workshop,
)
from ..radar.catalogue import Catalogue, Column

MOST_OFFERED = 300
LAST = 9999
# The lists of known words stand once on the page: `templates/requirements/admin/requirement_form.html`.
KNOWN_TITLES, KNOWN_COLUMNS = "known-titles", "known-columns"


class NeverDeleted:
    """Others name it: it is taken out of use instead."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Superior)
class SuperiorAdmin(NeverDeleted, RecordedAdmin):
    list_display = ["name", "system", "contact", "is_active"]
    list_filter = ["system", "is_active"]
    search_fields = ["name", "contact"]
    fields = ["name", "system", "contact", "is_active"]

    def option_label(self, obj):
        return f"{obj.name} · {obj.get_system_display()}"


@admin.register(OwnFact)
class OwnFactAdmin(NeverDeleted, RecordedAdmin):
    list_display = ["label", "kind", "unit", "timing", "is_active"]
    list_filter = ["kind", "timing", "is_active"]
    search_fields = ["label", "definition"]
    fields = ["label", "kind", "unit", "timing", "definition", "is_active"]

    def get_readonly_fields(self, request, obj=None):
        """Values have been typed by these: they would mean something else."""
        typed = obj and FactEntry.objects.filter(fact=obj.code).exists()
        return ["kind", "timing"] if typed else []


class BlankFormBox(forms.ClearableFileInput):
    """The kept form by its name, with a way to save it; files have no address of their own."""

    template_name = "requirements/admin/blank_form_box.html"
    address = kept_name = ""

    def is_initial(self, value):
        return bool(self.kept_name)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"address": self.address, "kept_name": self.kept_name}
        return context


class RequirementForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Asked of workshops of these kinds"),
        choices=Workshop.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: of every kind."),
    )
    systems = forms.MultipleChoiceField(
        label=gettext_lazy("Asked of holders of plates of these systems"),
        choices=Designation.System.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: with or without a plate."),
    )
    blank_form = forms.FileField(
        label=gettext_lazy("Blank form"),
        required=False,
        widget=BlankFormBox(attrs={"accept": ACCEPTED}),
        help_text=Requirement._meta.get_field("blank_form").help_text,
    )

    class Meta:
        model = Requirement
        fields = "__all__"  # noqa: DJ007 - the admin names the fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"title", "form_title"} & set(self.fields):
            self.fields[name].widget.attrs["list"] = KNOWN_TITLES
        if self.instance.blank_form and "blank_form" in self.fields:
            box = self.fields["blank_form"].widget
            box.address = reverse("workshops:requirement-form", args=[self.instance.pk])
            box.kept_name = self.instance.blank_form_name

    def clean_blank_form(self):
        """The file is put in place when the requirement is saved."""
        upload = self.cleaned_data["blank_form"]
        self.attachment = read_attachment(upload) if isinstance(upload, UploadedFile) else None
        return self.instance.blank_form


class ColumnForm(forms.ModelForm):
    """`catalogue` is that of the page, read once for all rows."""

    catalogue = None

    place = forms.IntegerField(
        label=gettext_lazy("Column"),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )
    fact = forms.ChoiceField(label=gettext_lazy("Which fact that is"), required=False)

    class Meta:
        model = RequirementField
        fields = ["place", "name", "fact", "in_wan"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["place"] = None
        self.fields["name"].widget.attrs["list"] = KNOWN_COLUMNS
        self.fields["fact"].choices = self._choices()

    def _choices(self):
        groups = [
            (chapter, [(fact.code, str(fact.name)) for fact in facts]) for chapter, facts in self.catalogue.chapters()
        ]
        offered = {code for _chapter, facts in groups for code, _name in facts}
        kept = self.instance.fact
        if kept and kept not in offered and kept in self.catalogue.facts:
            groups.append((_("No longer offered"), [(kept, str(self.catalogue.facts[kept].name))]))
        return [("", _("Nothing known yet")), *groups]

    def clean_place(self):
        """Without a number it comes last; all of them are numbered anew when the requirement is saved."""
        place = self.cleaned_data["place"]
        return LAST if place is None else place

    def clean(self):
        data = super().clean()
        fact = self.catalogue.facts.get(data.get("fact"))
        if data.get("in_wan") and not (fact and fact.is_money):
            self.add_error("in_wan", _("Only an amount of money can be asked for in ten thousands."))
        return data


class ColumnFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form, index):
        """In a table the words stand above: each box is named by them for whoever does not see it."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = str(field.label or "")


class ColumnInline(StaffPermissions, admin.TabularInline):
    model = RequirementField
    form, formset = ColumnForm, ColumnFormSet
    fields = ["place", "name", "fact", "in_wan"]
    extra = 3

    def get_formset(self, request, obj=None, **kwargs):
        form = type("ColumnFormOfThePage", (ColumnForm,), {"catalogue": Catalogue()})
        return super().get_formset(request, obj, form=form, **kwargs)


@admin.register(Requirement)
class RequirementAdmin(NeverDeleted, RecordedAdmin):
    form = RequirementForm
    change_form_template = "requirements/admin/requirement_form.html"
    list_display = ["title", "superior", "frequency", "due", "mapped", "needs_stamp", "in_force_from", "in_force_until"]
    list_filter = ["superior__system", "frequency", "needs_stamp"]
    list_select_related = ["superior"]
    search_fields = ["title", "form_title", "superior__name", "fields__name"]
    autocomplete_fields = ["superior", "enterprises"]
    inlines = [ColumnInline]
    fieldsets = [
        (None, {"fields": ["superior", "title"]}),
        (gettext_lazy("Of whom"), {"fields": ["kinds", "systems", "enterprises"]}),
        (
            gettext_lazy("When"),
            {"fields": ["frequency", "year_begins", "due_after", "due_day", "in_force_from", "in_force_until"]},
        ),
        (gettext_lazy("On which form"), {"fields": ["form_title", "blank_form", "needs_stamp", "note"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("fields")

    def render_change_form(self, request, context, *args, **kwargs):
        """With the words that superiors have used before, to choose from."""
        titles = Requirement.objects.order_by("title").values_list("title", flat=True).distinct()
        columns = RequirementField.objects.order_by("name").values_list("name", flat=True).distinct()
        context["offered"] = {KNOWN_TITLES: titles[:MOST_OFFERED], KNOWN_COLUMNS: columns[:MOST_OFFERED]}
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request, *args, **kwargs):
        """A blank form that cannot be saved with the rest does not stay behind."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with files_or_nothing() as request.written:
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """The blank form is kept as it is by now, or replaced: whoever saves the same requirement meanwhile waits."""
        if stored := Requirement.objects.select_for_update().filter(pk=obj.pk).first():
            obj.blank_form, obj.blank_form_name = stored.blank_form.name, stored.blank_form_name
        if "blank_form" in form.changed_data:
            keep_file(obj, form.attachment, request.written)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Numbers the columns, and says which of the open ones others have mapped to a fact already."""
        super().save_related(request, form, formsets, change)
        for place, field in enumerate(form.instance.fields.order_by("place", "pk"), 1):
            RequirementField.objects.filter(pk=field.pk).exclude(place=place).update(place=place)
        open_ones = form.instance.fields.filter(fact="").values_list("name", flat=True)
        for name, fact in Catalogue().meant_by(list(open_ones)).items():
            words = _("“%(name)s” may be the fact “%(fact)s”: choose it, and the column is filled by itself.")
            messages.info(request, words % {"name": name, "fact": fact.name})

    @admin.display(description=gettext_lazy("due"))
    def due(self, requirement):
        if not requirement.due_after:
            return _("on day %(day)d of the last month") % {"day": requirement.due_day}
        facts = {"months": requirement.due_after, "day": requirement.due_day}
        return _("on day %(day)d, %(months)d months after") % facts

    @admin.display(description=gettext_lazy("columns with a fact"))
    def mapped(self, requirement):
        fields = requirement.fields.all()
        return f"{sum(bool(field.fact) for field in fields)}/{len(fields)}"


class PartInline(ReadOnlyTable):
    model = MergedPart
    fields = ["requirement", "period_first", "period_last", "due_on", "released_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("requirement__superior")


class AnswerInline(ReadOnlyTable):
    model = MergedAnswer
    fields = ["workshop", "confirmed_at", "confirmed_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("request", "workshop", "confirmed_by__person")


class EventInline(History):
    model = MergedRequestEvent


@admin.register(MergedRequest)
class MergedRequestAdmin(ReadOnlyAdmin):
    list_display = ["title", "look", "due_on", "sent_at"]
    list_filter = ["status"]
    search_fields = ["title", "parts__requirement__title"]
    fields = ["title", "look", "due_on", "note", "sent_at", "page"]
    inlines = [PartInline, AnswerInline, EventInline]
    view_on_site = False

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def look(self, request):
        return status_tag(request.status, request.get_status_display())

    @admin.display(description=gettext_lazy("its page"))
    def page(self, request):
        address = reverse("admin:radar-request", args=[request.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open it in the radar"))


@admin.register(FactEntry)
class FactEntryAdmin(ReadOnlyAdmin):
    """Every value that somebody typed, with who and when; before it what the portal knew."""

    list_display = ["workshop", "fact_name", "period_words", "content", "known", "entered_by", "entered_at"]
    list_filter = ["workshop__enterprise"]
    list_select_related = ["workshop", "entered_by__person"]
    search_fields = ["workshop__name", "fact", "words"]
    fields = ["workshop", "fact_name", "period_words", "content", "known", "reason", "entered_by", "entered_at"]

    def get_queryset(self, request):
        """The catalogue is read once for a page."""
        request.catalogue = getattr(request, "catalogue", None) or Catalogue()
        self._catalogue = request.catalogue
        return super().get_queryset(request)

    def _fact(self, entry):
        return self._catalogue.of(Column(entry.fact, entry.fact))

    @admin.display(description=pgettext_lazy("of the catalogue", "fact"), ordering="fact")
    def fact_name(self, entry):
        return self._fact(entry).name

    @admin.display(description=gettext_lazy("period"), ordering="period_last")
    def period_words(self, entry):
        return entry.period.label

    @admin.display(description=gettext_lazy("value"))
    def content(self, entry):
        return with_unit(self._fact(entry), entry.value)
