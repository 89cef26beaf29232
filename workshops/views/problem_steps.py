"""Every step of a problem, on a page that says what will happen."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..forms import problems as forms
from ..models import Bid, Problem
from ..permissions import problems as permissions
from ..services import problems as services
from .problem_forms import found
from .steps import Step


class ProblemStep(Step):
    """`saying` has the words of the page and `done` what is said afterwards; `may` tells whether it fits now."""

    form_class = forms.StepForm
    said = ""

    def find(self, number):
        return found(self.user, number)

    def may_open(self, problem):
        return permissions.keeps_problem(self.user, problem)

    def fits(self, problem):
        return self.may(self.user, problem)

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def problem(self):
        return self.record

    @cached_property
    def solver(self):
        """The bid that was chosen; asked for once."""
        return services.chosen_bid(self.problem())

    def back(self):
        return self.problem().get_absolute_url(), str(self.problem())

    def words(self):
        return {"too_late": _("This does not fit any more: the problem has gone on meanwhile."), **self.saying()}

    def done(self, _result):
        return str(self.saying()["done"])


class HandIn(ProblemStep):
    may = staticmethod(permissions.can_change_problem)
    service = staticmethod(services.hand_in)

    def saying(self):
        inside = self.record.visibility == Problem.Visibility.ENTERPRISE
        text = _("The union officer of your enterprise checks it; then workshops may bid.")
        beyond = _("District staff checks it; then it is on the board and workshops may bid.")
        return {
            "title": _("Hand the problem in?"),
            "text": text if inside else beyond,
            "button": _("Hand it in"),
            "done": _("Handed in. You will read what the check has found."),
        }


class Checked(ProblemStep):
    """A step of whoever checks it."""

    may = staticmethod(permissions.can_check_problem)

    def may_open(self, problem):
        return permissions.checks_problem(self.user, problem)


class Open(Checked):
    form_class = forms.NoteForm
    service = staticmethod(services.put_on_board)

    def saying(self):
        text = _("Can it be measured, is it nobody's secret, and are days and reward clear? Then workshops may bid.")
        return {
            "title": _("Put the problem on the board?"),
            "text": text,
            "button": _("Put it on the board"),
            "done": _("On the board. Workshops may bid now."),
        }


class SendBack(Checked):
    form_class = forms.ReasonForm
    service = staticmethod(services.send_back)

    def saying(self):
        return {
            "title": _("Send the problem back?"),
            "text": _("Please say what is to be changed. It is a draft again until it is handed in once more."),
            "button": _("Send it back"),
            "done": _("Sent back with your words."),
        }


class Drop(ProblemStep):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_change_problem)
    service = staticmethod(services.drop)

    def saying(self):
        return {
            "title": _("Do not post the problem?"),
            "text": _("It stays readable for you and is final. Whoever had suggested it reads why."),
            "button": _("Do not post it"),
            "done": _("It is not posted."),
            "danger": True,
        }


class BidStep(ProblemStep):
    """A step about one bid; `record` is the bid."""

    def find(self, number, pk):
        return get_object_or_404(Bid.objects.visible_to(self.user).for_page(), pk=pk, problem__number=number)

    def problem(self):
        return self.record.problem


class WithdrawBid(BidStep):
    form_class = forms.MayGiveReasonForm
    may = staticmethod(permissions.can_withdraw_bid)
    service = staticmethod(services.withdraw_bid)

    def may_open(self, bid):
        return permissions.solves(self.user, bid)

    def saying(self):
        return {
            "title": _("Take the bid back?"),
            "text": _("You may bid anew as long as bids are taken."),
            "button": _("Take it back"),
            "done": _("Taken back."),
        }


class Choose(BidStep):
    form_class = forms.MayGiveReasonForm

    def may_open(self, bid):
        return permissions.keeps_problem(self.user, bid.problem)

    def fits(self, bid):
        return bid.is_offered and permissions.can_choose(self.user, bid.problem)

    def get(self, request, **kwargs):
        """The choice is about the problem: its version is the one that counts."""
        return self.show(self.form_class(record=self.record, version=self.record.problem.version), 200)

    def perform(self, form):
        return services.choose(self.record.problem, by=self.user, bid=self.record, **form.facts)

    def saying(self):
        text = _("The task book is made of this bid. The other workshops are told, with the reason if you give one.")
        return {
            "title": _("Choose the bid of %(workshop)s?") % {"workshop": self.record.workshop},
            "text": text,
            "button": _("Choose this bid"),
            "done": _("Chosen. Now plan the milestones and sign the task book."),
        }


class Reopen(ProblemStep):
    form_class = forms.ReopenForm
    may = staticmethod(permissions.can_reopen)
    service = staticmethod(services.reopen)

    def saying(self):
        text = _("When whoever was chosen does not sign: their bid and the milestones go, and others may bid.")
        return {
            "title": _("Open the problem to bids again?"),
            "text": text,
            "button": _("Open it again"),
            "done": _("It is open to bids again."),
        }


class Sign(ProblemStep):
    form_class = forms.SignForm
    may = staticmethod(permissions.can_sign)
    service = staticmethod(services.sign)

    def saying(self):
        return {
            "title": _("Is the task book signed?"),
            "text": _("Print it, let both sides sign, and keep the paper. From that day on the work is under way."),
            "button": _("It is signed"),
            "done": _("The work is under way."),
        }


class Deliver(ProblemStep):
    form_class = forms.TextForm
    service = staticmethod(services.deliver)

    def may_open(self, problem):
        return permissions.solves(self.user, self.solver)

    def fits(self, problem):
        return permissions.can_work(self.user, problem, self.solver)

    def saying(self):
        return {
            "title": _("Deliver the solution?"),
            "text": _("Please say what you hand over: parts, drawings, operation sheets, and where they are."),
            "button": _("Deliver it"),
            "done": _("Delivered. You will read whether it is accepted."),
        }


class Accept(ProblemStep):
    form_class = forms.AcceptForm
    may = staticmethod(permissions.can_accept_problem)
    service = staticmethod(services.accept)

    def saying(self):
        text = _("The problem is solved then, a draft of the result is entered for the team, and the reward is due.")
        return {
            "title": _("Accept the solution?"),
            "text": text,
            "button": _("Accept it"),
            "done": _("Accepted. The team has been told, and the result is entered as a draft."),
        }


class Rework(ProblemStep):
    form_class = forms.ReasonForm
    may = staticmethod(permissions.can_accept_problem)
    service = staticmethod(services.rework)

    def saying(self):
        return {
            "title": _("Is something still to be done?"),
            "text": _("It goes back to the team with your words, and can be delivered again."),
            "button": _("Send it back"),
            "done": _("Back with the team."),
        }


class Ending(ProblemStep):
    """An end that is no solution; everybody reads why."""

    form_class = forms.ReasonForm

    def saying(self):
        return {"danger": True, "done": _("Entered. Everybody concerned has been told."), **self.ending()}


class Fail(Ending):
    may = staticmethod(permissions.can_fail)
    service = staticmethod(services.fail)

    def ending(self):
        return {
            "title": _("Could it not be solved?"),
            "text": _("Please say what was tried and what was learned: the next ones begin there. This is final."),
            "button": _("Enter as not solved"),
        }


class End(Ending):
    may = staticmethod(permissions.can_end)
    service = staticmethod(services.end)

    def ending(self):
        return {
            "title": _("End the problem early?"),
            "text": _("When it is not needed any more, or somebody leaves. This is final; it can be posted anew."),
            "button": _("End it"),
        }


class Unclaimed(Ending):
    may = staticmethod(permissions.can_declare_unclaimed)
    service = staticmethod(services.declare_unclaimed)

    def ending(self):
        return {
            "title": _("Does no bid fit?"),
            "text": _("Then it counts as unclaimed. Please say why, so that it can be posted better. This is final."),
            "button": _("Enter as unclaimed"),
        }


class Pay(ProblemStep):
    form_class = forms.PayForm
    may = staticmethod(permissions.can_pay)
    service = staticmethod(services.pay)

    def saying(self):
        return {
            "title": _("Has the reward been paid?"),
            "text": self.record.reward,
            "button": _("Enter as paid"),
            "done": _("Entered. The team has been told."),
        }
