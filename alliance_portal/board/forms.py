"""Setting up a board: where it hangs, what it shows, how it looks, when it is dark."""

import datetime as dt

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import LineField, VersionField
from alliance_portal.widgets import Chips, Ticks
from members.models import Department, Enterprise
from members.permissions import is_district_staff
from suggestions.models import Board
from suggestions.models.board import FEWEST_SECONDS, MOST_SECONDS
from workshops.forms.bookings import ClockField

FURTHER = ("second", "third", "fourth")
DAYS = tuple((day + 1, name) for day, name in WEEKDAYS.items())
# Fields that go into the board as they are.
PLAIN = ("name", "seconds", "theme", "light_from", "light_until", "language", "quiet_from", "quiet_until", "quiet_days")
NEW = Board(pages=[Board.Page.FINISHED, Board.Page.TRAINING])


def _page(label):
    return forms.ChoiceField(label=label, choices=[("", _("None")), *Board.Page.choices], required=False)


class BoardForm(forms.Form):
    """`facts` are what the services take.

    Offered are the enterprises the person leads with their departments, and the district itself to its staff. A board
    that is there stays with its enterprise.
    """

    use_required_attribute = False

    version = VersionField(required=False)
    name = LineField(
        label=_("Where it hangs"), max_length=60, help_text=_("So that you know it again: canteen, east gate."),
        error_messages={
            "required": _("Please write where it hangs."),
            "max_length": _("At most 60 characters."),
        },
    )  # fmt: skip
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"), queryset=None,
        error_messages={"required": _("Please choose the enterprise.")},
    )  # fmt: skip
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=None, required=False, empty_label=_("The whole enterprise"),
        help_text=_("Whose figures it shows. The QR code gives it as the place where a poster hangs there."),
    )  # fmt: skip
    second, third, fourth = _page(_("Second page")), _page(_("Third page")), _page(_("Fourth page"))
    seconds = forms.IntegerField(
        label=_("Seconds a page stays"), min_value=FEWEST_SECONDS, max_value=MOST_SECONDS,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("15 to 600. A board of one page does not turn."),
        error_messages={
            "required": _("Please write how many seconds a page stays."),
            "invalid": _("Please write the seconds with digits, such as 60."),
            "min_value": _("15 seconds at least: nobody reads faster."),
            "max_value": _("600 seconds at most: nobody waits longer."),
        },
    )  # fmt: skip
    theme = forms.ChoiceField(label=_("Appearance"), choices=Board.Theme.choices, widget=Chips)
    light_from = ClockField(label=_("Light from"), required=False)
    light_until = ClockField(label=_("Light until"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Board.Language.choices, widget=Chips)
    quiet_from = ClockField(label=_("Dark from"), required=False)
    quiet_until = ClockField(label=_("Dark until"), required=False)
    quiet_days = forms.TypedMultipleChoiceField(
        label=_("Nights that begin on"), choices=DAYS, coerce=int, widget=Ticks, required=False
    )

    def __init__(self, user, data=None, *, board=None):
        self.board = board
        super().__init__(data, initial=_settings_of(board or NEW) | {"version": board.version if board else None})
        self._offer_departments(user)
        self._offer_enterprises(user)

    def _offer_departments(self, user):
        field, board = self.fields["department"], self.board
        departments = Department.objects.visible_to(user).select_related("enterprise")
        if board is None:
            shops = departments.active().shops().filter(enterprise__in=led_by(user))
            field.queryset = shops.order_by("enterprise", "name")
        elif board.enterprise_id:
            own = departments.filter(enterprise=board.enterprise_id)
            field.queryset = (own.active().shops() | own.filter(pk=board.department_id)).order_by("name")
        else:
            del self.fields["department"]

    def _offer_enterprises(self, user):
        """Nothing to choose where there is only one."""
        is_staff, led = is_district_staff(user), led_by(user)
        self.only = None if is_staff or self.board or len(led) != 1 else led[0]
        if self.board or self.only:
            del self.fields["enterprise"]
            return
        field = self.fields["enterprise"]
        field.queryset, field.required = led, not is_staff
        field.empty_label = _("The whole district") if is_staff else _("Please choose")
        self.fields["department"].label_from_instance = lambda one: f"{one.enterprise} · {one}"

    def clean(self):
        super().clean()
        self._check_department()
        self._check_pages()
        self._check_light()
        self._check_night()
        return self.cleaned_data

    @property
    def owner(self):
        """Whose board it is; None: the district's."""
        if self.board:
            return self.board.enterprise
        return self.only or self.cleaned_data.get("enterprise")

    def _check_department(self):
        department = self.cleaned_data.get("department")
        if department and department.enterprise != self.owner:
            self.add_error("department", _("Choose a department of the same enterprise."))

    def _check_pages(self):
        chosen = []
        for name in FURTHER:
            if (code := self.cleaned_data.get(name)) in chosen:
                self.add_error(name, _("This page is chosen already. Please choose each page once."))
            chosen += [code] if code else []

    def _check_light(self):
        """Both times are needed only where the appearance follows them."""
        for name in ("light_from", "light_until"):
            if name in self.cleaned_data and self.cleaned_data[name] is None:
                if self.cleaned_data.get("theme") == Board.Theme.HOURS:
                    self.add_error(name, _("Please choose a time."))
                self.cleaned_data[name] = getattr(self.board or NEW, name)

    def _check_night(self):
        if not {"quiet_from", "quiet_until"} <= self.cleaned_data.keys():
            return
        begins, ends = self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"]
        if (begins is None) != (ends is None):
            self.add_error("quiet_until" if ends is None else "quiet_from", _("Please fill in both times, or neither."))
        elif begins and not self.cleaned_data.get("quiet_days"):
            self.add_error("quiet_days", _("Please choose one night at least, or empty the times."))

    @property
    def facts(self):
        """The settings by the names of the model."""
        data = self.cleaned_data
        facts = {name: data[name] for name in PLAIN} | {"pages": [data[name] for name in FURTHER if data[name]]}
        return facts | {"department": data.get("department")}

    def standing(self, board):
        """[(setting, what it is now)] of what the board has otherwise: what somebody else may have set."""
        now = _settings_of(board)
        fields = [name for name in self.fields if name in now and name in self.cleaned_data]
        return [
            (self.fields[name].label, self._in_words(name, now[name]))
            for name in fields
            if (getattr(self.cleaned_data[name], "pk", self.cleaned_data[name]) or None) != (now[name] or None)
        ]

    def _in_words(self, name, value):
        if isinstance(value, list):
            return _(", ").join(str(dict(DAYS)[day]) for day in value) or _("None")
        if isinstance(value, dt.time):
            return f"{value:%H:%M}"
        words = {str(key): label for key, label in getattr(self.fields[name], "choices", ())}
        return words.get("" if value is None else str(value), "—" if value is None else value)


def led_by(user):
    """The enterprises for which somebody runs boards."""
    return Enterprise.objects.visible_to(user).with_role(user, "leader", "officer").active().order_by("short_name")


def _settings_of(board):
    pages = dict.fromkeys(FURTHER, "") | dict(zip(FURTHER, board.pages, strict=False))
    return {name: getattr(board, name) for name in PLAIN} | pages | {"department": board.department_id}
