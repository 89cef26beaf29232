"""The scope picker above the figures."""

from django import forms
from django.utils.translation import gettext_lazy as _

MONTH = {"type": "month", "min": "2000-01"}


class ScopeForm(forms.Form):
    """Only draws the picker; `selection.choose` reads the address, and never refuses."""

    enterprise = forms.ChoiceField(label=_("Enterprise"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    from_month = forms.CharField(label=_("From month"), required=False, widget=forms.TextInput(MONTH))
    to_month = forms.CharField(label=_("To month"), required=False, widget=forms.TextInput(MONTH))

    def __init__(self, selection):
        super().__init__(
            initial=selection.parameters()
            | {"from_month": f"{selection.period.first:%Y-%m}", "to_month": f"{selection.period.last:%Y-%m}"}
        )
        whole = [("", _("The whole district"))] if selection.may_see_district else []
        self._offer("enterprise", whole + [(e.code, str(e)) for e in selection.enterprises])
        self._offer("department", [("", _("The whole enterprise"))] + [(d.name, d.name) for d in selection.departments])

    def _offer(self, name, choices):
        """Without a choice there is nothing to pick."""
        if len(choices) > 1:
            self.fields[name].choices = choices
        else:
            del self.fields[name]

    def add_prefix(self, field_name):
        """Months are called `from` and `to` in the address."""
        return {"from_month": "from", "to_month": "to"}.get(field_name, field_name)
