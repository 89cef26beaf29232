"""Staff put reports together, look at what becomes of them, send the request, and follow who has confirmed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.periods import add_months, last_day, parse_month
from alliance_portal.workflow import WorkflowError
from workshops import services
from workshops.models import MergedRequest, Requirement, Workshop
from workshops.radar.catalogue import Catalogue
from workshops.radar.dues import due_in, dues_between
from workshops.radar.preview import preview_of
from workshops.radar.proposals import Proposal
from workshops.radar.questions import due_of_part, missing_in, plans_of, questions_of

from ..forms.merging import ConfirmForm, MergeForm, WhyForm
from .radar import everything, page_of

CONFLICT = 409
ANSWERS_PER_PAGE = 40
# How many months before and after the end of the ticked ones others are offered.
NEAR = 1
forms_allowed = require_http_methods(["GET", "HEAD", "POST"])


@forms_allowed
def merge(request):
    """A proposal, as it is or changed, becomes one request; or it is refused, with a reason."""
    chosen = _named(request.user, request.GET.getlist("due"))
    if request.method != "POST":
        return _show_merge(request, chosen, _fresh_form(request.user, chosen), WhyForm(auto_id="why-%s"))
    if request.POST.get("move") == "refuse":
        return _refuse(request, chosen)
    form = MergeForm(request.POST, candidates=_candidates(request.user, chosen))
    if form.is_valid():
        try:
            made = services.requests.merge(by=request.user, **form.facts)
        except WorkflowError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Merged. Nobody has been asked yet: look at it, then send it."))
            return redirect("admin:radar-request", made.pk)
    return _show_merge(request, chosen, form, WhyForm(auto_id="why-%s"), status=_status(form))


def _status(form):
    return CONFLICT if form.non_field_errors() else 200


def _refuse(request, chosen):
    why = WhyForm(request.POST, auto_id="why-%s")
    if why.is_valid():
        try:
            title = _usual_title(chosen)
            services.requests.refuse(chosen, by=request.user, title=title, reason=why.cleaned_data["reason"])
        except WorkflowError as refusal:
            why.add_error(None, refusal.message)
        else:
            messages.success(request, _("They stay apart. The radar keeps your reason."))
            return redirect("admin:radar")
    return _show_merge(request, chosen, _fresh_form(request.user, chosen), why, status=_status(why))


def _named(user, codes):
    """The reports that an address names, without those it names in vain."""
    wanted = [code.partition("-") for code in codes[:50]]
    ids = {int(pk) for pk, _dash, _month in wanted if pk.isascii() and pk.isdigit() and len(pk) < 10}
    known = {one.pk: one for one in Requirement.objects.visible_to(user).filter(pk__in=ids).for_radar()}
    found = [_named_one(known, pk, month) for pk, _dash, month in wanted]
    return sorted({due.code: due for due in found if due}.values(), key=lambda due: (due.due_on, due.code))


def _named_one(known, pk, month):
    first = parse_month(month)
    requirement = known.get(int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
    return due_in(requirement, first) if requirement and first else None


def _candidates(user, chosen):
    """The chosen reports, and all others on periods that end about the same time, by their days."""
    if not chosen:
        return []
    ends = [due.period.last for due in chosen]
    near = {add_months(end, step) for end in ends for step in range(-NEAR, NEAR + 1)}
    first, last = min(due.due_on for due in chosen), max(due.due_on for due in chosen)
    until = last_day(add_months(last.replace(day=1), 2))
    around = dues_between(everything(user).requirements, add_months(first.replace(day=1), -1), until)
    found = {due.code: due for due in chosen} | {due.code: due for due in around if due.period.last in near}
    return sorted(found.values(), key=lambda due: (due.due_on, due.code))


def _fresh_form(user, chosen):
    initial = {"dues": [due.code for due in chosen]}
    if chosen:
        initial |= {"title": _usual_title(chosen), "due_on": min(due.due_on for due in chosen)}
    return MergeForm(candidates=_candidates(user, chosen), initial=initial)


def _usual_title(dues):
    longest = max((due.period for due in dues), key=lambda period: len(period.months), default=None)
    return _("Reports on %(period)s, asked as one") % {"period": longest.label if longest else ""}


def _show_merge(request, chosen, form, why, *, held=None, status=200):
    """`chosen` is what the preview shows: the ticked ones once a form was sent."""
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["dues"]
    asked, catalogue = everything(request.user), Catalogue()
    context = {
        "form": form,
        "why": why,
        "held": held,
        "candidates": [(due, due.code in _ticked(form)) for due in form.fields["dues"].candidates.values()],
        "proposal": Proposal(chosen, asked, catalogue) if chosen else None,
        "preview": preview_of(chosen, asked, catalogue) if chosen else None,
        "query": request.GET.urlencode(),
    }
    title = _("Change what is merged") if held else _("Ask as one")
    response = page_of(request, "merge", title, **context)
    response.status_code = status
    return response


def _ticked(form):
    return set(form["dues"].value() or ())


def _held(user, pk):
    return get_object_or_404(MergedRequest.objects.visible_to(user), pk=pk)


def _to(held):
    return redirect("admin:radar-request", held.pk)


@forms_allowed
def change(request, pk):
    """What was merged and not sent yet can still be put together in another way."""
    held = _held(request.user, pk)
    if held.status != MergedRequest.Status.DRAFT:
        messages.warning(request, _("It has been sent or given up already and can no longer be changed."))
        return _to(held)
    chosen = [due_of_part(part) for part in _parts(held)]
    named = _named(request.user, [due.code for due in chosen])
    if request.method != "POST":
        facts = {name: getattr(held, name) for name in ("title", "due_on", "note", "version")}
        initial = facts | {"dues": [due.code for due in named]}
        form = MergeForm(candidates=_candidates(request.user, named), initial=initial)
        return _show_merge(request, named, form, None, held=held)
    form = MergeForm(request.POST, candidates=_candidates(request.user, named))
    if form.is_valid() and _change(request.user, held, form):
        messages.success(request, _("Changed."))
        return _to(held)
    return _show_merge(request, named, form, None, held=held, status=_status(form))


def _change(user, held, form):
    """Whether it went through; otherwise the form says why, and can be sent again."""
    try:
        services.requests.change(held, by=user, version=form.cleaned_data["version"] or 0, **form.facts)
    except WorkflowError as refusal:
        form.data = form.data.copy()
        form.data["version"] = _held(user, held.pk).version
        form.add_error(None, refusal.message)
        return False
    return True


def _parts(held):
    return list(held.parts.select_related("requirement__superior"))


@require_safe
def one_request(request, pk):
    """One request: what it takes the place of, who has confirmed, and what is missing where."""
    held = _held(request.user, pk)
    return page_of(request, "request", held.title, **_about(request, held))


def _about(request, held):
    workshops = list(Workshop.objects.visible_to(request.user).select_related("enterprise").order_by("name", "pk"))
    is_open = held.status == MergedRequest.Status.DRAFT or held.sent_at
    plans = plans_of([held], workshops if held.sent_at else [one for one in workshops if one.is_active])
    answers = {one.workshop_id: one for one in held.answers.select_related("confirmed_by__person")}
    questions = questions_of(plans, answers.values()) if is_open else {}
    rows = [_row(workshop, there, answers.get(workshop.pk)) for (_pk, workshop), there in questions.items()]
    rows.sort(key=lambda row: (row["workshop"].name, row["workshop"].pk))
    reports = sum(len(plan.workshops) for plan in plans)
    return {
        "held": held,
        "plans": plans,
        "page_obj": Paginator(rows, ANSWERS_PER_PAGE).get_page(request.GET.get("page")),
        "confirmed": sum(bool(row["confirmed_at"]) for row in rows),
        "reports": reports,
        "saved": reports - len(rows),
        "cells": sum(row["all"] for row in rows),
        "missing": sum(len(row["missing"]) for row in rows),
        "history": list(held.events.select_related("actor__person").order_by("-occurred_at", "-pk")),
    }


def _row(workshop, questions, answer):
    missing = missing_in(questions)
    return {
        "workshop": workshop,
        "all": len(questions),
        "filled": len(questions) - len(missing),
        "missing": missing,
        "moved": [question for question in questions if question.cell.has_moved],
        "confirmed_at": answer and answer.confirmed_at,
        "confirmed_by": answer and answer.confirmed_by,
    }


@forms_allowed
def send(request, pk):
    """Ask first: what is sent cannot be changed any more."""
    words = {
        "title": _("Send it to the workshops?"),
        "button": _("Send it now"),
        "done": _("Sent. Everybody who runs one of the workshops has been told."),
    }
    return _step(request, pk, ConfirmForm, services.requests.send, "send", words)


@forms_allowed
def give_up(request, pk):
    """Not sent after all."""
    words = {
        "title": _("Not send it after all?"),
        "button": _("Leave them apart"),
        "done": _("They stay apart. The radar keeps your reason."),
    }
    return _step(request, pk, WhyForm, services.requests.give_up, "give_up", words)


@forms_allowed
def withdraw(request, pk):
    """What was sent is taken back."""
    words = {
        "title": _("Take the request back?"),
        "button": _("Take the request back"),
        "done": _("Taken back. Everybody who had been asked has been told."),
    }
    return _step(request, pk, WhyForm, services.requests.withdraw, "withdraw", words)


STARTS = {
    "send": {MergedRequest.Status.DRAFT},
    "give_up": {MergedRequest.Status.DRAFT},
    "withdraw": set(MergedRequest.LIVE),
}


def _step(request, pk, form_class, service, step, words):
    """A page that asks before a step of a request, with what it means and, where there is one, the reason."""
    held = _held(request.user, pk)
    if held.status not in STARTS[step]:
        messages.warning(request, _("It is “%(status)s” now.") % {"status": held.get_status_display()})
        return _to(held)
    form = form_class(request.POST if request.method == "POST" else None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
            service(held, by=request.user, version=form.cleaned_data["version"] or 0, **facts)
        except WorkflowError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, words["done"])
        return _to(held)
    context = {"step": step, "form": form, "button": words["button"], **_about(request, held)}
    return page_of(request, "step", words["title"], **context)
