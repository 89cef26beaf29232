"""The workbench of results: entering one, its words, makers and files, sharing and withdrawing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.workflow import WorkflowError
from members.models import Enterprise, Speciality

from .. import permissions, services
from ..forms.results import CreditForm, FilesForm, ResultForm, VersionedForm, WithdrawResultForm, words_of
from ..models import FiveSmallKind, Result, ResultFile, ResultPhoto, Workshop
from .acting import carry_out
from .steps import Step

PAGE_SIZE = 24
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def listing(request):
    """What somebody works on, in whatever state; `?status=` narrows it."""
    if not permissions.can_enter_results(request.user):
        raise PermissionDenied
    ours = Result.objects.visible_to(request.user).kept_by(request.user)
    chosen = request.GET.get("status")
    chosen = chosen if chosen in Result.Status.values else ""
    rows = (ours.filter(status=chosen) if chosen else ours).for_list().newest_first()
    context = {
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "statuses": [(code, label, ours.filter(status=code).count()) for code, label in Result.Status.choices],
        "status": chosen,
    }
    return render(request, "workshops/results/listing.html", context)


@require_http_methods(METHODS)
def new(request):
    """Its words first; makers and files are the next steps."""
    enterprise = _enterprise(request)
    form = _form(request, enterprise, request.POST or None)

    def perform(form):
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services.results.enter(by=request.user, enterprise=enterprise, **data)

    def show(form, status=200):
        context = {"form": form, "result": None, "enterprise": enterprise}
        return render(request, "workshops/results/form.html", context, status=status)

    def done(made):
        return reverse("workshops:result-files", args=[made.number]), _("Noted as a draft. Now photos and drawings.")

    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


def _enterprise(request):
    """That of the address, if somebody enters results for several; else the first by name."""
    if not permissions.can_enter_results(request.user):
        raise PermissionDenied
    kept = Workshop.objects.visible_to(request.user).kept_by(request.user).values("enterprise")
    officer = Enterprise.objects.visible_to(request.user).with_role(request.user, "officer")
    own = officer | Enterprise.objects.visible_to(request.user).filter(pk__in=kept)
    return own.filter(code=request.GET.get("enterprise", "")).first() or own.order_by("name").first()


def _form(request, enterprise, data=None, result=None):
    user = request.user
    own = Workshop.objects.visible_to(user).active().filter(enterprise=enterprise).select_related("enterprise")
    kinds = FiveSmallKind.objects.visible_to(user)
    offered = kinds.offered_in(enterprise)
    facts = {
        "workshops": own.order_by("name"),
        "specialities": Speciality.objects.visible_to(user).active().order_by("name"),
        "kinds": offered | kinds.filter(pk=result.five_small_id) if result else offered,
        "is_verified": bool(result and result.is_verified),
    }
    return ResultForm(data, initial=words_of(result) if result else {}, **facts)


def kept_result(user, number):
    """The result, for whoever keeps it; to those who only read it, it is closed."""
    shown = get_object_or_404(Result.objects.visible_to(user).for_page(), number=number)
    if not permissions.can_keep_result(user, shown):
        raise PermissionDenied
    return shown


def _to_change(request, number):
    """The same, and how to go on where it was withdrawn: (result, None) or (result, answer)."""
    shown = kept_result(request.user, number)
    if not shown.is_withdrawn:
        return shown, None
    messages.warning(request, _("This was withdrawn, so it stays as it is."))
    return shown, redirect(shown)


@require_http_methods(METHODS)
def change(request, number):
    """Its words; workshops of other enterprises stay with it, whoever changes them."""
    result, answer = _to_change(request, number)
    if answer:
        return answer

    def perform(form):
        others = result.workshops.exclude(enterprise=result.enterprise_id)
        data = {**form.cleaned_data, "workshops": [*form.cleaned_data["workshops"], *others]}
        return services.results.change(result, by=request.user, **data)

    def show(form, status=200):
        context = {"form": form, "result": result, "enterprise": result.enterprise}
        return render(request, "workshops/results/form.html", context, status=status)

    form = _form(request, result.enterprise, request.POST or None, result)
    done = (result.get_absolute_url(), _("Noted."))
    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


@require_http_methods(METHODS)
def credits(request, number):
    """Who made it, and by which patents it is protected."""
    result, answer = _to_change(request, number)
    if answer:
        return answer
    # People of the whole enterprise may be named, by whoever keeps the result of one of its workshops too.
    # Whoever left since stays credited; whoever is of another enterprise is none of those who can be typed here.
    makers = list(result.makers.select_related("person__enterprise"))
    elsewhere = [one for one in makers if one.person_id and one.person.enterprise_id != result.enterprise_id]
    everybody = result.enterprise.people.all()
    people = everybody.in_service() | everybody.filter(pk__in=[one.person_id for one in makers if one.person_id])
    known = {"makers": [one for one in makers if one not in elsewhere], "patents": result.patents.all()}
    form = CreditForm(request.POST or None, people=people, initial={"version": result.version}, **known)

    def perform(form):
        kept = [{"person": one.person, "did": one.did} for one in elsewhere]
        facts = {"patents": form.patents, "version": form.cleaned_data["version"]}
        return services.results.credit(result, by=request.user, makers=[*form.makers, *kept], **facts)

    def show(form, status=200):
        context = {"form": form, "result": result, "elsewhere": elsewhere}
        return render(request, "workshops/results/credits.html", context, status=status)

    done = (result.get_absolute_url(), _("Noted."))
    return carry_out(request, form, perform, done=done, show=show) if request.method == "POST" else show(form)


@require_http_methods(METHODS)
def files(request, number):
    """What stands beside it, and more of it."""
    result, answer = _to_change(request, number)
    if answer:
        return answer
    form = FilesForm(request.POST or None, request.FILES or None, initial={"version": result.version})

    def perform(form):
        return services.result_files.add(result, by=request.user, **form.cleaned_data)

    def show(form, status=200):
        context = {"form": form, "result": result, "files": result.files.all(), "photos": result.photos.all()}
        return render(request, "workshops/results/files.html", context, status=status)

    if request.method != "POST":
        return show(form)
    done = (reverse("workshops:result-files", args=[number]), _("Added."))
    return carry_out(request, form, perform, done=done, show=show)


@require_http_methods(METHODS)
def remove_file(request, number, code):
    return _remove(request, number, ResultFile.objects.visible_to(request.user), code)


@require_http_methods(METHODS)
def remove_photo(request, number, code):
    return _remove(request, number, ResultPhoto.objects.visible_to(request.user), code)


def _remove(request, number, rows, code):
    """Asks first: it is deleted for good."""
    result = kept_result(request.user, number)
    row = get_object_or_404(rows.filter(result=result), code=code)
    back = reverse("workshops:result-files", args=[number])
    if request.method != "POST":
        return render(request, "workshops/results/remove.html", {"row": row, "back": back})
    try:
        services.result_files.remove(row, by=request.user)
        messages.success(request, _("Taken away."))
    except WorkflowError as refusal:
        messages.warning(request, refusal.message)
    return redirect(back)


class ResultStep(Step):
    """A step of a result, for those who keep it."""

    form_class = VersionedForm

    def find(self, number):
        return get_object_or_404(Result.objects.visible_to(self.user).for_page(), number=number)

    def may_open(self, result):
        return permissions.can_keep_result(self.user, result)

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.get_absolute_url(), self.record.title

    def words(self):
        facts = [(_("Result"), str(self.record)), (_("Who may read it"), self.record.get_visibility_display())]
        facts.append((_("Others may use it"), self.record.get_licence_display()))
        return {**self.saying, "facts": facts, "too_late": already(self.record)}


def already(record):
    return _("This is already “%(status)s”, so the step no longer fits.") % {"status": record.get_status_display()}


class Publish(ResultStep):
    service = staticmethod(services.results.publish)

    def fits(self, result):
        return result.is_draft

    def done(self, _result):
        return _("Shared. Those for whom it is meant can read it now.")

    @property
    def saying(self):
        return {
            "title": _("Share this result?"),
            "text": _("Whoever may read it finds it among the results, with its photos. It can be withdrawn later."),
            "button": _("Share it"),
        }


class Withdraw(ResultStep):
    form_class = WithdrawResultForm
    service = staticmethod(services.results.withdraw)

    def fits(self, result):
        return result.is_published

    def done(self, _result):
        return _("Withdrawn. Its address says why, and all who use it have been told.")

    @property
    def saying(self):
        return {
            "title": _("Withdraw this result?"),
            "text": _("Nobody gets its files any more, and this cannot be taken back."),
            "button": _("Withdraw it"),
            "danger": True,
        }


class Discard(ResultStep):
    service = staticmethod(services.results.discard)

    def fits(self, result):
        return result.is_draft

    def address(self, _result):
        return reverse("workshops:results-desk")

    def done(self, _result):
        return _("The draft has been thrown away.")

    @property
    def saying(self):
        return {
            "title": _("Throw this draft away?"),
            "text": _("Its words and its files are deleted. This cannot be taken back."),
            "button": _("Throw the draft away"),
            "danger": True,
        }
