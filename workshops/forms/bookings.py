"""Asking for a venue, and giving it back."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliance_portal.inputs import VersionField, WordsField
from alliance_portal.periods import next_year
from alliance_portal.text import clean_line

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H：%M", "%H点"]


class DayField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
            error_messages={
                "required": _("Please choose a day."),
                "invalid": _("Please write the day like 2026-08-29."),
            },
            **kwargs,
        )


class ClockField(forms.TimeField):
    def __init__(self, **kwargs):
        super().__init__(
            input_formats=TIME_FORMATS,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "short", "step": 300}),
            error_messages={
                "required": _("Please choose a time."),
                "invalid": _("Please write the time like 09:30."),
            },
            **kwargs,
        )


class BookForm(forms.Form):
    """A time in a venue. `at` takes the time that was offered instead of the one that was typed."""

    use_required_attribute = False

    purpose = forms.CharField(
        label=_("What for"), max_length=120, help_text=_("Such as: safety training of new colleagues."),
        error_messages={
            "required": _("Please write what it is for. A few words will do."),
            "max_length": _("At most 120 characters."),
        },
    )  # fmt: skip
    day = DayField(label=_("Day"))
    starts = ClockField(
        label=_(
            "From",
        )
    )
    ends = ClockField(label=_("Until"))
    heads = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=9999,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Please write how many people come.")},
    )  # fmt: skip
    workshop = forms.ModelChoiceField(
        queryset=None, label=_("For which workshop"), required=False, empty_label=_("For none in particular")
    )

    def __init__(self, data=None, *, venue, workshops, **kwargs):
        super().__init__(self._with_offer(data), **kwargs)
        self.fields["workshop"].queryset = workshops
        if not workshops:
            del self.fields["workshop"]
        words = ngettext("%(n)d person fits in.", "At most %(n)d people fit in.", venue.capacity)
        self.fields["heads"].help_text = words % {"n": venue.capacity}
        today = timezone.localdate()
        self.fields["day"].widget.attrs |= {"min": today.isoformat(), "max": next_year(today).isoformat()}

    @staticmethod
    def _with_offer(data):
        start, _slash, end = (data or {}).get("at", "").partition("/")
        start, end = _moment(start), _moment(end)
        if not start or not end:
            return data
        data = data.copy()
        data.update({"day": start.date().isoformat(), "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"})
        for name in ("day", "starts", "ends"):
            data[name] = data.getlist(name)[-1]
        return data

    def clean_purpose(self):
        return clean_line(self.cleaned_data["purpose"])

    @property
    def facts(self):
        """What the service is told."""
        data = self.cleaned_data
        moments = [timezone.make_aware(dt.datetime.combine(data["day"], data[name])) for name in ("starts", "ends")]
        facts = {"purpose": data["purpose"], "heads": data["heads"], "workshop": data.get("workshop")}
        return facts | {"starts_at": moments[0], "ends_at": moments[1]}


def _moment(text):
    """The local moment that an offer names; None where it names none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return timezone.localtime(found) if found and timezone.is_aware(found) else None


class ReasonForm(forms.Form):
    """Why a booking is declined or given back: the other side reads it."""

    use_required_attribute = False

    version = VersionField()
    reason = WordsField(
        label=_("Why"), rows=2, max_length=300, help_text=_("The other side reads it as you write it."),
        error_messages={"required": _("Please write why. A few words will do.")},
    )  # fmt: skip
