"""The table of grades as officers write it: up to seven lines, the highest grade first."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import YuanField
from alliance_portal.text import clean_line

from ..services.rewards.arithmetic import Band, faults, to_fen, to_yuan
from ..services.rewards.rules import MOST_GRADES
from .review import DATE_FORMATS

COLUMNS = ("name", "from", "below", "least", "most")
FAULTS = {
    "gap": _("There is a gap: the grade below ends at %(below)s, this one begins at %(begin)s."),
    "overlap": _("This overlaps: the grade below ends at %(below)s, this one begins at %(begin)s."),
    "not_zero": _("The lowest grade begins at 0."),
    "not_open": _("The highest grade has no upper end: please leave this empty."),
    "open": _("Only the highest grade has no upper end: please write where this one ends."),
    "not_above": _("This must be above where the grade begins."),
    "below_least": _("This must be above 0, and not less than the least amount."),
    "above_higher": _("A lower grade is not paid more than a higher one."),
}


class RuleForm(forms.Form):
    """`bands` are the lines that were filled in; what is wrong is told at its box, empty lines at the end are none."""

    use_required_attribute = False

    enterprise = forms.ModelChoiceField(
        queryset=None,
        label=_("Enterprise"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the enterprise.")},
    )
    valid_from = forms.DateField(
        label=_("Holds from"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Rewards proposed from this day on are graded by it."),
        error_messages={
            "required": _("Please write the day."),
            "invalid": _("Please write the day like 2026-08-29."),
        },
    )

    def __init__(self, *args, enterprises, rule=None, grades=(), **kwargs):
        """`grades`: lines to begin with; `rule`: the version that is changed."""
        super().__init__(*args, initial=_initial(rule, grades), **kwargs)
        self.fields["enterprise"].queryset = enterprises
        if rule or len(enterprises) == 1:
            del self.fields["enterprise"]
        self.enterprise = rule.enterprise if rule else enterprises[0]
        self.rule = rule
        for line in range(1, MOST_GRADES + 1):
            self.fields |= _line_fields(line)
        self.bands = []

    @property
    def enterprise_box(self):
        """Where there are several to choose from."""
        return self["enterprise"] if "enterprise" in self.fields else None

    @property
    def lines(self):
        """The boxes of each line."""
        return [
            {"number": line, "fields": [self[f"{column}{line}"] for column in COLUMNS]}
            for line in range(1, MOST_GRADES + 1)
        ]

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        is_kept = self.rule is not None and day == self.rule.valid_from
        if day < timezone.localdate() and not is_kept:
            raise forms.ValidationError(_("This day is over. Please choose today or later."))
        return day

    def clean(self):
        data = super().clean()
        self.enterprise = data.get("enterprise") or self.enterprise
        filled = [line for line in range(1, MOST_GRADES + 1) if self._is_filled(line)]
        if not filled:
            self.add_error("name1", _("Please write at least one grade."))
        self._check_lines(filled)
        if not self.errors:
            self.bands = [self._band(line) for line in filled]
            self._check_bands(filled)
        return data

    def _is_filled(self, line):
        names = [f"{column}{line}" for column in COLUMNS]
        return any(name in self.errors or self.cleaned_data.get(name) not in (None, "") for name in names)

    def _check_lines(self, filled):
        """Nothing is left out in a line that was begun, and no line between two others."""
        for line in range(1, max(filled, default=0) + 1):
            if line not in filled:
                self.add_error(f"name{line}", _("Please leave no line empty between two grades."))
                continue
            for column in ("name", "from", "least", "most"):
                name = f"{column}{line}"
                if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
                    self.add_error(name, _("Please fill this in, or empty the whole line."))

    def _band(self, line):
        yuan = {column: self.cleaned_data[f"{column}{line}"] for column in COLUMNS[1:]}
        fen = {column: None if amount is None else to_fen(amount) for column, amount in yuan.items()}
        name = clean_line(self.cleaned_data[f"name{line}"])
        return Band(name, fen["from"], fen["below"], fen["least"], fen["most"])

    def _check_bands(self, filled):
        for fault in faults(self.bands):
            lower = self.bands[fault.line + 1] if fault.line + 1 < len(self.bands) else None
            told = {
                "begin": _shown(self.bands[fault.line].from_fen),
                "below": _shown(lower.below_fen) if lower and lower.below_fen is not None else "",
            }
            self.add_error(f"{fault.edge}{filled[fault.line]}", FAULTS[fault.code] % told)


def _line_fields(line):
    """The boxes of a line; needed or not as a whole, so none of them is called optional."""
    found = {
        f"name{line}": forms.CharField(label=_("Name of the grade"), max_length=20, required=False),
        f"from{line}": YuanField(label=_("Value from, yuan"), required=False),
        f"below{line}": YuanField(label=_("Value below, yuan"), required=False),
        f"least{line}": YuanField(label=_("Least amount, yuan"), required=False),
        f"most{line}": YuanField(label=_("Most amount, yuan"), required=False),
    }
    for field in found.values():
        field.is_plain = True
    return found


def _initial(rule, grades):
    found = {"valid_from": rule.valid_from if rule else timezone.localdate()}
    for line, one in enumerate(grades[:MOST_GRADES], 1):
        amounts = {"from": one.from_fen, "below": one.below_fen, "least": one.least_fen, "most": one.most_fen}
        found[f"name{line}"] = one.name
        found |= {f"{column}{line}": "" if fen is None else _shown(fen) for column, fen in amounts.items()}
    return found


def _shown(fen):
    """As it is typed: 10000, or 10000.50."""
    return f"{to_yuan(fen):.2f}".removesuffix(".00")
