"""The ready sentences that reviewers keep."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line

from ..models import Sentence


class SentenceForm(forms.ModelForm):
    """One sentence of an enterprise; `enterprises` are those the person reviews in."""

    use_required_attribute = False

    class Meta:
        model = Sentence
        fields = ["enterprise", "decision", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "data-limit": 200})}
        error_messages = {
            "decision": {"required": _("Please choose what it belongs to.")},
            "text": {"required": _("Please write the sentence.")},
        }

    def __init__(self, *args, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises
        self.fields["enterprise"].required = True
        if len(enterprises) == 1:
            self.instance.enterprise = enterprises[0]
            del self.fields["enterprise"]

    def _get_validation_exclusions(self):
        """The enterprise is checked too, also where there is only one and no box for it."""
        return super()._get_validation_exclusions() - {"enterprise"}

    def clean_text(self):
        return clean_line(self.cleaned_data["text"])
