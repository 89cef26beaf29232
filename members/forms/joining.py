"""Asking for an account, looking after it, and the officer's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, VersionField
from alliance_portal.widgets import Choices

PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class JoinForm(forms.Form):
    use_required_attribute = False

    code = LineField(
        label=_("Invite code"),
        max_length=20,
        help_text=_("Ten letters and digits. Your union officer has it."),
        error_messages={"required": _("Please write the invite code.")},
        widget=forms.TextInput(attrs=PLAIN),
    )
    work_number = LineField(
        label=_("Work number"),
        max_length=20,
        help_text=_("As on your work card."),
        error_messages={"required": _("Please write the work number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = LineField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=60,
        help_text=_("Your full name, as the enterprise writes it."),
        error_messages={"required": _("Please write the name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class QueryForm(forms.Form):
    use_required_attribute = False

    code = LineField(
        label=_("Query code"),
        max_length=20,
        help_text=_("From the page that you saw after applying."),
        error_messages={"required": _("Please write the query code.")},
        widget=forms.TextInput(attrs=PLAIN),
    )


class AnswerForm(forms.Form):
    """Yes or no; a no has its reason, which the applicant reads."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("approve", _("Approve: I know that it is this colleague")), ("decline", _("Decline"))],
        widget=Choices,
        error_messages={"required": _("Please choose an answer.")},
    )
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed when you decline; the applicant reads it."),
    )
    version = VersionField()

    def clean(self):
        facts = super().clean()
        if facts.get("answer") == "decline" and not facts.get("reason"):
            self.add_error("reason", _("Please write the reason down: the applicant reads it."))
        return facts
