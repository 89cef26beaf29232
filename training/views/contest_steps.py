"""Steps of a contest, each asked for before it is done."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workshops.views.steps import Step

from ..forms.contests import JudgesForm, ReasonForm, VersionedForm
from ..permissions import contests as permissions
from ..services import contests as services
from .contest_desk import contest_at_desk


class ContestStep(Step):
    """`saying` has the words of the page; it fits while the contest is in one of the states `fitting`."""

    form_class = VersionedForm
    fitting = ()

    def find(self, slug):
        return contest_at_desk(self.request, slug)

    def may_open(self, contest):
        return permissions.can_run(self.user, contest)

    def fits(self, contest):
        return contest.status in self.fitting

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.get_desk_url(), self.record.title

    def words(self):
        return {"too_late": _("The contest is in another state now, so this step no longer fits."), **self.saying()}

    def done(self, _result):
        return self.saying()["done"]


class Announce(ContestStep):
    service, fitting = staticmethod(services.announce), ("draft",)

    def saying(self):
        return {
            "title": _("Announce the contest?"),
            "text": _("Everybody reads it, and officers of the enterprises that may take part are told."),
            "button": _("Announce it"),
            "done": _("Announced. Officers have been told."),
        }


class Judges(ContestStep):
    service, fitting, form_class = staticmethod(services.name_judges), ("draft", "announced", "running"), JudgesForm

    def saying(self):
        return {
            "title": pgettext("contest", "Who judges?"),
            "text": _("Judges find the table of marks on the public page of the contest while it is under way."),
            "button": pgettext("contest", "Keep the judges"),
            "done": pgettext("contest", "The judges are named."),
        }


class Start(ContestStep):
    service, fitting = staticmethod(services.start), ("announced",)

    def saying(self):
        return {
            "title": _("Begin the contest?"),
            "text": _("Entries, rounds and prizes stay as they are from now on, and marks can be given."),
            "button": _("Begin it"),
            "done": _("Begun. Marks can be given."),
        }


class Publish(ContestStep):
    service, fitting = staticmethod(services.publish), ("running",)

    def saying(self):
        return {
            "title": _("Publish the result?"),
            "text": _("Places are kept, and every prize goes into the register of honours. This is final."),
            "button": _("Publish the result"),
            "done": _("Published. The honours are in the register."),
        }


class CallOff(ContestStep):
    service, form_class = staticmethod(services.call_off), ReasonForm
    fitting = ("draft", "announced", "running")

    def saying(self):
        return {
            "title": _("Call the contest off?"),
            "text": pgettext("contest", "It ends without a result, and everybody reads why. This is final."),
            "button": pgettext("contest", "Call it off"),
            "done": pgettext("contest", "Called off."),
            "danger": True,
        }
