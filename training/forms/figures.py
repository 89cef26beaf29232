"""The picker above the figures of sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise
from members.permissions import is_district_staff
from workshops.forms.periods import PeriodForm


class FiguresForm(PeriodForm):
    """Only draws the picker; what the address asks for is read here and never refused."""

    enterprise = forms.ChoiceField(label=_("Enterprise"), required=False)

    def __init__(self, asked, *, period, user):
        super().__init__(period)
        self.period, self.chosen_enterprise = period, None
        if not is_district_staff(user):
            del self.fields["enterprise"]
            return
        offered = {one.code: one for one in Enterprise.objects.visible_to(user).order_by("name")}
        self.chosen_enterprise = offered.get(asked.get("enterprise"))
        named = [(code, str(one)) for code, one in offered.items()]
        self.fields["enterprise"].choices = [("", _("The whole district")), *named]
        self.initial["enterprise"] = self.chosen_enterprise.code if self.chosen_enterprise else ""

    @property
    def chosen(self):
        """The parameters of an address that asks for just this."""
        own = {"enterprise": self.chosen_enterprise.code} if self.chosen_enterprise else {}
        return own | {"from": f"{self.period.first:%Y-%m}", "to": f"{self.period.last:%Y-%m}"}
