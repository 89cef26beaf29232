"""Writing down a session, and the words of its steps."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import DayField, LineField, SeveralField, VersionField, WordsField
from alliance_portal.moments import local_day
from alliance_portal.periods import start_of
from alliance_portal.text import clean_line
from alliance_portal.widgets import Chips, Ticks
from members.fields import PersonField
from members.models import Speciality
from workshops.forms.bookings import ClockField
from workshops.forms.documents import AttachmentsField
from workshops.permissions import can_book

from ..guests import people_called
from ..models import Material, Session
from .steps import StepForm

DAY = dt.timedelta(days=1)
COPIED = (
    "topic", "function", "kind", "form", "place", "how_to_join", "lecturer", "lecturer_kind", "audience", "capacity",
    "class_hours", "about", "bring",
)  # fmt: skip
HOUR = 3600


class LecturerField(PersonField):
    """Somebody of the enterprise, or of another one as they sign in: JC-010203."""

    def _find(self, text):
        guest = people_called([text])[text] if "-" in text else None
        return guest or super()._find(text)


class HostsField(SeveralField):
    """Workshops of other enterprises, with the enterprise behind the name."""

    def label_from_instance(self, workshop):
        return _("%(workshop)s (%(enterprise)s)") % {"workshop": workshop.name, "enterprise": workshop.enterprise}


class VenueField(forms.ModelChoiceField):
    def label_from_instance(self, venue):
        words = _("%(venue)s (%(enterprise)s, %(n)d people)")
        return words % {"venue": venue.name, "enterprise": venue.enterprise, "n": venue.capacity}


def chips(name, label, missing=None):
    """A choice out of the model's own, one of which has to be made."""
    field = Session._meta.get_field(name)
    errors = {"required": missing} if missing else {}
    return forms.ChoiceField(
        label=label, choices=field.choices, widget=Chips, required=bool(missing), error_messages=errors
    )


class SessionForm(forms.Form):
    """What, when, where, by whom, for whom; `facts` are what the services take.

    `offers` has the workshops, enterprises and venues to choose from; `led` are the workshops of which one has to host
    it, None for those who hold sessions for the enterprise itself.
    """

    use_required_attribute = False

    version = VersionField(required=False)
    topic = LineField(
        label=_("Topic"), max_length=120, help_text=_("Such as: teaching a welding robot, for beginners."),
        error_messages={"required": _("Please write what it is about.")},
    )  # fmt: skip
    function = chips("function", _("Function"), _("Please choose what it serves."))
    kind = chips("kind", _("Kind"), _("Please choose the kind."))
    workshops = SeveralField(label=_("Which workshops hold it?"), queryset=None, widget=Ticks, required=False)
    other_workshops = HostsField(label=_("Workshops of other enterprises"), queryset=None, widget=Ticks, required=False)
    co_hosts = SeveralField(label=_("Other enterprises"), queryset=None, widget=Ticks, required=False)
    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("Until"))
    form = chips("form", _("Form"), _("Please choose the form."))
    venue = VenueField(
        label=_("Venue"), queryset=None, required=False, empty_label=_("None, the place stands below"),
        help_text=_("It is booked together with the session and moves with it."),
    )  # fmt: skip
    place = LineField(label=_("Other place"), max_length=80, required=False)
    how_to_join = LineField(
        label=_("How to join online"), max_length=200, required=False,
        help_text=_("Link or number of the meeting. Only those who have a seat read it."),
    )  # fmt: skip
    lecturer_person = LecturerField(
        label=_("Lecturer, a colleague"), required=False,
        help_text=_("Work number or name; of other enterprises as they sign in, such as JC-010203."),
    )  # fmt: skip
    lecturer = LineField(
        label=_("Lecturer from outside"), max_length=60, required=False,
        help_text=_("Everybody reads this name as you write it."),
    )  # fmt: skip
    lecturer_kind = chips("lecturer_kind", _("Who the lecturer is"))
    audience = chips("audience", _("For whom"), _("Please choose for whom it is."))
    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=5000, required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("Empty: as many as like to come."),
    )  # fmt: skip
    enrol_until = DayField(label=_("Last day to enrol"), required=False, help_text=_("Empty: until it begins."))
    class_hours = forms.DecimalField(
        label=_("Class hours"), min_value=0, max_value=999, max_digits=5, decimal_places=1, required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
        help_text=_("Empty: as long as it takes."),
    )  # fmt: skip
    about = WordsField(
        label=_("What one learns"), rows=5, max_length=1000, required=False,
        help_text=_("One line for each step; what follows a | stands small under it, such as: 40 minutes."),
    )  # fmt: skip
    bring = LineField(label=_("What to bring"), max_length=200, required=False)
    head_count = forms.IntegerField(
        label=_("People counted"), min_value=0, max_value=99999, required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("Only for a past session without a list of names; leave it empty where names are kept."),
    )  # fmt: skip

    def __init__(self, *args, user, enterprise, offers, led=None, discreet=False, session=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.led = user, led
        lecturer = self.fields["lecturer_person"]
        had = session.lecturer_person_id if session else None
        lecturer.people = enterprise.people.in_service() | enterprise.people.filter(pk=had)
        lecturer.discreet = discreet
        for name, rows in offers.items():
            self.fields[name].queryset = rows
            if name != "venue" and not rows:
                del self.fields[name]
        if session is None or not session.is_over:
            del self.fields["head_count"]

    @property
    def has_others(self):
        """Whether hosts of other enterprises are chosen, or might be and something is wrong there."""
        return any(self[name].value() for name in ("other_workshops", "co_hosts") if name in self.fields)

    def clean_venue(self):
        venue = self.cleaned_data["venue"]
        if venue is not None and not self._had(venue) and not can_book(self.user, venue):
            raise ValidationError(_("This venue is not open to you. Please ask those who keep it, or choose another."))
        return venue

    def _had(self, venue):
        return venue.pk == self.initial.get("venue")

    def clean(self):
        data = super().clean()
        self._check_place(data)
        if data.get("lecturer_person") and data.get("lecturer"):
            self.add_error("lecturer", _("There is a colleague above. Please leave one of the two empty."))
        hosts = {one.pk for one in self._hosts(data)}
        if self.led is not None and not hosts & self.led and "workshops" in self.fields:
            self.add_error("workshops", _("Please choose a workshop that you lead."))
        if self._moment(data, "ends") and self._moment(data, "ends") <= self._moment(data, "starts"):
            self.add_error("ends", _("The end must be later than the start."))
        return data

    def _check_place(self, data):
        if data.get("venue") and data.get("place"):
            self.add_error("place", _("There is a venue above. Please leave one of the two empty."))
        if data.get("form") == Session.Form.ONLINE:
            if not data.get("how_to_join") and "how_to_join" not in self.errors:
                self.add_error("how_to_join", _("Please write how one gets in."))
        elif data.get("form") and not (data.get("venue") or data.get("place") or {"venue", "place"} & set(self.errors)):
            self.add_error("place", _("Please choose a venue, or write where it is."))

    @staticmethod
    def _moment(data, name):
        if not data.get("day") or not data.get("starts") or not data.get("ends"):
            return None
        return timezone.make_aware(dt.datetime.combine(data["day"], data[name]))

    @staticmethod
    def _hosts(data):
        return [*(data.get("workshops") or ()), *(data.get("other_workshops") or ())]

    @property
    def facts(self):
        data = dict(self.cleaned_data)
        moments = {f"{name}_at": self._moment(data, name) for name in ("starts", "ends")}
        hosts = {"workshops": self._hosts(data), "co_hosts": list(data.get("co_hosts") or ())}
        for name in ("day", "starts", "ends", "other_workshops", "version", "workshops", "co_hosts"):
            data.pop(name, None)
        if data["class_hours"] is None:
            data["class_hours"] = round((moments["ends_at"] - moments["starts_at"]).total_seconds() / HOUR, 1)
        data["enrol_until"] = data["enrol_until"] and min(start_of(data["enrol_until"] + DAY), moments["starts_at"])
        return data | moments | hosts


def begun(session):
    """What the form of a session begins with."""
    return copied(session) | {
        "version": session.version,
        "day": local_day(session.starts_at),
        "enrol_until": session.enrol_until and local_day(session.enrol_until - DAY / 1440),
        "head_count": session.head_count,
    }


def copied(session):
    """The same for another session like it: everything but the day."""
    hosts = list(session.workshops.all())
    person = session.lecturer_person
    return {name: getattr(session, name) for name in COPIED} | {
        "starts": timezone.localtime(session.starts_at).time(),
        "ends": timezone.localtime(session.ends_at).time(),
        "workshops": [one.pk for one in hosts if one.enterprise_id == session.enterprise_id],
        "other_workshops": [one.pk for one in hosts if one.enterprise_id != session.enterprise_id],
        "co_hosts": [one.pk for one in session.co_hosts.all()],
        "venue": session.booking.venue_id if session.holds_venue else None,
        "lecturer_person": person and _called(person, session),
    }


def _called(person, session):
    is_own = person.enterprise_id == session.enterprise_id
    return f"{person.work_number} {person.name}" if is_own else f"{person.enterprise.code}-{person.work_number}"


class AnnounceForm(StepForm):
    """`with_series`: the drafts that belong to it as well."""

    with_series = forms.BooleanField(label=_("The other drafts of the series too"), required=False, initial=True)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        if not record.drafts_beside:
            del self.fields["with_series"]


class CancelForm(StepForm):
    reason = WordsField(
        label=_("Reason"), rows=3, max_length=300, help_text=_("Everybody reads it as you write it."),
        error_messages={"required": _("Please write down why.")},
    )  # fmt: skip


class DaysField(forms.CharField):
    """Several days, as people type them one under the other or with commas; a list in their order."""

    SEPARATORS = re.compile(r"[、，,；;\s]+")
    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(max_length=600, **kwargs)
        self.widget.attrs["rows"] = 3

    def clean(self, value):
        found, errors = [], []
        for text in filter(None, self.SEPARATORS.split(super().clean(value))):
            try:
                found.append(DayField().clean(text))
            except ValidationError:
                errors.append(
                    _("“%(text)s” is no day. Please write days like 2026-08-29.") % {"text": clean_line(text)}
                )
        if errors:
            raise ValidationError(errors)
        return sorted(set(found))


class RepeatForm(StepForm):
    """Weekly so many times, or on chosen days; either of them."""

    weeks = forms.IntegerField(
        label=_("Weekly, so many times more"), min_value=1, max_value=30, required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("On the same day of the week, at the same time."),
    )  # fmt: skip
    days = DaysField(
        label=_("Or on these days"), required=False,
        help_text=_("Such as: 2026-08-29, 2026-09-05. The time of day stays the same."),
    )  # fmt: skip
    is_course = forms.TypedChoiceField(
        label=_("What they are together"), coerce=lambda value: value == "course", widget=Chips, initial="again",
        choices=[("again", _("The same once more")), ("course", _("One course of several days"))],
        help_text=_("Whoever enrols for a course takes part in all of its days."),
    )  # fmt: skip
    only_fitting = forms.BooleanField(
        label=_("Where a day does not fit, make the others"), required=False,
        help_text=_("Otherwise nothing is made unless all days fit."),
    )  # fmt: skip

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        if record.series_id:
            del self.fields["is_course"]

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("weeks")) == bool(data.get("days")):
            self.add_error("weeks", _("Please write how many weeks, or the days: one of the two."))
        return data

    @property
    def facts(self):
        data = dict(self.cleaned_data)
        first, weeks = local_day(self.record.starts_at), data.pop("weeks")
        if weeks:
            data["days"] = [first + 7 * DAY * count for count in range(1, weeks + 1)]
        return data


class MaterialsForm(forms.Form):
    use_required_attribute = False

    version = VersionField(required=False)
    documents = AttachmentsField(
        label=_("Files"),
        help_text=_("PDF, Word, Excel, PowerPoint without macros, or pictures; up to 5, each 20 MB at most."),
        error_messages={"required": _("Please choose a file.")},
    )  # fmt: skip
    readers = forms.ChoiceField(
        label=_("For whom"), choices=Material.Readers.choices, widget=Chips, initial=Material.Readers.PRESENT,
        error_messages={"required": _("Please choose for whom.")},
    )  # fmt: skip


class WishForm(forms.Form):
    """A topic in one line; `sure` is sent once similar ones were shown."""

    use_required_attribute = False

    text = LineField(
        label=_("What would you like to learn?"), max_length=60,
        help_text=_("One line, such as: how to grind spot welding electrodes. Nobody reads who asked."),
        error_messages={
            "required": _("Please write what you would like to learn."),
            "max_length": _("At most 60 characters."),
        },
    )  # fmt: skip
    speciality = forms.ModelChoiceField(
        label=_("Speciality"), queryset=None, required=False, empty_label=_("None in particular")
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["speciality"].queryset = Speciality.objects.visible_to(user).active().order_by("name")


class CloseWishForm(StepForm):
    reason = LineField(
        label=_("Reason"), max_length=200, help_text=_("All who asked read it as you write it."),
        error_messages={"required": _("Please write down why.")},
    )  # fmt: skip
