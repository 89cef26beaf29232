"""What is declared of a result that is put forward, and which enterprise and year a page is about."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise
from members.permissions import is_district_staff

from ..national_round import DECLARED


class DeclareForm(forms.Form):
    """Each condition is a tick of its own, and none is ticked beforehand."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, words in DECLARED:
            self.fields[code] = forms.BooleanField(
                label=words, error_messages={"required": _("Please confirm this, or leave the result out.")}
            )

    @property
    def declared(self):
        return [code for code, _words in DECLARED if self.cleaned_data[code]]


class RoundForm(forms.Form):
    """Which enterprise, which year."""

    enterprise = forms.ModelChoiceField(label=_("Enterprise"), queryset=None, to_field_name="code", empty_label=None)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Enterprise.objects.visible_to(user).active()
        offered = offered if is_district_staff(user) else offered.with_role(user, "officer", "leader")
        this_year = timezone.localdate().year
        self.fields["enterprise"].queryset = offered.order_by("name")
        self.fields["year"].choices = [(year, str(year)) for year in range(this_year, this_year - 5, -1)]
