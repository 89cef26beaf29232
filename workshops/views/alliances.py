"""The alliances of the own workshops: who belongs since when, who asks to join, and what the secretariat answers."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.permissions import is_district_staff

from ..forms.alliances import AnswerForm, ApplyForm, VersionedForm
from ..models import Alliance, AllianceApplication, AllianceMembership, Charter, Plan, Workshop
from ..organs import offices_of
from ..permissions import alliances as permissions
from ..permissions import can_run, can_see_workbench
from ..services import applications as services
from .acting import carry_out, show_form
from .steps import Step

PAGE_SIZE = 20


@require_safe
def alliances(request):
    """The alliances of the workshops somebody runs or answers for, and those whose secretariat they are."""
    if not can_see_workbench(request.user):
        raise PermissionDenied
    page = Paginator(_workshops(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    for workshop in page:
        workshop.may_run = can_run_quickly(request.user, workshop)
    context = {"page_obj": page, "kept": _kept(request.user), "runs": True}
    return render(request, "workshops/alliances.html", context)


def _workshops(user):
    """With their memberships and with what they have asked for."""
    held = AllianceMembership.objects.visible_to(user).for_list()
    asked = AllianceApplication.objects.visible_to(user).for_list()
    return (
        Workshop.objects.visible_to(user).active().at_work(user).for_list()
        .prefetch_related(
            Prefetch("alliance_memberships", held.current(), to_attr="held"),
            Prefetch("alliance_memberships", held.past(), to_attr="past"),
            Prefetch("alliance_applications", asked.waiting(), to_attr="asked"),
            Prefetch("alliance_applications", asked.exclude(status="waiting"), to_attr="answered"),
        )
    )  # fmt: skip


def can_run_quickly(user, workshop):
    """As `can_run`, from the leaders that `for_list` has brought along."""
    leads = user.person_or_none and any(one.person_id == user.person_or_none.pk for one in workshop.leaders)
    return is_district_staff(user) or ("officer", workshop.enterprise_id) in user.roles or bool(leads)


def _kept(user):
    """Alliances that the user keeps, with how many applications wait there."""
    waiting = Count("applications", filter=Q(applications__status="waiting"), distinct=True)
    kept = Alliance.objects.visible_to(user).kept_by(user).with_counts()
    return kept.annotate(waiting=waiting).order_by("-waiting", "name")


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request):
    """Ask for a workshop to be taken in; `workshop` and `alliance` in the address are chosen already."""
    workshops = Workshop.objects.visible_to(request.user).active().run_by(request.user).order_by("name")
    if not workshops.exists():
        raise PermissionDenied
    choices = {"workshops": workshops, "alliances": _open_alliances(request.user, workshops)}
    chosen = {name: request.GET.get(name) for name in ("workshop", "alliance")}
    form = ApplyForm(request.POST or None, initial=chosen, **choices)
    if request.method != "POST":
        return _show_apply(request, form)
    done = {"done": lambda made: (made.get_absolute_url(), _("The application is with the secretariat."))}
    return carry_out(
        request, form, lambda form: _apply(request.user, form), show=lambda *page: _show_apply(request, *page), **done
    )


def _open_alliances(user, workshops):
    """The wide ones, and those inside an enterprise of these workshops."""
    inside = Q(enterprise__in=workshops.order_by().values("enterprise"))
    return Alliance.objects.visible_to(user).filter(Q(enterprise=None) | inside).order_by("name")


def _apply(user, form):
    data = form.cleaned_data
    return services.apply(data["alliance"], data["workshop"], by=user, words=data["words"])


def _show_apply(request, form, status=200):
    words = {
        "title": _("Ask to join an alliance"),
        "text": _("The secretariat answers in writing. You are told at the bell."),
        "button": _("Send the application"),
        "back": reverse("workshops:alliances"),
        "back_label": _("Back to the list"),
    }
    return show_form(request, form, status=status, **words)


def _application(request, pk):
    found = AllianceApplication.objects.visible_to(request.user).for_list()
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request, pk):
    """One application with its history; whoever keeps the alliance answers it here."""
    shown = _application(request, pk)
    if request.method != "POST":
        return _show_application(request, shown, AnswerForm(record=shown))
    if not permissions.can_keep_alliance(request.user, shown.alliance):
        raise PermissionDenied
    form = AnswerForm(request.POST, record=shown)
    done = (shown.get_absolute_url(), _("The answer is with the workshop."))
    again = {"show": lambda form, status: _show_application(request, _application(request, pk), form, status)}
    return carry_out(request, form, lambda form: _answer(request.user, shown, form), done=done, **again)


def _answer(user, shown, form):
    answer = services.accept if form.cleaned_data["decision"] == "accept" else services.decline
    return answer(shown, by=user, **form.facts)


def _show_application(request, shown, form, status=200):
    may_answer = permissions.can_answer_application(request.user, shown)
    context = {
        "application": shown,
        "events": shown.events.select_related("actor__person").order_by("-pk"),
        "form": form if may_answer else None,
        "refusals": form.non_field_errors() if form.is_bound and not may_answer else [],
        "may_withdraw": permissions.can_withdraw_application(request.user, shown),
        "keeps": permissions.can_keep_alliance(request.user, shown.alliance),
    }
    return render(request, "workshops/application.html", context, status=status)


class Withdraw(Step):
    """Whoever runs the workshop no longer asks."""

    form_class = VersionedForm

    def find(self, pk):
        return _application(self.request, pk)

    def may_open(self, application):
        return can_run(self.user, application.workshop)

    def fits(self, application):
        return permissions.can_withdraw_application(self.user, application)

    def perform(self, form):
        return services.withdraw(self.record, by=self.user, version=form.cleaned_data["version"])

    def back(self):
        return self.record.get_absolute_url(), _("Back to the application")

    def done(self, _result):
        return _("Withdrawn. The workshop can ask again at any time.")

    def words(self):
        return {
            "title": _("Withdraw the application?"),
            "text": _("The secretariat no longer has to answer it."),
            "button": _("Withdraw"),
            "too_late": _("This application has been answered already."),
            "facts": [(_("Workshop"), self.record.workshop), (_("Alliance"), self.record.alliance)],
        }


@require_safe
def keep(request, slug):
    """An alliance as its members and its secretariat see it."""
    shown = get_object_or_404(Alliance.objects.visible_to(request.user).inside(request.user), slug=slug)
    keeps = permissions.can_keep_alliance(request.user, shown)
    members = AllianceMembership.objects.visible_to(request.user).filter(alliance=shown).for_list()
    asked = AllianceApplication.objects.visible_to(request.user).filter(alliance=shown).for_list()
    context = {
        "alliance": shown,
        "keeps": keeps,
        "members": members.current(),
        "former": members.past().order_by("-left_on", "-pk"),
        "applications": asked.waiting(),
        "offices": offices_of(shown, request.user),
        "charters": Charter.objects.visible_to(request.user).filter(alliance=shown).for_list(),
        "plans": Plan.objects.visible_to(request.user).inside(request.user).filter(alliance=shown).for_list(),
        "runs": can_see_workbench(request.user),
    }
    return render(request, "workshops/keep.html", context)


def address_of(alliance):
    """The page of an alliance at the workbench, with what its link says."""
    return reverse("workshops:keep", args=[alliance.slug]), str(alliance)
