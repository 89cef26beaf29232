"""The months of figures."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal import periods

# Lists of months, because not every browser has a picker for them, and those that do speak their own language.
MONTHS_OFFERED = 36


class PeriodForm(forms.Form):
    """Only draws the picker; the page reads the address, and never refuses."""

    from_month = forms.ChoiceField(label=_("From month"), required=False)
    to_month = forms.ChoiceField(label=_("To month"), required=False)

    def __init__(self, period):
        chosen = {"from_month": f"{period.first:%Y-%m}", "to_month": f"{period.last:%Y-%m}"}
        super().__init__(initial=chosen)
        newest = max(period.last, timezone.localdate().replace(day=1))
        oldest = min(period.first, periods.add_months(newest, 1 - MONTHS_OFFERED))
        months = [(f"{month:%Y-%m}", periods.month_and_year(month)) for month in periods.Period(oldest, newest).months]
        self.fields["from_month"].choices = self.fields["to_month"].choices = months[::-1]

    def add_prefix(self, field_name):
        """Months are called `from` and `to` in the address."""
        return {"from_month": "from", "to_month": "to"}.get(field_name, field_name)
