"""What a worker fills in: a suggestion, the details asked for, and whether it was really done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line
from alliance_portal.widgets import Chips, Choices, Segments
from members.fields import PeopleField

from ..models import AnswerRating, Suggestion
from .fields import KeyField, PhotosField, VersionField, WordsField

Category = Suggestion.Category
SHOWN, HIDDEN = "shown", "hidden"
SIGNATURES = [
    (SHOWN, _("Under my name: reviewers and colleagues at work on it see it")),
    (HIDDEN, _("Hidden: neither reviewers nor leaders learn who had the idea")),
]


def _categories():
    """In the order of the law, and last what a worker who is not sure may leave."""
    sure = [(value, label) for value, label in Category.choices if value != Category.OTHER]
    return [*sure, (Category.OTHER, _("Not sure"))]


class WorkerForm(forms.Form):
    """Says whether photos were lost: a page that is shown again cannot bring chosen files back."""

    @property
    def photos_lost(self):
        return self.is_bound and not self.is_valid() and any(self.files.values())


class SuggestionForm(WorkerForm):
    """One required field; everything else helps the reviewer and may be left out."""

    key = KeyField()
    problem = WordsField(
        label=_("1. What is wrong, or could be better?"),
        help_text=_("Where, what happens, what it leads to. You can also speak: the microphone is on your keyboard."),
        error_messages={"required": _("Please write what is wrong. A few words will do.")},
    )
    hazard = forms.BooleanField(label=_("Somebody may get hurt here"), required=False)
    photos = PhotosField(
        label=_("2. Photos"),
        required=False,
        help_text=_("Up to 4, each 8 MB at most. As long as it can be made out; better without faces."),
    )
    idea = WordsField(label=_("3. How would you change it?"), required=False, rows=2)
    expected_effect = WordsField(
        label=_("What would it bring?"),
        required=False,
        rows=2,
        help_text=_("Safer, faster, cheaper, easier … as you see it."),
    )
    category = forms.ChoiceField(
        label=_("Category"), choices=_categories, required=False, initial=Category.OTHER, widget=Chips
    )
    signature = forms.ChoiceField(
        label=_("Who may see your name"), choices=SIGNATURES, required=False, initial=SHOWN, widget=Choices
    )

    def clean_category(self):
        return self.cleaned_data["category"] or Category.OTHER

    @property
    def facts(self):
        """What `services.submit` takes."""
        facts = dict(self.cleaned_data)
        is_hazard, signature = facts.pop("hazard"), facts.pop("signature")
        facts["kind"] = Suggestion.Kind.HAZARD if is_hazard else Suggestion.Kind.SUGGESTION
        return facts | {"hide_name": signature == HIDDEN}

    @property
    def more_is_open(self):
        """Whether the folded part has something to show: an error, or what was typed before."""
        return self.is_bound and any(
            name in self.errors or self[name].value() not in ("", None, Category.OTHER, SHOWN) for name in self.folded
        )

    folded = ("expected_effect", "category", "signature")


class OwnForm(SuggestionForm):
    """From somebody with an account: colleagues who had the idea too can be named."""

    together = PeopleField(
        label=_("Colleagues who had the idea too"),
        required=False,
        discreet=True,
        help_text=_(
            "Work numbers or names, with a comma between them. Each is asked to confirm; shares are equal at first."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    folded = (*SuggestionForm.folded, "together")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["together"].people = person.enterprise.people.in_service().exclude(pk=person.pk)


class GuestForm(SuggestionForm):
    """From a poster, without an account: a name and a number may be left, and need not."""

    name = forms.CharField(
        label=_("Your name"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    work_number = forms.CharField(
        label=_("Your work number"),
        required=False,
        max_length=20,
        help_text=_("With it the suggestion is found on your own page as soon as you have an account."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )

    folded = (*SuggestionForm.folded, "name", "work_number")

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    def clean_work_number(self):
        return clean_line(self.cleaned_data["work_number"])


class DetailsForm(WorkerForm):
    """The details a reviewer asked for."""

    version = VersionField()
    text = WordsField(
        label=_("What you would like to add"),
        error_messages={"required": _("Please write the details. A few words will do.")},
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to 4, each 8 MB at most. As long as it can be made out; better without faces."),
    )


class WithdrawForm(WorkerForm):
    version = VersionField()


class RateForm(WorkerForm):
    """None is preselected; one tap and it is counted in the sum."""

    value = forms.ChoiceField(
        label=_("Was this answer clear to you?"),
        choices=AnswerRating.Value.choices,
        widget=Segments,
        help_text=_("Shown only in sums of five or more. Reviewers see no single rating, and no reward depends on it."),
        error_messages={"required": _("Please choose one of the three.")},
    )


class AskAgainForm(WorkerForm):
    """Asking what an answer means; once for each answer."""

    version = VersionField()
    text = WordsField(
        label=_("What is not clear to you?"),
        rows=3,
        max_length=500,
        error_messages={"required": _("Please write what is not clear. A few words will do.")},
    )


class AppealForm(WorkerForm):
    """Why somebody else should look at it."""

    version = VersionField()
    reason = WordsField(
        label=_("Why should somebody else look at it?"),
        rows=4,
        help_text=_("What was not considered, or has changed since."),
        error_messages={"required": _("Please write why. A few words will do.")},
    )


class NudgeForm(WorkerForm):
    """Nothing to fill in: that somebody waits says enough."""


class UrgeForm(WorkerForm):
    text = WordsField(
        label=_("A line to whoever has to act"),
        required=False,
        rows=2,
        help_text=_("They read it with your name."),
    )


class ShowNameForm(WorkerForm):
    version = VersionField()


class TrackForm(forms.Form):
    """The number and the query code of something that was sent in without an account."""

    use_required_attribute = False

    number = forms.CharField(
        label=_("Number of the suggestion"),
        max_length=20,
        help_text=_("Such as CF-2026-00042."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please fill in the number.")},
    )
    code = forms.CharField(
        label=_("Query code"),
        max_length=20,
        help_text=_("Ten letters and digits, shown once after sending. Capital or small does not matter."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please fill in the query code.")},
    )

    def clean_number(self):
        return clean_line(self.cleaned_data["number"]).upper()


class ConfirmForm(WorkerForm):
    """Whether the place has really changed; “not yet” needs a word, so that the owner knows what is missing."""

    YES, NOT_YET = "yes", "not_yet"

    version = VersionField()
    answer = forms.ChoiceField(
        label=_("Has it really been put right on the spot?"),
        choices=[(YES, _("Yes, it has been put right")), (NOT_YET, _("Not yet"))],
        widget=Choices,
        error_messages={"required": _("Please choose “yes” or “not yet”.")},
    )
    note = WordsField(
        label=_("A word about it"), required=False, rows=3, help_text=_("With “not yet”: what is still missing?")
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.NOT_YET and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Please write what is still missing, so that the owner can go on."))
        return data
