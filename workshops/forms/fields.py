"""What the forms of workshops share: days, files, links, what a page was made from, and the asking before a step."""

import datetime as dt
from typing import ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import DayField, DocumentField, PastDayField

__all__ = ["DayField", "DocumentField", "LinkField", "PastDayField", "SeenField", "StepForm"]

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class LinkField(forms.URLField):
    """A page of the web, and nothing else that a browser might open."""

    default_validators: ClassVar = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        invalid = {"invalid": _("Please write the whole address, such as https://example.org/report.")}
        super().__init__(assume_scheme="https", error_messages=invalid, **kwargs)


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
