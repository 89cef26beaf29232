"""The reviewer's answer: one decision, the words for the worker, and what the decision needs."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.widgets import Segments

from ..models import Decision, Suggestion
from .fields import VersionField, WordsField
from .people import PersonField

Conclusion = Suggestion.Conclusion
ASK = "ask"
SHORTEST_REFUSAL = 15
ADOPTING = (Conclusion.ADOPTED, Conclusion.PARTLY_ADOPTED)
# Which fields belong to which decision; what was typed into the others does not matter.
BELONGING = {
    "owner": ADOPTING,
    "due_on": ADOPTING,
    "decline_reason": (Conclusion.DECLINED,),
    "would_change": (Conclusion.DECLINED,),
}
DECISIONS = [
    (Conclusion.ADOPTED, _("Adopt")),
    (Conclusion.PARTLY_ADOPTED, _("Adopt in part")),
    (Conclusion.RESERVED, _("Keep in reserve")),
    (Conclusion.DECLINED, _("Do not adopt for now")),
    (ASK, _("Ask the worker for details")),
]
# What people type where the browser has no calendar.
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


def next_year(day):
    """The same day of the next year, the 28th for a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


class DecisionForm(forms.Form):
    """Nothing is preselected. A field is only required for the decisions it belongs to."""

    use_required_attribute = False

    version = VersionField()
    decision = forms.ChoiceField(
        label=_("Your decision"), widget=Segments, error_messages={"required": _("Please choose a decision.")}
    )
    answer = WordsField(
        label=_("Answer to the worker"),
        help_text=_("The worker reads it as you write it. First the decision, then the reason and the next step."),
        error_messages={"required": _("Please write the answer: the worker will read it.")},
    )
    owner = PersonField(
        label=_("Owner"),
        help_text=_("When adopting: work number or name."),
        widget=forms.TextInput(attrs={"list": "owners", "autocomplete": "off"}),
        error_messages={"required": _("Please say who puts it into practice.")},
    )
    due_on = forms.DateField(
        label=_("To be done by"),
        help_text=_("When adopting: within a year."),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Please choose the day by which it will be done."),
            "invalid": _("Please write the day like 2026-08-29."),
        },
    )
    decline_reason = forms.ChoiceField(
        label=_("Why not"),
        help_text=_("When not adopting."),
        choices=[("", _("Please choose")), *Decision.DeclineReason.choices],
        error_messages={"required": _("Please choose why it is not adopted for now.")},
    )
    would_change = WordsField(
        label=_("What would change it"),
        help_text=_("When not adopting: if what happens, will we look at it again?"),
        max_length=500,
        rows=2,
        error_messages={"required": _("Please write what would change it, so that the door stays open.")},
    )

    def __init__(self, *args, suggestion, typed=None, **kwargs):
        """`typed`: words from an earlier page, shown again without judging them."""
        super().__init__(*args, initial={**(typed or {}), "version": suggestion.version}, **kwargs)
        self.fields["owner"].people = suggestion.enterprise.people.in_service()
        self.fields["decision"].choices = decisions_for(suggestion)
        today = timezone.localdate()
        self.fields["due_on"].widget.attrs |= {"min": today.isoformat(), "max": next_year(today).isoformat()}

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("This day is over. Please choose today or later."))
        if day > next_year(today):
            raise forms.ValidationError(_("This is more than a year away. Please choose a day within a year."))
        return day

    def clean(self):
        data = super().clean()
        decision = data.get("decision")
        for name, decisions in BELONGING.items():
            if decision not in decisions:
                self.errors.pop(name, None)
        if decision == Conclusion.DECLINED and 0 < len(data.get("answer") or "") < SHORTEST_REFUSAL:
            too_short = _("Please explain it in at least 15 characters: somebody took the trouble to write.")
            self.add_error("answer", too_short)
        return data

    @property
    def is_adopting(self):
        return self.cleaned_data["decision"] in ADOPTING


def decisions_for(suggestion):
    """The decisions open from its present status: what was kept in reserve can only be adopted."""
    moves = Suggestion.TRANSITIONS.get(suggestion.status, ())
    status = {ASK: Suggestion.Status.NEEDS_INFO}
    return [(code, label) for code, label in DECISIONS if status.get(code, code) in moves]
