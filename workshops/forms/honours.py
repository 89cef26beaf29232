"""What whoever keeps the register of honours writes down."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, VersionField, WordsField
from alliance_portal.widgets import Choices
from members.fields import PersonField
from members.models import Enterprise
from members.permissions import is_district_staff

from ..models import Honour, Result, Workshop
from .fields import DocumentField, PastDayField
from .venues import PhotoField

WHY = {"required": _("Please write down why.")}
WORDS = ["level", "kind", "title", "body", "document_number", "granted_on", "reason"]


class WordsForm(forms.ModelForm):
    """What is written of an honour; `user` enters the levels that he or she may."""

    use_required_attribute = False

    granted_on = PastDayField(label=pgettext_lazy("honour", "Granted on"))
    reason = LineField(
        label=_("What for, in a line"), max_length=200, required=False,
        help_text=_("Everybody reads this line, so please name nobody in it."),
    )  # fmt: skip

    class Meta:
        model = Honour
        fields = WORDS
        labels = {"body": pgettext_lazy("honour", "granting body")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        level = self.fields["level"]
        if is_district_staff(user):
            level.choices = [("", _("Please choose")), *Honour.Level.choices]
        else:
            level.choices = [(Honour.Level.ENTERPRISE.value, Honour.Level.ENTERPRISE.label)]
            level.help_text = _("Honours of higher levels are entered by the district union.")
        self.fields["kind"].choices = [("", _("Please choose")), *Honour.Kind.choices]

    def _post_clean(self):
        """The service makes the row; the form has checked what was typed."""


class ChangeForm(WordsForm):
    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["granted_on"].initial = self.instance.granted_on

    @property
    def facts(self):
        return self.cleaned_data


class HonourForm(WordsForm):
    """A new honour: what is written of it, and who holds it."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"), queryset=None, empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the enterprise.")},
    )  # fmt: skip
    holder = forms.ChoiceField(
        label=_("Who holds it"), choices=Honour.Holder.choices, widget=Choices,
        error_messages={"required": _("Please choose who holds it.")},
    )  # fmt: skip
    person = PersonField(
        label=_("Person"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Where a person holds it: work number or name. Everybody reads the name only if its owner agrees."),
    )  # fmt: skip
    workshop = forms.ModelChoiceField(
        label=_("Workshop"), queryset=None, required=False, empty_label=_("None"),
        help_text=_("Where a workshop holds it."),
    )  # fmt: skip
    team = LineField(
        label=_("Name of the team"), max_length=80, required=False, help_text=_("Where a team holds it: 焊装一班.")
    )
    result = LineField(
        label=_("Number of the result"), max_length=16, required=False,
        help_text=_("Where it was given for a result that stands here: R-2026-0042."),
    )  # fmt: skip
    field_order = ["enterprise", "holder", "person", "workshop", "team", *WORDS, "result"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        offered = Enterprise.objects.visible_to(user).active().with_role(user, "officer").order_by("name")
        self.fields["enterprise"].queryset = offered
        workshops = Workshop.objects.visible_to(user).active().filter(enterprise__in=offered).order_by("name")
        self.fields["workshop"].queryset = workshops
        self.fields["person"].people = offered.people().in_service()
        if self.is_bound:
            self._narrow(offered)
        elif len(only := offered[:2]) == 1:
            self.fields["enterprise"].initial = only[0].pk

    def _narrow(self, offered):
        """Work numbers are unique within an enterprise."""
        chosen = self.data.get("enterprise", "")
        if chosen.isdecimal():
            self.fields["person"].people = offered.filter(pk=int(chosen[:9])).people().in_service()

    def clean_workshop(self):
        workshop, enterprise = self.cleaned_data["workshop"], self.cleaned_data.get("enterprise")
        if workshop and enterprise and workshop.enterprise_id != enterprise.pk:
            raise forms.ValidationError(_("This workshop belongs to another enterprise."))
        return workshop

    def clean_result(self):
        number = self.cleaned_data["result"]
        found = Result.objects.visible_to(self.user).filter(number__iexact=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(_("There is no result of this number here. Please check it."))
        return found

    def clean(self):
        """The holder is named in the field that fits, and in no other."""
        data = super().clean()
        holder = data.get("holder")
        missing = {
            "person": _("Please write who it is."),
            "workshop": _("Please choose the workshop."),
            "team": _("Please write the name of the team."),
        }
        if holder in missing and not data.get(holder) and holder not in self.errors:
            self.add_error(holder, missing[holder])
        return data

    @property
    def facts(self):
        """What `services.honours.register` takes."""
        data = dict(self.cleaned_data)
        for name, empty in (("person", None), ("workshop", None), ("team", "")):
            data[name] = data[name] if data["holder"] == name else empty
        return data


class RevokeForm(forms.Form):
    use_required_attribute = False

    version = VersionField()
    on = PastDayField(label=_("Revoked on"), help_text=_("From this day on it counts no longer; before it still does."))
    reason = WordsField(
        label=_("Reason"), rows=3, max_length=500, error_messages=WHY,
        help_text=_("Whoever checks the certificate reads that it was revoked; the holder also reads why."),
    )  # fmt: skip

    @property
    def facts(self):
        return self.cleaned_data


class DocumentForm(forms.Form):
    use_required_attribute = False

    file = DocumentField(label=_("File"), error_messages={"required": _("Please choose a file.")})


class PictureForm(forms.Form):
    """Another photo, or none."""

    use_required_attribute = False

    version = VersionField()
    photo = PhotoField(
        label=pgettext_lazy("of a person", "Photo"), required=False,
        help_text=_("JPEG, PNG or WebP, at most 8 MB. Empty: the photo is taken away."),
    )  # fmt: skip
