"""What anybody says of the portal, and what staff answers."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from ..inputs import KeyField, LineField, WordsField
from ..models import Feedback
from ..widgets import Choices


class FeedbackForm(forms.Form):
    """Three fields, of which one may be left out."""

    use_required_attribute = False

    key = KeyField()
    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=Feedback.Kind.choices, widget=Choices,
        error_messages={"required": _("Please choose what it is about.")},
    )  # fmt: skip
    text = WordsField(
        label=_("What should we know?"), rows=5, max_length=1000,
        error_messages={"required": _("Please write it down. A few words will do.")},
    )  # fmt: skip
    contact = LineField(
        label=_("How can we reach you?"), max_length=80, required=False,
        help_text=_("Leave it empty if you like: you get an address at which you find the answer."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)


class AnswerForm(forms.Form):
    """Staff's answer, for the writer to read."""

    answer = forms.CharField(
        label=_("Answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever wrote the remark reads it, without your name."),
    )  # fmt: skip
