"""Steps of a spot check, each asked for before it is done."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workshops.views.steps import Step

from .. import permissions, services
from ..forms.spot_checks import CallOffForm, VersionedForm
from ..models import SpotCheckFile
from .spot_checks import check_of


class CheckStep(Step):
    """It fits while the check is in one of the states `fitting`; `saying` has the words of the page."""

    form_class = VersionedForm
    fitting = ()

    def find(self, pk):
        return check_of(self.user, pk)

    def may_open(self, check):
        return permissions.can_run_spot_checks(self.user)

    def fits(self, check):
        return check.status in self.fitting

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.get_absolute_url(), self.record.title

    def words(self):
        return {"too_late": _("The spot check is in another state now, so this step no longer fits."), **self.saying()}

    def done(self, _result):
        return self.saying()["done"]


class Draw(CheckStep):
    service, fitting = staticmethod(services.spot_checks.draw), ("planned",)

    def saying(self):
        return {
            "title": _("Draw the sample?"),
            "text": _(
                "It is drawn once, by a seed that nobody can choose and that everybody can read afterwards. The "
                "questions asked on the spot are settled with it."
            ),
            "button": _("Draw"),
            "done": _("Drawn. Seed, register and sample are kept."),
        }


class Close(CheckStep):
    service, fitting = staticmethod(services.close_spot_check), ("drawn",)

    def saying(self):
        return {
            "title": _("Close the spot check?"),
            "text": _(
                "From then on it counts beside the declared figures, nothing of it can be changed, and the officers of "
                "each enterprise read their own result and may comment once."
            ),
            "button": pgettext("spot check", "Close it"),
            "done": _("Closed. The officers have been told."),
        }


class CallOff(CheckStep):
    service, fitting, form_class = staticmethod(services.call_off_spot_check), ("planned", "drawn"), CallOffForm

    def saying(self):
        return {
            "title": _("Call the spot check off?"),
            "text": _("It does not count. What was drawn and found stays to be read by staff, with the reason."),
            "button": pgettext("spot check", "Call it off"),
            "danger": True,
            "done": pgettext("spot check", "Called off."),
        }


class RemoveFile(CheckStep):
    """`record` is the row the file lies beside."""

    def find(self, pk):
        files = SpotCheckFile.objects.visible_to(self.user).select_related("row__spot_check", "row__suggestion")
        self.file = get_object_or_404(files, pk=pk)
        return self.file.row

    def fits(self, row):
        return row.spot_check.is_drawn

    def perform(self, form):
        return services.remove_spot_check_file(self.file, by=self.user)

    def back(self):
        return self.record.get_absolute_url(), str(self.record.suggestion)

    def saying(self):
        return {
            "title": _("Take the file away?"),
            "text": self.file.name,
            "button": _("Take it away"),
            "danger": True,
            "done": _("Taken away."),
        }
