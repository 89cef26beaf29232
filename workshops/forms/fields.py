"""What the forms of workshops share: days, files, links, what a page was made from, and the asking before a step."""

import datetime as dt
from typing import ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from alliance_portal.attachments import ACCEPTED, read_attachment

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class DayField(forms.DateField):
    """A day, with the browser's calendar where there is one."""

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


class LinkField(forms.URLField):
    """A page of the web, and nothing else that a browser might open."""

    default_validators: ClassVar = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        invalid = {"invalid": _("Please write the whole address, such as https://example.org/report.")}
        super().__init__(assume_scheme="https", error_messages=invalid, **kwargs)


class DocumentField(forms.FileField):
    """One file, checked by its content: `cleaned_data` holds an `attachments.Attachment`, or None."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("PDF, Word, Excel, PowerPoint or a picture, at most 20 MB (pictures 8 MB)."))
        super().__init__(max_length=200, allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return read_attachment(upload) if upload else None


class SeenField(forms.CharField):
    """When the record was saved last before the page was made; what is no moment counts as long ago."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value):
        return value.isoformat() if hasattr(value, "isoformat") else value

    def clean(self, value):
        try:
            found = parse_datetime(str(value))
        except ValueError:
            found = None
        return found or LONG_AGO


class StepForm(forms.Form):
    """A form that asks before a step is taken; `record` is what the step is about."""

    use_required_attribute = False

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record

    @property
    def facts(self):
        """What the service is told."""
        return self.cleaned_data
