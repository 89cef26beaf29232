"""Joining an alliance and leaving it, its organs and its charter."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, VersionField, WordsField
from alliance_portal.widgets import Choices
from members.fields import PersonField, everybody_called

from ..models import OrganTerm
from .fields import DayField, DocumentField, StepForm


class ApplyForm(forms.Form):
    """Which workshop, to which alliance, and why; `workshops` are those the person runs."""

    use_required_attribute = False

    workshop = forms.ModelChoiceField(
        queryset=None, to_field_name="slug", label=_("Workshop"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the workshop.")},
    )  # fmt: skip
    alliance = forms.ModelChoiceField(
        queryset=None, to_field_name="slug", label=_("Which alliance"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the alliance.")},
    )  # fmt: skip
    words = WordsField(
        label=_("Why it wants to join"),
        max_length=1000,
        help_text=_("What the workshop brings along, and what it hopes for. The secretariat reads it."),
        error_messages={"required": _("Please write why the workshop wants to join.")},
    )

    def __init__(self, *args, workshops, alliances, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops
        self.fields["alliance"].queryset = alliances


class AnswerForm(StepForm):
    """Taken in or not, with the reason that the workshop reads."""

    decision = forms.ChoiceField(
        label=_("Your answer"),
        widget=Choices,
        choices=[("accept", _("Take it in")), ("decline", _("Do not take it in this time"))],
        error_messages={"required": _("Please choose what the answer is.")},
    )
    answer = WordsField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The workshop reads it as you write it."),
        error_messages={"required": _("Please write the reason down: the workshop reads it.")},
    )
    joined_on = DayField(label=_("A member from"), required=False, help_text=_("Empty: from today on."))
    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, initial={"version": record.version}, **kwargs)
        self.fields["joined_on"].limit(last=timezone.localdate())

    @property
    def facts(self):
        """Without the day where nobody joins."""
        names = ["answer", "version"] + (["joined_on"] if self.cleaned_data["decision"] == "accept" else [])
        return {name: self.cleaned_data[name] for name in names}


class VersionedForm(StepForm):
    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, initial={"version": record.version}, **kwargs)


class ReasonForm(VersionedForm):
    reason = WordsField(
        label=_("Reason"),
        rows=3,
        max_length=500,
        help_text=_("It stays in the history."),
        error_messages={"required": _("Please write why. A few words will do.")},
    )


class LeaveForm(ReasonForm):
    """With the last day; the day itself no longer counts."""

    field_order = ["reason", "left_on", "version"]
    left_on = DayField(label=_("Leaves on"), required=False, help_text=_("Empty: today."))

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["left_on"].limit(record.joined_on, timezone.localdate())


class RectifyForm(ReasonForm):
    field_order = ["reason", "rectify_by", "version"]
    rectify_by = DayField(label=_("To be put right by"))

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["reason"].label = _("What is to be put right")
        self.fields["reason"].help_text = _("The workshop's people read it as you write it.")
        self.fields["rectify_by"].limit(first=timezone.localdate())


class TermForm(forms.Form):
    """An office with its holder, of whom one is named, and its days. The service checks them, under its lock."""

    use_required_attribute = False

    organ = forms.ChoiceField(
        label=_("Organ"), choices=[("", _("Please choose")), *OrganTerm.Organ.choices],
        error_messages={"required": _("Please choose the organ.")},
    )  # fmt: skip
    post = LineField(
        label=pgettext_lazy("in an organ", "Post"), required=False, max_length=40,
        help_text=_("Such as secretary-general."),
    )  # fmt: skip
    workshop = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Held by a workshop"), empty_label=_("No workshop")
    )
    enterprise = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Held by an enterprise"), empty_label=_("No enterprise")
    )
    person_of = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Held by a person of"), empty_label=_("No person"),
        help_text=_("Choose the enterprise, then write who it is."),
    )  # fmt: skip
    person = LineField(label=_("Who it is"), required=False, max_length=80, help_text=_("Work number or full name."))
    outside_name = LineField(
        label=_("Held by somebody from outside"), required=False, max_length=80,
        help_text=_("A college, an institute or a person from there. Everybody reads it."),
    )  # fmt: skip
    public_name = LineField(
        label=_("Name for everybody"), required=False, max_length=80,
        help_text=_("What the public page says. Empty: a person is not named there, a unit is."),
    )  # fmt: skip
    starts_on = DayField(label=_("In office from"))
    ends_on = DayField(
        label=_("In office until"), required=False, help_text=_("The last day. A chair goes round and needs one.")
    )

    def __init__(self, *args, term=None, enterprises, workshops, **kwargs):
        super().__init__(*args, initial=_typed(term), **kwargs)
        self.fields["enterprise"].queryset = self.fields["person_of"].queryset = enterprises
        self.fields["workshop"].queryset = workshops

    def clean(self):
        data = super().clean()
        name, enterprise = data.get("person"), data.get("person_of")
        data["person"] = self._person(name, enterprise) if name or enterprise else None
        return data

    def _person(self, name, enterprise):
        if not name:
            return self.add_error("person", _("Please write who it is."))
        if not enterprise:
            return self.add_error("person_of", _("Please choose the enterprise this person works in."))
        called = everybody_called(enterprise.people.in_service(), [name])[name]
        if len(called) != 1:
            return self.add_error("person", PersonField.in_doubt(name, several=bool(called)))
        return called[0]

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "person_of"}


def _typed(term):
    """A term as the fields show it."""
    if term is None:
        return {}
    names = ("organ", "post", "workshop", "enterprise", "outside_name", "public_name", "starts_on", "ends_on")
    person = term.person
    named = {"person_of": person.enterprise_id, "person": f"{person.work_number} {person.name}"} if person else {}
    return {name: getattr(term, name) for name in names} | named


class EndTermForm(StepForm):
    ends_on = DayField(label=_("Last day in office"))

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, initial={"ends_on": timezone.localdate()}, **kwargs)
        self.fields["ends_on"].limit(record.starts_on, record.ends_on)


class CharterForm(forms.Form):
    use_required_attribute = False

    file = DocumentField(
        label=_("File of the charter"),
        help_text=_("PDF, Word or a scan, 20 MB at most. Everybody can open it."),
        error_messages={"required": _("Please choose the file of the charter.")},
    )
    summary = WordsField(
        label=_("What it says in short"),
        max_length=1000,
        error_messages={"required": _("Please say in short what the charter says.")},
    )
    valid_from = DayField(label=_("Holds from"))

    @property
    def facts(self):
        data = self.cleaned_data
        return {"attachment": data["file"], "summary": data["summary"], "valid_from": data["valid_from"]}
