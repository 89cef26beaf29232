"""Rolling results out: to whom one may fit, what was sent, and the answers."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import permissions, services
from ..forms.shared_uses import RollOutAnswerForm, RollOutForm
from ..matching import departments_for
from ..models import Result, RollOut, RollOutAnswer
from .acting import carry_out
from .result_desk import already
from .steps import Step

PAGE_SIZE = 20
STEPS = {
    RollOutAnswer.Status.TAKEN_UP: services.roll_outs.take_up,
    RollOutAnswer.Status.HAS_IT: services.roll_outs.has_it,
    RollOutAnswer.Status.NO_USE: services.roll_outs.no_use,
}


@require_http_methods(["GET", "HEAD", "POST"])
def send(request, number):
    """The departments that it may fit, those that know the matter ticked, and the words to them."""
    result = get_object_or_404(Result.objects.visible_to(request.user).published().for_list(), number=number)
    if not permissions.can_roll_out(request.user, result):
        raise PermissionDenied
    matches = departments_for(result)
    form = RollOutForm(request.POST or None, record=result, matches=matches)

    def show(form, status=200):
        context = {"form": form, "result": result, "matches": matches}
        return render(request, "workshops/results/roll_out_send.html", context, status=status)

    if request.method != "POST":
        return show(form)

    def perform(form):
        return services.roll_outs.send(result, by=request.user, **form.facts)

    def done(made):
        return reverse("workshops:roll-out", args=[made.pk]), _("Sent. You are told of every answer.")

    return carry_out(request, form, perform, done=done, show=show)


@require_safe
def roll_outs(request):
    """What one was asked, what waits first; with `?show=sent` what was sent."""
    if not permissions.can_open_uses(request.user):
        raise PermissionDenied
    answers = RollOutAnswer.objects.visible_to(request.user).asked_of(request.user)
    sent = RollOut.objects.visible_to(request.user)
    show = "sent" if request.GET.get("show") == "sent" else "asked"
    rows = sent.for_list() if show == "sent" else answers.for_list().waiting_first()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "show": show, "waiting": answers.waiting().count()}
    return render(request, "workshops/results/roll_outs.html", context)


@require_safe
def roll_out(request, pk):
    """One sending, with every answer."""
    shown = get_object_or_404(RollOut.objects.visible_to(request.user).for_list(), pk=pk)
    answers = RollOutAnswer.objects.visible_to(request.user).filter(roll_out=shown).for_list()
    return render(request, "workshops/results/roll_out.html", {"roll_out": shown, "answers": answers})


class Answer(Step):
    """The question with its answer: once given, the page shows it."""

    form_class = RollOutAnswerForm
    template_name = "workshops/results/answer.html"

    def find(self, pk):
        found = RollOutAnswer.objects.visible_to(self.user).for_list()
        return get_object_or_404(found, pk=pk)

    def may_open(self, answer):
        return True

    def fits(self, answer):
        return answer.is_waiting and permissions.can_answer_roll_out(self.user, answer)

    def perform(self, form):
        if not permissions.can_answer_roll_out(self.user, self.record):
            raise PermissionDenied
        data = dict(form.facts)
        return STEPS[data.pop("to")](self.record, by=self.user, **data)

    def back(self):
        return self.record.roll_out.result.get_absolute_url(), self.record.roll_out.result.title

    def address(self, answer):
        return answer.use.get_absolute_url() if answer.use_id else answer.get_absolute_url()

    def done(self, _answer):
        return _("Thank you. Those who sent it have been told.")

    def words(self):
        return {
            "title": _("Would this help you?"),
            "text": "",
            "button": _("Send the answer"),
            "too_late": already(self.record),
        }
