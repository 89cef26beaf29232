from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .accounts import username_for


class SignInForm(LoginForm):
    """Enterprise code, work number, password. District staff leave the code empty and give their account name."""

    enterprise = forms.CharField(
        label=_("Enterprise code"),
        max_length=6,
        required=False,
        help_text=_("2 to 6 letters, printed on the poster. Union staff leave it empty."),
    )
    field_order = ["enterprise", "login", "password", "remember"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Work number")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""

    def clean_login(self):
        return self.cleaned_data["login"].strip()

    def clean(self):
        if login := self.cleaned_data.get("login"):
            self.cleaned_data["login"] = username_for(self.cleaned_data.get("enterprise", ""), login)
        return super().clean()
