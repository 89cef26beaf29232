"""What the owner reports, or the reviewer who keeps the record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Photo
from .fields import PhotosField, VersionField, WordsField


class DeskForm(forms.Form):
    """Several of them stand on one page: each has ids of its own, a heading, and a button of its own."""

    use_required_attribute = False
    name, heading, button = "", "", ""
    is_main = False

    version = VersionField()

    def __init__(self, *args, suggestion, initial=None, **kwargs):
        kwargs.setdefault("auto_id", f"{self.name}-%s")
        super().__init__(*args, initial={**(initial or {}), "version": suggestion.version}, **kwargs)
        self.suggestion = suggestion

    @property
    def words(self):
        """What was said, as the history keeps it."""
        return self.cleaned_data.get("note") or self.cleaned_data.get("reason") or self.cleaned_data.get("basis") or ""

    @property
    def facts(self):
        """What the service is told."""
        return self.cleaned_data


class ProgressForm(DeskForm):
    name, heading, button = "progress", _("Note progress"), _("Note progress")

    note = WordsField(
        label=_("What has been done"),
        rows=3,
        help_text=_("The worker reads it as you write it."),
        error_messages={"required": _("Please write what has been done. A few words will do.")},
    )
    photos = PhotosField(label=_("Photos of the work"), required=False, help_text=_("Up to 4, each 8 MB at most."))


class FinishForm(DeskForm):
    """With at least one photo of the changed place, unless one is there from before."""

    name, heading, button = "finish", _("Report it as done"), _("Report it as done")
    is_main = True

    note = WordsField(
        label=_("What is different now"),
        rows=3,
        error_messages={"required": _("Please write what is different now. A few words will do.")},
    )
    photos = PhotosField(
        label=_("Photos of how it looks now"),
        help_text=_("At least 1, up to 4, each 8 MB at most. From the same place as the photo before, if you can."),
        error_messages={"required": _("Please add a photo of how it looks now.")},
    )

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        after = any(photo.kind == Photo.Kind.AFTER for photo in suggestion.photos.all())
        self.fields["photos"].required = not after


class StepForm(DeskForm):
    """Says which step of the plan is meant; one that is no longer there is told so by name of the page."""

    step = forms.ModelChoiceField(
        queryset=None,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("This step has been taken out meanwhile.")},
    )

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.fields["step"].queryset = suggestion.implementation.milestones.all()

    @property
    def words(self):
        return super().words or self.cleaned_data["step"].title


class TickForm(StepForm):
    name, button = "tick", _("Done, tick it")

    note = WordsField(label=_("A few words about it"), rows=2, max_length=300, required=False)


class ReopenForm(StepForm):
    name, button = "reopen", _("Not done after all")
