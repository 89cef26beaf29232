"""What somebody is good at, chosen from the catalogue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import SeveralField
from alliance_portal.widgets import Ticks

from ..models import Speciality


class SpecialitiesForm(forms.Form):
    """The catalogue as `choices`; what is ticked already as `chosen`."""

    use_required_attribute = False

    specialities = SeveralField(
        label=_("Specialities"),
        queryset=None,
        required=False,
        widget=Ticks,
        help_text=_("At most 10: those you know best. Something is missing? The district union enters it."),
    )

    def __init__(self, *args, choices, chosen, **kwargs):
        super().__init__(*args, initial={"specialities": [one.pk for one in chosen]}, **kwargs)
        self.fields["specialities"].queryset = choices
        self.fields["specialities"].is_plain = True

    @staticmethod
    def catalogue(user):
        """What can be ticked."""
        return Speciality.objects.visible_to(user).active()
