"""Which skills there are and which lack: the matrix with its file, the people behind a number, and what is needed."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from members.models import Department, Person, Speciality
from members.permissions import can_manage_people
from members.reauthentication import freshly_signed_in

from .. import exports, permissions, services
from ..forms.skills import DropNeedForm, MatrixForm, NeedForm
from ..models import SkillNeed, Workshop
from ..statistics import skills as figures
from .acting import carry_out, show_form
from .plates import XLSX

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 50
HERE = "workshops:skills-matrix"


def _departments(user):
    """Top departments whose skills the user reads."""
    shops = Department.objects.visible_to(user).active().shops().select_related("enterprise")
    own = MatrixForm({}, user=user).whole
    return shops.filter(enterprise__in=own).order_by("name", "pk")


def _workshops(user):
    return Workshop.objects.visible_to(user).active().at_work(user).select_related("enterprise").order_by("name", "pk")


def _matrix(request):
    """(the form of the filters, the Matrix they ask for)"""
    if not permissions.can_see_skills(request.user):
        raise PermissionDenied
    form = MatrixForm(request.GET, user=request.user)
    if form.by_department:
        found = figures.of_departments(_departments(request.user).filter(enterprise=form.enterprise))
    else:
        found = figures.of_workshops(_workshops(request.user).filter(enterprise=form.enterprise))
    return form, found.narrowed(**form.narrowing)


@require_safe
def matrix(request):
    """Departments or workshops by specialities; filters are in the address."""
    form, found = _matrix(request)
    context = {
        "form": form,
        "matrix": found,
        "by_department": form.by_department,
        "enterprise": form.enterprise,
        "may_open": _opened(request.user, found),
        "is_officer": bool(form.enterprise) and can_manage_people(request.user, form.enterprise.pk),
        "now": timezone.now(),
    }
    return render(request, "workshops/skills/matrix.html", context)


def _opened(user, matrix):
    """The keys of the units of which the user reads the names, and says what is needed; one query for all of them."""
    led = set(Workshop.objects.visible_to(user).run_by(user).values_list("pk", flat=True))
    units = [line.unit for line in matrix.lines]
    own = {one for one in units if isinstance(one, Department) and can_manage_people(user, one.enterprise_id)}
    return {figures.key_of(one) for one in units if one in own or (isinstance(one, Workshop) and one.pk in led)}


@require_safe
@freshly_signed_in
@audit.exported
def export(request):
    """The same rows as a workbook, in numbers."""
    _form, found = _matrix(request)
    today = timezone.localdate()
    name = _("Skills %(day)s.xlsx") % {"day": today.isoformat()}
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(exports.skills(found, today), content_type=XLSX, headers=headers)


def _unit(request, may):
    """The department or workshop that the address names, as far as the user reads it; `may` says who goes further."""
    key = request.GET.get("unit", "")
    rows = {"d": _departments, "w": _workshops}.get(key[:1])
    if rows is None or not key[1:].isdecimal():
        raise Http404
    unit = get_object_or_404(rows(request.user), pk=int(key[1:][:9]))
    if not may(request.user, unit):
        raise PermissionDenied
    return unit


def _speciality(request):
    name = request.GET.get("speciality", "")[:40].replace("\x00", "")
    return Speciality.objects.visible_to(request.user).filter(name=name).first() if name else None


@require_safe
def people(request):
    """Who has the speciality there, by certificate or by their own word; in the order of their names."""
    unit = _unit(request, permissions.can_see_skilled)
    speciality = _speciality(request)
    if speciality is None:
        raise Http404
    there = figures.people_of(unit).select_related("department__parent").order_by("name", "work_number")
    page = Paginator(figures.with_skill(there, speciality), PAGE_SIZE).get_page(request.GET.get("page"))
    highest = figures.highest_grades([one.pk for one in page.object_list])
    labels = dict(Person.SkillGrade.choices)
    for one in page.object_list:
        one.grade = labels.get(highest.get((one.pk, speciality.pk)))
    context = {
        "unit": unit,
        "speciality": speciality,
        "page_obj": page,
        "is_officer": can_manage_people(request.user, unit.enterprise_id),
    }
    return render(request, "workshops/skills/people.html", context)


@require_http_methods(METHODS)
def new_need(request):
    """Say for the first time how many a unit needs."""
    unit = _unit(request, permissions.can_set_need)
    asked = _speciality(request)
    sent = request.POST if request.method == "POST" else None
    form = NeedForm(sent, user=request.user, initial={"speciality": asked and asked.pk})

    def perform(form):
        facts = dict(form.cleaned_data)
        services.skills.set_need(unit, facts.pop("speciality"), by=request.user, **facts)

    words = {"title": _("How many does %(unit)s need?") % {"unit": unit}, "button": _("Keep the number")}
    return _page(request, unit, form, perform, done=_("Kept."), **words)


def _need(request, pk):
    rows = SkillNeed.objects.visible_to(request.user).with_units()
    need = get_object_or_404(rows, pk=pk)
    if not permissions.can_set_need(request.user, need.unit):
        raise PermissionDenied
    return need


@require_http_methods(METHODS)
def need(request, pk):
    """Another grade or another number."""
    found = _need(request, pk)
    form = NeedForm(request.POST if request.method == "POST" else None, user=request.user, need=found)

    def perform(form):
        services.skills.change_need(found, by=request.user, **form.cleaned_data)

    title = _("How many of %(name)s does %(unit)s need?") % {"name": found.speciality, "unit": found.unit}
    return _page(request, found.unit, form, perform, done=_("Kept."), title=title, button=_("Keep the number"))


@require_http_methods(METHODS)
def drop_need(request, pk):
    """Ask first, then the number is gone."""
    found = _need(request, pk)
    form = DropNeedForm(request.POST if request.method == "POST" else None, initial={"version": found.version})

    def perform(form):
        services.skills.drop_need(found, by=request.user, version=form.cleaned_data["version"])

    words = {"title": _("Take the number away?"), "button": _("Take it away"), "danger": True}
    text = _("%(unit)s: %(name)s, %(number)d needed. The gap is no longer shown.")
    text %= {"unit": found.unit, "name": found.speciality, "number": found.number}
    return _page(request, found.unit, form, perform, done=_("Taken away."), text=text, **words)


def _page(request, unit, form, perform, *, done, **words):
    by = "departments" if isinstance(unit, Department) else "workshops"
    back = reverse(HERE) + f"?by={by}&enterprise={unit.enterprise.code}"
    words |= {"back": back, "back_label": _("Skills and gaps")}

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    return carry_out(request, form, perform, done=(back, done), show=show) if form.is_bound else show(form)
