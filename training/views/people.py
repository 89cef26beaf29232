"""Who is enrolled, for those who keep or teach a session: on page, paper and as a workbook; and enrolling a team."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from members.reauthentication import freshly_signed_in
from workshops.views.steps import Step

from .. import attendance_export, services
from ..attendance_list import people_of
from ..forms.door import GiveBackForm, TeamForm
from ..models import Enrolment
from ..permissions import seats as permissions
from ..permissions.sessions import can_see_names, keeps
from ..services.door import door_of
from . import parts
from .door import METHODS, run_by
from .seats import found

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMPTY_LINES = range(8)
SHOWN = 60


def seats_part(user, session):
    """What the desk says of seats: numbers, and names to those who may read them."""
    rows = session.enrolments.standing().with_people()
    if not can_see_names(user, session):
        waiting = session.enrolments.waiting().count()
        return {"seats": {"waiting_count": waiting, "may_see": False, "may_enrol_others": False}}
    confirmed = list(rows.confirmed().order_by("asked_at", "pk"))
    waiting = list(rows.waiting())
    return {
        "seats": {
            "confirmed": confirmed[:SHOWN],
            "more": max(len(confirmed) - SHOWN, 0),
            "waiting": waiting[:SHOWN],
            "waiting_count": len(waiting),
            "may_see": True,
            "may_enrol_others": permissions.can_enrol_others(user, session),
            "may_give_back": keeps(user, session) and session.is_announced and not session.has_begun,
        }
    }


parts.DESK.append(seats_part)


@require_http_methods(METHODS)
def team(request, number):
    """Enrol a department or a list of people; the answer says what became of each."""
    session = found(request.user, number)
    if not permissions.can_enrol_others(request.user, session):
        raise PermissionDenied
    people = permissions.people_to_enrol(request.user, session)
    facts = {"people": people, "departments": permissions.departments_to_enrol(request.user, session)}
    form = TeamForm(request.POST if request.method == "POST" else None, **facts)
    context = {"session": session, "form": form, "back": _back(request.user, session)}
    if form.is_bound and form.is_valid():
        context["team"] = services.teams.enrol_team(session, list(form.found.values()), by=request.user)
        session.refresh_from_db(fields=["taken"])
    return render(request, "training/desk/team.html", context)


def _back(user, session):
    name = "training:desk-session" if can_see_names(user, session) else "training:session"
    return reverse(name, args=[session.number])


def _listed(user, number):
    session = run_by(user, number, can_see_names)
    return session, people_of(session, door_of(session), timezone.now())


@require_safe
def paper(request, number):
    """The list to sign on A4, with empty lines for whoever comes without a seat."""
    session, people = _listed(request.user, number)
    lines = sorted((*people.arrived, *people.missing), key=lambda line: (line.waits, line.person.work_number))
    context = {"session": session, "lines": lines, "empty": EMPTY_LINES}
    return render(request, "training/door/paper.html", context)


@require_safe
@freshly_signed_in
@audit.exported
def export(request, number):
    """The same people as a workbook."""
    session, people = _listed(request.user, number)
    name = f"{session.number} {_('people')}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(attendance_export.people(session, people), content_type=XLSX, headers=headers)


class GiveBack(Step):
    """Somebody who keeps the session cancels an enrolment; the person is told."""

    form_class = GiveBackForm

    def find(self, number, pk):
        self.session = run_by(self.user, number, can_see_names)
        rows = Enrolment.objects.visible_to(self.user).standing().filter(session=self.session)
        return get_object_or_404(rows.select_related("session", "person"), pk=pk)

    def may_open(self, enrolment):
        return permissions.can_give_back(self.user, enrolment)

    def fits(self, enrolment):
        return not self.session.has_begun

    def perform(self, form):
        return services.seats.cancel(self.record, by=self.user, **form.facts)

    def show_again(self, form, status):
        return self.show(form, status)

    def back(self):
        return reverse("training:desk-session", args=[self.session.number]), self.session.topic

    def words(self):
        return {
            "title": _("Cancel the enrolment of %(name)s?") % {"name": self.record.person.name},
            "text": _("The person is told. Whoever waits moves up at once."),
            "button": _("Cancel the enrolment"),
            "too_late": _("It has begun, so the seat cannot be given back any more."),
            "danger": True,
        }

    def done(self, _result):
        return _("Cancelled.")
