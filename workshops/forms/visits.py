"""What an enterprise answers to a visit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import VersionField, WordsField
from alliance_portal.widgets import Segments


class FeedbackForm(forms.Form):
    use_required_attribute = False

    words = WordsField(
        label=_("A word to the union"),
        rows=3,
        max_length=500,
        help_text=_("The union reads it as you write it, with your name."),
        error_messages={"required": _("Please write a few words.")},
    )


class AnswerForm(forms.Form):
    """Whether a promise has been kept; what is lacking has to be said."""

    use_required_attribute = False
    KEPT, NOT_KEPT = "kept", "not_kept"

    version = VersionField()
    answer = forms.ChoiceField(
        label=_("Has it been kept?"),
        widget=Segments,
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("This cannot be said of it now. Please choose again."),
        },
    )
    words = WordsField(
        label=_("In your own words"), rows=3, max_length=500, required=False,
        help_text=_("If it has not been kept: what is still lacking."),
    )  # fmt: skip

    def __init__(self, *args, promise, may_confirm, may_deny, initial=None, **kwargs):
        super().__init__(*args, initial={"version": promise.version, **(initial or {})}, **kwargs)
        choices = {self.KEPT: _("It has been kept"), self.NOT_KEPT: _("It has not been kept")}
        allowed = {self.KEPT: may_confirm, self.NOT_KEPT: may_deny}
        self.fields["answer"].choices = [pair for pair in choices.items() if allowed[pair[0]]]

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.NOT_KEPT and not data.get("words"):
            self.add_error("words", _("Please write what is still lacking."))
        return data


class StepForm(forms.Form):
    """The words that a step of staff needs, if it needs any."""

    use_required_attribute = False

    words = WordsField(max_length=1000, error_messages={"required": _("Please write a few words.")})

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        if step.asks:
            self.fields["words"].label = step.asks
        else:
            del self.fields["words"]
