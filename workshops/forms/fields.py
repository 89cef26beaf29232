"""Fields that the forms of alliances and plans share: a day, and a file that is checked as it comes in."""

from typing import ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from alliance_portal.attachments import ACCEPTED, read_attachment

DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class DayField(forms.DateField):
    """A day, with the browser's calendar where there is one."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        errors = {
            "invalid": _("Please write the day like 2026-08-29."),
            "required": _("Please choose the day."),
            **kwargs.pop("error_messages", {}),
        }
        super().__init__(input_formats=DATE_FORMATS, widget=widget, error_messages=errors, **kwargs)

    def limit(self, first=None, last=None):
        """Tell the browser's calendar the first and the last day that are possible."""
        limits = {"min": first, "max": last}
        self.widget.attrs |= {name: day.isoformat() for name, day in limits.items() if day}


class LinkField(forms.URLField):
    """A page of the web, and nothing else that a browser might open."""

    default_validators: ClassVar = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        invalid = {"invalid": _("Please write the whole address, such as https://example.org/report.")}
        super().__init__(assume_scheme="https", error_messages=invalid, **kwargs)


class PaperField(forms.FileField):
    """One file: `cleaned_data` holds the checked `attachments.Attachment`, or None."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return read_attachment(upload) if upload else None


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
