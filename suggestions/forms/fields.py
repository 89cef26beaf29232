"""Fields that several forms share: text as people type it, photos, and the version a page was made from."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliance_portal.files import read_picture
from alliance_portal.text import clean

MOST_PHOTOS = 4
LONGEST_TEXT = 2000


class WordsField(forms.CharField):
    """Several lines of text, made safe to store. Too much of it is refused with the limit and never cut off."""

    widget = forms.Textarea

    def __init__(self, *, rows=4, max_length=LONGEST_TEXT, **kwargs):
        super().__init__(max_length=max_length, strip=False, **kwargs)
        self.widget.attrs["rows"] = rows
        self.error_messages["max_length"] = _(
            "This is %(show_value)d characters long, and %(limit_value)d fit here. Please shorten it."
        )

    def to_python(self, value):
        return clean(super().to_python(value))

    def widget_attrs(self, widget):
        """No `maxlength`: a browser would cut a pasted text off without a word. The script counts instead."""
        return {} if widget.is_hidden else {"data-limit": self.max_length}


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


class VersionField(forms.IntegerField):
    """The version of the record the page was made from; what is no version counts as an old one."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return 0


class KeyField(forms.UUIDField):
    """Makes a form count once, however often it is sent; a damaged key is replaced."""

    # A browser that fills the page again on "back" must not bring the old key with it.
    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return uuid.uuid4()
