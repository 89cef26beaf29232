"""The table of marks: typed by judges and by those who run the contest, or filled from a sheet first."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.workflow import WorkflowError
from members.reauthentication import freshly_signed_in

from .. import services, workbooks
from ..forms.scores import ScoreTable
from ..models import Contest, ContestEntry
from ..permissions import contests as permissions
from .files import download

METHODS = ["GET", "HEAD", "POST"]
CONFLICT = 409


def _contest(request, slug):
    contest = get_object_or_404(Contest.objects.visible_to(request.user), slug=slug)
    if not permissions.can_run(request.user, contest) and not permissions.is_judge(request.user, contest):
        raise PermissionDenied
    return contest


def _table(request, contest, data=None):
    entries = ContestEntry.objects.visible_to(request.user).present().filter(contest=contest).for_list()
    kept = services.contests.scores_of(contest)
    return ScoreTable(list(entries.order_by("number")), list(contest.rounds.all()), kept, data)


@require_http_methods(METHODS)
def scores(request, slug):
    """Everybody who came in a row, every round in a column. A sheet only fills the boxes."""
    contest = _contest(request, slug)
    if request.method != "POST":
        return _show(request, contest, _table(request, contest))
    if not permissions.can_score(request.user, contest):
        return _show(request, contest, _table(request, contest), CONFLICT)
    table = _table(request, contest, request.POST)
    _tell_of_the_gone(request, contest, table)
    if "sheet" in request.POST:
        _fill(request, table)
        return _show(request, contest, table)
    return _keep(request, contest, table)


def _fill(request, table):
    if upload := request.FILES.get("file"):
        table.fill(upload)
        table.read()
    else:
        table.errors.append(_("Please choose a file."))


def _keep(request, contest, table):
    if (read := table.read()) is None:
        return _show(request, contest, table)
    try:
        number = services.contests.keep_scores(contest, by=request.user, points=read[0], seen=read[1])
    except services.contests.ScoresError as error:
        table.refuse(error, services.contests.scores_of(contest))
        return _show(request, contest, table, CONFLICT)
    except WorkflowError as error:
        table.errors.append(error.message)
        return _show(request, contest, table, CONFLICT)
    if number:
        messages.success(request, ngettext("%(n)d mark kept.", "%(n)d marks kept.", number) % {"n": number})
    else:
        messages.info(request, _("No mark was changed, so there was nothing to keep."))
    return redirect(request.path)


def _tell_of_the_gone(request, contest, table):
    """Marks of whoever was entered as absent, or withdrawn, while they were typed have no box any more."""
    for entry, marks in table.typed_for(ContestEntry.objects.visible_to(request.user).gone().filter(contest=contest)):
        words = _("No. %(number)d is entered as absent or withdrawn by now, so this was not kept: %(marks)s.")
        messages.warning(request, words % {"number": entry.number, "marks": marks})


def _show(request, contest, table, status=200):
    context = {
        "contest": contest,
        "table": table,
        "may_score": permissions.can_score(request.user, contest),
        "may_run": permissions.can_run(request.user, contest),
    }
    return render(request, "training/contests/scores.html", context, status=status)


@require_safe
@freshly_signed_in
@audit.exported
def sheet(request, slug):
    """The sheet to fill in, with what is kept already."""
    contest = _contest(request, slug)
    if not contest.is_running and not permissions.can_run(request.user, contest):
        raise PermissionDenied
    name = _("Marks %(title)s.xlsx") % {"title": contest.title}
    return download(workbooks.score_sheet(contest, services.contests.reckon(contest)), name)
