"""One form for all that a request asks of a workshop: what is known to look over, what is missing to type."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alliance_portal.facts import Kind, in_words
from alliance_portal.ledgers import cells
from alliance_portal.text import clean
from workshops.forms.fields import DayField, DocumentField
from workshops.radar.cells import as_data, same

from .merging import VersionField

LONGEST_WORDS = 2000
TWO_PLACES = Decimal("0.01")


def _units_of(fact):
    """Its unit as the page says it, and as people write it whatever the language of the page."""
    with translation.override(settings.LANGUAGE_CODE):
        own = cells.compact(str(fact.unit))
    return [unit for unit in (cells.compact(str(fact.unit)), own) if unit]


class NumberField(forms.DecimalField):
    """A number as people type it: full-width digits, “1,200”, “5万”, and the unit behind it are understood."""

    def __init__(self, *, fact, **kwargs):
        errors = {
            "invalid": _("Please write a number, such as 12. Where there is nothing, write 0."),
            "min_value": _("A number below 0 does not fit here."),
            "max_decimal_places": _("Please write at most two decimals.")
            if fact.decimals
            else _("Please write a whole number."),
        }
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        limits = {"min_value": 0, "max_digits": 14, "decimal_places": min(fact.decimals, 2)}
        super().__init__(error_messages=errors, widget=box, **limits, **kwargs)
        self.units = _units_of(fact)

    def widget_attrs(self, widget):
        """A text box: the limits are told in words, not by the browser."""
        return {}

    def to_python(self, value):
        text = cells.compact(value)
        for unit in self.units:
            text = text.removesuffix(unit)
        if not text:
            return super().to_python("")
        try:
            number, unit, _multiple = cells.quantity(text)
        except cells.CellError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if unit and unit not in cells.MONEY:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        # As it was written: 3.00 has two decimals, and a fact of whole numbers takes it.
        return super().to_python(number.normalize() if number == number.to_integral() else number)


class TextField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def to_python(self, value):
        return clean(super().to_python(value))


FIELDS = {Kind.WORDS: TextField, Kind.DATE: DayField, Kind.FILE: DocumentField}


def _field(fact, **kwargs):
    """The box for a fact, which may be left empty until all of it is confirmed."""
    if fact.is_number:
        return NumberField(fact=fact, required=False, **kwargs)
    return FIELDS[fact.kind](required=False, **kwargs)


class Asked:
    """One question with the boxes that answer it."""

    def __init__(self, form, question):
        self.question, self.cell = question, question.cell
        self.name = question.cell.want.key
        self.value = form[self.name]
        self.hidden = [form[f"was-{self.name}"], form[f"version-{self.name}"]]
        self.reason = form[f"reason-{self.name}"] if f"reason-{self.name}" in form.fields else None

    @property
    def is_open(self):
        """Whether the box to say something else than the portal stands open."""
        return bool(self.cell.entry or self.value.errors or (self.reason and self.reason.errors))


class AnswerForm(forms.Form):
    """A box for each question; beside it, hidden, what stood there and its version when the page was made."""

    use_required_attribute = False

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, auto_id="f-%s", **kwargs)
        self.questions = {question.cell.want.key: question for question in questions}
        for question in questions:
            self._add(question)

    def _add(self, question):
        cell, name = question.cell, question.cell.want.key
        field = _field(cell.fact, label=self._label(cell))
        field.is_plain = True
        self.fields[name] = field
        self.fields[f"was-{name}"] = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
        self.fields[f"version-{name}"] = VersionField(required=False)
        entry = cell.entry
        self.initial |= {
            name: self._initial(cell),
            f"was-{name}": "" if entry is None else as_data(entry.value),
            f"version-{name}": entry.version if entry else 0,
        }
        if cell.given is not None:
            reason = TextField(label=_("Why it is different"), required=False)
            reason.is_plain = True
            self.fields[f"reason-{name}"] = reason
            self.initial[f"reason-{name}"] = entry.reason if entry else ""

    @staticmethod
    def _label(cell):
        unit = f"（{cell.fact.unit}）" if cell.fact.is_number and cell.fact.unit else ""
        return f"{cell.fact.name}{unit}"

    @staticmethod
    def _initial(cell):
        """Numbers without the decimals that say nothing; of a file nothing can be put into a box."""
        if cell.proposed is None or cell.fact.kind == Kind.FILE:
            return ""
        if cell.fact.is_number:
            return in_words(cell.fact, cell.proposed).replace(",", "")
        return cell.proposed

    def asked(self):
        return [Asked(self, question) for question in self.questions.values()]

    @property
    def known(self):
        """What the portal knows by itself, with the box for something else."""
        return [one for one in self.asked() if one.cell.given is not None]

    @property
    def wanted(self):
        """What only the workshop can say."""
        return [one for one in self.asked() if one.cell.given is None]

    def clean(self):
        data = super().clean()
        for name, question in self.questions.items():
            given, typed = question.cell.given, data.get(name)
            if given is None or typed in (None, "") or same(typed, given) or name in self.errors:
                continue
            if not data.get(f"reason-{name}"):
                self.add_error(f"reason-{name}", _("Please say why it is different from what the portal knows."))
        return data

    def changes(self):
        """[(question, value or None, reason, version)] of what is not as the page showed it."""
        found = []
        for name, question in self.questions.items():
            typed = self.cleaned_data.get(name)
            value = None if typed in (None, "") else typed
            if question.cell.fact.kind == Kind.FILE and value is None:
                continue
            reason = self.cleaned_data.get(f"reason-{name}", "")
            if self._is_changed(name, question, value, reason):
                found.append((question, value, reason, self.cleaned_data[f"version-{name}"] or 0))
        return found

    def _is_changed(self, name, question, value, reason):
        was, entry = clean(self.cleaned_data[f"was-{name}"]), question.cell.entry
        if (was or None) != (None if value is None else self._plain(value)):
            return True
        return bool(value is not None and entry and reason != entry.reason)

    @staticmethod
    def _plain(value):
        """As `was` holds it: numbers with the two decimals of the database."""
        return as_data(value.quantize(TWO_PLACES)) if hasattr(value, "quantize") else as_data(value)

    def refresh(self, name, entry):
        """After somebody was faster: what they typed is what stands there now, beside what this person typed."""
        self.data = self.data.copy()
        self.data[f"was-{name}"] = "" if entry is None else as_data(entry.value)
        self.data[f"version-{name}"] = entry.version if entry else 0
