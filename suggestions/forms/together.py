"""Colleagues who had an idea together, and their shares."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from members.fields import PeopleField

from ..services.together import HUNDRED


class NameForm(forms.Form):
    """More colleagues; `people` are those who can be named."""

    use_required_attribute = False

    people = PeopleField(
        label=_("Who else had the idea"),
        discreet=True,
        help_text=_("Work numbers or names, with a comma between them. All shares become equal again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please write a work number or a name.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, auto_id="name-%s", **kwargs)
        self.fields["people"].people = people


class SharesForm(forms.Form):
    """One box for each proposer; together they make a hundred."""

    use_required_attribute = False

    def __init__(self, *args, proposers, **kwargs):
        super().__init__(*args, auto_id="share-%s", **kwargs)
        for proposer in proposers:
            self.fields[str(proposer.person_id)] = forms.DecimalField(
                label=proposer.person.name,
                initial=proposer.share,
                min_value=Decimal("0.01"),
                max_value=HUNDRED,
                max_digits=5,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}),
                error_messages={
                    "required": _("Please write a share."),
                    "invalid": _("Please write the share with digits, such as 40 or 33.34."),
                    "min_value": _("A share is more than 0."),
                    "max_value": _("A share is at most 100."),
                    "max_decimal_places": _("Please write at most two decimals."),
                    "max_digits": _("A share is at most 100."),
                    "max_whole_digits": _("A share is at most 100."),
                },
            )

    def clean(self):
        """Told together with the sum, so that it can be put right at once."""
        data = super().clean()
        if not self.errors and (total := sum(data.values())) != HUNDRED:
            told = {"total": total}
            raise forms.ValidationError(_("Together the shares are %(total)s %%, not 100 %%."), params=told)
        return data

    @property
    def shares(self):
        return {int(pk): share for pk, share in self.cleaned_data.items()}
