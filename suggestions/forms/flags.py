"""The sentence an officer says to a number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line

from ..models import FlagAnswer


class FlagAnswerForm(forms.Form):
    use_required_attribute = False

    words = forms.CharField(
        label=_("What you have found"), max_length=FlagAnswer.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "data-limit": FlagAnswer.LONGEST}),
        help_text=_(
            "One sentence, such as: the box was emptied at the end of the quarter, the slips are in the office."
        ),
        error_messages={"required": _("Please write what you have found.")},
    )  # fmt: skip

    def clean_words(self):
        return clean_line(self.cleaned_data["words"])
