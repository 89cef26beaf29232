"""What a worker fills in: a suggestion, the details asked for, and whether it was really done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.widgets import Chips, Choices

from ..models import Suggestion
from .fields import KeyField, PhotosField, VersionField, WordsField

Category = Suggestion.Category


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

    def clean_category(self):
        return self.cleaned_data["category"] or Category.OTHER

    @property
    def facts(self):
        """What `services.submit` takes."""
        facts = dict(self.cleaned_data)
        is_hazard = facts.pop("hazard")
        return facts | {"kind": Suggestion.Kind.HAZARD if is_hazard else Suggestion.Kind.SUGGESTION}

    @property
    def more_is_open(self):
        """Whether the folded part has something to show: an error, or what was typed before."""
        return self.is_bound and any(
            name in self.errors or self[name].value() not in ("", None, Category.OTHER)
            for name in ("expected_effect", "category")
        )


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
