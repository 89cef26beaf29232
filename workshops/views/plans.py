"""The one plan of a year: begun, shown by month and as a list, printed, put in force, carried over, closed."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal import audit
from alliance_portal.text import clean_line

from ..exports.plans import workbook
from ..filters import PlanItemFilter
from ..forms.alliances import VersionedForm
from ..forms.plans import AimForm, CarryForm, CloseForm, PlanForm
from ..models import Alliance, Plan
from ..permissions import can_see_workbench
from ..permissions import plans as permissions
from ..permissions.alliances import can_keep_alliance
from ..services import plans as services
from ..statistics import months_of, summarise_plan
from .acting import carry_out, show_form
from .steps import Step

PAGE_SIZE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plan_of(request, slug, year):
    """The plan, for those who read it whole."""
    found = Plan.objects.visible_to(request.user).inside(request.user).select_related("alliance")
    return get_object_or_404(found, alliance__slug=slug, year=year)


@require_http_methods(["GET", "HEAD", "POST"])
def plans(request):
    """The plans of the alliances in which somebody takes part; whoever keeps one begins its next plan here."""
    kept = Alliance.objects.visible_to(request.user).kept_by(request.user).order_by("name")
    initial = {"alliance": request.GET.get("alliance")}
    form = PlanForm(request.POST or None, alliances=kept, initial=initial) if kept.exists() else None
    if request.method != "POST":
        return _show_plans(request, form)
    if form is None:
        raise PermissionDenied
    done = {"done": lambda plan: (plan.get_absolute_url(), _("The draft has been begun. Please add its items."))}
    show = {"show": lambda form, status: _show_plans(request, form, status)}
    return carry_out(request, form, lambda form: _begin(request.user, form.cleaned_data), **done, **show)


def _begin(user, data):
    return services.begin_plan(data["alliance"], by=user, year=data["year"], aim=data["aim"])


def _show_plans(request, form, status=200):
    found = Plan.objects.visible_to(request.user).inside(request.user).for_list()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "runs": can_see_workbench(request.user)}
    return render(request, "workshops/plans/list.html", context, status=status)


@require_safe
def plan(request, slug, year):
    """The board: every month with what is due in it."""
    shown = plan_of(request, slug, year)
    items = list(shown.items.for_list())
    context = {
        **_around(request, shown),
        "months": months_of(shown.year, items),
        "this_month": timezone.localdate().replace(day=1),
        "events": shown.events.select_related("actor__person").order_by("-pk")[:20],
    }
    return render(request, "workshops/plans/board.html", context)


def _around(request, shown):
    """What every page of a plan shows: its figures, and what may be done with it."""
    figures = summarise_plan(shown.items.all())
    keeps = can_keep_alliance(request.user, shown.alliance)
    return {
        "plan": shown,
        "figures": figures,
        "may_edit": keeps and not shown.is_closed,
        "may_put_in_force": keeps and shown.is_drafting and figures.total,
        "may_carry": keeps and shown.is_in_force and figures.left,
        "may_close": keeps and shown.is_in_force,
        "runs": can_see_workbench(request.user),
    }


@require_safe
def plan_items(request, slug, year):
    """All items in one list; workshop, month, state and kind are in the address."""
    shown = request.plan = plan_of(request, slug, year)
    found = PlanItemFilter(request.GET, queryset=shown.items.for_list(), request=request)
    page = Paginator(found.qs.distinct(), PAGE_SIZE).get_page(request.GET.get("page"))
    narrowed = any(request.GET.get(name) for name in PlanItemFilter.Meta.fields)
    context = {**_around(request, shown), "filter": found, "page_obj": page, "is_narrowed": narrowed}
    return render(request, "workshops/plans/items.html", context)


@require_safe
def sheet(request, slug, year):
    """The wall chart (战表) on paper, A4 or A3 across, to be signed."""
    shown = plan_of(request, slug, year)
    paper = "a3" if request.GET.get("paper") == "a3" else "a4"
    context = {**_around(request, shown), "items": shown.items.for_list(), "paper": paper}
    return render(request, "workshops/plans/sheet.html", context)


@require_safe
@audit.exported
def export(request, slug, year):
    """The plan as a workbook."""
    shown = plan_of(request, slug, year)
    content = workbook(shown, list(shown.items.for_list()))
    disposition = content_disposition_header(as_attachment=True, filename=f"{clean_line(str(shown))}.xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@require_http_methods(["GET", "HEAD", "POST"])
def aim(request, slug, year):
    """What the year is about."""
    shown = plan_of(request, slug, year)
    if not permissions.can_edit_plan(request.user, shown):
        raise PermissionDenied
    form = AimForm(request.POST or None, record=shown)

    words = {"title": _("What the year is about"), "button": _("Keep the change")}
    words |= {"back": shown.get_absolute_url(), "back_label": shown}

    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    if request.method != "POST":
        return show(form)
    done = (shown.get_absolute_url(), _("Kept."))
    return carry_out(
        request, form, lambda form: services.change_aim(shown, by=request.user, **form.facts), done=done, show=show
    )


class PlanStep(Step):
    def find(self, slug, year):
        return plan_of(self.request, slug, year)

    def may_open(self, plan):
        return can_keep_alliance(self.user, plan.alliance)

    def back(self):
        return self.record.get_absolute_url(), _("Back to the plan")

    def words(self):
        figures = summarise_plan(self.record.items.all())
        return {**self.saying(figures), "facts": [(_("Yearly plan"), self.record), (_("How far it is"), figures.line)]}


class PutInForce(PlanStep):
    form_class = VersionedForm

    def fits(self, plan):
        return permissions.can_put_in_force(self.user, plan)

    def perform(self, form):
        return services.put_in_force(self.record, by=self.user, version=form.cleaned_data["version"])

    def done(self, _result):
        return _("The plan is in force. Whoever is in charge of something has been told.")

    def saying(self, _figures):
        return {
            "title": _("Put the plan in force?"),
            "text": _("Its goals become public. Items can still be added; what is dropped then stays with its reason."),
            "button": _("Put it in force"),
            "too_late": _("This plan has been put in force already."),
        }


class CarryOver(PlanStep):
    form_class = CarryForm

    def fits(self, plan):
        return plan.is_in_force and plan.items.unfinished().exists()

    def perform(self, form):
        return services.carry_over(self.record, by=self.user, **form.facts)

    def address(self, target):
        return target.get_absolute_url()

    def done(self, target):
        return _("Carried over: these items stand in the plan of %(year)d now.") % {"year": target.year}

    def saying(self, figures):
        year = self.record.year + 1
        words = _("%(n)d unfinished items go into the plan of %(year)d, with their owners. Here they are closed.")
        return {
            "title": _("Carry over what is not finished?"),
            "text": words % {"n": figures.left, "year": year},
            "button": _("Carry it over"),
            "too_late": _("Nothing is left to carry over."),
        }


class Close(PlanStep):
    """With the numbers of the year; nothing may be left unfinished."""

    form_class = CloseForm

    def fits(self, plan):
        return permissions.can_close_plan(self.user, plan) and not plan.items.unfinished().exists()

    def perform(self, form):
        return services.close(self.record, by=self.user, **form.facts)

    def done(self, _result):
        return _("The year is closed.")

    def saying(self, figures):
        rate = _("Of %(total)d items %(done)d are done: %(rate)s. %(given_up)d given up, %(carried)d carried over.")
        facts = {
            "total": figures.total, "done": figures.done, "rate": figures.rate, "given_up": figures.given_up,
            "carried": figures.carried,
        }  # fmt: skip
        late = _("Some items are not finished. Please carry them over or give them up first.")
        return {
            "title": _("Close the year?"),
            "text": rate % facts,
            "button": _("Close the year"),
            "too_late": late if figures.left else _("This year is not in force, or it is closed already."),
        }
