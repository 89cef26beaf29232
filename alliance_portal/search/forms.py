"""What is looked for: two to forty characters, the first three words of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..inputs import LineField

SHORTEST, LONGEST, MOST_WORDS = 2, 40, 3


class SearchForm(forms.Form):
    use_required_attribute = False

    q = LineField(
        label=_("Look for"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
        error_messages={"required": _("Please write what you look for.")},
    )

    def clean_q(self):
        text = self.cleaned_data["q"]
        if len(text) < SHORTEST:
            raise ValidationError(_("Please write two characters or more."))
        if len(text) > LONGEST:
            raise ValidationError(_("Please write fewer words: 40 characters at most."))
        return text

    @property
    def words(self):
        """Each has to be found; more than three say nothing more."""
        return self.cleaned_data["q"].split()[:MOST_WORDS]
