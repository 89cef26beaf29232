"""Taking results over: asking for one, the list of both sides, and the steps of a use elsewhere."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.models import Department

from .. import permissions, services
from ..forms.shared_uses import AgreeForm, AskForm, BeginForm, ClaimForm, ConcludeForm, WhyForm
from ..models import Result, SharedUse
from .acting import carry_out
from .result_desk import already
from .steps import Step

PAGE_SIZE = 20
Status = SharedUse.Status


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, number):
    """Ask for a result for a department of the own enterprise."""
    result = get_object_or_404(Result.objects.visible_to(request.user).published().for_list(), number=number)
    if not permissions.can_ask_to_use(request.user, result):
        raise PermissionDenied
    own = permissions.acting_for(request.user) - {result.enterprise_id}
    departments = Department.objects.visible_to(request.user).for_heads().filter(enterprise__in=own)
    form = AskForm(request.POST or None, departments=departments)

    def show(form, status=200):
        return render(request, "workshops/results/ask.html", {"form": form, "result": result}, status=status)

    if request.method != "POST":
        return show(form)

    def perform(form):
        return services.shared_uses.ask(result, by=request.user, **form.cleaned_data)

    return carry_out(request, form, perform, done=lambda use: (use.get_absolute_url(), _what_now(use)), show=show)


def _what_now(use):
    if use.status == Status.ASKED:
        return _("Asked for. You are told as soon as it is answered.")
    return _("It is yours to try: the files are on the page of the result.")


@require_safe
def uses(request):
    """Both sides: what others want of the own results, and what is taken over from others."""
    if not permissions.can_open_uses(request.user):
        raise PermissionDenied
    everything = SharedUse.objects.visible_to(request.user)
    parts = {
        "asked": everything.offered_by(request.user).to_answer(),
        "ours": everything.taken_by(request.user),
        "offered": everything.offered_by(request.user),
    }
    show = request.GET.get("show") if request.GET.get("show") in parts else ""
    waiting = parts["asked"].count()
    show = show or ("asked" if waiting else "ours")
    page = Paginator(parts[show].for_list().newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workshops/results/uses.html", {"page_obj": page, "show": show, "waiting": waiting})


def use_of(user, pk):
    shown = SharedUse.objects.visible_to(user).for_list().prefetch_related("result__workshops")
    return get_object_or_404(shown, pk=pk)


@require_safe
def use(request, pk):
    """One use elsewhere, with the steps that fit now."""
    shown = use_of(request.user, pk)
    runs = permissions.runs_use(request.user, shown)
    context = {
        "use": shown,
        "may_answer": permissions.can_answer_use(request.user, shown),
        "may_run": runs and shown.is_open,
        "may_claim": runs and shown.is_in_use and not shown.is_verified,
        "may_verify": permissions.can_verify_use(request.user, shown),
        "events": shown.events.select_related("actor__person").order_by("-occurred_at", "-pk"),
    }
    return render(request, "workshops/results/use.html", context)


class UseStep(Step):
    """A step in the unit that takes it over; each says in `before` from which statuses it starts."""

    before = ()
    is_answer = False

    def find(self, pk):
        return use_of(self.user, pk)

    def may_open(self, use):
        if self.is_answer:
            return permissions.can_keep_result(self.user, use.result)
        return permissions.runs_use(self.user, use)

    def fits(self, use):
        return use.status in self.before

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.get_absolute_url(), self.record.result.title

    def words(self):
        use = self.record
        facts = [(_("Result"), str(use.result)), (_("Who takes it over"), f"{use.enterprise} {use.department}")]
        return {**self.saying, "facts": [*facts, (_("What for"), use.purpose)], "too_late": already(use)}


class Agree(UseStep):
    form_class, before, is_answer = AgreeForm, (Status.ASKED,), True
    service = staticmethod(services.shared_uses.agree)

    def done(self, _use):
        return _("Agreed. They have been told, and get the files now.")

    @property
    def saying(self):
        text = _("Their people get the files of this result as soon as you agree.")
        return {"title": _("Let them use it?"), "text": text, "button": _("Yes, they may use it")}


class Refuse(UseStep):
    form_class, before, is_answer = WhyForm, (Status.ASKED,), True
    service = staticmethod(services.shared_uses.refuse)

    def done(self, _use):
        return _("Refused. They read why.")

    @property
    def saying(self):
        text = _("They may ask once more later.")
        return {"title": _("Say no this time?"), "text": text, "button": _("Say no"), "danger": True}


class Begin(UseStep):
    form_class, before = BeginForm, (Status.AGREED,)
    service = staticmethod(services.shared_uses.begin)

    def done(self, _use):
        return _("Noted. Say what came of it when you know.")

    @property
    def saying(self):
        text = _("It is noted that you try it; after a month you are asked how it goes.")
        return {"title": _("The trial begins"), "text": text, "button": _("We have begun")}


class Conclude(UseStep):
    form_class, before = ConcludeForm, (Status.TRIAL,)
    service = staticmethod(services.shared_uses.conclude)

    def done(self, use):
        if use.is_in_use:
            return _("Noted. Your enterprise counts among those that use it.")
        return _("Noted. What you have learned saves others the trial.")

    @property
    def saying(self):
        text = _("Everybody who reads the result reads what came of it; that it does not fit is worth knowing, too.")
        return {"title": _("What came of the trial?"), "text": text, "button": _("Keep it")}


class Claim(UseStep):
    form_class, before = ClaimForm, SharedUse.IN_USE
    service = staticmethod(services.shared_uses.claim)

    def fits(self, use):
        return super().fits(use) and not use.is_verified

    def done(self, _use):
        return _("Noted. Your finance has been asked to verify it.")

    @property
    def saying(self):
        text = _("What it brings in your enterprise, apart from what it brings to those who worked it out.")
        return {"title": _("State the benefit"), "text": text, "button": _("State it")}


class GiveUp(UseStep):
    form_class, before = WhyForm, SharedUse.OPEN
    service = staticmethod(services.shared_uses.give_up)

    def done(self, _use):
        return _("Noted. Those who worked it out read why.")

    @property
    def saying(self):
        text = _("It was not tried to the end. It can be asked for again later.")
        return {"title": _("Not go on with it?"), "text": text, "button": _("Do not go on"), "danger": True}
