"""A plan, its items, and what is reported of them."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, SeveralField, VersionField, WordsField
from alliance_portal.widgets import Chips, Ticks
from members.fields import PersonField, everybody_called

from ..models import PlanItem
from .alliances import ReasonForm, VersionedForm
from .fields import DayField, DocumentField, LinkField, StepForm

YEARS_AHEAD = 2
PERCENTS = [*range(0, 100, 10), 100]


class PlanForm(forms.Form):
    """Begin the plan of a year; `alliances` are those the person keeps."""

    use_required_attribute = False

    alliance = forms.ModelChoiceField(
        queryset=None, to_field_name="slug", label=_("Alliance"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the alliance.")},
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    aim = WordsField(label=_("What the year is about"), required=False, max_length=500)

    def __init__(self, *args, alliances, **kwargs):
        today = timezone.localdate()
        super().__init__(*args, initial={"year": today.year, **kwargs.pop("initial", {})}, **kwargs)
        self.fields["alliance"].queryset = alliances
        self.fields["year"].choices = [(year, year) for year in range(today.year - 1, today.year + YEARS_AHEAD)]


class AimForm(VersionedForm):
    aim = WordsField(label=_("What the year is about"), required=False, max_length=500)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.initial["aim"] = record.aim


class ItemForm(forms.Form):
    """One line of a plan. `workshops` can be in charge; the responsible person works in one of their enterprises."""

    use_required_attribute = False

    goal = LineField(
        label=_("Goal"), max_length=120, help_text=_("Such as: halve the spatter of spot welding."),
        error_messages={"required": _("Please write the goal."), "max_length": _("At most 120 characters.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), choices=PlanItem.Kind.choices, widget=Chips,
        error_messages={"required": _("Please choose the kind.")},
    )  # fmt: skip
    measure = WordsField(
        label=_("Measure and target"), rows=3, max_length=500, required=False,
        help_text=_("How it is done, and by what one sees that it is done."),
    )  # fmt: skip
    owners = SeveralField(
        queryset=None, to_field_name="slug", label=_("Workshops in charge"), widget=Ticks,
        error_messages={"required": _("Please choose at least one workshop in charge.")},
    )  # fmt: skip
    responsible = LineField(
        label=_("Responsible person"), required=False, max_length=80,
        help_text=_("Work number or full name, of an enterprise whose workshop is in charge."),
    )  # fmt: skip
    due_on = DayField(label=_("To be done by"), error_messages={"required": _("Please choose the day.")})
    version = VersionField(required=False)

    def __init__(self, *args, plan, workshops, item=None, **kwargs):
        super().__init__(*args, initial=_typed(item), **kwargs)
        self.fields["owners"].queryset = workshops
        self.fields["due_on"].limit(dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31))
        if item is None:
            del self.fields["version"]

    def clean(self):
        data = super().clean()
        name = data.get("responsible")
        data["responsible"] = self._person(name, data.get("owners")) if name else None
        return data

    def _person(self, name, owners):
        """Of several enterprises each is asked; whoever is meant works in one of them."""
        called = []
        for enterprise in {workshop.enterprise for workshop in owners or ()}:
            called += everybody_called(enterprise.people.in_service(), [name])[name]
        if len(called) == 1:
            return called[0]
        return self.add_error("responsible", PersonField.in_doubt(name, several=bool(called)))

    @property
    def facts(self):
        data = self.cleaned_data
        return {**data, "owners": list(data["owners"])}


def _typed(item):
    """An item as the fields show it."""
    if item is None:
        return {}
    person = item.responsible
    shown = {name: getattr(item, name) for name in ("goal", "kind", "measure", "due_on", "version")}
    shown["owners"] = [workshop.slug for workshop in item.owners.all()]
    return shown | {"responsible": f"{person.work_number} {person.name}" if person else ""}


class ProgressForm(StepForm):
    """How far an item is; all of it takes something that shows it."""

    day = DayField(label=_("Day"), help_text=_("When it was so."))
    percent = forms.TypedChoiceField(
        label=_("How far it is"), coerce=int,
        choices=[(percent, f"{percent}%") for percent in PERCENTS[:-1]] + [(100, _("All of it is done"))],
    )  # fmt: skip
    note = WordsField(
        label=_("What has been achieved"),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Please write what was done.")},
    )
    evidence = WordsField(
        label=_("What shows it"), rows=2, max_length=500, required=False,
        help_text=_("A file, a link or words, such as an acceptance sheet. Needed when all of it is done."),
    )  # fmt: skip
    link = LinkField(label=pgettext_lazy("address", "Link"), required=False, max_length=300)
    file = DocumentField(
        label=_("File"), required=False, help_text=_("PDF, Word, Excel, PowerPoint or a picture, 20 MB at most.")
    )
    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        today = timezone.localdate()
        typed = {"day": today, "percent": record.percent, "version": record.version}
        super().__init__(*args, record=record, initial=typed, **kwargs)
        self.fields["day"].limit(last=today)

    def clean(self):
        data = super().clean()
        shown = data.get("evidence") or data.get("link") or data.get("file") or self.errors.keys() & {"link", "file"}
        if data.get("percent") == 100 and not shown:
            self.add_error("evidence", _("Please add what shows that it is done: a file, a link, or words."))
        return data

    @property
    def facts(self):
        data = dict(self.cleaned_data)
        attachment = data.pop("file")
        return {**data, "attachment": attachment}


class GiveUpForm(ReasonForm):
    """Why an item is not pursued any more."""


class CarryForm(StepForm):
    """One day for everything that is carried over, or the same day a year later for each."""

    due_on = DayField(
        label=_("New day for all of them"), required=False,
        help_text=_("Empty: each keeps its day, a year later. Every day can still be changed in the new plan."),
    )  # fmt: skip

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        year = record.year + 1
        self.fields["due_on"].limit(dt.date(year, 1, 1), dt.date(year, 12, 31))


class CloseForm(VersionedForm):
    words = WordsField(
        label=_("Words at the end of the year"), required=False, max_length=1000,
        help_text=_("What went well, what did not. Everybody of the alliance reads it."),
    )  # fmt: skip
    field_order = ["words", "version"]
