"""Planning milestones, reporting them, and checking them."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ..forms import problems as forms
from ..permissions import problems as permissions
from ..services import problems as services
from .problem_forms import found
from .problem_steps import ProblemStep


class Plan(ProblemStep):
    form_class = forms.PlanForm
    service = staticmethod(services.plan)

    def may_open(self, problem):
        return self._on_it(problem)

    def _on_it(self, problem):
        own = permissions.keeps_problem(self.user, problem)
        return own or permissions.solves(self.user, self.solver)

    def fits(self, problem):
        return permissions.can_plan(self.user, problem, self.solver)

    def saying(self):
        return {
            "title": _("Plan a milestone"),
            "text": _("The team reports it, and whoever posted the problem checks it. It stands in the task book."),
            "button": _("Add the milestone"),
            "done": _("Added."),
        }


class MilestoneStep(Plan):
    """A step about one milestone; `record` is the milestone."""

    def find(self, number, pk):
        milestones = found(self.user, number).milestones.select_related("problem__enterprise")
        return get_object_or_404(milestones, pk=pk)

    def may_open(self, milestone):
        return self._on_it(milestone.problem)

    def problem(self):
        return self.record.problem

    def get(self, request, **kwargs):
        return self.show(self.form_class(record=self.record, version=self.record.problem.version), 200)

    def post(self, request, **kwargs):
        self.record.version = self.record.problem.version
        return super().post(request, **kwargs)


class Unplan(MilestoneStep):
    form_class = forms.StepForm
    service = staticmethod(services.unplan)

    def fits(self, milestone):
        return milestone.reported_at is None and permissions.can_plan(self.user, milestone.problem, self.solver)

    def saying(self):
        return {
            "title": _("Take out “%(title)s”?") % {"title": self.record.title},
            "text": _("Its name and its day stay in the history."),
            "button": _("Take it out"),
            "done": _("Taken out."),
        }


class Report(MilestoneStep):
    form_class = forms.TextForm
    service = staticmethod(services.report)

    def may_open(self, milestone):
        return permissions.solves(self.user, self.solver)

    def fits(self, milestone):
        return milestone.passed_at is None and permissions.can_work(self.user, milestone.problem, self.solver)

    def saying(self):
        return {
            "title": _("Is “%(title)s” reached?") % {"title": self.record.title},
            "text": _("Please say what is there now, with numbers. Whoever posted the problem checks it."),
            "button": _("Report it"),
            "done": _("Reported. You will read what the check has found."),
        }


class Check(MilestoneStep):
    form_class = forms.CheckForm
    service = staticmethod(services.check)

    def may_open(self, milestone):
        return permissions.keeps_problem(self.user, milestone.problem)

    def fits(self, milestone):
        return milestone.waits_for_check and permissions.can_check_milestones(self.user, milestone.problem)

    def saying(self):
        return {
            "title": _("Check “%(title)s”") % {"title": self.record.title},
            "text": self.record.report,
            "button": _("Enter what you found"),
            "done": _("Entered. The team reads it."),
        }
