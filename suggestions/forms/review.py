"""The reviewer's answer: one decision, the words for the worker, and what the decision needs."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliance_portal.periods import next_year
from alliance_portal.text import clean_line
from alliance_portal.widgets import Segments
from members.fields import PersonField

from ..models import Decision, Implementation, Suggestion
from .fields import PhotosField, VersionField, WordsField
from .merging import MergeFields

Conclusion, Status = Suggestion.Conclusion, Suggestion.Status
ASK, TRANSFER, KEEP = "ask", "transfer", "keep"
SHORTEST_REFUSAL = 15
ADOPTING = (Conclusion.ADOPTED, Conclusion.PARTLY_ADOPTED)
# Which fields belong to which decision; what was typed into the others does not matter.
BELONGING = {
    "owner": ADOPTING,
    "due_on": ADOPTING,
    "quota_months": ADOPTING,
    "handler": (TRANSFER,),
    "decline_reason": (Conclusion.DECLINED,),
    "would_change": (Conclusion.DECLINED,),
    "explained_in_person": (Conclusion.DECLINED,),
    "into": (Conclusion.MERGED,),
    "later_is_main": (Conclusion.MERGED,),
}
DECISIONS = [
    (Conclusion.ADOPTED, _("Adopt")),
    (Conclusion.PARTLY_ADOPTED, _("Adopt in part")),
    (TRANSFER, _("Hand to another department")),
    (ASK, _("Ask the worker for details")),
    (Conclusion.RESERVED, _("Keep in reserve")),
    (KEEP, _("Keep in reserve for another year")),
    (Conclusion.DECLINED, _("Do not adopt for now")),
    (Conclusion.FORWARDED, _("Forward to the problem board")),
    (Conclusion.MERGED, _("Merge with another one")),
]
# What people type where the browser has no calendar.
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
BLANK = "……"


class DueDayField(forms.DateField):
    """The day by which something will be done: today or later, within a year."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={
                "required": _("Please choose the day by which it will be done."),
                "invalid": _("Please write the day like 2026-08-29."),
            },
            **kwargs,
        )

    def bound_from_today(self):
        """Tell the browser's calendar too; today changes, so this is done anew for every form."""
        today = timezone.localdate()
        self.widget.attrs |= {"min": today.isoformat(), "max": next_year(today).isoformat()}

    def validate(self, day):
        super().validate(day)
        today = timezone.localdate()
        if day and day < today:
            raise forms.ValidationError(_("This day is over. Please choose today or later."))
        if day and day > next_year(today):
            raise forms.ValidationError(_("This is more than a year away. Please choose a day within a year."))


class QuotaField(forms.TypedChoiceField):
    """For how many months the old work quota is kept: 6 to 12, or no promise (None)."""

    def __init__(self, *, empty_label, **kwargs):
        self.empty_label = empty_label
        super().__init__(choices=self._months, coerce=int, empty_value=None, **kwargs)

    def _months(self):
        months = range(Implementation.SHORTEST_QUOTA, Implementation.LONGEST_QUOTA + 1)
        words = [(n, ngettext("%(n)d month", "%(n)d months", n) % {"n": n}) for n in months]
        return [("", self.empty_label), *words]


def owner_field(**kwargs):
    return PersonField(
        label=_("Owner"),
        widget=forms.TextInput(attrs={"list": "owners", "autocomplete": "off"}),
        error_messages={"required": _("Please say who puts it into practice.")},
        **kwargs,
    )


class HandlerField(forms.ModelChoiceField):
    """A department whose head can answer."""

    def label_from_instance(self, department):
        return _("%(place)s (%(name)s)") % {"place": department, "name": department.head.name}


class AnswerForm(forms.Form):
    """Nothing is preselected. A field is only required for the decisions it belongs to."""

    use_required_attribute = False
    decisions, belonging = (), {}

    version = VersionField()
    decision = forms.ChoiceField(
        label=_("Your decision"), widget=Segments, error_messages={"required": _("Please choose a decision.")}
    )
    answer = WordsField(
        label=_("Answer to the worker"),
        help_text=_("The worker reads it as you write it. First the decision, then the reason and the next step."),
        error_messages={"required": _("Please write the answer: the worker will read it.")},
    )

    def __init__(self, *args, suggestion, sentences=(), typed=None, **kwargs):
        """`sentences`: ready ones to begin with; `typed`: words from an earlier page, shown without judging them."""
        super().__init__(*args, initial={**(typed or {}), "version": suggestion.version}, **kwargs)
        self.sentences = sentences
        for field in self.fields.values():
            if isinstance(field, DueDayField):
                field.bound_from_today()

    def clean(self):
        data = super().clean()
        decision = data.get("decision")
        for name, decisions in self.belonging.items():
            if decision not in decisions:
                self.errors.pop(name, None)
        return data

    def clean_answer(self):
        """A ready sentence is a beginning: as it stands it says nothing about this case."""
        answer = self.cleaned_data["answer"]
        if BLANK in answer:
            unfilled = _("Please fill in what stands as ……: the worker wants to know what is so here.")
            raise forms.ValidationError(unfilled)
        if clean_line(answer) in {clean_line(sentence.text) for sentence in self.sentences}:
            raise forms.ValidationError(_("This is a ready sentence as it stands. Please add what is so in this case."))
        return answer


class DecisionForm(MergeFields, AnswerForm):
    """What a reviewer may decide."""

    belonging = BELONGING

    owner = owner_field(help_text=_("When adopting: work number or name."))
    due_on = DueDayField(label=_("To be done by"), help_text=_("When adopting: within a year."))
    quota_months = QuotaField(
        label=_("Keep the old work quota"),
        required=False,
        empty_label=_("Not promised"),
        help_text=_("When adopting: for so long from the day it is done nobody's quota is raised."),
    )
    handler = HandlerField(
        queryset=None,
        label=_("To which department"),
        help_text=_("When handing on: the head answers, and the promised day stays."),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the department.")},
    )
    decline_reason = forms.ChoiceField(
        label=_("Why not"),
        help_text=_(
            "When not adopting. Where means or know-how are missing, forward it to the problem board instead: another "
            "workshop may be able to."
        ),
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
    explained_in_person = forms.BooleanField(label=_("I have explained it face to face as well"), required=False)

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.fields["owner"].people = suggestion.enterprise.people.in_service()
        self._offer_departments(suggestion)
        self.fields["decision"].choices = decisions_for(suggestion)

    def _offer_departments(self, suggestion):
        """What is with a department may also go back to the reviewers."""
        field = self.fields["handler"]
        field.queryset = suggestion.enterprise.departments.able_to_answer().exclude(pk=suggestion.handler_id)
        if suggestion.handler_id:
            field.required, field.empty_label = False, _("Back to the reviewers")

    def clean(self):
        data = super().clean()
        if data.get("decision") == Conclusion.DECLINED and 0 < len(data.get("answer") or "") < SHORTEST_REFUSAL:
            too_short = _("Please explain it in at least 15 characters: somebody took the trouble to write.")
            self.add_error("answer", too_short)
        return data

    @property
    def is_adopting(self):
        return self.cleaned_data["decision"] in ADOPTING


def decisions_for(suggestion):
    """The decisions open from its present status: what was kept in reserve can be adopted, or kept for longer."""
    moves = Suggestion.TRANSITIONS.get(suggestion.status, ())
    in_hand = suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW)
    beside = {ASK: Status.NEEDS_INFO in moves, TRANSFER: in_hand, KEEP: suggestion.status == Status.RESERVED}
    if suggestion.is_under_appeal:
        beside[Conclusion.MERGED] = False
    return [(code, label) for code, label in DECISIONS if beside.get(code, code in moves)]


class SettleForm(AnswerForm):
    """The fast lane: what the head of a team decides on the spot."""

    FIXED, FIX = "fixed", "fix"
    belonging = {"owner": (FIX,), "due_on": (FIX,), "photos": (FIXED,)}

    owner = owner_field(help_text=_("Of your own people: work number or name."))
    due_on = DueDayField(
        label=_("To be done by"), help_text=_("Within 14 days: what takes longer the reviewers answer.")
    )
    photos = PhotosField(
        label=_("Photos of how it looks now"),
        help_text=_("At least 1, up to 4, each 8 MB at most."),
        error_messages={"required": _("Please add a photo of how it looks now.")},
    )

    def __init__(self, *args, suggestion, headed=(), **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.fields["owner"].people = suggestion.enterprise.people.in_service().filter(department__in=headed)
        self.fields["decision"].choices = [
            (self.FIXED, _("Put right on the spot")),
            (self.FIX, _("We put it right ourselves")),
        ]


class ExplainForm(forms.Form):
    """An answer explained once more, in other words."""

    use_required_attribute = False

    version = VersionField()
    text = WordsField(
        label=_("Explanation"),
        rows=3,
        help_text=_("The worker reads it as you write it. The conclusion stays."),
        error_messages={"required": _("Please write the explanation: the worker will read it.")},
    )

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, initial={"version": suggestion.version}, auto_id="explain-%s", **kwargs)


class KindForm(forms.Form):
    """What a suggestion is called, and why it is called otherwise now."""

    use_required_attribute = False

    version = VersionField()
    kind = forms.ChoiceField(label=_("Kind"), choices=Suggestion.Kind.choices)
    reason = WordsField(
        label=_("Why"),
        rows=2,
        max_length=300,
        help_text=_("The worker reads it. The promised day follows the kind."),
        error_messages={"required": _("Please write down why.")},
    )

    def __init__(self, *args, suggestion, **kwargs):
        initial = {"version": suggestion.version, "kind": suggestion.kind}
        super().__init__(*args, initial=initial, auto_id="kind-%s", **kwargs)
