"""Signing in, and passwords."""

import re

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    UserTokenForm,
)
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..accounts import ENTERPRISE_COOKIE
from ..letter_links import AnyLink
from ..usernames import username_for


class NoPlaceholders:
    """A label above the box says what belongs in it; words inside the box vanish when they are needed.

    What was left empty is named, so that the list of errors above the page can be read alone.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.name_what_is_missing()

    def name_what_is_missing(self):
        for field in self.fields.values():
            field.error_messages["required"] = format_lazy(_("Please fill in: {label}."), label=field.label)


class WhoseAccount(NoPlaceholders):
    """Whose account it is, by enterprise code and work number; union staff leave the code empty."""

    def ask_whose(self, request):
        # Nearly everybody needs the enterprise: “optional” beside it would be misread.
        self.fields["enterprise"].is_plain = True
        self.fields["enterprise"].initial = _known_enterprise(request)
        self.fields["login"].label = _("Work number")
        self.fields["login"].help_text = _("As on your work card. Union staff give their account name.")
        self.name_what_is_missing()


class EnterpriseField(forms.CharField):
    def __init__(self):
        attrs = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            label=_("Enterprise code"),
            max_length=6,
            required=False,
            help_text=_("2 to 6 letters, printed on the poster. Union staff leave it empty."),
            widget=forms.TextInput(attrs=attrs),
        )


class SignInForm(WhoseAccount, LoginForm):
    """Enterprise code, work number, password. Union staff leave the code empty and give an account name."""

    enterprise = EnterpriseField()
    field_order = ["enterprise", "login", "password"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["password"].help_text = ""
        self.ask_whose(self.request)

    def clean(self):
        if login := self.cleaned_data.get("login"):
            self.cleaned_data["login"] = username_for(self.cleaned_data.get("enterprise", ""), login)
        return super().clean()


class ForgottenForm(WhoseAccount, forms.Form):
    """For whom a letter with a link is asked."""

    use_required_attribute = False

    enterprise = EnterpriseField()
    login = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"}))

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_whose(request)

    @property
    def username(self):
        return username_for(self.cleaned_data["enterprise"], self.cleaned_data["login"])


def _known_enterprise(request):
    """The code from the poster's link, else the one this device signed in with last."""
    code = request.GET.get("e") or request.COOKIES.get(ENTERPRISE_COOKIE, "") if request else ""
    return code.upper() if re.fullmatch(r"[A-Za-z]{2,6}", code) else ""


class LinkForm(UserTokenForm):
    """What a link says: of whom, and its proof."""

    token_generator = AnyLink()


class FirstPasswordForm(NoPlaceholders, ResetPasswordKeyForm):
    """Behind a one-time link: the person chooses a password."""


class NewPasswordForm(NoPlaceholders, ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class OwnPasswordForm(NoPlaceholders, SetPasswordForm):
    """For a signed-in account that has no password."""


class SameAgainForm(NoPlaceholders, ReauthenticateForm):
    """The password once more before something delicate."""
