"""Contests as those who run them write them, and who is entered."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import DayField, LineField, SeveralField, VersionField, WordsField
from alliance_portal.text import clean_line
from alliance_portal.widgets import Chips, Ticks
from members.fields import PeopleField
from members.models import Person
from workshops.forms.fields import StepForm as BareStepForm

from ..models import Contest, ContestRound
from .agreements import GuestsField

MOST_LINES = 8
LONGEST_NAME = 20
# “理论 30”, “实操：70分 满分 150”: a name, its weight, and the full marks where they are not 100.
ROUND = re.compile(r"(?P<name>.+?)[\s:：]+(?P<weight>\d{1,3})\s*%?(?:[\s,，/]+(?P<full>\d{1,4}(?:\.\d)?)\s*分?)?")
PRIZE = re.compile(r"(?P<name>.+?)[\s:：]+(?P<last>\d{1,3})\s*[名个]?")


def _lines(text):
    return [line for line in (clean_line(one) for one in text.splitlines()) if line][:MOST_LINES]


class RoundsField(WordsField):
    """“理论 30” or “实操 70 150” on each line: name, weight in percent, full marks (100 when left out)."""

    def clean(self, value):
        found = [self._round(line) for line in _lines(super().clean(value))]
        if not found:
            raise forms.ValidationError(self.error_messages["required"])
        return found

    @staticmethod
    def _round(line):
        found = ROUND.fullmatch(line)
        if not found or len(found["name"]) > LONGEST_NAME or not 1 <= int(found["weight"]) <= 100:
            words = _("Please write “%(line)s” as a name and its weight: 理论 30")
            raise forms.ValidationError(words, params={"line": line})
        full = Decimal(found["full"] or 100)
        if not full:
            raise forms.ValidationError(_("Full marks of “%(line)s” must be above 0."), params={"line": line})
        kinds = ContestRound.Kind
        kind = kinds.THEORY if "理论" in found["name"] or "theory" in found["name"].lower() else kinds.PRACTICE
        return kind, found["name"].strip(), int(found["weight"]), full


class PrizesField(WordsField):
    """“一等奖 1” on each line, the highest first: a name and how many places get it."""

    def clean(self, value):
        last, found = 0, []
        for line in _lines(super().clean(value)):
            prize = PRIZE.fullmatch(line)
            if not prize or len(prize["name"]) > LONGEST_NAME or not int(prize["last"]):
                words = _("Please write “%(line)s” as a name and for how many: 一等奖 1")
                raise forms.ValidationError(words, params={"line": line})
            last += int(prize["last"])
            found.append((prize["name"].strip(), last))
        return found


class ContestForm(forms.Form):
    """A contest until it begins; `enterprises` are those for which the user runs one, staff for the district too."""

    use_required_attribute = False

    version = VersionField(required=False)
    title = LineField(
        label=pgettext_lazy("of a contest", "Title"), max_length=60,
        error_messages={"required": _("Please give it a title.")},
    )  # fmt: skip
    trade = LineField(label=_("Trade"), max_length=40, error_messages={"required": _("Please write the trade.")})
    enterprise = forms.ModelChoiceField(queryset=None, to_field_name="code", label=_("Held by"))
    level = forms.ChoiceField(label=_("Level of the honour"), choices=Contest.Level.choices)
    body = LineField(
        label=pgettext_lazy("contest", "Granting body"), max_length=80,
        error_messages={"required": _("Please write who grants the prizes.")},
    )  # fmt: skip
    document_number = LineField(label=pgettext_lazy("contest", "Document number"), max_length=60, required=False)
    about = WordsField(
        label=pgettext_lazy("contest", "What it is about"), rows=4,
        help_text=_("What is done, what one has to bring, by which standard it is judged."),
        error_messages={"required": _("Please write what it is about.")},
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Who may take part"), choices=Contest.Audience.choices, widget=Chips)
    workshops = SeveralField(label=_("Workshops that hold it"), queryset=None, widget=Ticks, required=False)
    sessions = SeveralField(
        label=_("Its sessions"), queryset=None, widget=Ticks, required=False,
        help_text=_("Sessions of the kind “contest”, where there are any."),
    )  # fmt: skip
    entries_by = DayField(label=_("Entries until"))
    starts_on = DayField(label=pgettext_lazy("contest", "First day"))
    ends_on = DayField(label=pgettext_lazy("contest", "Last day"))
    rounds = RoundsField(
        label=_("Rounds"), rows=3, max_length=400,
        help_text=_("One on each line: name, weight in percent, full marks where they are not 100. 实操 70 150"),
        error_messages={"required": _("Please name a round and its weight.")},
    )  # fmt: skip
    prizes = PrizesField(
        label=_("Prizes"), rows=3, max_length=400, required=False,
        help_text=_("One on each line, the highest first, with how many places get it: 一等奖 1"),
    )  # fmt: skip

    def __init__(self, *args, enterprises, is_staff, workshops, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["enterprise"]
        field.queryset, field.required = enterprises, not is_staff
        field.empty_label = _("The district") if is_staff else _("Please choose")
        if not is_staff and len(enterprises) == 1:
            field.empty_label = None
        if not is_staff:
            own = Contest.Level.ENTERPRISE
            self.fields["level"].choices = [(own.value, own.label)]
        self.fields["workshops"].queryset, self.fields["sessions"].queryset = workshops, sessions

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def words_of(contest):
    """What the form of a contest begins with."""
    names = [
        *("version", "title", "trade", "level", "body", "document_number", "about", "audience"),
        *("entries_by", "starts_on", "ends_on"),
    ]
    rounds = [f"{one.name} {one.weight} {one.full_marks.normalize():f}" for one in contest.rounds.all()]
    last, prizes = 0, []
    for one in contest.prizes.all():
        prizes.append(f"{one.name} {one.last_place - last}")
        last = one.last_place
    return {
        **{name: getattr(contest, name) for name in names},
        "enterprise": contest.enterprise and contest.enterprise.code,
        "workshops": list(contest.workshops.values_list("pk", flat=True)),
        "sessions": list(contest.sessions.values_list("pk", flat=True)),
        "rounds": "\n".join(rounds),
        "prizes": "\n".join(prizes),
    }


class VersionedForm(BareStepForm):
    """For a step of a contest."""

    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, initial={"version": record.version, **self.begun(record)}, **kwargs)

    @staticmethod
    def begun(record):
        return {}


class ReasonForm(VersionedForm):
    reason = WordsField(
        label=_("Reason"), rows=3, max_length=500, help_text=_("Everybody reads it."),
        error_messages={"required": _("Please write down why.")},
    )  # fmt: skip


class JudgesForm(VersionedForm):
    """By code and work number, because judges come from several enterprises."""

    judges = GuestsField(
        label=pgettext_lazy("contest", "Judges"), required=False,
        help_text=_("As they sign in, with a comma between them: code of the enterprise and work number, JC-010203."),
    )  # fmt: skip

    @staticmethod
    def begun(record):
        people = record.judges.select_related("enterprise").order_by("enterprise__code", "work_number")
        return {"judges": "、".join(f"{one.enterprise.code}-{one.work_number}" for one in people)}

    @property
    def facts(self):
        return {"people": self.cleaned_data["judges"], "version": self.cleaned_data["version"]}


class EnterForm(forms.Form):
    """People of one enterprise; `enterprises` are those for which the user may enter some."""

    use_required_attribute = False

    enterprise = forms.ModelChoiceField(
        queryset=None, to_field_name="code", label=_("Enterprise"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the enterprise.")},
    )  # fmt: skip
    people = PeopleField(
        label=_("Who takes part"), help_text=_("Work numbers or names, with a comma between them."),
        error_messages={"required": _("Please name somebody.")},
    )  # fmt: skip

    def __init__(self, *args, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["enterprise"]
        field.queryset = enterprises.order_by("name")
        if len(enterprises[:2]) == 1:
            field.empty_label = None
        chosen = enterprises.filter(code=self.data.get("enterprise") or "")
        self.fields["people"].people = chosen.people().in_service()

    @property
    def facts(self):
        return {"people": self.cleaned_data["people"]}


class PromoteForm(BareStepForm):
    """The grade somebody reached; `record` is the entry."""

    grade = forms.ChoiceField(
        label=_("Skill grade now"), choices=[("", _("Please choose")), *Person.SkillGrade.choices],
        error_messages={"required": _("Please choose a skill grade.")},
    )  # fmt: skip


def mark(text):
    """The marks somebody typed, None for nothing; raises ValidationError for what is no number."""
    text = clean_line(text).replace(",", ".").translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise forms.ValidationError(_("Please write a number.")) from None
    if not value.is_finite() or abs(value) > 9999 or value != value.quantize(Decimal("0.01")):
        raise forms.ValidationError(_("Please write a number with at most two decimals."))
    return value
