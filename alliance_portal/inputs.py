"""Form fields that every app shares: text as people type it, and what makes a form count once."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .text import clean, clean_line

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


class LineField(forms.CharField):
    """One line of text, made safe to store."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        return clean_line(super().to_python(value))


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
