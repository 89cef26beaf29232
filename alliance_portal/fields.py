"""Fields that the forms of every app share: text as people type it, and the version a page was made from."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .text import clean

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


class VersionField(forms.IntegerField):
    """The version of the record the page was made from; what is no version counts as an old one."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return 0
