"""What whoever issues certificates says of them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, PastDayField
from alliance_portal.widgets import Ticks

from ..models import Session
from .steps import ReasonForm as MentoringReasonForm


class IssueForm(forms.Form):
    """For `target`, a session or a course; `parts` are those who were there and have none yet."""

    use_required_attribute = False

    title = LineField(
        label=pgettext_lazy("of a certificate", "Title"), max_length=120,
        error_messages={"required": _("Please write what it is for.")},
    )  # fmt: skip
    body = LineField(label=_("Issued by"), max_length=80, error_messages={"required": _("Please write who issues it.")})
    issued_on = PastDayField(label=_("Issued on"))
    at_least = forms.IntegerField(
        label=_("Sessions at least"), min_value=1, initial=1,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Please write a number.")},
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label=_("Who gets one"), coerce=int, widget=Ticks,
        error_messages={"required": _("Please choose somebody.")},
    )  # fmt: skip

    def __init__(self, *args, target, parts, **kwargs):
        is_session = isinstance(target, Session)
        begun = {"title": target.topic if is_session else target.title, "body": target.enterprise.name}
        super().__init__(*args, initial={**begun, "people": [part.person.pk for part in parts]}, **kwargs)
        self.fields["people"].choices = [(part.person.pk, self._label(part, is_session)) for part in parts]
        if is_session:
            del self.fields["at_least"]
        else:
            held = max((part.held for part in parts), default=1)
            self.fields["at_least"].max_value = held
            self.fields["at_least"].help_text = _("Of the %(held)d sessions of the course.") % {"held": held}

    @staticmethod
    def _label(part, is_session):
        named = f"{part.person.work_number} {part.person.name}"
        return named if is_session else f"{named} · {part.attended}/{part.held}"

    def clean_at_least(self):
        number, most = self.cleaned_data["at_least"], self.fields["at_least"].max_value
        if number > most:
            raise forms.ValidationError(_("The course had %(held)d sessions.") % {"held": most})
        return number

    @property
    def facts(self):
        return self.cleaned_data


class RevokeForm(MentoringReasonForm):
    """Why a certificate is no longer true."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Its holder reads it; whoever checks the certificate reads the day alone.")
