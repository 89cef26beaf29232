"""What is said of figures on another site: where they stand, whose they are, which, how they look, who shows them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Enterprise
from members.permissions import is_district_staff
from suggestions.models import FigureEmbed
from suggestions.models.embed import MOST_SITES
from suggestions.sites import clean_site

Number = FigureEmbed.Number
# Beside the adoption rate stands what it does not say, unless somebody chooses otherwise.
USUAL = [Number.PARTICIPATION.value, Number.IN_TIME.value, Number.ADOPTION.value]
EVERY_SITE = _("Please name a site that may show it.")


class SitesField(forms.CharField):
    """Origins, one on a line."""

    widget = forms.Textarea(attrs={"rows": 3, "placeholder": "https://www.example.org", "spellcheck": "false"})

    def to_python(self, value):
        """Each of them once, as browsers write it; every line that is none is named."""
        sites, faults = [], []
        for line in filter(None, map(str.strip, super().to_python(value).splitlines())):
            try:
                sites.append(clean_site(line))
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(sites))

    def validate(self, value):
        super().validate(value)
        if len(value) > MOST_SITES:
            raise ValidationError(_("At most ten sites. Make another address for the rest."))


class EmbedForm(forms.Form):
    """The scope is chosen where there is more than one, and never changed afterwards."""

    enterprise = forms.ModelChoiceField(None, label=_("Figures of"))
    name = forms.CharField(
        label=pgettext_lazy("on another site", "Where it stands"), max_length=60,
        help_text=_("So that you know it again: home page of the group."),
        error_messages={"required": _("Please write where it stands.")},
    )  # fmt: skip
    numbers = forms.MultipleChoiceField(
        label=_("Rates beside the ladder"), choices=Number.choices, initial=USUAL, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The ladder from received to verified is always there. A rate has its two numbers beside it."),
    )  # fmt: skip
    theme = forms.ChoiceField(
        label=_("Appearance"), choices=FigureEmbed.Theme.choices, initial=FigureEmbed.Theme.LIGHT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    sites = SitesField(
        label=_("Sites that may show it"), max_length=2200, error_messages={"required": EVERY_SITE},
        help_text=_("One on a line, like https://www.example.org. On every other site browsers show an empty frame."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, embed=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = () if is_district_staff(user) else _led_by(user)
        if embed is not None or len(own) < 2:
            del self.fields["enterprise"]
            self.enterprise = embed.enterprise if embed is not None else next(iter(own), None)
        else:
            self.fields["enterprise"].queryset = own
        if embed is None:
            del self.fields["version"]

    @property
    def facts(self):
        """What the services take."""
        names = ("name", "numbers", "theme", "sites")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def scope(self):
        """The enterprise; None for the district."""
        return self.cleaned_data["enterprise"] if "enterprise" in self.fields else self.enterprise


def _led_by(user):
    return Enterprise.objects.visible_to(user).with_role(user, "leader", "officer").order_by("name")
