"""Looking for earlier suggestions, joining one, and taking a merge back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..duplicates import SHORTEST, says_something
from .fields import VersionField, WordsField


class LookForm(forms.Form):
    """A few words to look for."""

    use_required_attribute = False

    problem = WordsField(
        label=_("What is it about?"),
        rows=3,
        help_text=_("A few words about the place and what is wrong there."),
        error_messages={"required": _("Please write a few words first.")},
    )

    def clean_problem(self):
        text = self.cleaned_data["problem"]
        if not says_something(text):
            too_short = _("Please write a little more: at least %(number)s characters.")
            raise forms.ValidationError(too_short % {"number": SHORTEST})
        return text


class BackForm(forms.Form):
    """“I have met this too”, with a word about it or without."""

    use_required_attribute = False

    note = WordsField(
        label=_("A word about it"),
        required=False,
        rows=2,
        max_length=300,
        help_text=_("Such as: with us it happens on the night shift. Reviewers read it, but not whose it is."),
    )


class UnmergeForm(forms.Form):
    """Why two suggestions are two matters after all."""

    use_required_attribute = False

    version = VersionField()
    reason = WordsField(
        label=_("Why are they two matters?"),
        rows=2,
        max_length=300,
        help_text=_("Both proposers read it in the history."),
        error_messages={"required": _("Please write the reason: the worker will read it.")},
    )

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, initial={"version": suggestion.version}, auto_id="unmerge-%s", **kwargs)

    @property
    def words(self):
        return self.cleaned_data["reason"]
