"""Mentoring at the workbench: the list, drawing one up, one of them, and on paper."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.attachments import hand_out
from members.models import Enterprise
from members.permissions import enterprise_ids_with
from members.reauthentication import freshly_signed_in
from workshops.models import Workshop
from workshops.views.acting import carry_out, show_form

from .. import exports, permissions, services, statistics
from ..filters import MentorshipFilter
from ..forms.agreements import MentorshipForm
from ..histories import events_for
from ..models import GuidanceRecord, Mentorship, SignedPaper

PAGE_SIZE = 25
NEXT_SHOWN = 2
METHODS = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COPIES = (
    gettext_lazy("Copy of the apprentice"), gettext_lazy("Copy of the mentor"),
    gettext_lazy("Copy of the department"), gettext_lazy("Copy of personnel"),
)  # fmt: skip


def found(user, pk):
    """The agreement at the desk of this user; to everybody else it is not there."""
    return get_object_or_404(Mentorship.objects.visible_to(user).at_desk(user).for_list(), pk=pk)


def _listed(request):
    rows = Mentorship.objects.visible_to(request.user).at_desk(request.user)
    return MentorshipFilter(request.GET, queryset=rows, request=request)


@require_safe
def mentorships(request):
    """What the user keeps or answers for; filters and order are in the address."""
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    listed = _listed(request)
    own = Mentorship.objects.visible_to(request.user).answered_for_by(request.user)
    context = {
        "filter": listed,
        "page_obj": Paginator(listed.in_order, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_search": any(request.GET.get(name) for name in listed.form.fields),
        "figures": statistics.count(own, timezone.localdate()),
        "enterprises": list(_offered(request.user)) if permissions.can_draft(request.user) else [],
    }
    return render(request, "training/mentorships/desk.html", context)


@require_safe
@freshly_signed_in
@audit.exported
def export(request):
    """The list as it is filtered, in the columns of the register that offices keep."""
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    name = _("Register of mentoring") + ".xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(exports.mentorships(_listed(request).in_order), content_type=XLSX, headers=headers)


def _offered(user):
    """The enterprises for which somebody draws agreements up: as officer, or as leader of a workshop."""
    led = Workshop.objects.visible_to(user).active().led_by(user)
    offices = enterprise_ids_with(user, "officer")
    wanted = offices | set(led.order_by().values_list("enterprise", flat=True))
    return Enterprise.objects.visible_to(user).filter(pk__in=wanted).order_by("name")


def _form(request, enterprise, mentorship=None):
    """Officers name any workshop of the enterprise, its leader the own one; only officers search the roster."""
    is_officer = enterprise.pk in enterprise_ids_with(request.user, "officer")
    workshops = Workshop.objects.visible_to(request.user).active().filter(enterprise=enterprise).order_by("name")
    is_leader = not is_officer and not permissions.is_district_staff(request.user)
    own = workshops.led_by(request.user) if is_leader else workshops
    facts = {"enterprise": enterprise, "workshops": own, "discreet": is_leader, "must_name_workshop": is_leader}
    return MentorshipForm(request.POST if request.method == "POST" else None, mentorship=mentorship, **facts)


def _page(request, form, perform, *, done, **words):
    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


@require_http_methods(METHODS)
def new(request):
    """For the enterprise in the address, or the only one somebody draws agreements up for."""
    if not permissions.can_draft(request.user):
        raise PermissionDenied
    enterprises = _offered(request.user)
    code = request.GET.get("enterprise")
    enterprise = get_object_or_404(enterprises, code=code) if code else enterprises.first()

    def perform(form):
        return services.draft(by=request.user, enterprise=enterprise, **form.facts)

    def done(mentorship):
        return mentorship.get_absolute_url(), _("Kept as a draft. Now have it signed.")

    text = _("Kept by %(enterprise)s. It is a draft first; then mentor and apprentices sign on the phone or on paper.")
    words = {"title": _("New mentoring agreement"), "text": text % {"enterprise": enterprise.name}}
    back = {"back": reverse("training:mentorships"), "back_label": _("Mentoring")}
    return _page(
        request, _form(request, enterprise), perform, done=done, button=_("Keep it as a draft"), **words, **back
    )


@require_http_methods(METHODS)
def change(request, pk):
    mentorship = found(request.user, pk)
    if not permissions.keeps(request.user, mentorship):
        raise PermissionDenied

    def perform(form):
        return services.change(mentorship, by=request.user, **form.facts)

    words = {"title": _("Change the draft"), "button": _("Keep the changes")}
    back = {"back": mentorship.get_absolute_url(), "back_label": str(mentorship)}
    done = (mentorship.get_absolute_url(), _("Kept."))
    return _page(request, _form(request, mentorship.enterprise, mentorship), perform, done=done, **words, **back)


def shown(user, mentorship):
    """What both pages of an agreement show: stages, records, requests and what has happened."""
    stages = list(mentorship.stages.all())
    return {
        "mentorship": mentorship,
        "apprenticeships": _with_results(user, mentorship),
        "stages": stages,
        **_folded(stages),
        "records": GuidanceRecord.objects.visible_to(user).filter(mentorship=mentorship).select_related("person"),
        "changes": list(mentorship.mentor_changes.select_related("former")),
        "events": events_for(user, mentorship),
        "may_plan": permissions.can_plan(user, mentorship),
    }


def _with_results(user, mentorship):
    """The apprentices, each with `is_read`: whether the user reads the result."""
    apprentices, reads_all = list(mentorship.apprenticeships.all()), permissions.reads_all_results(user, mentorship)
    for one in apprentices:
        one.is_read = reads_all or one.person.user_id == user.pk
    return apprentices


def _folded(stages):
    """From where stages are folded away: what comes more than two after the next one, and is not written yet."""
    begun = [place for place, one in enumerate(stages, 1) if one.checked_on or one.content or one.is_late]
    shown = max(begun, default=0) + NEXT_SHOWN
    later = len(stages) - shown
    return {"fold_from": shown + 1, "later": later} if later > 1 else {"fold_from": 0, "later": 0}


@require_safe
def detail(request, pk):
    mentorship = found(request.user, pk)
    keeps = permissions.keeps(request.user, mentorship)
    scans = SignedPaper.objects.visible_to(request.user)
    context = shown(request.user, mentorship) | {
        "keeps": keeps,
        "steps": _steps(request.user, mentorship),
        "requests": mentorship.requests.open().select_related("asked_by__person"),
        "scan": scans.filter(mentorship=mentorship).select_related("added_by__person").first(),
        "may_decide": permissions.decides(request.user, mentorship),
    }
    return render(request, "training/mentorships/detail.html", context)


@require_safe
def scan(request, pk):
    """The paper as it was signed, for whoever has the agreement at the desk."""
    kept = get_object_or_404(SignedPaper.objects.visible_to(request.user), mentorship=found(request.user, pk))
    return hand_out(kept.file, kept.name)


def _steps(user, mentorship):
    """(address, label, kind of button) of what can be done now, what is done most first."""
    may = permissions
    offered = [
        ("to-sign", _("Send it to be signed on the phone"), "primary", may.can_change),
        ("paper", _("Enter that it is signed on paper"), "", may.can_change),
        ("change", _("Change the draft"), "", may.can_change),
        ("assess", _("Assess the apprentices"), "primary", may.can_assess),
        ("extend", _("Extend it"), "", may.can_decide),
        ("mentor", _("Change the mentor"), "", may.can_decide),
        ("renew", _("Renew it once"), "primary", may.can_renew),
        ("award", _("Enter an award"), "primary", may.can_award),
        ("take-back", _("Back to a draft"), "", may.can_take_back),
        ("drop", _("Do not make it"), "danger", may.can_drop),
        ("end", _("End it early"), "danger", may.can_end),
    ]
    return [
        (reverse(f"training:mentorship-{name}", args=[mentorship.pk]), label, kind)
        for name, label, kind, can in offered
        if can(user, mentorship)
    ]


@require_safe
def paper(request, pk):
    """The agreement on A4 in four copies, with the lines on which it is signed and sealed."""
    mentorship = get_object_or_404(Mentorship.objects.visible_to(request.user).for_list(), pk=pk)
    at_desk = Mentorship.objects.visible_to(request.user).at_desk(request.user).filter(pk=pk).exists()
    name = "training:mentorship" if at_desk else "training:my-mentorship"
    context = {
        "mentorship": mentorship,
        "apprenticeships": list(mentorship.apprenticeships.all()),
        "stages": list(mentorship.stages.all()),
        "copies": COPIES,
        "back": reverse(name, args=[mentorship.pk]),
    }
    return render(request, "training/mentorships/paper.html", context)
