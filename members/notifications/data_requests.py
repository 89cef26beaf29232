"""Who is told of requests about one's own data: those who answer, and whoever asked."""

from django.utils.translation import gettext as _

from alliance_portal.moments import day_of

from ..models import Topic
from .kinds import kind
from .letters import path_to
from .recipients import district_staff, those_who_answer
from .telling import settle, tell


@kind(Topic.ACCOUNT)
def data_asked(due):
    return _("A colleague asks about the own data. Please answer by %(due)s.") % {"due": day_of(due)}


@kind(Topic.ACCOUNT)
def data_due(due):
    return _("A request about somebody's own data has to be answered by %(due)s.") % {"due": day_of(due)}


@kind(Topic.ACCOUNT)
def data_answered(answer):
    return _("Your request about your data is answered: %(answer)s") % {"answer": answer}


def asked(request, now):
    _tell_those_who_answer(data_asked, request, now)


def due(request, now):
    _tell_those_who_answer(data_due, request, now)


def answered(request, now):
    settle(_subject(request), Topic.ACCOUNT)
    facts = {"answer": request.answer[:80], "now": now}
    tell(data_answered, [request.person.user], subject=_subject(request), path=path_to("members:data"), **facts)


def _tell_those_who_answer(kind_of_notice, request, now):
    facts = {"due": request.due_on.isoformat(), "now": now}
    path = path_to("members:data-request", request.pk)
    tell(kind_of_notice, _those_who_answer(request), subject=_subject(request), path=path, **facts)


def _those_who_answer(request):
    """Officers of the enterprise, but for complaints and their own; where there is none, district staff."""
    own = request.person.user_id
    if request.kind == request.Kind.COMPLAINT:
        return district_staff(but=own)
    return those_who_answer(request.enterprise_id, but=own)


def _subject(request):
    return f"data:{request.pk}"
