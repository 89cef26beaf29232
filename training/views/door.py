"""The check-in as whoever runs the session has it in hand: the code of the room, the list, and names."""

from collections import Counter

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alliance_portal import charts
from alliance_portal.workflow import WorkflowError
from workshops.views.acting import CONFLICT, carry_out, show_form
from workshops.views.steps import Step

from .. import codes
from ..attendance_list import people_of
from ..forms.door import AddForm, DigitsForm, ListForm, StrikeForm
from ..models import Attendance, Session
from ..permissions import seats as permissions
from ..permissions.sessions import can_run_door
from ..services import door
from . import parts
from .codes import drawn

METHODS = ["GET", "HEAD", "POST"]
LAYOUT = "worker.html"
TOO_MANY = 429
# Seconds after which a browser without script fetches the screen again: before the code on it is too old.
RELOAD = 10


def run_by(user, number, may=can_run_door):
    """The session for whoever runs its door; to those without a desk it is not there."""
    rows = Session.objects.visible_to(user).at_desk(user).select_related("enterprise", "booking__venue")
    session = get_object_or_404(rows, number=number)
    if not may(user, session):
        raise PermissionDenied
    return session


def _screen(session):
    return redirect("training:check-in", session.number)


@never_cache
@require_http_methods(METHODS)
def screen(request, number):
    """The code of the room, who is there, and four digits typed in by POST."""
    if request.method != "POST":
        return _show(request, run_by(request.user, number), DigitsForm())
    session = run_by(request.user, number, permissions.can_keep_list)
    form = DigitsForm(request.POST)
    if not form.is_valid():
        return _show(request, session, form)
    if not ratelimit.consume(request, action="check_in_digits", key=f"{session.pk}:{request.user.pk}"):
        form.add_error("digits", _("Too many tries. Please put people down by name, or wait a minute."))
        return _show(request, session, form, TOO_MANY)
    try:
        came = door.by_digits(session, form.cleaned_data["digits"], by=request.user)
    except WorkflowError as error:
        form.add_error("digits", error.message)
        return _show(request, session, form, CONFLICT)
    messages.success(request, _("%(name)s is on the list.") % {"name": came.person.name})
    return _screen(session)


def _show(request, session, form, status=200):
    now, check_in = timezone.now(), door.door_of(session)
    state, people = door.state(session, check_in, now), people_of(session, check_in, now)
    shown = check_in and door.takes_scans(session, check_in, now)
    context = {
        "session": session, "form": form, "state": state, "window": door.window(session, check_in), "people": people,
        "code": room_code(check_in, now) if shown else "", "step": codes.STEP, "now": now, "reload": RELOAD,
        "bar": charts.bar([(len(people.arrived), "done")], people.expected, small=True),
        "may_list": permissions.can_keep_list(request.user, session), "is_over": session.ends_at <= now,
    }  # fmt: skip
    return render(request, "training/door/screen.html", context, status=status)


def room_code(check_in, now):
    return drawn(settings.BASE_URL + reverse("room-code", args=[codes.room_code(check_in, now)]))


@require_POST
def open_door(request, number):
    return _turn(request, number, door.open_door, _("The check-in is open."))


@require_POST
def close_door(request, number):
    return _turn(request, number, door.close_door, _("The check-in is closed."))


def _turn(request, number, service, words):
    session = run_by(request.user, number)
    try:
        service(session, by=request.user)
    except WorkflowError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, words)
    return _screen(session)


@require_POST
def by_name(request, number):
    """Somebody of the list is there: one tap."""
    session = run_by(request.user, number, permissions.can_keep_list)
    chosen = request.POST.get("person", "")
    pk = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0
    # Only whoever stands in the list: a key alone tells no name.
    listed = permissions.people_at_door(session).filter(enrolments__session=session)
    person = get_object_or_404(listed, pk=pk)
    try:
        door.roll(session, [person], by=request.user)
    except WorkflowError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("%(name)s is on the list.") % {"name": person.name})
    return _screen(session)


@require_http_methods(METHODS)
def add(request, number):
    """Whoever is in the room without being enrolled."""
    session = run_by(request.user, number, permissions.can_keep_list)
    words = {
        "title": _("Add somebody on the spot"), "button": _("Put them on the list"), "layout": LAYOUT,
        "text": _("They count like everybody else, with a seat or without."),
        "back": reverse("training:check-in", args=[number]), "back_label": _("Check-in"),
    }  # fmt: skip

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    people = permissions.people_at_door(session)
    if request.method != "POST":
        return show(AddForm(people=people))

    def perform(form):
        return door.roll(session, form.cleaned_data["people"], by=request.user)

    return carry_out(request, AddForm(request.POST, people=people), perform, done=_put_down(words["back"]), show=show)


def _put_down(address):
    def done(number):
        words = ngettext("%(n)d name was put on the list.", "%(n)d names were put on the list.", number)
        return address, words % {"n": number}

    return done


@require_http_methods(METHODS)
def by_list(request, number):
    """The whole list with ticks: a roll-call in one go, or what the paper says."""
    session = run_by(request.user, number, permissions.can_keep_list)
    now, check_in = timezone.now(), door.door_of(session)
    people = people_of(session, check_in, now)
    facts = {"people": permissions.people_at_door(session), "missing": [*people.missing, *people.arrived]}
    context = {"session": session, "people": people, "last_moment": door.last_moment(session)}
    context["ticked"] = request.POST.getlist("ticked")

    def show(form, status=200):
        return render(request, "training/door/list.html", context | {"form": form}, status=status)

    if request.method != "POST":
        return show(ListForm(initial={"way": "paper" if session.is_over else "roll"}, **facts))

    def perform(form):
        return door.roll(session, form.present, by=request.user, way=form.cleaned_data["way"])

    done = _put_down(reverse("training:check-in", args=[number]))
    return carry_out(request, ListForm(request.POST, **facts), perform, done=done, show=show)


class Strike(Step):
    """Somebody is on the list who was not there."""

    form_class = StrikeForm

    def find(self, number, pk):
        self.session = run_by(self.user, number)
        return get_object_or_404(self.session.attendances.with_people(), pk=pk)

    def may_open(self, attendance):
        return permissions.can_keep_list(self.user, self.session)

    def perform(self, form):
        return door.strike(self.record, by=self.user, **form.facts)

    def show_again(self, form, status):
        return self.show(form, status)

    def back(self):
        return reverse("training:check-in", args=[self.session.number]), _("Check-in")

    def words(self):
        return {
            "title": _("Take %(name)s off the list?") % {"name": self.record.person.name},
            "text": _("Only for whoever was not there. The name can be put on the list once more."),
            "button": _("Take the name off"), "layout": LAYOUT, "danger": True,
        }  # fmt: skip

    def done(self, _result):
        return _("Taken off.")


def door_part(user, session):
    """What the desk says of the check-in; names only to those who may read them."""
    if not can_run_door(user, session):
        return {"door": None}
    now, check_in = timezone.now(), door.door_of(session)
    counted = Counter(session.attendances.order_by("way").values_list("way", flat=True))
    return {
        "door": {
            "state": door.state(session, check_in, now),
            "window": door.window(session, check_in),
            "ways": [(Attendance.Way(way).label, number) for way, number in counted.items()],
            "present": sum(counted.values()),
            "may_list": permissions.can_keep_list(user, session) and now <= door.last_moment(session),
            "last_moment": door.last_moment(session),
        }
    }


parts.DESK.append(door_part)
