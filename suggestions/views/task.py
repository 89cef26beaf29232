"""One page for each thing that is changed about a task: plan, owner, photos, how it ended, what it brings."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from .. import permissions, services
from ..forms.benefits import ClaimForm
from ..forms.practice import (
    BeforeForm,
    DayForm,
    DropForm,
    HandOverForm,
    PairForm,
    PlanForm,
    QuotaForm,
    TrialForm,
)
from ..forms.results import ResultForm
from .desk import carry_out
from .tracking import task_of


@dataclass(frozen=True)
class Move:
    """A form, the service that carries it out, what is said afterwards, and whether it leads back to the task."""

    form: type
    service: object
    said: str
    leads_back: bool = True


class TaskPage(View):
    """The forms of one page. Who may never send them gets 403; when they do not fit now, the page says so."""

    http_method_names = ["get", "head", "post"]
    moves, title, text = (), "", ""
    fits = staticmethod(permissions.can_plan)
    may_enter = staticmethod(permissions.can_keep_record)
    role_in = staticmethod(permissions.role_in)

    def get(self, request, number):
        return self._show(self._task(number))

    def post(self, request, number):
        task = self._task(number)
        move = next((move for move in self.moves if move.form.name == request.POST.get("move")), self.moves[0])
        role = self.role_in(request.user, task)

        def show(form, status, latest):
            return self._show(self._task(number), form=form, status=status, latest=latest)

        return carry_out(
            request,
            move.form(request.POST, request.FILES, suggestion=task),
            lambda form: move.service(task, by=request.user, role=role, **form.facts),
            done=(self._next(task, move), move.said),
            show=show,
        )

    def _task(self, number):
        task = task_of(self.request.user, number)
        if not self.may_enter(self.request.user, task):
            raise PermissionDenied
        return task

    def _next(self, task, move):
        return reverse("suggestions:track", args=[task.number]) if move.leads_back else self.request.path

    def _show(self, task, *, form=None, status=200, latest=None):
        context = {
            "suggestion": task,
            "title": self.title,
            "text": self.text,
            "forms": self._forms(task, form),
            "form": form,
            "latest": latest,
            "fresh": self.request.path,
            "steps": [(step, None) for step in task.implementation.milestones.all()],
        }
        return render(self.request, "suggestions/task.html", context, status=status)

    def _forms(self, task, sent):
        """The one that was sent with what was typed; none where nothing fits now."""
        if sent is None and not self.fits(self.request.user, task):
            return []
        return [
            sent if isinstance(sent, move.form) else move.form(suggestion=task)
            for move in self.moves
            if isinstance(sent, move.form) or self.offers(move, task)
        ]

    def offers(self, move, task):
        return self.fits(self.request.user, task)


class Plan(TaskPage):
    title = _("Steps and days")
    text = _("The worker sees every step and its day. A day that is moved keeps the day before in the history.")
    moves = (
        Move(PlanForm, services.plan_step, _("Planned. The worker sees it."), leads_back=False),
        Move(DayForm, services.change_day, _("The day is changed. The worker reads why."), leads_back=False),
        Move(DropForm, services.drop_step, _("The step is taken out."), leads_back=False),
    )

    def offers(self, move, task):
        """A step can only be taken out where one is open."""
        is_open = any(step.done_at is None for step in task.implementation.milestones.all())
        return super().offers(move, task) and (move.form is not DropForm or is_open)


class HandOver(TaskPage):
    title = _("Hand the task over")
    text = _("The promised day stays. The worker reads who has it now, and why.")
    moves = (Move(HandOverForm, services.hand_over, _("Handed over. Both of you see it.")),)


class Trial(TaskPage):
    title = _("It was tried and did not work")
    text = _("A trial in earnest is an end too: it counts as finished, shown apart. The worker is asked to confirm it.")
    moves = (Move(TrialForm, services.report_trial, _("Reported. The worker is asked to read it and confirm.")),)


class Pair(TaskPage):
    title = _("Photos side by side")
    text = _("One from before and one from after, shown as a pair. Without a choice it is the first of each.")
    fits = staticmethod(permissions.can_choose_pair)
    moves = (Move(PairForm, services.choose_pair, _("These two stand side by side now.")),)


class Before(TaskPage):
    title = _("A photo from before")
    text = _("Take it before the work begins, from where the photo after will be taken too.")
    fits = staticmethod(permissions.can_add_photo_before)
    moves = (Move(BeforeForm, services.add_photo_before, _("Added, and labelled as yours.")),)


class Claim(TaskPage):
    title = _("State the benefit")
    text = _("Three kinds, each told apart: money from the books, an estimate, and what no money measures.")
    fits = staticmethod(permissions.can_claim_benefit)
    moves = (Move(ClaimForm, services.claim_benefit, _("The benefit has been stated. Finance verifies the money.")),)


class Quota(TaskPage):
    title = _("Keep the old work quota")
    text = _(
        "So that nobody pays for a good idea with a higher quota. It can be made longer, and shorter with a reason."
    )
    fits = staticmethod(permissions.can_protect_quota)
    may_enter = staticmethod(permissions.can_set_quota)
    role_in = staticmethod(permissions.desk_role_in)
    moves = (Move(QuotaForm, services.protect_quota, _("Promised. The worker reads it.")),)


class MakeResult(TaskPage):
    """For the officers, who keep results; it leads on to the draft."""

    title = _("Make a result of it")
    text = _(
        "A draft is entered with the problem, the photos and those who had part in it; nobody else sees it before it is"
        " shared. Who may use it and who may read it is chosen there."
    )
    fits = staticmethod(permissions.can_make_result)
    may_enter = staticmethod(permissions.keeps_results)
    moves = (Move(ResultForm, services.make_result, _("Entered as a draft among the results."), leads_back=True),)

    @staticmethod
    def role_in(user, suggestion):
        return "officer"
