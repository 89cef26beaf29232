"""Giving a role to a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import PersonField
from ..models import DISTRICT_ROLES, Person, Role
from ..permissions import can_grant_role


class RoleForm(forms.Form):
    """Who gets which role in the enterprise; `roles` are those that the user may give there."""

    use_required_attribute = False

    person = PersonField(
        label=_("Colleague"),
        error_messages={"required": _("Please write a work number or a name.")},
        help_text=_("Work number or name. Only people with an account can hold a role."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        error_messages={
            "required": _("Please choose the role."),
            "invalid_choice": _("Please choose a role from the list."),
        },
    )

    def __init__(self, *args, user, enterprise, **kwargs):
        super().__init__(*args, **kwargs)
        own = Person.objects.visible_to(user).filter(enterprise=enterprise)
        self.fields["person"].people = own.in_service().select_related("user")
        may = [role for role in Role if can_grant_role(user, role, enterprise.pk) and role not in DISTRICT_ROLES]
        self.fields["role"].choices = [("", _("Please choose")), *((role.value, role.label) for role in may)]

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person.user is None:
            raise forms.ValidationError(
                _("%(name)s has no account yet. Please hand out a sign-in link first.") % {"name": person.name}
            )
        return person
