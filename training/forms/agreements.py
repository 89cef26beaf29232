"""Drawing up a mentoring agreement."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, VersionField, WordsField
from alliance_portal.text import clean_line
from members.fields import PeopleField, PersonField
from members.models import Person
from workshops.forms.fields import DayField

from ..guests import number_of, people_called


class GuestsField(forms.CharField):
    """People of other enterprises by enterprise code and work number; a list without repetition."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)

    def clean(self, value):
        parts = PeopleField.SEPARATORS.split(super().clean(value))
        found = people_called([text for part in parts if (text := clean_line(part))])
        if unknown := [text for text, person in found.items() if person is None]:
            words = _("Nobody in service is known as %(names)s. Please write code and work number, such as JC-010203.")
            raise ValidationError(words % {"names": "、".join(unknown)})
        return list(dict.fromkeys(found.values()))


class MentorshipForm(forms.Form):
    """Who teaches whom what, and until when; `facts` are what the services take."""

    use_required_attribute = False

    version = VersionField(required=False)
    mentor = PersonField(
        label=_("Mentor"), help_text=_("Work number or name, of this enterprise."),
        error_messages={"required": _("Please name the mentor.")},
    )  # fmt: skip
    apprentices = PeopleField(
        label=pgettext_lazy("people", "Apprentices"), required=False,
        help_text=_("Work numbers or names, with a comma between them; five at most."),
    )  # fmt: skip
    guests = GuestsField(
        label=_("Apprentices of other enterprises"), required=False,
        help_text=_("As they sign in: code of the enterprise and work number, such as JC-010203."),
    )  # fmt: skip
    trade = LineField(
        label=_("Trade"), max_length=40, help_text=_("Such as: welder, fitter, electrician."),
        error_messages={"required": _("Please write the trade.")},
    )  # fmt: skip
    workshop = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Workshop"), empty_label=_("None: the enterprise itself"),
        error_messages={"required": _("Please choose the workshop.")},
    )  # fmt: skip
    starts_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"), help_text=_("Half a year later at least, five years at most."))
    target_grade = forms.ChoiceField(
        label=_("Skill grade aimed at"), required=False, choices=[("", _("None")), *Person.SkillGrade.choices]
    )
    goals = WordsField(
        label=_("Goals"), rows=4, max_length=1000,
        help_text=_("What the apprentice can do and knows at the end, so that it can be checked."),
        error_messages={"required": _("Please write the goals.")},
    )  # fmt: skip
    number = LineField(
        label=_("Agreement number"), max_length=32, required=False, help_text=_("Empty: the next one is given.")
    )

    def __init__(self, *args, enterprise, workshops, discreet, mentorship=None, must_name_workshop=False, **kwargs):
        super().__init__(*args, initial=_begun(mentorship), **kwargs)
        people = enterprise.people.in_service()
        for name in ("mentor", "apprentices"):
            self.fields[name].people, self.fields[name].discreet = people, discreet
        workshop = self.fields["workshop"]
        workshop.queryset = workshops
        if must_name_workshop:
            workshop.required, workshop.empty_label = True, _("Please choose")
        if mentorship:
            del self.fields["number"]

    def clean(self):
        data = super().clean()
        named = [*(data.get("apprentices") or []), *(data.get("guests") or [])]
        if not named and not {"apprentices", "guests"} & set(self.errors):
            self.add_error("apprentices", _("Please name at least one apprentice."))
        return data

    @property
    def facts(self):
        data = dict(self.cleaned_data)
        version = data.pop("version")
        data["apprentices"] = [*data["apprentices"], *data.pop("guests")]
        return data if "number" in data else data | {"version": version}


def _begun(mentorship):
    if mentorship is None:
        return {}
    people = [one.person for one in mentorship.apprenticeships.all()]
    own = [one for one in people if one.enterprise_id == mentorship.enterprise_id]
    guests = [one for one in people if one.enterprise_id != mentorship.enterprise_id]
    names = ("version", "trade", "workshop", "starts_on", "ends_on", "target_grade", "goals")
    return {name: getattr(mentorship, name) for name in names} | {
        "mentor": f"{mentorship.mentor.work_number} {mentorship.mentor.name}",
        "apprentices": "、".join(f"{one.work_number} {one.name}" for one in own),
        "guests": "、".join(map(number_of, guests)),
    }
