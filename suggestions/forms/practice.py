"""What is changed about a task: its steps and days, its owner, its photos; and what is said about it later."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line
from alliance_portal.widgets import Choices
from members.fields import PersonField

from ..models import Photo, Recheck
from ..services.steps import words_of
from ..story import pair
from .fields import PhotosField, WordsField
from .review import DueDayField, QuotaField
from .tracking import DeskForm


class ReasonForm(DeskForm):
    """Why: the worker reads it too."""

    reason = WordsField(
        label=_("Why"),
        rows=2,
        max_length=300,
        help_text=_("The worker reads it as you write it."),
        error_messages={"required": _("Please write why. A few words will do.")},
    )


class DaysForm(DeskForm):
    """Bounds every day to one between today and a year from now."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DueDayField):
                field.bound_from_today()


class PlanForm(DaysForm):
    name, heading, button = "plan", _("Plan a step"), _("Add the step")
    is_main = True

    title = forms.CharField(
        label=_("Step"),
        max_length=80,
        help_text=_("Such as: order the arm, fit it on Friday, try it for a week."),
        error_messages={"required": _("Please write what has to be done."), "max_length": _("At most 80 characters.")},
    )
    due_on = DueDayField(label=_("To be done by"))

    def clean_title(self):
        return clean_line(self.cleaned_data["title"])

    @property
    def words(self):
        return words_of(self.cleaned_data["title"], self.cleaned_data["due_on"])


class WhichStepForm(DeskForm):
    """Chooses among the steps that are still open."""

    step = forms.ModelChoiceField(
        queryset=None,
        label=_("Step"),
        empty_label=_("Please choose"),
        error_messages={
            "required": _("Please choose the step."),
            "invalid_choice": _("This step has been taken out meanwhile."),
        },
    )

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.fields["step"].queryset = suggestion.implementation.milestones.filter(done_at=None)


class DayForm(WhichStepForm, DaysForm, ReasonForm):
    """Another day for a step, or for the whole task."""

    name, heading, button = "day", _("Change a day"), _("Change the day")
    field_order = ["version", "step", "due_on", "reason"]

    due_on = DueDayField(label=_("New day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].required, self.fields["step"].is_plain = False, True
        self.fields["step"].label, self.fields["step"].empty_label = _("Which day"), _("That of the whole task")


class DropForm(WhichStepForm, ReasonForm):
    name, heading, button = "drop", _("Take a step out"), _("Take the step out")
    field_order = ["version", "step", "reason"]


class HandOverForm(ReasonForm):
    """Owners have no business with the roster: the answer to a doubt lists nobody."""

    name, heading, button = "hand_over", _("Hand the task over"), _("Hand it over")
    is_main = True
    field_order = ["version", "to", "reason"]

    to = PersonField(
        label=_("New owner"),
        discreet=True,
        help_text=_("Work number or full name. You go on seeing the task."),
        error_messages={"required": _("Please say who takes it over.")},
    )

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.fields["to"].people = suggestion.enterprise.people.in_service()


class TrialForm(DeskForm):
    """It did not work, and that is worth something too."""

    name, heading, button = "trial", _("It was tried and did not work"), _("Report the trial")
    is_main = True

    tried = WordsField(
        label=_("What was tried"),
        rows=3,
        error_messages={"required": _("Please write what was tried. A few words will do.")},
    )
    measured = WordsField(
        label=_("What was measured"),
        rows=2,
        help_text=_("Numbers, if there are any: pieces, minutes, degrees."),
        error_messages={"required": _("Please write what was measured or seen.")},
    )
    learned = WordsField(
        label=_("What we learned"),
        rows=3,
        help_text=_("What others should know before they try it again."),
        error_messages={"required": _("Please write what we learned. A few words will do.")},
    )
    photos = PhotosField(label=_("Photos of the trial"), required=False, help_text=_("Up to 4, each 8 MB at most."))

    @property
    def words(self):
        return self.cleaned_data.get("learned", "")


class PhotoChoice(forms.RadioSelect):
    """Small photos to choose from."""

    template_name = "suggestions/_photo_choice.html"


class PairForm(DeskForm):
    name, heading, button = "pair", _("Photos side by side"), _("Show these two")
    is_main = True

    before = forms.ModelChoiceField(queryset=None, label=_("Photo before"), widget=PhotoChoice, empty_label=None)
    after = forms.ModelChoiceField(queryset=None, label=_("Photo after"), widget=PhotoChoice, empty_label=None)

    def __init__(self, *args, suggestion, **kwargs):
        shown = pair(suggestion)
        super().__init__(*args, suggestion=suggestion, initial=vars(shown), **kwargs)
        for name, kind in (("before", Photo.Kind.BEFORE), ("after", Photo.Kind.AFTER)):
            self.fields[name].queryset = suggestion.photos.filter(kind=kind)
        if shown.before is None:
            del self.fields["before"]


class BeforeForm(DeskForm):
    """Before the work begins, where the proposer sent no photo."""

    name, heading, button = "before", _("A photo from before"), _("Add the photo")

    photos = PhotosField(
        label=_("Photos of how it looks now, before the work"),
        help_text=_("The worker sent none. It is labelled as taken by you."),
        error_messages={"required": _("Please add a photo of how it looks before the work.")},
    )


class QuotaForm(DeskForm):
    """For how long a good idea raises nobody's quota."""

    name, heading, button = "quota", _("Keep the old work quota"), _("Promise it")
    is_main = True

    months = QuotaField(
        label=_("For how long"),
        empty_label=_("Please choose"),
        help_text=_("From the day it is done. The worker reads it."),
        error_messages={"required": _("Please choose for how long.")},
    )
    reason = WordsField(label=_("Why"), rows=2, max_length=300, required=False)

    def __init__(self, *args, suggestion, **kwargs):
        promised = suggestion.implementation.quota_months
        super().__init__(*args, suggestion=suggestion, initial={"months": promised}, **kwargs)
        self.fields["reason"].help_text = _("Needed when the time becomes shorter.") if promised else ""

    def clean(self):
        data = super().clean()
        promised, months = self.suggestion.implementation.quota_months, data.get("months")
        if promised and months and months < promised and not data.get("reason"):
            self.add_error("reason", _("Please write why the time becomes shorter: the worker reads it."))
        return data


class RecheckForm(DeskForm):
    """What is seen months later."""

    name, heading, button = "recheck", _("What do you see there?"), _("Record the visit")
    is_main = True

    result = forms.ChoiceField(
        label=_("Is it still in use?"),
        choices=Recheck.Result.choices,
        widget=Choices,
        error_messages={"required": _("Please choose one of the three.")},
    )
    note = WordsField(
        label=_("A word about it"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("Needed when something has changed, or when it is no longer used."),
    )
    photos = PhotosField(label=_("Photo of today"), required=False, help_text=_("One, 8 MB at most."))

    def clean_photos(self):
        photos = self.cleaned_data["photos"]
        if len(photos) > 1:
            raise ValidationError(_("Please choose one photo."))
        return photos

    def clean(self):
        data = super().clean()
        changed = data.get("result") not in (None, Recheck.Result.IN_USE)
        if changed and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Please write what has changed, or why it is no longer used."))
        return data

    @property
    def words(self):
        return super().words or str(Recheck.Result(self.cleaned_data["result"]).label)
