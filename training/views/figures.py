"""The figures of sessions: for district staff those of all, for others those of their enterprises."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliance_portal import audit, definitions
from alliance_portal.periods import Period

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
    enterprise = form.chosen_enterprise
    return form, summary(sessions.filter(enterprise=enterprise) if enterprise else sessions, form.period)


@require_safe
def page(request):
    """Sessions, people, attendances and class hours; the page and the file say the same."""
    form, counted = _summary(request)
    context = {"form": form, "summary": counted, "definitions": SESSIONS, "version": definitions.VERSION}
    return render(request, "training/figures.html", context)


@require_safe
@audit.exported
def workbook(request):
    _form, counted = _summary(request)
    name = _("Training %(period)s.xlsx") % {"period": counted.period.label}
    return FileResponse(workbooks.figures(counted), as_attachment=True, filename=name)
