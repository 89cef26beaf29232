"""Taking a seat with one tap, one's own code for the door, and what one takes part in."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import charts
from alliance_portal.workflow import WorkflowError
from workshops.forms.fields import StepForm
from workshops.views.steps import Step

from .. import codes, services
from ..models import Enrolment, Session
from ..permissions import seats as permissions
from ..permissions.sessions import can_run_door
from ..services import door
from ..waiting import place_of, places_of
from . import parts
from .codes import drawn

PAGE_SIZE = 20
LAYOUT = "worker.html"
OWN_SHOWN = 3


def found(user, number):
    return get_object_or_404(
        Session.objects.visible_to(user).select_related("enterprise", "booking__venue"), number=number
    )


def seat(user, session):
    """What the page of a session says of seats, to everybody and to whoever reads it."""
    person = user.person_or_none if user.is_authenticated else None
    now = timezone.now()
    facts = {
        "taken": session.taken,
        "waiting": session.enrolments.waiting().count(),
        "bar": charts.bar([(session.taken, "adopted")], session.capacity, small=True) if session.capacity else "",
        "why_not": "",
        "course": list(_course(user, session).exclude(pk=session.pk).order_by("starts_at")),
        "may_enrol_others": permissions.can_enrol_others(user, session),
        "may_run_door": can_run_door(user, session),
        "has_person": person is not None,
    }
    return {"seat": facts | (_of(user, session, now) if person else _of_nobody(session, now))}


def _of_nobody(session, now):
    open_until = session.enrol_until or session.starts_at
    return {"is_open": session.is_announced and min(open_until, session.starts_at) > now}


def _course(user, session):
    return Session.objects.visible_to(user).of_course(session)


def _of(user, session, now):
    person = user.person_or_none
    mine = person.enrolments.standing().filter(session=session).first()
    words = services.seats.why_not(session, person, now)
    return {
        "mine": mine,
        "place": place_of(mine) if mine and mine.status == Enrolment.Status.WAITING else 0,
        "attended": door.present(session, person),
        "why_not": words,
        "is_open": not words,
        "clashes": [] if words and not mine else list(clashing(user, session)),
    }


def clashing(user, session):
    """Other sessions at the same time in which the user has a seat or waits: a hint, never a refusal."""
    others = Session.objects.visible_to(user).announced().meeting([session, *_course(user, session)])
    standing = user.person_or_none.enrolments.standing()
    return others.filter(pk__in=standing.order_by().values("session")).order_by("starts_at")


def own_upcoming(user):
    """The enrolments of the user that are to come, the next one first."""
    person = user.person_or_none if user.is_authenticated else None
    return person.enrolments.to_come(timezone.now()).for_list() if person else []


def on_calendar(user, sessions):
    """What one is enrolled in: the next few for the top of the calendar, and which of the sessions below they are."""
    own = list(own_upcoming(user))
    places = {status: {one.session_id for one in own if one.status == status} for status in ("confirmed", "waiting")}
    return {"own_seats": own[:OWN_SHOWN], "seated": places["confirmed"], "queued": places["waiting"]}


parts.PUBLIC.append(seat)
parts.CALENDAR.append(on_calendar)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request, number):
    """One tap; whoever comes here after signing in is led to the page with the button."""
    session = found(request.user, number)
    if request.method == "POST":
        person = request.user.person_or_none
        if person is None:
            raise PermissionDenied
        try:
            enrolment = services.seats.enrol(session, person, by=request.user)
        except WorkflowError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _came_of(enrolment))
    return redirect(session)


def _came_of(enrolment):
    if enrolment.status == Enrolment.Status.CONFIRMED:
        return _("You are enrolled. We remind you the day before.")
    words = _("It is full: you are number %(place)d in the waiting list. We tell you when a seat is free.")
    return words % {"place": place_of(enrolment)}


class Cancel(Step):
    """Asks first: the seat is somebody else's the next moment."""

    form_class = StepForm

    def find(self, number):
        own = Enrolment.objects.visible_to(self.user).standing().filter(person__user=self.user)
        return get_object_or_404(own.select_related("session", "person"), session__number=number)

    def may_open(self, enrolment):
        return permissions.can_give_back(self.user, enrolment)

    def fits(self, enrolment):
        return not enrolment.session.has_begun

    def perform(self, form):
        return services.seats.cancel(self.record, by=self.user)

    def show_again(self, form, status):
        return self.show(form, status)

    def back(self):
        return self.record.session.get_absolute_url(), self.record.session.topic

    def words(self):
        whole = _course(self.user, self.record.session).count() > 1
        if self.record.status == Enrolment.Status.WAITING:
            text = _("You leave the waiting list. Whoever enrols once more goes to its end.")
        else:
            text = _("Your seat goes to whoever waits. Whoever enrols once more goes to the end of the line.")
        if whole:
            text = _("%(text)s It is about all days of the course that are to come.") % {"text": text}
        late = _("It has begun, so the seat cannot be given back any more.")
        return {
            "title": _("Cancel your enrolment?"), "text": text, "button": _("Cancel the enrolment"), "too_late": late,
            "layout": LAYOUT, "danger": True,
        }  # fmt: skip

    def done(self, _result):
        return _("Cancelled. Thank you for giving it back in time.")


@never_cache
@require_safe
def own_pass(request, number):
    """One's own code and four digits for the door."""
    session, person = found(request.user, number), request.user.person_or_none
    if person is None:
        raise Http404
    there, now = door.present(session, person), timezone.now()
    mine = session.enrolments.standing().filter(person=person).first()
    if there is None and (mine is None or not session.is_announced):
        messages.info(request, _("Enrol first, then you have a code for the check-in."))
        return redirect(session)
    check_in = door.door_of(session)
    state, early = door.state(session, check_in, now), session.early_scans.filter(person=person).first()
    context = {
        "session": session, "mine": mine, "early": early, "window": door.window(session, check_in), "state": state,
        **_arrival(there, early if mine and state != door.EARLY else None),
        **(_code(check_in, person) if check_in and mine else {}),
    }  # fmt: skip
    return render(request, "training/sessions/pass.html", context)


def _arrival(attendance, early):
    """Whoever scanned early is there as soon as it opens, whether it was noted already or not."""
    there = attendance or early
    at = attendance.arrived_at if attendance else early and early.scanned_at
    return {"there": there, "arrived_at": at}


def _code(check_in, person):
    address = settings.BASE_URL + reverse("person-code", args=[codes.person_code(check_in, person)])
    return {"code": drawn(address), "digits": codes.digits_of(check_in, person)}


@require_safe
def my_training(request):
    """What is to come, and what one was at."""
    past = request.GET.get("show") == "past"
    if past:
        person = request.user.person_or_none
        rows = person.attendances.past().for_list() if person else []
    else:
        rows = own_upcoming(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    if not past:
        places = places_of(page.object_list)
        for one in page.object_list:
            one.place = places.get(one.pk, 0)
    return render(request, "training/me/training.html", {"past": past, "page_obj": page})
