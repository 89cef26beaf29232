"""Heads of departments, and accounts of the district's own staff."""

from allauth.account.adapter import get_adapter
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.masking import masked_phone

from ..fields import PersonField
from ..models import Person, User


class HeadForm(forms.Form):
    """Who heads a department; left empty, nobody does."""

    use_required_attribute = False

    head = PersonField(
        label=_("Head"),
        required=False,
        help_text=_("Work number or name. Empty: nobody."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, department, **kwargs):
        head = department.head
        initial = {"head": f"{head.work_number} {head.name}" if head else ""}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["head"].people = department.enterprise.people.in_service()


class StaffAccountForm(forms.ModelForm):
    """A new account of the district's own staff; people of enterprises get theirs from their roster entry."""

    class Meta:
        model = User
        fields = ["username", "full_name"]
        labels = {"username": _("Account name")}
        help_texts = {"username": _("Letters and digits, such as wangli. The owner signs in with it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True

    def clean_username(self):
        username = get_adapter().clean_username(self.cleaned_data["username"])
        if "-" in username:
            raise forms.ValidationError(_("Leave out the hyphen: names with one belong to work numbers."))
        return username


class PersonForm(forms.ModelForm):
    """A roster entry at the district's desk. The phone is shown masked: left as it is, it stays what it was."""

    class Meta:
        model = Person
        fields = [
            "enterprise",
            "department",
            "work_number",
            "name",
            "post",
            "skill_grade",
            "phone",
            "joined_on",
            "left_on",
            "in_service",
        ]
        help_texts = {"phone": _("Shown masked. Write a new number to replace it; the list has a step to read it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = self.instance.phone
        if "phone" in self.fields:
            self.initial["phone"] = masked_phone(self.kept)

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        return self.kept if self.kept and phone == masked_phone(self.kept) else phone

    def clean_left_on(self):
        day = self.cleaned_data["left_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Please enter it when it is there."))
        return day
