"""What is written of a skill certificate, by its owner or by an officer, and why one is not confirmed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import DayField, DocumentField, LineField, PastDayField, VersionField, WordsField

from ..fields import PersonField
from ..models import Person, Speciality

WORDS = ("speciality", "grade", "number", "body", "granted_on", "valid_until")


class CertificateForm(forms.Form):
    """The facts of the paper and its picture; `certificate` is the one that is corrected, None for a new one."""

    use_required_attribute = False

    speciality = forms.ModelChoiceField(
        label=_("Trade or speciality"), queryset=None, empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the trade.")},
        help_text=_("Something is missing? The district union enters it."),
    )  # fmt: skip
    grade = forms.ChoiceField(
        label=pgettext_lazy("of a skill", "Grade"), choices=[("", _("Please choose")), *Person.SkillGrade.choices],
        error_messages={"required": _("Please choose a skill grade.")},
    )  # fmt: skip
    number = LineField(
        label=_("Certificate number"), max_length=40,
        error_messages={"required": _("Please copy the number from the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    body = LineField(
        label=pgettext_lazy("certificate", "Issued by"), max_length=80,
        error_messages={"required": _("Please write who has issued it.")},
    )  # fmt: skip
    granted_on = PastDayField(label=pgettext_lazy("certificate", "Granted on"))
    valid_until = DayField(
        label=_("Valid until"), required=False, help_text=_("Empty, where the certificate has no last day.")
    )
    file = DocumentField(
        label=_("Photo or PDF of the certificate"), required=False,
        help_text=_("Only you, your union officers and the district union see it. Pictures 8 MB, PDF 20 MB at most."),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args, user, certificate=None, **kwargs):
        if certificate:
            kwargs["initial"] = {name: getattr(certificate, name) for name in (*WORDS, "version")}
            kwargs["initial"]["speciality"] = certificate.speciality_id
        super().__init__(*args, **kwargs)
        self.fields["speciality"].queryset = Speciality.objects.visible_to(user).active().order_by("name")
        self.fields["granted_on"].initial = None
        if certificate is None:
            del self.fields["version"]
        elif certificate.file:
            self.fields["file"].help_text = _("Empty: “%(name)s” stays.") % {"name": certificate.file_name}

    def clean(self):
        data = super().clean()
        granted, until = data.get("granted_on"), data.get("valid_until")
        if granted and until and until < granted:
            self.add_error("valid_until", _("It cannot run out before it is granted."))
        return data

    @property
    def facts(self):
        """What the services take."""
        return {name: self.cleaned_data[name] for name in WORDS} | {"document": self.cleaned_data["file"]}


class CertificateOfForm(CertificateForm):
    """The same by an officer, for somebody out of `people`."""

    person = PersonField(
        label=_("Whose certificate it is"), widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please write who it is.")}, help_text=_("Work number or name."),
    )  # fmt: skip
    field_order = ("person", *WORDS, "file")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].people = people
        self.fields["file"].help_text = _(
            "Only that person, the union officers and the district union see it. Pictures 8 MB, PDF 20 MB at most."
        )


class CertificateReasonForm(forms.Form):
    """Why it is not confirmed, or counts no longer."""

    use_required_attribute = False

    reason = WordsField(
        label=_("Reason"), rows=3, max_length=500, error_messages={"required": _("Please write down why.")},
        help_text=_("The person reads it: please say what to put right."),
    )  # fmt: skip
    version = VersionField()


class CertificateVersionForm(forms.Form):
    """Asks before a step; what the page was made from."""

    version = VersionField()
