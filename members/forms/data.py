"""What people ask about their own data, how it is answered, and closing one's account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import VersionField, WordsField
from alliance_portal.widgets import Choices

from ..models import DataRequest


class AskForm(forms.Form):
    """What somebody asks for, and in which words."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=DataRequest.Kind.choices,
        widget=Choices,
        error_messages={"required": _("Please choose what you ask for.")},
    )
    words = WordsField(
        label=_("In your words"),
        max_length=1000,
        help_text=_("For example: my post is wrong, I have been a welder since March."),
        error_messages={"required": _("Please write what it is about.")},
    )


class AnswerDataForm(forms.Form):
    """Done or not, with the reason that the person reads."""

    use_required_attribute = False

    to = forms.ChoiceField(
        label=_("Answer"),
        choices=[("done", _("It is done")), ("declined", _("It is not done, for this reason"))],
        widget=Choices,
        error_messages={"required": _("Please choose an answer.")},
    )
    words = WordsField(
        label=_("In words"),
        max_length=1000,
        help_text=_("The colleague reads this: what you have done, or why not, and where to complain."),
        error_messages={"required": _("Please write the answer: the colleague reads it.")},
    )
    version = VersionField()


class CloseForm(forms.Form):
    """One tick more than a button: it cannot be taken back."""

    use_required_attribute = False

    knows = forms.BooleanField(
        label=_("I have read what goes and what stays. It cannot be taken back."),
        error_messages={"required": _("Please tick this first: it cannot be taken back.")},
    )
