"""The three questions about a session, answered on the phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import LineField
from alliance_portal.widgets import Choices

from ..models import Opinion

MISSING = _("Please choose an answer.")


class OpinionForm(forms.Form):
    """Nothing is chosen beforehand."""

    use_required_attribute = False

    words = LineField(
        label=_("What should be different next time?"), max_length=200, required=False,
        help_text=_("A sentence, if you like. Please name nobody. It is read without your name."),
    )  # fmt: skip

    field_order = [*Opinion.QUESTIONS, "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, answers) in Opinion.QUESTIONS.items():
            offered = [(one.value, one.label) for one in reversed(answers)]
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=offered, coerce=int, widget=Choices, error_messages={"required": MISSING}
            )
        self.order_fields(self.field_order)

    @property
    def facts(self):
        return self.cleaned_data
