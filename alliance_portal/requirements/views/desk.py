"""What superiors ask of the workshops somebody runs: to look over, to add what is missing, to confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliance_portal.facts import Kind, with_unit
from alliance_portal.moments import moment_words
from alliance_portal.periods import Period
from alliance_portal.workflow import WorkflowError
from workshops import services
from workshops.models import MergedAnswer, MergedRequest, Requirement, Workshop
from workshops.permissions import can_answer_for, can_see_workbench
from workshops.radar.asked import Asked, matrix
from workshops.radar.questions import due_of_part, missing_in, plans_of, questions_of, questions_to
from workshops.statistics import reports_saved

from ..filters import RequirementFilter, WorkshopFilter, months_shown
from ..forms.answering import AnswerForm
from .radar import around, filled_lines

CONFLICT = 409
REQUESTS_PER_PAGE, ROWS_PER_PAGE, WORKSHOPS_PER_PAGE = 10, 20, 30
Status = MergedRequest.Status


def _workshops(user):
    """Those whose records the user keeps or answers for; whoever has none has no business here."""
    if not can_see_workbench(user):
        raise PermissionDenied
    found = Workshop.objects.visible_to(user).at_work(user)
    return found.select_related("enterprise").order_by("name", "pk")


@require_safe
def requirements(request):
    """The requests to the own workshops, open ones first, each with what is filled and what is missing."""
    workshops = list(_workshops(request.user))
    open_first = Case(When(status=Status.SENT, then=0), default=1)
    found = MergedRequest.objects.visible_to(request.user).live().order_by(open_first, "due_on", "-pk")
    page = Paginator(found, REQUESTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": _lines(request.user, list(page), workshops),
        "today": timezone.localdate(),
        "saved": reports_saved(Period.this_year(), workshops=workshops),
    }
    return render(request, "requirements/requirements.html", context)


def _lines(user, requests, workshops):
    """[(request, its own workshops with how much of each is filled)]"""
    answers = MergedAnswer.objects.visible_to(user).filter(request__in=requests).select_related("confirmed_by__person")
    known = {(one.request_id, one.workshop_id): one for one in answers}
    questions = questions_of(plans_of(requests, workshops), known.values())
    rows = {one.pk: [] for one in requests}
    for (pk, workshop), there in questions.items():
        if answer := known.get((pk, workshop.pk)):
            rows[pk].append(_row(workshop, there, answer))
    return [(one, sorted(rows[one.pk], key=lambda row: row["workshop"].name)) for one in requests]


def _row(workshop, questions, answer):
    missing = len(missing_in(questions))
    return {"workshop": workshop, "all": len(questions), "missing": missing, "answer": answer}


@require_safe
def who_asks(request):
    """Which superior asks the own workshops for what, how often in which month, and how much of it is filled."""
    workshops = _workshops(request.user).active()
    found = WorkshopFilter(request.GET, queryset=workshops, request=request)
    page = Paginator(found.qs, WORKSHOPS_PER_PAGE).get_page(request.GET.get("page"))
    months = months_shown(request.GET.get("from"), timezone.localdate())
    asking = Requirement.objects.visible_to(request.user).for_radar()
    listed = RequirementFilter(
        request.GET, queryset=asking.in_force().order_by("superior__name", "title", "pk"), request=request
    )
    rows = Paginator(listed.qs, ROWS_PER_PAGE).get_page(request.GET.get("rows"))
    context = {
        "filter": found,
        "months": months,
        "around": around(months),
        "lines": matrix(Asked(asking, page.object_list), months),
        "page_obj": page,
        "rows": rows,
        "filled": filled_lines(rows.object_list, list(workshops)),
    }
    return render(request, "requirements/who_asks.html", context)


@require_safe
def one_request(request, pk):
    """One request with the own workshops, and the tables that come out of it."""
    held = get_object_or_404(MergedRequest.objects.visible_to(request.user).live(), pk=pk)
    [(_held, rows)] = _lines(request.user, [held], list(_workshops(request.user)))
    own = {row["workshop"].pk for row in rows}
    parts = [
        due_of_part(part)
        for part in held.parts.select_related("requirement__superior").prefetch_related("workshops")
        if own & {one.pk for one in part.workshops.all()}
    ]
    return render(request, "requirements/request.html", {"held": held, "rows": rows, "dues": parts})


def _answer(user, pk, slug):
    """The answer of one workshop to a request that is before it, with both."""
    held = get_object_or_404(MergedRequest.objects.visible_to(user).live(), pk=pk)
    answers = MergedAnswer.objects.visible_to(user).select_related("workshop__enterprise", "confirmed_by__person")
    found = get_object_or_404(answers, request=held, workshop__slug=slug)
    found.request = held
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk, slug):
    """All that a request asks of one workshop: what is known to look over, what is missing to type, then the word."""
    held = _answer(request.user, pk, slug)
    questions = questions_to(held.request, held.workshop, [held])
    if request.method != "POST":
        return _show(request, held, AnswerForm(questions=questions))
    if not can_answer_for(request.user, held.workshop):
        raise PermissionDenied
    form = AnswerForm(request.POST, request.FILES, questions=questions)
    if not form.is_valid():
        return _show(request, held, form)
    if not _keep(request.user, held, form):
        return _show(request, held, form, status=CONFLICT)
    if request.POST.get("move") == "confirm" and not _confirm(request.user, held, form):
        return _show(request, held, form, status=CONFLICT)
    done = (
        _("Confirmed. Every table that asks for it is filled.")
        if held.confirmed_at
        else _("Kept. You can go on later.")
    )
    messages.success(request, done)
    return redirect("workshops:request", pk)


def _keep(user, held, form):
    """Keep each value that was changed; where somebody was faster, say so at its box and keep the rest."""
    kept = True
    for question, value, reason, version in form.changes():
        name = question.cell.want.key
        facts = {"value": value, "reason": reason, "version": version}
        try:
            entry = services.requests.record(held.workshop, question.cell.want, by=user, **facts)
        except services.requests.StaleEntryError as faster:
            form.refresh(name, faster.entry)
            form.add_error(name, _faster(question.cell.fact, faster.entry))
            kept = False
        except WorkflowError as refusal:
            form.add_error(name, refusal.message)
            kept = False
        else:
            form.refresh(name, entry)
    return kept


def _faster(fact, entry):
    if entry is None:
        return _("Somebody has taken away what stood here. Keep it once more if yours is to stay.")
    facts = {"who": entry.entered_by, "when": moment_words(entry.entered_at), "value": with_unit(fact, entry.value)}
    return (
        _(
            "%(who)s has typed %(value)s here meanwhile (%(when)s). Keep yours once more if it is right, "
            "or change it to theirs."
        )
        % facts
    )


def _confirm(user, held, form):
    """Whether all of it is confirmed now; what is missing is said at its box."""
    try:
        held.confirmed_at = services.requests.confirm(held, by=user).confirmed_at
    except services.requests.MissingError as problem:
        for question in problem.questions:
            form.add_error(question.cell.want.key, _still_missing(question.cell.fact))
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
    return bool(held.confirmed_at)


def _still_missing(fact):
    words = {
        Kind.NUMBER: _("“%(fact)s” is still missing. Where there is nothing, write 0."),
        Kind.WORDS: _("“%(fact)s” is still missing. Where there is nothing, write 无."),
        Kind.DATE: _("“%(fact)s” is still missing. Please choose the day."),
        Kind.FILE: _("“%(fact)s” is still missing. Please choose a file."),
    }
    return words[fact.kind] % {"fact": fact.name}


def _show(request, held, form, status=200):
    context = {
        "held": held.request,
        "answer": held,
        "workshop": held.workshop,
        "form": form,
        "may_answer": can_answer_for(request.user, held.workshop) and not held.confirmed_at,
        "may_reopen": can_answer_for(request.user, held.workshop) and held.confirmed_at,
        "missing": len(missing_in(form.questions.values())),
    }
    return render(request, "requirements/answer.html", context, status=status)


@require_POST
def reopen(request, pk, slug):
    """What was confirmed is opened again, to change something."""
    held = _answer(request.user, pk, slug)
    if not can_answer_for(request.user, held.workshop):
        raise PermissionDenied
    try:
        services.requests.reopen(held, by=request.user)
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is open again. Please confirm it once more when it is right."))
    return redirect("workshops:request-answer", pk, slug)
