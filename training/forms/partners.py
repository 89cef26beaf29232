"""Partners, what is agreed with them, and who learns here, as those who keep them write it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import DayField, DocumentField, LineField, SeveralField, VersionField, WordsField
from alliance_portal.widgets import Chips, Ticks
from workshops.forms.fields import LinkField

from ..models import Partner, PartnerAgreement
from .contests import VersionedForm

CHOOSE = {"required": _("Please choose one.")}
NUMBER = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})


class PartnerForm(forms.Form):
    """`enterprises` are those the user may keep a partner for; staff may keep it for the district."""

    use_required_attribute = False

    version = VersionField(required=False)
    name = LineField(
        label=pgettext_lazy("of a partner", "Name"),
        max_length=80,
        error_messages={"required": _("Please write the name.")},
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("partner", "Kind"), choices=Partner.Kind.choices, widget=Chips, error_messages=CHOOSE
    )
    enterprise = forms.ModelChoiceField(queryset=None, to_field_name="code", label=_("Kept by"))
    introduction = WordsField(label=_("Introduction"), rows=4, max_length=1000, required=False)
    website = LinkField(label=_("Website"), required=False)
    contact = LineField(
        label=_("Whom to ask there"), max_length=120, required=False,
        help_text=_("Name and telephone. Only those who keep the partner read it."),
    )  # fmt: skip

    def __init__(self, *args, enterprises, is_staff, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["enterprise"]
        field.queryset, field.required = enterprises, not is_staff
        field.empty_label = _("The district") if is_staff else _("Please choose")
        if not is_staff and len(enterprises) == 1:
            field.empty_label = None

    @property
    def facts(self):
        return self.cleaned_data


def words_of(partner):
    names = ("version", "name", "kind", "introduction", "website", "contact")
    begun = {name: getattr(partner, name) for name in names}
    return begun | {"enterprise": partner.enterprise and partner.enterprise.code}


class DaysForm(forms.Form):
    use_required_attribute = False

    version = VersionField(required=False)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))

    @property
    def facts(self):
        return self.cleaned_data


class AgreementForm(DaysForm):
    """`workshops` are those that may be named."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("agreement", "Kind"), choices=PartnerAgreement.Kind.choices, widget=Chips,
        error_messages=CHOOSE,
    )  # fmt: skip
    title = LineField(
        label=pgettext_lazy("of an agreement", "Title"), max_length=80,
        error_messages={"required": _("Please write what was agreed.")},
    )  # fmt: skip
    workshops = SeveralField(label=_("Workshops it is for"), queryset=None, widget=Ticks, required=False)
    file = DocumentField(label=_("The signed agreement"), required=False)
    field_order = ["kind", "title", "starts_on", "ends_on", "workshops", "file"]

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshops"].queryset = workshops

    @property
    def facts(self):
        """Without the file where none was chosen: the one that is there stays."""
        data = dict(self.cleaned_data)
        attachment, version = data.pop("file"), data.pop("version")
        data |= {"attachment": attachment} if attachment else {}
        return data | ({"version": version} if version is not None else {})


def agreement_words(agreement):
    names = ("version", "kind", "title", "starts_on", "ends_on")
    begun = {name: getattr(agreement, name) for name in names}
    return begun | {"workshops": list(agreement.workshops.values_list("pk", flat=True))}


class PlacementForm(DaysForm):
    """`workshops` are those the agreement is for, or all that may be named where it names none."""

    workshop = forms.ModelChoiceField(
        queryset=None, label=_("Workshop"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the workshop.")},
    )  # fmt: skip
    people = forms.IntegerField(
        label=_("Number of people"), min_value=1, max_value=500, widget=NUMBER, help_text=_("Nobody is named."),
        error_messages={"required": _("Please write a number.")},
    )  # fmt: skip
    field_order = ["workshop", "people", "starts_on", "ends_on"]

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops

    @property
    def facts(self):
        data = dict(self.cleaned_data)
        version = data.pop("version")
        return data | ({"version": version} if version is not None else {})


def placement_words(placement):
    names = ("version", "starts_on", "ends_on", "people", "workshop")
    return {name: getattr(placement, name) for name in names}


class EndForm(VersionedForm):
    ended_on = DayField(label=_("In force no longer from"))
    reason = LineField(label=_("Reason"), max_length=300, error_messages={"required": _("Please write down why.")})


class SeveralForm(forms.Form):
    """Several of what is offered: partners of a session, results of a partner."""

    use_required_attribute = False

    chosen = SeveralField(label="", queryset=None, widget=Ticks, required=False)

    def __init__(self, *args, offered, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset, self.fields["chosen"].label = offered, label

    @property
    def facts(self):
        return self.cleaned_data
