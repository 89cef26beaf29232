"""Who takes part in a contest: entered and withdrawn by officers, absent on the day, promoted afterwards."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from alliance_portal.workflow import WorkflowError
from members.permissions import has_role
from workshops.views.acting import carry_out
from workshops.views.steps import Step

from .. import services
from ..forms.contests import BareStepForm, EnterForm, PromoteForm
from ..models import ContestEntry
from ..permissions import contests as permissions
from .contest_desk import contest_at_desk, contest_to_run

METHODS = ["GET", "HEAD", "POST"]


def _entry(request, slug, pk):
    """One entry that the user may see, with its contest."""
    contest = contest_at_desk(request, slug)
    rows = ContestEntry.objects.visible_to(request.user).select_related("person__enterprise", "enterprise")
    entry = get_object_or_404(rows, contest=contest, pk=pk)
    entry.contest = contest
    return entry


@require_http_methods(METHODS)
def entries(request, slug):
    """The list of one's own people, and a form to enter more."""
    contest, user = contest_at_desk(request, slug), request.user
    offered = permissions.enterprises_to_enter(user, contest)
    if request.method == "POST" and not offered.exists():
        raise PermissionDenied
    form = EnterForm(request.POST if request.method == "POST" else None, enterprises=offered)

    def perform(form):
        return services.contests.enter(contest, by=user, **form.facts)

    def show(form, status=200):
        rows = ContestEntry.objects.visible_to(user).standing().filter(contest=contest).for_list()
        context = {
            "contest": contest,
            "form": form if offered.exists() else None,
            "entries": rows.order_by("enterprise__name", "number"),
            "may_withdraw": offered.exists(),
        }
        return render(request, "training/contests/entries.html", context, status=status)

    def done(made):
        words = ngettext("%(n)d person entered.", "%(n)d people entered.", len(made)) % {"n": len(made)}
        return request.path, words

    return carry_out(request, form, perform, done=done, show=show) if form.is_bound else show(form)


class EntryStep(Step):
    """A step about one person's entry."""

    def find(self, slug, pk):
        return _entry(self.request, slug, pk)

    def back(self):
        return self.record.contest.get_desk_url(), self.record.contest.title

    def words(self):
        return {"too_late": _("The contest is in another state now, so this step no longer fits."), **self.saying()}

    def done(self, _result):
        return self.saying()["done"]


class Withdraw(EntryStep):
    form_class = BareStepForm

    def may_open(self, entry):
        user = self.user
        own = has_role(user, entry.enterprise_id, "officer")
        return own or permissions.can_run(user, entry.contest)

    def fits(self, entry):
        return permissions.can_withdraw(self.user, entry)

    def perform(self, form):
        return services.contests.withdraw(self.record, by=self.user)

    def saying(self):
        return {
            "title": pgettext("contest", "Withdraw this entry?"),
            "text": _("%(name)s does not take part then. Until it begins the entry can be made again.")
            % {"name": self.record.person.name},
            "button": _("Withdraw the entry"),
            "done": _("Withdrawn."),
            "danger": True,
        }


class Promote(EntryStep):
    form_class = PromoteForm

    def may_open(self, entry):
        return permissions.can_run(self.user, entry.contest)

    def fits(self, entry):
        return permissions.can_promote(self.user, entry)

    def perform(self, form):
        return services.contests.promote(self.record, by=self.user, **form.facts)

    def saying(self):
        person = self.record.person
        facts = {"name": person.name, "grade": person.get_skill_grade_display() or _("none")}
        own = person.enterprise_id == self.record.contest.enterprise_id
        text = _("On the roster %(name)s has: %(grade)s. The higher grade goes there at once.")
        outside = _("On the roster %(name)s has: %(grade)s. Officers of that enterprise are told and enter it.")
        return {
            "title": _("Skill grade reached by %(name)s") % facts,
            "text": (text if own else outside) % facts,
            "button": _("Enter the grade"),
            "done": _("Entered."),
        }


@require_POST
def absent(request, slug, pk):
    """Somebody did not come, or came after all."""
    contest_to_run(request, slug)
    entry = _entry(request, slug, pk)
    try:
        services.contests.set_absent(entry, by=request.user, is_absent=request.POST.get("absent") == "1")
    except WorkflowError as error:
        messages.error(request, error.message)
    return redirect(entry.contest.get_desk_url())
