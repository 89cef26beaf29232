"""What makes a result of a finished improvement: how it works and what is better, in words for others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import LineField
from alliance_portal.widgets import Chips
from workshops.models import Workshop

from .fields import WordsField
from .tracking import DeskForm


class ResultForm(DeskForm):
    name, heading, button = "result", _("In words for others"), _("Make a result of it")
    is_main = True

    title = LineField(label=_("Title"), max_length=80, error_messages={"required": _("Please give it a title.")})
    method = WordsField(
        label=_("How does it work?"), rows=4,
        error_messages={"required": _("Please write this down: others decide by it.")},
    )  # fmt: skip
    after = WordsField(
        label=_("What is better now?"), rows=3,
        help_text=_("With a figure where there is one, and how it was measured."),
        error_messages={"required": _("Please write this down: others decide by it.")},
    )  # fmt: skip
    innovation = forms.ChoiceField(
        label=_("What kind of innovation is it?"), choices=Workshop.Innovation.choices, widget=Chips,
        error_messages={"required": _("Please choose what kind it is.")},
    )  # fmt: skip

    def __init__(self, *args, suggestion, **kwargs):
        words = {"title": suggestion.title, "method": suggestion.idea, "after": suggestion.expected_effect}
        super().__init__(*args, suggestion=suggestion, initial=words, **kwargs)
