"""Award rounds at the workbench: run by staff and officers, and where officers recommend."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff

from ..forms.awards import JudgesForm, RoundForm, words_of
from ..models import AwardEntry, AwardObjection, AwardRound, Rubric
from ..permissions import awards as permissions
from ..services import awards as services
from ..services.awards.judging import loads_of
from ..statistics import round_figures
from .acting import carry_out, show_form

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 20


@require_safe
def desk(request):
    """Rounds that one runs, and those for which one recommends."""
    if not permissions.can_add_rounds(request.user):
        raise PermissionDenied
    found = AwardRound.objects.visible_to(request.user).for_list().with_counts()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for award in page:
        award.may_run = permissions.can_run_round(request.user, award)
        award.may_recommend = permissions.can_recommend(request.user, award, today)
    return render(request, "workshops/awards/desk.html", {"page_obj": page})


def round_at_desk(request, slug):
    """The round, for staff and officers; a draft is there for nobody but those who run it."""
    found = AwardRound.objects.visible_to(request.user).select_related("enterprise", "rubric", "created_by__person")
    award = get_object_or_404(found, slug=slug)
    if not permissions.can_add_rounds(request.user):
        raise PermissionDenied
    return award


def round_to_run(request, slug):
    award = round_at_desk(request, slug)
    if not permissions.can_run_round(request.user, award):
        raise PermissionDenied
    return award


@require_safe
def award_round(request, slug):
    """One round: for those who run it with entries, judges and objections, for other officers with what is theirs."""
    award, user = round_at_desk(request, slug), request.user
    may_run = permissions.can_run_round(user, award)
    entries = AwardEntry.objects.visible_to(user).filter(round=award).for_list()
    if not may_run:
        entries = entries.filter(enterprise__in=enterprise_ids_with(user, "officer"))
    context = {
        "award": award,
        "entries": entries,
        "may_run": may_run,
        "may_recommend": permissions.can_recommend(user, award, timezone.localdate()),
        "prizes": award.prizes.all(),
        "conditions": award.conditions.all(),
        **(_for_runners(user, award) if may_run else {}),
    }
    return render(request, "workshops/awards/desk_round.html", context)


def _for_runners(user, award):
    loads = loads_of(award)
    judges = list(award.judges.select_related("user__person__enterprise").annotate(aside=Count("conflicts")))
    for judge in judges:
        judge.given, judge.wanted = loads.get(judge.pk, (0, 0))
    decided = award.status in ("deciding", "publicity", "published")
    return {
        "steps": steps_of(award),
        "figures": round_figures(award),
        "judges": judges,
        "ranked": services.ranking_of(award) if decided else [],
        "objections": AwardObjection.objects.visible_to(user).filter(entry__round=award).for_list(),
        "history": award.events.select_related("actor__person").order_by("-pk"),
    }


def steps_of(award):
    """[(address, what the button says, kind of button)] of what fits the round now."""
    status = award.Status
    offered = [
        ("change", {status.DRAFT}, _("Change the draft"), ""),
        ("open", {status.DRAFT}, _("Call for recommendations"), "primary"),
        ("judges", {status.DRAFT, status.OPEN}, _("Name the judges"), ""),
        ("conflict", {status.OPEN, status.REVIEW}, _("Name a conflict of interest"), ""),
        ("days", {status.OPEN, status.REVIEW}, _("Give more time"), ""),
        ("review", {status.OPEN}, _("Give it to the judges"), "primary"),
        ("close", {status.REVIEW}, _("Close judging"), "primary"),
        ("decide", {status.DECIDING}, _("Enter the decision"), "primary"),
        ("show", {status.DECIDING}, _("Show the decision to everybody"), ""),
        ("publish", {status.PUBLICITY}, _("Publish"), "primary"),
        ("call-off", set(award.TRANSITIONS) - {status.DRAFT}, _("Call it off"), "danger"),
    ]
    return [
        (reverse(f"workshops:award-{name}", args=[award.slug]), label, kind)
        for name, fits, label, kind in offered
        if award.status in fits
    ]


def _round_form(request, **kwargs):
    user, is_staff = request.user, is_district_staff(request.user)
    own = Enterprise.objects.visible_to(user).filter(pk__in=enterprise_ids_with(user, "officer")).order_by("name")
    rubrics = Rubric.objects.visible_to(user).filter(is_active=True, criteria__isnull=False).distinct()
    sent = request.POST if request.method == "POST" else None
    enterprises = Enterprise.objects.visible_to(user).order_by("name") if is_staff else own
    return RoundForm(sent, enterprises=enterprises, is_staff=is_staff, rubrics=rubrics, **kwargs)


@require_http_methods(METHODS)
def new(request):
    """Write a round as a draft."""
    if not permissions.can_add_rounds(request.user):
        raise PermissionDenied
    words = {
        "title": _("Prepare an award round"),
        "text": _("It is a draft until it is called for; nobody else reads it before."),
        "button": _("Keep the draft"),
        "back": reverse("workshops:award-desk"),
        "back_label": _("All award rounds"),
    }
    return _form_page(
        request, _round_form(request), words, lambda form: services.create(by=request.user, **form.facts),
        lambda made: (made.get_desk_url(), _("Kept as a draft.")),
    )  # fmt: skip


def _form_page(request, form, words, perform, done):
    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=done, show=show)


def _to(award, **words):
    return {**words, "back": award.get_desk_url(), "back_label": award.title}


@require_http_methods(METHODS)
def change(request, slug):
    """Change a draft."""
    award = round_to_run(request, slug)
    words = _to(award, title=_("Change the draft"), button=_("Keep the draft"))

    def perform(form):
        return services.change(award, by=request.user, version=form.cleaned_data["version"], **form.facts)

    form = _round_form(request, initial=words_of(award))
    return _form_page(request, form, words, perform, (award.get_desk_url(), _("Kept as a draft.")))


@require_http_methods(METHODS)
def judges(request, slug):
    """Name who judges."""
    award = round_to_run(request, slug)
    text = _(
        "Whoever runs the round cannot judge. Nobody is given an entry of the own enterprise or with a part in it."
    )
    words = _to(award, title=_("Who judges?"), text=text, button=_("Keep the judges"))
    form = JudgesForm(request.POST if request.method == "POST" else None, record=award)
    return _form_page(
        request, form, words, lambda form: services.name_judges(award, by=request.user, **form.facts),
        (award.get_desk_url(), _("The judges are named.")),
    )  # fmt: skip
