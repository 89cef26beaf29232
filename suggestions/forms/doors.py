"""The officer's forms: a poster for a place, and what a colleague said or wrote."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line
from alliance_portal.widgets import Choices
from members.fields import PersonField

from ..models import Suggestion
from .review import DATE_FORMATS
from .worker import SuggestionForm

Channel = Suggestion.Channel
WAYS = [(Channel.PAPER, _("On paper: box, slip, letter")), (Channel.DESK, _("Told: on the spot, by telephone"))]
OLDEST_SLIP = 365


class DepartmentField(forms.ModelChoiceField):
    """A department by its whole name, and where there are several enterprises, by theirs too."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=None,
            empty_label=_("Please choose"),
            error_messages={"required": _("Please choose the department.")},
            **kwargs,
        )
        self.several = False

    def offer(self, departments):
        self.queryset = departments.select_related("enterprise", "parent")
        self.several = departments.order_by().values("enterprise").distinct().count() > 1

    def label_from_instance(self, department):
        return f"{department.enterprise} · {department}" if self.several else str(department)


class PosterForm(forms.Form):
    use_required_attribute = False

    department = DepartmentField(label=_("Department"))
    place = forms.CharField(
        label=_("Line or machine"),
        required=False,
        max_length=40,
        help_text=_("Such as: line 3, press 2. Empty: the whole department."),
    )

    def __init__(self, *args, departments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(departments)

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])


class RecordForm(SuggestionForm):
    """What somebody else said or wrote: the author is found on the roster, or named as the slip has it."""

    department = DepartmentField(label=_("Where it comes from"))
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=WAYS,
        widget=Choices,
        error_messages={"required": _("Please choose how it came.")},
    )
    author = PersonField(
        label=_("Who had the idea"),
        required=False,
        help_text=_("Work number or name. Leave it empty when nobody is named."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    received_on = forms.DateField(
        label=_("Day on the paper"),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Empty: today. The promised day counts from today in any case."),
        error_messages={"invalid": _("Please write the day like 2026-08-29.")},
    )
    field_order = ["key", "channel", "author", "department", "problem", "hazard", "photos", "idea"]
    folded = (*SuggestionForm.folded, "received_on")

    def __init__(self, *args, departments, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(departments)
        self.fields["author"].people = people

    def clean_received_on(self):
        day, today = self.cleaned_data["received_on"], timezone.localdate()
        if day and day > today:
            raise forms.ValidationError(_("This day is still to come."))
        if day and (today - day).days > OLDEST_SLIP:
            raise forms.ValidationError(_("This is more than a year ago. Please put old slips into a ledger."))
        return day

    def clean(self):
        data = super().clean()
        author, department = data.get("author"), data.get("department")
        if author and department and author.enterprise_id != department.enterprise_id:
            self.add_error("author", _("Choose somebody of the same enterprise."))
        return data

    @property
    def facts(self):
        facts = super().facts
        return facts | {"person": facts.pop("author")}
