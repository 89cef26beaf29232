"""The figures of sessions: for district staff those of all, for others those of their enterprises."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit, definitions
from alliance_portal.periods import Period
from members.permissions import enterprise_ids_with, is_district_staff

from .. import panels
from ..exports import sessions as workbooks
from ..forms.figures import FiguresForm
from ..models import Session
from ..permissions import sessions as permissions
from ..statistics import SESSIONS
from ..statistics.summary import summary


def _summary(request):
    """(the enterprise asked for or None, the figures of the months that the address asks for)."""
    if not permissions.can_see_figures(request.user):
        raise PermissionDenied
    sessions = Session.objects.visible_to(request.user).answered_for_by(request.user)
    form = FiguresForm(request.GET, period=Period.asked_for(request.GET), user=request.user)
    return form, summary(sessions, form.period, form.chosen_enterprise)


@require_safe
def page(request):
    """Sessions, people, attendances and class hours; the page and the file say the same."""
    form, counted = _summary(request)
    context = {"form": form, "summary": counted, "definitions": SESSIONS, "version": definitions.VERSION}
    context |= {"panels": panels.of(counted), "query": _query_of_data(request.user, form)}
    return render(request, "training/figures.html", context)


def _query_of_data(user, form):
    """The parameters by which others get these numbers; "" for whoever would get another unit's by them."""
    own = enterprise_ids_with(user, "leader", "officer")
    is_same = is_district_staff(user) or (len(own) == 1 and own == user.reads_for)
    return urlencode(form.chosen) if is_same else ""


@require_safe
@audit.exported
def workbook(request):
    _form, counted = _summary(request)
    name = _("Training %(period)s.xlsx") % {"period": counted.period.label}
    return FileResponse(workbooks.figures(counted), as_attachment=True, filename=name)
