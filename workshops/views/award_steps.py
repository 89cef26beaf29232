"""Steps of an award round, each asked for before it is done."""

from django.utils.translation import gettext as _

from ..forms.awards import ConflictForm, DaysForm, DecideForm, ReasonForm, ShowForm, VersionedForm
from ..permissions import can_run_round
from ..services import awards as services
from .award_desk import round_at_desk
from .steps import Step


class RoundStep(Step):
    form_class = VersionedForm
    fitting = ()

    def find(self, slug):
        return round_at_desk(self.request, slug)

    def may_open(self, award):
        return can_run_round(self.user, award)

    def fits(self, award):
        return award.status in self.fitting

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.get_desk_url(), self.record.title

    def words(self):
        return {"too_late": _("The round is in another state now, so this step no longer fits."), **self.saying}

    def done(self, _result):
        return self.saying["done"]


class OpenCall(RoundStep):
    service, fitting = staticmethod(services.open_call), ("draft",)

    @property
    def saying(self):
        return {
            "title": _("Call for recommendations?"),
            "text": _("Everybody reads the call, and officers are told. Its words, conditions and rubric stay then."),
            "button": _("Call for recommendations"),
            "done": _("Called. Officers have been told."),
        }


class MoveDays(RoundStep):
    service, form_class, fitting = staticmethod(services.move_days), DaysForm, ("open", "review")

    @property
    def saying(self):
        return {
            "title": _("Give more time"),
            "text": _("Days can be moved to later ones only. Whoever waits for them is told why."),
            "button": _("Move the days"),
            "done": _("The days are moved, and those who wait for them have been told."),
        }


class StartReview(RoundStep):
    service, fitting = staticmethod(services.start_review), ("open",)

    @property
    def saying(self):
        return {
            "title": _("Give it to the judges?"),
            "text": _(
                "Numbers are drawn, entries are shared out evenly, and judges are told. The call is closed then."
            ),
            "button": _("Give it to the judges"),
            "done": _("The judges have their entries."),
        }


class CloseReview(RoundStep):
    service, fitting = staticmethod(services.close_review), ("review",)

    @property
    def saying(self):
        return {
            "title": _("Close judging?"),
            "text": _("No more scores are taken. The ranking is shown to those who run the round."),
            "button": _("Close judging"),
            "done": _("Judging is closed."),
        }


class Show(RoundStep):
    service, fitting, form_class = staticmethod(services.show), ("deciding",), ShowForm

    @property
    def saying(self):
        return {
            "title": _("Show the decision to everybody?"),
            "text": _("Everybody reads which entries are to get a prize, and may object. It cannot be changed then."),
            "button": _("Show it"),
            "done": _("It is shown. Objections come to you."),
        }


class Publish(RoundStep):
    service, fitting = staticmethod(services.publish), ("publicity",)

    @property
    def saying(self):
        return {
            "title": _("Publish the result?"),
            "text": _("Every prize goes into the register of honours with a certificate. This is final."),
            "button": _("Publish"),
            "done": _("Published. The honours are in the register."),
        }


class CallOff(RoundStep):
    service, form_class = staticmethod(services.call_off), ReasonForm
    fitting = ("draft", "open", "review", "deciding", "publicity")

    @property
    def saying(self):
        return {
            "title": _("Call the round off?"),
            "text": _("It ends without a result, and everybody reads why. This is final."),
            "button": _("Call it off"),
            "done": _("Called off."),
            "danger": True,
        }


class Conflict(RoundStep):
    form_class, fitting = ConflictForm, ("open", "review")

    def perform(self, form):
        return services.name_conflict(by=self.user, **form.facts)

    @property
    def saying(self):
        return {
            "title": _("Who does not judge what?"),
            "text": _("The entry passes to another judge. A score that is in is taken out."),
            "button": _("Name the conflict"),
            "done": _("Named. This judge does not judge it."),
        }


class Decide(RoundStep):
    """The page of the decision meeting: the ranking, and a prize for each entry."""

    service, fitting = staticmethod(services.decide), ("deciding",)
    template_name = "workshops/awards/decide.html"

    @property
    def saying(self):
        return {"title": _("Decision meeting"), "button": _("Keep the decision"), "done": _("The decision is kept.")}

    def form_class(self, *args, record):
        return DecideForm(*args, record=record, ranked=services.ranking_of(record))
