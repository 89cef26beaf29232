"""The three questions on the phone, and what they came to on the pages of a session."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workshops.views.acting import carry_out

from .. import services
from ..forms.opinions import OpinionForm
from ..models import Opinion, Partner, Session
from ..permissions import certificates as certifying
from ..permissions import opinions as permissions
from ..permissions.sessions import keeps
from ..statistics import opinions_of
from . import parts

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def opinion(request, number):
    """Three answers, for those who were there; what can no longer be answered is said in words."""
    session = get_object_or_404(Session.objects.visible_to(request.user), number=number)
    if not permissions.was_there(request.user, session):
        raise PermissionDenied
    form = OpinionForm(request.POST if request.method == "POST" else None)

    def perform(form):
        services.opinions.give(session, by=request.user, **form.facts)

    def show(form, status=200):
        context = {
            "session": session,
            "form": form,
            "may_answer": permissions.can_answer(request.user, session),
            "has_answered": permissions.has_answered(request.user, session),
        }
        return render(request, "training/opinion.html", context, status=status)

    if not form.is_bound:
        return show(form)
    done = (session.get_absolute_url(), _("Thank you! Nobody can see who said what."))
    return carry_out(request, form, perform, done=done, show=show)


def on_session_page(user, session):
    """Whether somebody is asked, what was said as sums, and what hangs on the session for everybody."""
    reads = session.is_over and permissions.can_read_sums(user, session)
    return {
        "afterwards": {
            "may_answer": permissions.can_answer(user, session),
            "has_answered": permissions.has_answered(user, session),
            "opinions": opinions_of(session) if reads else None,
            "partners": _partners(user, session),
            "contests": session.contests.visible_to(user),
        }
    }


def at_desk(user, session):
    """The sums and words, the certificates, and the partners, for those who keep or teach it."""
    keeps_it = keeps(user, session)
    course = session.series if session.series_id and session.series.is_course else None
    return {
        "afterwards": {
            "opinions": opinions_of(session) if session.is_over else None,
            "words": Opinion.objects.visible_to(user).filter(session=session).exclude(words="").order_by("pk"),
            "keeps": keeps_it,
            "certificates": session.certificates.visible_to(user).valid().count(),
            "may_issue": certifying.can_issue(user, session),
            "course": course if course and certifying.keeps_series(user, course) else None,
            "partners": _partners(user, session),
            "contests": session.contests.visible_to(user),
        }
    }


def _partners(user, session):
    return Partner.objects.visible_to(user).filter(sessions=session).order_by("name")


parts.PUBLIC.append(on_session_page)
parts.DESK.append(at_desk)
