"""What whoever runs a session types: four digits, names, ticks, and who of a team shall come."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import WordsField
from alliance_portal.text import clean_line
from alliance_portal.widgets import Segments
from members.fields import PeopleField, everybody_called
from workshops.forms.fields import StepForm

from ..models import Attendance

Way = Attendance.Way
MOST_AT_ONCE = 300


class DigitsForm(forms.Form):
    use_required_attribute = False

    digits = forms.RegexField(
        r"\A[0-9]{4}\Z", label=_("Four digits"), strip=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short", "maxlength": 4}),
        error_messages={"required": _("Please type the four digits."), "invalid": _("Please type four digits.")},
    )  # fmt: skip


class AddForm(forms.Form):
    """Whoever is in the room and on no list; nobody is listed who is not named."""

    use_required_attribute = False

    people = PeopleField(
        label=_("Who is there"), discreet=True, help_text=_("Work numbers or full names, with commas between them."),
        error_messages={"required": _("Please name at least one person.")},
    )  # fmt: skip

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].people = people


class ListForm(AddForm):
    """Ticks for whoever was there, as the paper or the roll-call says; more may be named below."""

    ticked = forms.TypedMultipleChoiceField(coerce=int, required=False, label=_("Present"))
    way = forms.ChoiceField(label=_("From where"), widget=Segments)

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        self.missing = {line.person.pk: line.person for line in missing}
        self.fields["ticked"].choices = [(pk, str(person)) for pk, person in self.missing.items()]
        self.fields["way"].choices = [(way.value, way.label) for way in (Way.ROLL, Way.PAPER)]
        self.fields["people"].required = False
        self.fields["people"].label = _("Who else was there")

    def clean(self):
        data = super().clean()
        if not self.errors and not data["ticked"] and not data["people"]:
            raise ValidationError(_("Please tick or name at least one person."))
        return data

    @property
    def present(self):
        data = self.cleaned_data
        return [*(self.missing[pk] for pk in data["ticked"]), *(data["people"] or ())]


class StrikeForm(StepForm):
    reason = WordsField(
        label=_("Reason"), rows=2, max_length=200, help_text=_("It stays in the history of the session."),
        error_messages={"required": _("Please write down why.")},
    )  # fmt: skip


class GiveBackForm(StepForm):
    reason = WordsField(
        label=_("Reason"), rows=2, max_length=200, required=False, help_text=_("The person reads it, if you write one.")
    )


class TeamForm(forms.Form):
    """A department, a list of people, or both. Whoever is not found is told with the result, nothing is lost by it."""

    use_required_attribute = False
    SEPARATORS = re.compile(r"[、，,；;\n]")

    department = forms.ModelChoiceField(
        None, required=False, label=_("Department"), empty_label=_("none"),
        help_text=_("With everything that belongs to it."),
    )  # fmt: skip
    names = WordsField(
        label=_("People"), rows=4, required=False,
        help_text=_("Work numbers or full names, one on each line or with commas between them."),
    )  # fmt: skip

    def __init__(self, *args, people, departments, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["department"].queryset = departments
        if not departments.exists():
            del self.fields["department"]

    def clean(self):
        data = super().clean()
        self.found, self.unknown = self._named(data.get("names") or "")
        if department := data.get("department"):
            of_unit = self.people.filter(department__in=department.enterprise.departments.under(department))
            self.found |= {one.pk: one for one in of_unit.select_related("enterprise", "user").order_by("work_number")}
        if not self.errors and not self.found and not self.unknown:
            raise ValidationError(_("Please choose a department or name people."))
        if len(self.found) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(n)d people at once.") % {"n": MOST_AT_ONCE})
        return data

    def _named(self, text):
        """({id: person}, texts that mean nobody or more than one person)."""
        found, unknown = {}, []
        pieces = (clean_line(piece) for piece in self.SEPARATORS.split(text))
        # Numbers are typed with blanks between them too; a number and a name are one person.
        texts = [one for piece in pieces for one in (piece.split() if piece.isascii() else [piece]) if one]
        if len(texts) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(n)d people at once.") % {"n": MOST_AT_ONCE})
        for one, called in everybody_called(self.people.select_related("enterprise", "user"), texts).items():
            if len(called) == 1:
                found[called[0].pk] = called[0]
            else:
                unknown.append(one)
        return found, unknown
