"""What whoever keeps a venue writes down about it."""

import datetime as dt

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alliance_portal.files import read_picture
from alliance_portal.inputs import SeveralField, VersionField, WordsField
from alliance_portal.text import clean_line
from alliance_portal.widgets import Chips, Ticks

from ..models import Venue
from .bookings import ClockField

USUAL_HOURS = {weekday: (dt.time(8, 30), dt.time(17, 0)) for weekday in range(5)}


class PhotoField(forms.FileField):
    """One photo, checked and re-encoded: `cleaned_data` holds a `files.Picture`, or None."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data, initial=None):
        return read_picture(data) if data else None


class VenueForm(forms.ModelForm):
    """A venue with its opening hours and its photo; `facts`, `hours` and `workshops` are what the services take."""

    use_required_attribute = False

    version = VersionField()
    offers = WordsField(label=_("What it offers"), rows=3, required=False)
    equipment = WordsField(label=_("Equipment"), rows=2, required=False)
    rules = WordsField(
        label=_("Rules"), rows=2, required=False, help_text=_("Such as: safety shoes, no filming.")
    )  # fmt: skip
    photo = PhotoField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, 8 MB at most. It takes the place of the old one."),
    )
    no_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    class Meta:
        model = Venue
        fields = [
            *("name", "kind", "place", "workshops", "offers", "equipment", "rules", "capacity", "audience"),
            *("workers_may_ask", "confirms_itself", "longest_minutes", "buffer_minutes"),
        ]
        widgets = {"kind": Chips, "audience": Chips, "workshops": Ticks}
        field_classes = {"workshops": SeveralField}
        labels = {"place": _("Where it is"), "capacity": _("People at most")}

    def __init__(self, *args, workshops, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["workshops"].queryset = workshops
        for name in ("kind", "audience"):
            self.fields[name].choices = Venue._meta.get_field(name).choices
        if not self.instance.image:
            del self.fields["no_photo"]
        self._add_hours()

    def _add_hours(self):
        known = (
            {row.weekday: (row.opens, row.closes) for row in self.instance.hours.all()} if self.instance.pk else None
        )
        for weekday, name in WEEKDAYS.items():
            opens, closes = (USUAL_HOURS if known is None else known).get(weekday, (None, None))
            self.fields[f"opens_{weekday}"] = ClockField(
                label=_("%(day)s from") % {"day": name}, required=False, initial=opens
            )
            self.fields[f"closes_{weekday}"] = ClockField(
                label=_("%(day)s until") % {"day": name}, required=False, initial=closes
            )

    @property
    def hour_rows(self):
        """(name of the day, the two boxes)"""
        return [(name, self[f"opens_{day}"], self[f"closes_{day}"]) for day, name in WEEKDAYS.items()]

    def _get_validation_exclusions(self):
        """The name is checked within the enterprise, which is no field."""
        return super()._get_validation_exclusions() - {"enterprise"}

    def clean_name(self):
        return clean_line(self.cleaned_data["name"])

    def clean_place(self):
        return clean_line(self.cleaned_data["place"])

    def clean(self):
        data = super().clean()
        for weekday in WEEKDAYS:
            opens, closes = data.get(f"opens_{weekday}"), data.get(f"closes_{weekday}")
            missing = "opens" if closes and not opens else "closes" if opens and not closes else ""
            if missing and f"{missing}_{weekday}" not in self.errors:
                self.add_error(f"{missing}_{weekday}", _("Please give both times, or leave both empty."))
            elif opens and closes and closes <= opens:
                self.add_error(f"closes_{weekday}", _("It closes before it opens."))
        return data

    @property
    def hours(self):
        """{day of the week: (opens, closes)} of the days on which it is open."""
        data = self.cleaned_data
        pairs = {day: (data.get(f"opens_{day}"), data.get(f"closes_{day}")) for day in WEEKDAYS}
        return {day: pair for day, pair in pairs.items() if all(pair)}

    @property
    def facts(self):
        """The fields of the venue itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "workshops"}


class OutOfUseForm(forms.Form):
    use_required_attribute = False

    reason = WordsField(
        label=_("Why"), rows=2, max_length=300,
        help_text=_("Everybody whose booking is cancelled by it reads this."),
        error_messages={"required": _("Please write why. A few words will do.")},
    )  # fmt: skip
