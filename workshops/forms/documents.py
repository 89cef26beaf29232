"""What whoever runs a workshop fills in about a shared document, and its files."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from alliance_portal.attachments import ACCEPTED, MEGABYTE, read_attachment
from alliance_portal.inputs import LineField, SeveralField, VersionField, WordsField
from alliance_portal.widgets import Chips, Choices, Ticks

from ..models import Document
from ..services.documents import MOST_FILES

MOST_BYTES = 36 * MEGABYTE


class DocumentForm(forms.Form):
    """Its words; `workshops` are those the person runs, `specialities` the catalogue."""

    use_required_attribute = False

    version = VersionField(required=False)
    title = LineField(label=_("Title"), max_length=80, error_messages={"required": _("Please give it a title.")})
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Document.Kind.choices,
        widget=Chips,
        error_messages={"required": _("Please choose what it is.")},
    )
    applicability = WordsField(
        label=_("What is it for?"),
        rows=3,
        max_length=1000,
        help_text=_("For which machines, materials or work it holds, and for which it does not."),
        error_messages={"required": _("Please write for what it can be used.")},
    )
    workshops = SeveralField(
        label=_("Which workshop worked it out?"),
        queryset=None,
        widget=Ticks,
        error_messages={"required": _("Please choose the workshop that worked it out.")},
    )
    specialities = SeveralField(
        label=_("Specialities"),
        queryset=None,
        widget=Ticks,
        required=False,
        help_text=_("Whoever looks for one of them finds it."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        widget=Choices,
        choices=[
            (Document.Visibility.PUBLIC, _("Everybody, visitors too")),
            (Document.Visibility.ALLIANCE, _("Everybody with an account in an enterprise of the same alliance")),
            (Document.Visibility.ENTERPRISE, _("Only people of our enterprise")),
        ],
        error_messages={"required": _("Please choose who may read it.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Document.Language.choices, widget=Chips, initial=Document.Language.CHINESE
    )
    credit = LineField(
        label=_("Whose work it is"),
        max_length=120,
        required=False,
        help_text=_("Names as they shall stand there. Empty: only the workshop."),
    )
    credit_agreed = forms.BooleanField(label=_("Everybody named here has agreed to it"), required=False)

    def __init__(self, *args, workshops, specialities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshops"].queryset = workshops
        self.fields["workshops"].label_from_instance = placed
        self.fields["specialities"].queryset = specialities
        if len(workshops) == 1 and not self.is_bound:
            self.initial.setdefault("workshops", [workshops[0].pk])

    def clean(self):
        data = super().clean()
        if data.get("credit") and not data.get("credit_agreed"):
            self.add_error("credit_agreed", _("Please ask those you name first, and tick this then."))
        return data


def placed(workshop):
    """Its name with its enterprise: names alone may be alike."""
    return str(_(" · ")).join([workshop.name, workshop.enterprise.short_name])


def words_of(document):
    """What the form begins with for a document that is there already."""
    fields = ("title", "kind", "applicability", "visibility", "language", "credit", "version")
    return {
        **{name: getattr(document, name) for name in fields},
        "credit_agreed": bool(document.credit),
        "workshops": [one.pk for one in document.workshops.all()],
        "specialities": [one.pk for one in document.specialities.all()],
    }


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class AttachmentsField(forms.FileField):
    """Up to five files, each told by its content: `cleaned_data` holds a list of `attachments.Attachment`."""

    widget = SeveralFilesInput(attrs={"accept": ACCEPTED})

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or [] if upload is not None]
        if not uploads and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > MOST_FILES:
            words = _("You have chosen %(count)d files. Please choose %(most)d at most.")
            raise ValidationError(words % {"count": len(uploads), "most": MOST_FILES})
        if sum(upload.size for upload in uploads) > MOST_BYTES:
            words = _("These files are larger than %(most)s together. Please upload some of them as another version.")
            raise ValidationError(words % {"most": filesizeformat(MOST_BYTES)})
        return self._read(uploads)

    @staticmethod
    def _read(uploads):
        found, errors = [], []
        for upload in uploads:
            try:
                found.append(read_attachment(upload))
            except ValidationError as error:
                errors += error.error_list
        if errors:
            raise ValidationError(errors)
        return found


class VersionForm(forms.Form):
    """The files of a version, and what has changed by it."""

    use_required_attribute = False

    files = AttachmentsField(
        label=_("Files"),
        help_text=_("PDF, Word, Excel, PowerPoint without macros, or pictures; up to 5, each 20 MB at most."),
        error_messages={"required": _("Please choose a file.")},
    )
    changes = WordsField(
        label=_("What has changed?"),
        rows=2,
        max_length=300,
        required=False,
        help_text=_("So that whoever knows the former version sees what is new."),
    )


class WithdrawForm(forms.Form):
    use_required_attribute = False

    version = VersionField(required=False)
    reason = WordsField(
        label=_("Why is it withdrawn?"),
        rows=3,
        max_length=500,
        help_text=_("Whoever has the address reads this."),
        error_messages={"required": _("Please write down why.")},
    )


class PublishForm(forms.Form):
    version = VersionField(required=False)
