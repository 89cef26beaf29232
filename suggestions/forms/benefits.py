"""What a change brings: hard money, money that is an estimate, what no money measures; claimed, then verified."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import YuanField
from alliance_portal.text import clean_line

from ..models import Effect
from ..models.lines import MOST_LINES, Line, total
from .fields import WordsField
from .tracking import DeskForm

LINE_NUMBERS = range(1, MOST_LINES + 1)
LINE_PARTS = ("what", "quantity", "unit", "price")
NEEDED_PARTS = ("what", "quantity", "price")
NO_BASIS = _("Please write how it was estimated, so that finance can follow it.")
NO_AMOUNT = _("Please write the amount. 0 is an answer too.")


def plain_text(label, most):
    field = forms.CharField(label=label, max_length=most, required=False)
    field.is_plain = True
    return field


class QuantityField(YuanField):
    """How many of something, with up to two decimals."""

    default_error_messages = {
        "invalid": _("Please write a number, such as 250 or 0.5."),
        "min_value": _("A number here cannot be below 0."),
    }


class LinesForm(DeskForm):
    """Up to five lines of a calculation; those that are left empty do not count."""

    def __init__(self, *args, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        for number in LINE_NUMBERS:
            self._add_line(number, lines[number - 1] if number <= len(lines) else None)

    def _add_line(self, number, line):
        fields = {
            "what": plain_text(_("Item"), 40),
            "quantity": QuantityField(label=_("How many in twelve months"), required=False),
            "unit": plain_text(_("Unit"), 10),
            "price": YuanField(label=_("Price of one, in yuan"), required=False),
        }
        for part, field in fields.items():
            field.is_plain = True
            self.fields[f"{part}_{number}"] = field
            self.initial[f"{part}_{number}"] = getattr(line, part, None)

    @property
    def line_rows(self):
        """The boxes of each line."""
        return [[self[f"{part}_{number}"] for part in LINE_PARTS] for number in LINE_NUMBERS]

    @property
    def has_lines(self):
        return any(box.value() or box.errors for row in self.line_rows for box in row)

    def clean(self):
        data = super().clean()
        given = [number for number in LINE_NUMBERS if self._part(data, number)]
        for number in given:
            for part in NEEDED_PARTS:
                name = f"{part}_{number}"
                if data.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, _("Please fill in this line, or leave all of it empty."))
        data["lines"] = [] if self.errors else [self._line(data, number) for number in given]
        return data

    @staticmethod
    def _part(data, number):
        """Whether anything stands in the line."""
        return any(data.get(f"{part}_{number}") not in (None, "") for part in LINE_PARTS)

    @staticmethod
    def _line(data, number):
        words = {part: clean_line(data[f"{part}_{number}"]) for part in ("what", "unit")}
        return Line(quantity=data[f"quantity_{number}"], price=data[f"price_{number}"], **words)


class ClaimForm(LinesForm):
    """At least one of the three: money out of the books, an estimate, an effect without money."""

    name, heading, button = "claim", _("State the benefit"), _("State the benefit")
    is_main = True
    template_name = "suggestions/_claim_fields.html"

    yuan = YuanField(
        label=_("Benefit of the first twelve months, in yuan"),
        required=False,
        help_text=_("Money that comes out of the books. From the day of adoption, with the costs taken off."),
    )
    basis = WordsField(
        label=_("How it was estimated"),
        rows=3,
        required=False,
        help_text=_("Such as: minutes saved × pieces × rate, less the cost of the change."),
    )
    soft_yuan = YuanField(
        label=_("Estimate of the first twelve months, in yuan"),
        required=False,
        help_text=_("Time saved, costs avoided: what no voucher shows. It is never added to the other."),
    )
    soft_basis = WordsField(label=_("How the estimate was made"), rows=2, required=False)

    def __init__(self, *args, suggestion, **kwargs):
        benefit = getattr(suggestion, "benefit", None)
        super().__init__(*args, suggestion=suggestion, initial=_claimed(benefit), lines=_lines(benefit), **kwargs)
        for name in ("yuan", "basis", "soft_yuan", "soft_basis"):
            self.fields[name].is_plain = True
        said = {effect.kind: effect.words for effect in suggestion.effects.all()}
        for kind, label in Effect.Kind.choices:
            self.fields[f"effect_{kind}"] = plain_text(label, 200)
            self.initial[f"effect_{kind}"] = said.get(kind, "")

    @property
    def effect_boxes(self):
        return [self[f"effect_{kind}"] for kind in Effect.Kind.values]

    def clean(self):
        data = super().clean()
        lines = data["lines"]
        if data.get("yuan") is None and lines:
            data["yuan"] = total(lines)
        self._check_pair("yuan", "basis")
        self._check_pair("soft_yuan", "soft_basis")
        if lines and "yuan" not in self.errors and data["yuan"] != total(lines):
            words = _("The lines add up to %(sum)s yuan. Please write that, or leave the amount empty.")
            self.add_error("yuan", words % {"sum": total(lines)})
        if not self.errors and data["yuan"] is None and data["soft_yuan"] is None and not self.effects:
            self.add_error(None, _("Please write an amount, or what it brings without money."))
        return data

    def _check_pair(self, amount, basis):
        """An amount and what it rests on go together."""
        yuan, words = self.cleaned_data.get(amount), self.cleaned_data.get(basis)
        if yuan is not None and not words and basis not in self.errors:
            self.add_error(basis, NO_BASIS)
        if words and yuan is None and amount not in self.errors:
            self.add_error(amount, NO_AMOUNT)

    @property
    def effects(self):
        said = {kind: clean_line(self.cleaned_data.get(f"effect_{kind}")) for kind in Effect.Kind.values}
        return {kind: words for kind, words in said.items() if words}

    @property
    def facts(self):
        names = ("version", "yuan", "basis", "soft_yuan", "soft_basis", "lines")
        return {name: self.cleaned_data[name] for name in names} | {"effects": self.effects}

    @property
    def words(self):
        data = self.cleaned_data
        return data["basis"] or data["soft_basis"] or " ".join(self.effects.values())


def _claimed(benefit):
    names = ("yuan", "basis", "soft_yuan", "soft_basis")
    return {name: getattr(benefit, f"claimed_{name}") for name in names} if benefit else {}


def _lines(benefit):
    return benefit.lines if benefit else ()


class VerifyForm(DeskForm):
    name = "verify"

    yuan = YuanField(
        label=_("Verified benefit, in yuan"),
        help_text=_("Of the twelve months from adoption. 0 is an answer too."),
        error_messages={"required": _("Please write the amount. 0 is an answer too.")},
    )
    basis = WordsField(
        label=_("Basis"),
        rows=3,
        help_text=_("Vouchers, meter readings, working hours: what the amount rests on."),
        error_messages={"required": _("Please write what the amount rests on.")},
    )
    soft_yuan = YuanField(
        label=_("Verified as an estimate, in yuan"),
        required=False,
        help_text=_("Time saved, costs avoided. Shown apart, and never added to the verified benefit."),
    )
    soft_basis = WordsField(label=_("Basis of the estimate"), rows=2, required=False)

    def clean(self):
        data = super().clean()
        yuan, basis = data.get("soft_yuan"), data.get("soft_basis")
        if yuan is not None and not basis and "soft_basis" not in self.errors:
            self.add_error("soft_basis", _("Please write what the amount rests on."))
        if basis and yuan is None and "soft_yuan" not in self.errors:
            self.add_error("soft_yuan", _("Please write the amount. 0 is an answer too."))
        return data

    @property
    def words(self):
        return self.cleaned_data["soft_basis"] or self.cleaned_data["basis"]
