"""The picker of unit and period, and what is written when a report is frozen again."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .spans import offered


class SelectionForm(forms.Form):
    """Only draws the picker; `selection.choose` reads the address, and never refuses a period."""

    enterprise = forms.ChoiceField(label=_("Enterprise"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, selection):
        super().__init__(initial=selection.parameters)
        whole = [("", _("The whole district"))] if selection.may_see_district else []
        units = whole + [(one.code, str(one)) for one in selection.enterprises]
        if len(units) > 1:
            self.fields["enterprise"].choices = units
        else:
            del self.fields["enterprise"]
        self.fields["period"].choices = _periods(selection.span)


def _periods(chosen):
    groups = [(str(name), [(one.code, one.label) for one in found]) for name, found in offered(timezone.localdate())]
    if chosen.code not in {code for _name, choices in groups for code, _label in choices}:
        groups.insert(0, (str(_("Chosen now")), [(chosen.code, chosen.label)]))
    return groups


class FreezeForm(forms.Form):
    """The first version has no field; a correction says why."""

    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands beside what has changed, for everybody who reads the report."),
    )  # fmt: skip

    def __init__(self, *args, is_correction, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]
