"""Contests at the workbench: written and run by those who hold them, read by officers who enter people."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff
from members.reauthentication import freshly_signed_in
from workshops.models import Workshop
from workshops.views.acting import carry_out, show_form

from .. import services, workbooks
from ..forms.contests import ContestForm, words_of
from ..models import Contest, ContestEntry, Session
from ..permissions import contests as permissions
from .contests import with_first_places
from .files import download

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 20
SESSIONS_OFFERED = 30


@require_safe
def desk(request):
    """What one runs, and what is announced and entered for."""
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    listed = Contest.objects.visible_to(request.user).for_list()
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "may_add": permissions.can_add(request.user), "today": timezone.localdate()}
    return render(request, "training/contests/desk.html", context)


def contest_at_desk(request, slug):
    """The contest, for officers, leaders and staff; a draft is there for nobody but those who run it."""
    found = Contest.objects.visible_to(request.user).select_related("enterprise", "created_by__person")
    contest = get_object_or_404(found, slug=slug)
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    return contest


def contest_to_run(request, slug):
    contest = contest_at_desk(request, slug)
    if not permissions.can_run(request.user, contest):
        raise PermissionDenied
    return contest


@require_safe
def detail(request, slug):
    """One contest: for those who run it with everybody, marks and history, for other officers with their own people."""
    contest, user = contest_at_desk(request, slug), request.user
    may_run = permissions.can_run(user, contest)
    context = {
        "contest": contest,
        "rounds": contest.rounds.all(),
        "prizes": with_first_places(contest),
        "may_run": may_run,
        "may_enter": permissions.can_enter(user, contest),
        "may_score": permissions.can_score(user, contest),
        "steps": _steps(contest) if may_run else [],
        "standings": _standings(user, contest, may_run),
        "judges": _judges(user, contest) if may_run else [],
        "history": contest.events.select_related("actor__person").order_by("-pk") if may_run else [],
    }
    return render(request, "training/contests/desk_contest.html", context)


def _judges(user, contest):
    """With `shown`: a number of another enterprise tells no name, unless its owner agrees to be named."""
    judges = list(contest.judges.with_naming().select_related("enterprise").order_by("enterprise", "work_number"))
    for judge in judges:
        is_known = is_district_staff(user) or judge.enterprise_id in user.reads_for
        judge.shown = judge.name if is_known else judge.public_name
    return judges


def _standings(user, contest, may_run):
    """Reckoned from the marks; until it is published officers of others read who is entered, and no marks."""
    rows = services.contests.reckon(contest)
    for row in rows:
        row.may_withdraw = contest.is_announced and (may_run or contest.takes_entries(timezone.localdate()))
        row.may_promote = may_run and contest.is_published and not row.entry.is_absent and not row.entry.promoted_on
    if may_run:
        return rows
    own = set(ContestEntry.objects.visible_to(user).filter(contest=contest).values_list("pk", flat=True))
    rows = [row for row in rows if row.entry.pk in own]
    if not contest.is_published:
        for row in rows:
            row.points, row.total, row.place, row.prize = [None] * len(row.points), None, None, None
            row.is_tied = False
        # The order of the marks would tell who is ahead.
        rows.sort(key=lambda row: row.entry.number)
    return rows


def _steps(contest):
    """[(address, what the button says, kind of button)] of what fits the contest now."""
    status = contest.Status
    offered = [
        ("change", {status.DRAFT, status.ANNOUNCED}, _("Change it"), ""),
        ("announce", {status.DRAFT}, _("Announce it"), "primary"),
        ("judges", {status.DRAFT, status.ANNOUNCED, status.RUNNING}, pgettext("contest", "Name the judges"), ""),
        ("start", {status.ANNOUNCED}, _("Begin it"), "primary"),
        ("publish", {status.RUNNING}, _("Publish the result"), "primary"),
        ("call-off", set(contest.TRANSITIONS), pgettext("contest", "Call it off"), "danger"),
    ]
    return [
        (reverse(f"training:contest-{name}", args=[contest.slug]), label, kind)
        for name, fits, label, kind in offered
        if contest.status in fits
    ]


def _form(request, contest=None, **kwargs):
    user, is_staff = request.user, is_district_staff(request.user)
    offered = Enterprise.objects.visible_to(user).active().order_by("name")
    if not is_staff:
        offered = offered.filter(pk__in=enterprise_ids_with(user, "officer"))
    workshops = Workshop.objects.visible_to(user).active().order_by("name")
    if not is_staff:
        workshops = workshops.filter(enterprise__in=offered)
    sent = request.POST if request.method == "POST" else None
    choices = {"enterprises": offered, "workshops": workshops, "sessions": _sessions(user, contest)}
    return ContestForm(sent, is_staff=is_staff, **choices, **kwargs)


def _sessions(user, contest):
    """The latest sessions of the kind “contest” that the user keeps, and those that are chosen already."""
    own = Session.objects.visible_to(user).kept_by(user).filter(kind=Session.Kind.CONTEST)
    latest = list(own.order_by("-starts_at").values_list("pk", flat=True)[:SESSIONS_OFFERED])
    chosen = Q(contests=contest) if contest else Q(pk=None)
    return Session.objects.visible_to(user).filter(Q(pk__in=latest) | chosen).distinct().order_by("-starts_at")


def _page(request, form, words, perform, done):
    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


@require_http_methods(METHODS)
def new(request):
    """Write a contest as a draft."""
    if not permissions.can_add(request.user):
        raise PermissionDenied
    words = {
        "title": _("Prepare a contest"),
        "text": _("It is a draft until it is announced; nobody else reads it before."),
        "button": _("Keep the draft"),
        "back": reverse("training:contests-desk"),
        "back_label": _("All contests"),
    }

    def perform(form):
        return services.contests.create(by=request.user, **form.facts)

    return _page(request, _form(request), words, perform, lambda made: (made.get_desk_url(), _("Kept as a draft.")))


@require_http_methods(METHODS)
def change(request, slug):
    """Change it until it begins."""
    contest = contest_to_run(request, slug)
    words = {"title": _("Change the contest"), "button": _("Keep the changes")}
    words |= {"back": contest.get_desk_url(), "back_label": contest.title}

    def perform(form):
        version = form.cleaned_data["version"]
        return services.contests.change(contest, by=request.user, version=version, **form.facts)

    form = _form(request, contest, initial=words_of(contest))
    return _page(request, form, words, perform, (contest.get_desk_url(), _("Kept.")))


@require_safe
def result(request, slug):
    """The result to print, sign and seal."""
    contest = contest_to_run(request, slug)
    context = {"contest": contest, "rounds": contest.rounds.all(), "standings": services.contests.reckon(contest)}
    return render(request, "training/contests/result.html", context)


@require_safe
@freshly_signed_in
@audit.exported
def export(request, slug):
    """Everybody with marks, total and place as a workbook."""
    contest = contest_to_run(request, slug)
    name = _("Contest %(title)s.xlsx") % {"title": contest.title}
    return download(workbooks.contest(contest, services.contests.reckon(contest)), name)
