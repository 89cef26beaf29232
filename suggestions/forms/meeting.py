"""Planning a meeting, putting suggestions on its list, and what it concludes."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line

from ..models import Meeting, MeetingItem
from .fields import VersionField
from .panel import DayField
from .review import BELONGING, DecisionForm

MOST_AT_ONCE = 30
# What a single reviewer does: hand on, or merge.
ELSEWHERE = ("handler", "into", "later_is_main")
SEPARATORS = re.compile(r"[\s、，,；;]+")


class MeetingForm(forms.ModelForm):
    """Title and day; `enterprises` are those in which the person keeps meetings."""

    use_required_attribute = False

    held_on = DayField(
        label=_("Day of the meeting"), error_messages={"required": _("Please choose the day of the meeting.")}
    )

    class Meta:
        model = Meeting
        fields = ["enterprise", "title", "held_on"]
        error_messages = {"title": {"required": _("Please write what the meeting is called.")}}

    def __init__(self, *args, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].limit(timezone.localdate())
        self.fields["enterprise"].queryset = enterprises
        if len(enterprises) == 1:
            self.instance.enterprise = enterprises[0]
            del self.fields["enterprise"]

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Please choose today or later."))
        return day

    @property
    def facts(self):
        """What the service needs."""
        data = self.cleaned_data
        return {"enterprise": data.get("enterprise") or self.instance.enterprise} | {
            name: data[name] for name in ("title", "held_on")
        }


class NumbersForm(forms.Form):
    """Suggestions by their numbers; `suggestions` are those that can be meant."""

    use_required_attribute = False

    numbers = forms.CharField(
        label=_("Numbers"),
        help_text=_("Several with a comma or a blank between them, such as CF-2026-00042."),
        max_length=600,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please write the number of a suggestion.")},
    )

    def __init__(self, *args, suggestions, **kwargs):
        super().__init__(*args, **kwargs)
        self.suggestions = suggestions

    def clean_numbers(self):
        """The suggestions, in the order in which they were written."""
        typed = SEPARATORS.split(clean_line(self.cleaned_data["numbers"]).upper())
        wanted = list(dict.fromkeys(filter(None, typed)))[:MOST_AT_ONCE]
        found = {one.number: one for one in self.suggestions.filter(number__in=wanted)}
        if missing := [number for number in wanted if number not in found]:
            unknown = _("No suggestion of this number waits for an answer: %(numbers)s.")
            raise forms.ValidationError(unknown % {"numbers": ", ".join(missing)})
        return [found[number] for number in wanted]


class DraftForm(DecisionForm):
    """The four conclusions of a meeting, with all that the reviewer's own form asks for."""

    belonging = {name: decisions for name, decisions in BELONGING.items() if name not in ELSEWHERE}

    seen = VersionField()

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, suggestion=item.suggestion, typed=_written(item), **kwargs)
        for name in ELSEWHERE:
            del self.fields[name]
        self.initial |= {"version": item.version, "seen": item.suggestion.version}
        self.fields["decision"].label = _("What the meeting concludes")
        self.fields["decision"].choices = MeetingItem.Draft.choices

    @property
    def words(self):
        """The draft as the service keeps it: only what belongs to the conclusion."""
        data = self.cleaned_data
        decision = data["decision"]
        kept = {name: data.get(name) for name, decisions in self.belonging.items() if decision in decisions}
        empty = dict.fromkeys(("owner", "due_on", "quota_months"))
        empty |= {"decline_reason": "", "would_change": "", "explained_in_person": False}
        return empty | kept | {"conclusion": decision, "answer": data["answer"]}


def _written(item):
    """What is drafted so far, as the fields show it."""
    owner = f"{item.owner.work_number} {item.owner.name}" if item.owner else ""
    same = ("answer", "due_on", "quota_months", "decline_reason", "would_change", "explained_in_person")
    return {name: getattr(item, name) for name in same} | {"decision": item.conclusion, "owner": owner}
