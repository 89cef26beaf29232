"""What a proposer says about being named."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.widgets import Choices

from ..models import NameConsent
from .worker import WorkerForm


class ConsentForm(WorkerForm):
    """None is preselected: silence is no consent."""

    audience = forms.ChoiceField(
        label=_("Who may read your name?"),
        choices=NameConsent.Audience.choices,
        widget=Choices,
        error_messages={"required": _("Please choose who may read your name.")},
    )
