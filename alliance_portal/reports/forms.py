"""The picker of unit and period, and what is written when a report is frozen again."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import ReportTable

from .spans import offered
from .units import Standing


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


class UnitsForm(forms.Form):
    """The picker above the enterprises: a period, one report or all, how far they are, and in which order."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    report = forms.ChoiceField(label=_("Report"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    order = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, span, **chosen):
        super().__init__(initial={"period": span.code, **chosen})
        self.fields["period"].choices = _periods(span)
        self.fields["report"].choices = [("", _("All reports")), *ReportTable.choices]
        self.fields["state"].choices = [("", _("All enterprises")), *Standing.choices]
        self.fields["order"].choices = [("", _("By name")), ("signed", _("Fewest signed first"))]


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
