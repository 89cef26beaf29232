"""Forms of problems: writing one down, bidding, milestones, and the words of each step."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import LineField, SeveralField, VersionField, WordsField
from alliance_portal.text import clean_line
from alliance_portal.widgets import Segments, Ticks
from members.fields import PersonField, everybody_called
from members.models import Speciality

from ..models import Problem, Visibility
from .fields import DayField, PastDayField
from .fields import StepForm as BareStepForm

WHY = {"required": _("Please write down why.")}
OTHERS_READ = _("The others read it as you write it.")


class ProblemForm(forms.Form):
    """A draft may lack what is needed to hand it in; the page says what that is."""

    use_required_attribute = False

    version = VersionField(required=False)
    enterprise = forms.ModelChoiceField(
        queryset=None, label=_("Enterprise"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the enterprise.")},
    )  # fmt: skip
    workshop = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Posted by"), empty_label=_("The enterprise itself"),
        error_messages={"required": _("Please choose the workshop.")},
    )  # fmt: skip
    title = LineField(
        label=_("Title"), max_length=80, error_messages={"required": _("Please give it a title.")},
        help_text=_("What is wrong, on what: “Pores in the side-wall weld”."),
    )  # fmt: skip
    description = WordsField(
        label=_("What the problem is"), rows=5,
        help_text=_("Where it shows, since when, what has been tried, and what it costs. No names."),
        error_messages={"required": _("Please describe the problem.")},
    )  # fmt: skip
    current_value = LineField(
        label=_("Where it stands now"), max_length=120, required=False, help_text=_("A number that can be measured.")
    )
    target_value = LineField(
        label=_("What is to be reached"), max_length=120, required=False,
        help_text=_("By this it is accepted or not."),
    )  # fmt: skip
    specialities = SeveralField(
        queryset=None, required=False, label=_("Specialities it takes"), widget=Ticks,
        help_text=_("By these, people and workshops are found who may help."),
    )  # fmt: skip
    bids_until = DayField(label=_("Bids until"), required=False)
    due_on = DayField(label=_("To be solved by"), required=False)
    reward = LineField(
        label=_("Reward"), max_length=120, required=False, help_text=_("What the solvers get. Empty: none is promised.")
    )
    visibility = forms.ChoiceField(label=_("Who may read it"), choices=Visibility.choices, widget=Segments)
    crosses = forms.BooleanField(label=_("Workshops of other enterprises may bid"), required=False)
    ownership = forms.ChoiceField(label=_("Whose the solution will be"), choices=Problem.Ownership.choices)
    ownership_note = LineField(label=_("What else is agreed on it"), max_length=200, required=False)
    contact = LineField(
        label=_("Whom to ask"), max_length=80, required=False,
        help_text=_("A name or a department. Only people who are signed in read it."),
    )  # fmt: skip

    def __init__(self, *args, user, enterprises, workshops, problem=None, must_name_workshop=False, **kwargs):
        super().__init__(*args, initial=self._begun(problem), **kwargs)
        self.enterprises = list(enterprises)
        self.fields["enterprise"].queryset = enterprises
        self.fields["workshop"].queryset = workshops
        self.fields["specialities"].queryset = Speciality.objects.visible_to(user).active().order_by("name")
        if problem or len(self.enterprises) == 1:
            del self.fields["enterprise"]
        if must_name_workshop:
            self.fields["workshop"].required, self.fields["workshop"].empty_label = True, _("Please choose")
        self.problem = problem

    @staticmethod
    def _begun(problem):
        if problem is None:
            return {"visibility": Visibility.ALLIANCE, "crosses": True, "ownership": Problem.Ownership.JOINT}
        names = [name for name in ProblemForm.base_fields if name not in ("specialities", "enterprise")]
        return {name: getattr(problem, name) for name in names} | {"specialities": problem.specialities.all()}

    def clean(self):
        data = super().clean()
        until, due = data.get("bids_until"), data.get("due_on")
        if until and due and due <= until:
            self.add_error("due_on", _("It is to be solved after the bids are closed. Please choose a later day."))
        workshop, enterprise = data.get("workshop"), self._enterprise(data)
        if workshop and enterprise and workshop.enterprise_id != enterprise.pk:
            self.add_error("workshop", _("Please choose a workshop of the enterprise."))
        return data

    def _enterprise(self, data):
        if self.problem:
            return self.problem.enterprise
        return data.get("enterprise") or (self.enterprises[0] if len(self.enterprises) == 1 else None)

    @property
    def facts(self):
        """What the service takes; a new problem has an enterprise, a changed one a version."""
        left_out = "version" if self.problem is None else "enterprise"
        data = {name: value for name, value in self.cleaned_data.items() if name != left_out}
        return data if self.problem else data | {"enterprise": self._enterprise(self.cleaned_data)}


class TeamField(forms.CharField):
    """One person in a line, by work number or name; after a colon what this person does."""

    widget = forms.Textarea(attrs={"rows": 4})
    DIVIDER = re.compile(r"[:：]")

    def to_lines(self, value):
        for line in filter(None, map(clean_line, (value or "").splitlines())):
            name, *does = self.DIVIDER.split(line, maxsplit=1)
            yield clean_line(name), clean_line("".join(does))[:120]


class BidForm(forms.Form):
    """On behalf of which workshop, how, by when, and with whom."""

    use_required_attribute = False

    workshop = forms.ModelChoiceField(
        queryset=None, label=_("Workshop"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the workshop.")},
    )  # fmt: skip
    plan = WordsField(
        label=_("How you will solve it"), rows=6, help_text=_("Steps, means, and what you have done like it before."),
        error_messages={"required": _("Please write how you will solve it.")},
    )  # fmt: skip
    promised_on = DayField(label=_("Solved by"))
    needs = LineField(label=_("What you need for it"), max_length=200, required=False)
    team = TeamField(
        label=_("Team"),
        help_text=_("One person in a line, who leads it first: work number or name, a colon, what this person does."),
        error_messages={"required": _("Please name the team: who leads it comes first.")},
    )

    def __init__(self, *args, problem, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops
        if len(workshops) == 1:
            self.fields["workshop"].initial = workshops[0]
        self.fields["promised_on"].limit(first=timezone.localdate(), last=problem.due_on)

    def clean(self):
        data = super().clean()
        if data.get("workshop") and data.get("team"):
            data["team"] = self._team(data["workshop"], data["team"])
        return data

    def _team(self, workshop, text):
        lines = list(self.fields["team"].to_lines(text))
        called = everybody_called(workshop.enterprise.people.in_service(), [name for name, _does in lines])
        for name, found in called.items():
            if len(found) != 1:
                self.add_error("team", PersonField.in_doubt(name, several=bool(found)))
        if "team" in self.errors:
            return []
        return [{"person": called[name][0], "does": does} for name, does in lines]

    @property
    def facts(self):
        return self.cleaned_data


class StepForm(BareStepForm):
    """With the version of the problem that the page was made from."""

    version = VersionField()

    def __init__(self, *args, record, version=None, **kwargs):
        initial = {"version": record.version if version is None else version}
        super().__init__(*args, record=record, initial=initial, **kwargs)


class NoteForm(StepForm):
    note = WordsField(label=_("Note"), rows=3, max_length=500, required=False)


class ReasonForm(StepForm):
    reason = WordsField(label=_("Reason"), rows=3, max_length=1000, error_messages=WHY, help_text=OTHERS_READ)


class MayGiveReasonForm(StepForm):
    reason = WordsField(label=_("Reason"), rows=3, max_length=1000, required=False, help_text=OTHERS_READ)


class ReopenForm(ReasonForm):
    bids_until = DayField(label=_("Bids until"))

    field_order = ["bids_until", "reason"]


class PlanForm(StepForm):
    title = LineField(
        label=_("What is there then"), max_length=120, help_text=_("Something that can be seen or measured."),
        error_messages={"required": _("Please write what is there then.")},
    )  # fmt: skip
    due_on = DayField(label=_("By"))

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["due_on"].limit(first=timezone.localdate(), last=record.due_on)


class SignForm(StepForm):
    signed_on = PastDayField(label=_("Signed on"))


class TextForm(StepForm):
    text = WordsField(
        label=_("In words"), rows=4, help_text=OTHERS_READ,
        error_messages={"required": _("Please write it down: the others read it.")},
    )  # fmt: skip


class CheckForm(StepForm):
    """Nothing is chosen beforehand."""

    REACHED, NOT_YET = "reached", "not_yet"

    result = forms.ChoiceField(
        label=_("What you found"), choices=((REACHED, _("Reached")), (NOT_YET, _("Not reached yet"))), widget=Segments,
        error_messages={"required": _("Please choose what you found.")},
    )  # fmt: skip
    finding = WordsField(
        label=_("In words"), rows=3, max_length=1000, required=False,
        help_text=_("Needed where it is not reached yet. The team reads it."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("result") == self.NOT_YET and not data.get("finding"):
            self.add_error("finding", _("Please write what is still missing."))
        return data

    @property
    def facts(self):
        data = self.cleaned_data
        reached = data["result"] == self.REACHED
        return {"reached": reached, "finding": data["finding"], "version": data["version"]}


class AcceptForm(StepForm):
    reached_value = LineField(
        label=_("What was reached"), max_length=120, help_text=_("Measured as the target was given."),
        error_messages={"required": _("Please write what was reached.")},
    )  # fmt: skip
    minutes = WordsField(
        label=_("Minutes of the acceptance"), rows=5,
        help_text=_("Who looked at it where, for how long, and what was found. Everybody who may read it does."),
        error_messages={"required": _("Please write the minutes.")},
    )  # fmt: skip


class PayForm(StepForm):
    paid_on = PastDayField(label=_("Paid on"))
    receipt = LineField(
        label=_("Receipt"), max_length=120, help_text=_("Number of the transfer or of the signed list."),
        error_messages={"required": _("Please enter the receipt.")},
    )  # fmt: skip
