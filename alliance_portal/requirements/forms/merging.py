"""Putting reports together, changing that, and deciding against it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.moments import day_words
from alliance_portal.text import clean, clean_line

DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


class VersionField(forms.IntegerField):
    """The version the page was made from; what is none counts as an old one."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return 0


class DuesField(forms.MultipleChoiceField):
    """Reports by their codes; gives those of `candidates` that were ticked."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, candidates):
        self.candidates = {due.code: due for due in candidates}
        self.choices = [(code, code) for code in self.candidates]

    def clean(self, value):
        return [self.candidates[code] for code in super().clean(value)]


class MergeForm(forms.Form):
    """`candidates` are the reports that can be put together: the ticked ones, and others about the same time."""

    use_required_attribute = False

    dues = DuesField(
        label=_("Reports to ask as one"), error_messages={"required": _("Please tick what is to be merged.")}
    )
    title = forms.CharField(
        label=pgettext_lazy("of a request", "Title"),
        max_length=80,
        error_messages={"required": _("Please write what it is called.")},
    )
    due_on = forms.DateField(
        label=_("To be confirmed by"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Please choose the day."),
            "invalid": _("Please write the day like 2026-08-29."),
        },
    )
    note = forms.CharField(
        label=_("Note to the workshops"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField(required=False)

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dues"].offer(candidates)

    def clean_title(self):
        return clean_line(self.cleaned_data["title"])

    def clean_note(self):
        return clean(self.cleaned_data["note"])

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Please choose today or later."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("dues") and data.get("due_on"):
            self._compare(data["dues"], data["due_on"])
        return data

    def _compare(self, dues, day):
        earliest = min(dues, key=lambda due: due.due_on)
        if day > earliest.due_on:
            words = {"title": earliest.requirement.title, "day": day_words(earliest.due_on)}
            text = _("“%(title)s” is wanted by %(day)s: please choose this day or an earlier one.") % words
            self.add_error("due_on", text)

    @property
    def facts(self):
        """What the services take."""
        return {name: self.cleaned_data[name] for name in ("dues", "title", "due_on", "note")}


class WhyForm(forms.Form):
    """A decision that is taken with a reason."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the history."),
        error_messages={"required": _("Please write down why.")},
    )
    version = VersionField(required=False)

    def clean_reason(self):
        return clean(self.cleaned_data["reason"])


class ConfirmForm(forms.Form):
    """A step that needs no word."""

    version = VersionField(required=False)
