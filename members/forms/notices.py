"""How somebody wants to be told, and the robots of an enterprise's chat groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.outbox import is_allowed
from alliance_portal.widgets import Chips, Ticks

from ..models import ChatRobot, NoticeSettings, Topic, Way


class MailboxForm(forms.Form):
    """The mailbox to which notices shall come; empty for none."""

    use_required_attribute = False

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "We send a letter there first, with a link that says yes. A forgotten password is chosen anew by a letter"
            " there, too. Empty: no e-mail any more."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class WaysForm(forms.ModelForm):
    """For each topic, how it is told; and the quiet hours."""

    use_required_attribute = False

    class Meta:
        model = NoticeSettings
        fields = ["quiet_from", "quiet_to"]
        help_texts = {"quiet_to": _("What falls into the quiet hours is sent when they are over.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label,
                choices=Way.choices,
                initial=self.instance.way_of(topic),
                widget=Chips,
                error_messages={"required": _("Please choose one.")},
            )
        self.order_fields(Topic.values)

    @property
    def chosen(self):
        """What `notifications.choose_ways` takes."""
        ways = {topic.value: self.cleaned_data[topic.value] for topic in Topic}
        return {"ways": ways, "quiet_from": self.cleaned_data["quiet_from"], "quiet_to": self.cleaned_data["quiet_to"]}


class RobotForm(forms.ModelForm):
    """A robot; its secret is never shown again, and stays when the box is left empty."""

    use_required_attribute = False

    tells = forms.MultipleChoiceField(
        label=ChatRobot._meta.get_field("tells").verbose_name,
        choices=ChatRobot.Tells.choices,
        widget=Ticks,
        error_messages={"required": _("Please tick what it shall tell.")},
    )

    class Meta:
        model = ChatRobot
        fields = ["name", "service", "address", "secret", "tells", "quiet_from", "quiet_to", "is_on"]
        widgets = {
            "service": Chips,
            "address": forms.URLInput(attrs={"autocomplete": "off"}),
            "secret": forms.PasswordInput(attrs={"autocomplete": "off"}),
        }
        labels = {"name": _("Name of the group")}
        help_texts = {
            "address": _("In the chat group: settings, group robots, add, copy the address (webhook)."),
            "secret": _("Only if the robot signs its messages."),
            "quiet_to": _("What falls into the quiet hours is sent when they are over."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = ChatRobot._meta.get_field("service").choices
        if self.instance.pk:
            self._keep_what_is_not_shown()

    def _keep_what_is_not_shown(self):
        self.initial["address"] = ""
        for name, hint in {
            "address": _("Kept: %(address)s. Fill in only to change it.") % {"address": self.instance.masked_address},
            "secret": _("Left empty, it stays as it is."),
        }.items():
            self.fields[name].required, self.fields[name].help_text = False, hint
            self.fields[name].is_plain = True

    def _get_validation_exclusions(self):
        """The name is checked within the enterprise, which is no field."""
        return super()._get_validation_exclusions() - {"enterprise"}

    def clean_address(self):
        address = self.cleaned_data["address"] or self.instance.address
        if not is_allowed(address):
            raise forms.ValidationError(
                _("This is no address of a WeCom, DingTalk or Feishu robot. Please copy all of it.")
            )
        return address

    def clean_secret(self):
        return self.cleaned_data["secret"] or self.instance.secret
