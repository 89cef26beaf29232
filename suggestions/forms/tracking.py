"""What the owner reports, and what finance makes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import PhotosField, VersionField, WordsField
from .money import YuanField


class DeskForm(forms.Form):
    """Several of them stand on one page: each has ids of its own."""

    use_required_attribute = False
    name = ""

    version = VersionField()

    def __init__(self, *args, suggestion, **kwargs):
        kwargs.setdefault("auto_id", f"{self.name}-%s")
        super().__init__(*args, initial={"version": suggestion.version}, **kwargs)
        self.suggestion = suggestion

    @property
    def words(self):
        """What was said, as the history keeps it."""
        return self.cleaned_data.get("note") or self.cleaned_data.get("basis") or ""


class ProgressForm(DeskForm):
    name = "progress"

    note = WordsField(
        label=_("What has been done"),
        rows=3,
        help_text=_("The worker reads it as you write it."),
        error_messages={"required": _("Please write what has been done. A few words will do.")},
    )


class FinishForm(DeskForm):
    """With at least one photo of the changed place, unless one is there from before."""

    name = "finish"

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
        after = any(photo.kind == photo.Kind.AFTER for photo in suggestion.photos.all())
        self.fields["photos"].required = not after


class ClaimForm(DeskForm):
    name = "claim"

    yuan = YuanField(
        label=_("Benefit of the first twelve months, in yuan"),
        help_text=_("From the day of adoption, with the costs taken off. 0 is an answer too."),
        error_messages={"required": _("Please write the amount. 0 is an answer too.")},
    )
    basis = WordsField(
        label=_("How it was estimated"),
        rows=3,
        help_text=_("Such as: minutes saved × pieces × rate, less the cost of the change."),
        error_messages={"required": _("Please write how it was estimated, so that finance can follow it.")},
    )


class VerifyForm(DeskForm):
    name = "verify"

    yuan = YuanField(
        label=_("Verified benefit, in yuan"),
        help_text=_("Of the twelve months from adoption. 0 is an answer too."),
        error_messages={"required": _("Please write the amount. 0 is an answer too.")},
    )
    basis = WordsField(
        label=_("Basis"),
        rows=3,
        help_text=_("Vouchers, meter readings, working hours: what the amount rests on."),
        error_messages={"required": _("Please write what the amount rests on.")},
    )
