"""Form fields that every app shares: text, days, files and money as people type them, what makes a form count once."""

import unicodedata
import uuid
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attachments import ACCEPTED, read_attachment
from .text import clean, clean_line

LONGEST_TEXT = 2000
MOST_YUAN = Decimal("999999999.99")
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
FIRST_YEAR, LAST_YEAR = 1900, 2199


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


class SeveralField(forms.ModelMultipleChoiceField):
    """Several of what is offered; a key so long that the database cannot look for it is one that is not offered."""

    def _check_values(self, value):
        try:
            return super()._check_values(value)
        except OverflowError:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "…"}
            ) from None


class YuanField(forms.DecimalField):
    """An amount in yuan, with or without thousands separators, in digits of either width; at most 999,999,999.99."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Please write the amount in yuan with digits, such as 12000 or 12000.50."),
        "min_value": _("An amount cannot be below 0."),
        "max_value": _("At most 999,999,999.99 yuan fit here."),
        "max_decimal_places": _("Please write at most two decimals."),
        "max_digits": _("At most 999,999,999.99 yuan fit here."),
        "max_whole_digits": _("At most 999,999,999.99 yuan fit here."),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=MOST_YUAN, max_digits=11, decimal_places=2, **kwargs)

    def widget_attrs(self, widget):
        """A text box: the limits are told in words, not by the browser."""
        return {}

    def to_python(self, value):
        plain = unicodedata.normalize("NFKC", str(value or "")).replace(",", "").removesuffix("元").strip("¥￥ ")
        return super().to_python(plain)


def _check_year(day):
    """Years are mistyped: 0026 for 2026. Moments are reckoned from days, which the first and the last year forbid."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(_("Please write a year between 1900 and 2199."))


class DayField(forms.DateField):
    """A day, with the browser's calendar where there is one."""

    default_validators: ClassVar = [_check_year]

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
        invalid = {"invalid": _("Please write the day like 2026-08-29.")}
        required = {"required": _("Please choose the day.")}
        errors = invalid | required | kwargs.pop("error_messages", {})
        super().__init__(input_formats=DATE_FORMATS, widget=widget, error_messages=errors, **kwargs)

    def limit(self, first=None, last=None):
        """Tell the browser's calendar the first and the last day that are possible."""
        limits = {"min": first, "max": last}
        self.widget.attrs |= {name: day.isoformat() for name, day in limits.items() if day}


class PastDayField(DayField):
    """A day on which something happened: today at first, never one to come."""

    def __init__(self, **kwargs):
        super().__init__(initial=timezone.localdate, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Please enter it when it is there."))
        return day


class DocumentField(forms.FileField):
    """One file, checked by its content: `cleaned_data` holds an `attachments.Attachment`, or None."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("PDF, Word, Excel, PowerPoint or a picture, at most 20 MB (pictures 8 MB)."))
        super().__init__(max_length=200, allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return read_attachment(upload) if upload else None
