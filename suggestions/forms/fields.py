"""Fields that several forms share: photos, and those of every app."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from alliance_portal.files import read_picture
from alliance_portal.inputs import LONGEST_TEXT, KeyField, VersionField, WordsField

__all__ = ["LONGEST_TEXT", "KeyField", "PhotosField", "PhotosInput", "VersionField", "WordsField"]

MOST_PHOTOS = 4


class PhotosInput(forms.FileInput):
    """The camera and the album under one name; without script both are plain file boxes."""

    template_name = "suggestions/_photos_input.html"
    allow_multiple_selected = True
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotosField(forms.FileField):
    """Up to four photos, each checked and re-encoded: `cleaned_data` holds a list of `files.Picture`.

    `kept` is how many are with a draft already, `refusal` says why none can be taken now, and `readable` holds, after
    cleaning, the photos that are good, the others being bad or not.
    """

    widget = PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    kept, refusal, readable = 0, "", ()

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or [] if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if uploads and self.refusal:
            raise ValidationError(self.refusal, code="refused")
        if uploads and len(uploads) + self.kept > MOST_PHOTOS:
            raise ValidationError(_too_many(len(uploads) + self.kept), code="too_many")
        return self._read(uploads)

    def _read(self, uploads):
        self.readable, errors = [], []
        for upload in uploads:
            try:
                self.readable.append(read_picture(upload))
            except ValidationError as error:
                errors += error.error_list
        if errors:
            raise ValidationError(errors)
        return self.readable


def _too_many(count):
    return ngettext(
        "You have chosen %(count)d photo. Please choose 4 at most.",
        "You have chosen %(count)d photos. Please choose 4 at most.",
        count,
    ) % {"count": count}
