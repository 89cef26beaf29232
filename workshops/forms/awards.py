"""Award rounds as those who run them write them, and what they decide."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, VersionField, WordsField
from alliance_portal.periods import working_days_later
from alliance_portal.text import clean_line
from alliance_portal.widgets import Chips, Segments, Ticks

from ..models import AwardRound
from ..models.award import FEWEST_SCORES, PUBLICITY_DAYS
from ..services.awards.accounts import judges_called
from ..services.awards.days import MOVABLE
from .fields import DayField, PastDayField, StepForm

TOO_EARLY = _("Judging begins when the recommendations are closed: please choose a later day.")
WHY = {"required": _("Please write down why.")}
MOST_LINES = 30
# “一等奖 2”, “一等奖：2名”, “一等奖2个”.
PRIZE = re.compile(r"(?P<name>.{0,19}?\D)[\s:：×]*(?P<most>[0-9]{1,3})\s*[名个项]?")


class NumberField(forms.IntegerField):
    """A small whole number."""

    def __init__(self, **kwargs):
        widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
        super().__init__(widget=widget, error_messages={"required": _("Please write a number.")}, **kwargs)


class LinesField(WordsField):
    """One thing on each line; the value is the list of lines."""

    def clean(self, value):
        lines = [clean_line(line) for line in super().clean(value).splitlines()]
        return list(filter(None, lines))[:MOST_LINES]


class PrizesField(LinesField):
    """“一等奖 2名” on each line: pairs of a name and how many may get it, the highest first."""

    def clean(self, value):
        return [self._pair(line) for line in super().clean(value)]

    @staticmethod
    def _pair(line):
        found = PRIZE.fullmatch(line)
        if not found or not int(found["most"]):
            words = _("Please write “%(line)s” as a name of at most 20 characters and how many may get it.")
            raise forms.ValidationError(words, params={"line": line})
        return found["name"].strip(), int(found["most"])


class RoundForm(forms.Form):
    """A draft of a round; `enterprises` are those for which the user may run one, `is_staff` those of the district."""

    use_required_attribute = False

    version = VersionField(required=False)
    title = LineField(
        label=pgettext_lazy("of an award round", "Title"),
        max_length=60,
        error_messages={"required": _("Please give it a title.")},
    )
    enterprise = forms.ModelChoiceField(queryset=None, to_field_name="code", label=_("For which enterprise"))
    subject = forms.ChoiceField(
        label=_("What is judged"),
        choices=AwardRound.Subject.choices,
        widget=Chips,
        error_messages={"required": _("Please choose what is judged.")},
    )
    level = forms.ChoiceField(label=_("Level of the honour"), choices=AwardRound.Level.choices)
    body = LineField(label=_("Granting body"), max_length=80)
    document_number = LineField(label=_("Document number"), max_length=60, required=False)
    call = WordsField(
        label=_("Call"),
        rows=6,
        help_text=_("What is looked for, who may be recommended, and what it brings."),
        error_messages={"required": _("Please write what is looked for.")},
    )
    conditions = LinesField(
        label=_("Conditions"),
        rows=5,
        required=False,
        help_text=_("One on each line, at most 120 characters. Every entry is checked against each of them."),
    )
    prizes = PrizesField(
        label=_("Prizes"),
        rows=3,
        help_text=_("One on each line, the highest first, with how many may get it: 一等奖 2"),
        error_messages={"required": _("Please name a prize, and how many may get it.")},
    )
    rubric = forms.ModelChoiceField(queryset=None, label=_("Rubric"), empty_label=_("Please choose"))
    entries_by = DayField(label=_("Recommendations until"))
    scores_by = DayField(label=_("Scores until"))
    judges_per_entry = NumberField(label=_("Judges for each entry"), min_value=FEWEST_SCORES, max_value=50, initial=5)
    quorum = NumberField(
        label=_("Scores each entry needs"), min_value=FEWEST_SCORES, max_value=50, initial=3,
        help_text=_("With fewer nothing is decided."),
    )  # fmt: skip
    publicity_days = NumberField(
        label=_("Working days of publicity"), min_value=1, max_value=30, initial=PUBLICITY_DAYS
    )

    def __init__(self, *args, enterprises, is_staff, rubrics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubric"].queryset = rubrics
        self.fields["enterprise"].queryset = enterprises
        self.fields["enterprise"].required = not is_staff
        self.fields["enterprise"].empty_label = _("The whole district") if is_staff else _("Please choose")
        if not is_staff and len(enterprises) == 1:
            self.fields["enterprise"].empty_label = None

    def clean_conditions(self):
        lines = self.cleaned_data["conditions"]
        if any(len(line) > 120 for line in lines):
            raise forms.ValidationError(_("A condition has at most 120 characters."))
        return lines

    def clean(self):
        data = super().clean()
        if data.get("enterprise") and data.get("level") not in (None, AwardRound.Level.ENTERPRISE):
            self.add_error("level", _("A round of an enterprise gives honours of the enterprise."))
        entries_by, scores_by = data.get("entries_by"), data.get("scores_by")
        if entries_by and scores_by and scores_by <= entries_by:
            self.add_error("scores_by", TOO_EARLY)
        if data.get("quorum") and data.get("judges_per_entry") and data["quorum"] > data["judges_per_entry"]:
            self.add_error("quorum", _("No entry has as many judges."))
        return data

    @property
    def facts(self):
        """What the service is told, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def words_of(award):
    """What the form of a draft begins with."""
    names = [
        *("version", "title", "subject", "level", "body", "document_number", "call", "rubric", "entries_by"),
        *("scores_by", "judges_per_entry", "quorum", "publicity_days"),
    ]
    return {
        **{name: getattr(award, name) for name in names},
        "enterprise": award.enterprise and award.enterprise.code,
        "conditions": "\n".join(one.words for one in award.conditions.all()),
        "prizes": "\n".join(f"{one.name} {one.most}" for one in award.prizes.all()),
    }


class JudgesForm(StepForm):
    """Accounts of judges, one on each line."""

    version = VersionField()
    judges = LinesField(
        label=_("Judges"),
        rows=8,
        help_text=_("The account of one judge on each line: enterprise code and work number, such as CF-010101."),
        error_messages={"required": _("Please name the judges.")},
    )

    def __init__(self, *args, record, **kwargs):
        named = "\n".join(judge.user.username for judge in record.judges.select_related("user"))
        super().__init__(*args, record=record, initial={"version": record.version, "judges": named}, **kwargs)

    def clean_judges(self):
        users, unknown = judges_called(self.record, self.cleaned_data["judges"])
        if unknown:
            names = str(_(", ")).join(unknown)
            raise forms.ValidationError(_("No open account is called: %(names)s") % {"names": names})
        return users

    @property
    def facts(self):
        return {"users": self.cleaned_data["judges"], "version": self.cleaned_data["version"]}


class ConflictForm(StepForm):
    """A judge of the round, an entry, and why."""

    judge = forms.ModelChoiceField(queryset=None, label=_("Judge"), empty_label=_("Please choose"))
    entry = forms.ModelChoiceField(queryset=None, label=_("Entry"), empty_label=_("Please choose"))
    note = LineField(label=_("Why"), max_length=200, error_messages=WHY)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["judge"].queryset = record.judges.select_related("user__person")
        self.fields["entry"].queryset = record.entries.standing().for_list()


class AsideForm(StepForm):
    """A judge steps aside."""

    note = LineField(
        label=_("Why"), max_length=200, error_messages=WHY,
        help_text=_("Those who run the round read it. “I know whose it is” will do."),
    )  # fmt: skip


class VersionedForm(StepForm):
    """A step of a round that needs no words."""

    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, initial={"version": record.version}, **kwargs)


class ReasonForm(VersionedForm):
    reason = WordsField(label=_("Reason"), rows=3, max_length=500, error_messages=WHY)


class DaysForm(ReasonForm):
    """Later days of a round: each that can still be moved, as it is now."""

    entries_by = DayField(label=_("Recommendations until"))
    scores_by = DayField(label=_("Scores until"))
    field_order = ("entries_by", "scores_by", "reason")

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        for name in {"entries_by", "scores_by"} - set(MOVABLE.get(record.status, ())):
            del self.fields[name]
        for name in self.moved:
            self.initial[name] = getattr(record, name)
            self.fields[name].limit(first=self.initial[name])

    @property
    def moved(self):
        return [name for name in ("entries_by", "scores_by") if name in self.fields]

    def clean(self):
        data = super().clean()
        for name in self.moved:
            if data.get(name) and data[name] < self.initial[name]:
                self.add_error(name, _("Please choose a later day: others count on the one that was named."))
        entries_by, scores_by = data.get("entries_by"), data.get("scores_by")
        if entries_by and scores_by and scores_by <= entries_by:
            self.add_error("scores_by", TOO_EARLY)
        return data


class ShowForm(VersionedForm):
    until = DayField(
        label=_("Shown until"),
        help_text=_(
            "The last day on which objections are heard. Please choose a later one where holidays lie between."
        ),
    )

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        shortest = working_days_later(timezone.localdate(), record.publicity_days)
        self.initial["until"] = shortest
        self.fields["until"].limit(first=shortest)


class CheckForm(VersionedForm):
    """Which conditions an entry meets."""

    met = forms.MultipleChoiceField(label=_("What does it meet?"), widget=Ticks, required=False)
    reason = WordsField(
        label=_("What it does not meet"), rows=3, max_length=500, required=False,
        help_text=_("Needed unless it meets everything. Its enterprise reads it."),
    )  # fmt: skip

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.conditions = list(record.round.conditions.all())
        self.fields["met"].choices = [(str(one.pk), one.words) for one in self.conditions]
        self.initial["met"] = [str(check.condition_id) for check in record.checks.all() if check.is_met]
        if not self.conditions:
            del self.fields["met"]

    def clean(self):
        data = super().clean()
        if len(data.get("met", [])) < len(self.conditions) and not data.get("reason"):
            self.add_error("reason", _("Please write what it does not meet: its enterprise reads it."))
        return data

    @property
    def facts(self):
        return {**self.cleaned_data, "met": [int(pk) for pk in self.cleaned_data.get("met", [])]}


class AnswerForm(VersionedForm):
    """The answer to an objection."""

    upheld = forms.ChoiceField(
        label=_("Is the objection right?"),
        widget=Segments,
        choices=[("yes", _("Uphold it: the entry is taken out")), ("no", _("Do not uphold it"))],
        error_messages={"required": _("Please choose the answer.")},
    )
    answer = WordsField(
        label=_("Reason"), rows=4, max_length=500,
        help_text=_("Whoever objected reads it; so does the enterprise when its entry is taken out."),
        error_messages={"required": _("Please write the reason: whoever objected reads it.")},
    )  # fmt: skip

    @property
    def facts(self):
        return {**self.cleaned_data, "upheld": self.cleaned_data["upheld"] == "yes"}


class DecideForm(VersionedForm):
    """A prize for each entry, in the order of the ranking, and the minutes."""

    on = PastDayField(label=_("Day of the meeting"))
    minutes = WordsField(
        label=_("Minutes"), rows=5, help_text=_("Who was there, how it was decided, who stepped aside."),
        error_messages={"required": _("Please write the minutes: who was there, and how it was decided.")},
    )  # fmt: skip

    def __init__(self, *args, record, ranked, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.ranked, self.prizes = ranked, {str(prize.pk): prize for prize in record.prizes.all()}
        for line in ranked:
            self._add_fields(line, is_new=record.decided_on is None)
        if record.decided_on:
            self.initial |= {"on": record.decided_on, "minutes": record.minutes}

    def _add_fields(self, line, *, is_new):
        pk, number = line.entry.pk, {"number": line.entry.number}
        choices = [("", _("No prize")), *((key, prize.name) for key, prize in self.prizes.items())]
        prize = forms.TypedChoiceField(choices=choices, coerce=self.prizes.get, empty_value=None, required=False)
        prize.label, prize.is_plain = _("Prize of entry %(number)s") % number, True
        given = line.suggested if is_new else line.entry.prize
        prize.initial = given and given.pk
        reason = LineField(label=_("Reason of entry %(number)s") % number, max_length=200, required=False)
        reason.initial = line.entry.prize_reason
        self.fields |= {f"prize_{pk}": prize, f"reason_{pk}": reason}

    @property
    def rows(self):
        """[(line of the ranking, field of the prize, field of the reason)]"""
        return [(line, self[f"prize_{line.entry.pk}"], self[f"reason_{line.entry.pk}"]) for line in self.ranked]

    def clean(self):
        data = super().clean()
        for line in self.ranked:
            pk = line.entry.pk
            if line.differs(data.get(f"prize_{pk}")) and not data.get(f"reason_{pk}"):
                self.add_error(f"reason_{pk}", _("This departs from the ranking. Please write why."))
        return data

    @property
    def facts(self):
        data = self.cleaned_data
        prizes = {
            line.entry.pk: (data[f"prize_{line.entry.pk}"], data[f"reason_{line.entry.pk}"]) for line in self.ranked
        }
        return {"prizes": prizes, "minutes": data["minutes"], "on": data["on"], "version": data["version"]}
