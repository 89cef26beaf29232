"""The scope picker above the figures."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal import periods

# Lists of months, because not every browser has a picker for them, and those that do speak their own language.
MONTHS_OFFERED = 36


class ScopeForm(forms.Form):
    """Only draws the picker; `selection.choose` reads the address, and never refuses."""

    enterprise = forms.ChoiceField(label=_("Enterprise"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    from_month = forms.ChoiceField(label=_("From month"), required=False)
    to_month = forms.ChoiceField(label=_("To month"), required=False)

    def __init__(self, selection):
        super().__init__(
            initial=selection.parameters()
            | {"from_month": f"{selection.period.first:%Y-%m}", "to_month": f"{selection.period.last:%Y-%m}"}
        )
        months = _months(selection.period)
        self.fields["from_month"].choices = self.fields["to_month"].choices = months
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


def _months(period):
    """The months of the last three years, newest first, and those of the period where it begins before them."""
    newest = timezone.localdate().replace(day=1)
    oldest = min(period.first, periods.add_months(newest, 1 - MONTHS_OFFERED))
    months = reversed(periods.Period(oldest, newest).months)
    return [(f"{month:%Y-%m}", periods.month_and_year(month)) for month in months]
