"""Steps of a plate, each on a page that says what will happen."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views import View

from .. import permissions, services
from ..forms.plates import ConcludeForm, GrantForm, ReasonStepForm, ReviewForm, RevokeForm, StepForm
from .acting import carry_out, show_form
from .plates import plate_at_work


class PlateStep(View):
    """A page that asks, and the POST that does it; `may` says who, the service says whether it fits."""

    http_method_names = ["get", "head", "post"]
    form_class = StepForm
    danger = False

    def get(self, request, pk):
        plate = self._plate(pk)
        return self._show(plate, self.form_class(plate=plate))

    def post(self, request, pk):
        plate = self._plate(pk)
        form = self.form_class(request.POST, plate=plate)

        def perform(form):
            self.perform(plate, by=request.user, **form.facts)

        def show(form, status):
            return self._show(plate, form, status=status)

        return carry_out(request, form, perform, done=(plate.get_absolute_url(), self.words(plate)["done"]), show=show)

    def _plate(self, pk):
        """The one who may never do it is refused; whether it fits the plate's state now, the service says."""
        plate = plate_at_work(self.request, pk)
        if not self.may(self.request.user, plate):
            raise PermissionDenied
        return plate

    def _show(self, plate, form, *, status=200):
        words = {"back": plate.get_absolute_url(), "back_label": plate.title, "danger": self.danger}
        return show_form(self.request, form, status=status, **words, **self.words(plate))


def _runs(user, plate):
    return permissions.can_run(user, plate.workshop)


class Apply(PlateStep):
    may = staticmethod(_runs)

    @staticmethod
    def perform(plate, **facts):
        return services.plates.apply(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("Apply for “%(title)s”?") % {"title": plate.title},
            "text": _("District staff read it at once, with the documents and the readiness checklist."),
            "button": _("Apply for it"),
            "done": _("Applied for. District staff have been told."),
        }


class GiveUp(PlateStep):
    form_class, danger = ReasonStepForm, True
    may = staticmethod(_runs)

    @staticmethod
    def perform(plate, **facts):
        return services.plates.give_up(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("Give up “%(title)s”?") % {"title": plate.title},
            "text": _("Nobody works towards it any more. This cannot be taken back; a new one can be entered."),
            "button": _("Give it up"),
            "done": _("Given up."),
        }


class Grant(PlateStep):
    form_class = GrantForm
    may = staticmethod(permissions.can_decide_plate)

    @staticmethod
    def perform(plate, **facts):
        return services.plates.grant(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("Has “%(title)s” been granted?") % {"title": plate.title},
            "text": _("From the day of granting on it counts. Those who run the workshop read it at once."),
            "button": _("Enter as granted"),
            "done": _("Entered as granted."),
        }


class SendBack(PlateStep):
    form_class = ReasonStepForm
    may = staticmethod(permissions.can_decide_plate)

    @staticmethod
    def perform(plate, **facts):
        return services.plates.send_back(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("“%(title)s” is not granted yet?") % {"title": plate.title},
            "text": _("It goes back to nurturing. Please say what is still lacking."),
            "button": _("Not granted yet"),
            "done": _("Sent back with your words."),
        }


class Review(PlateStep):
    form_class = ReviewForm
    may = staticmethod(permissions.can_decide_plate)

    @staticmethod
    def perform(plate, **facts):
        return services.plates.begin_review(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("Begin the review of “%(title)s”?") % {"title": plate.title},
            "text": _("The plate stays valid meanwhile. Those who run the workshop read that it is being reviewed."),
            "button": _("Begin the review"),
            "done": _("The review has begun."),
        }


class Conclude(PlateStep):
    form_class = ConcludeForm
    may = staticmethod(permissions.can_decide_plate)

    @staticmethod
    def perform(plate, **facts):
        return conclude(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("What came of the review of “%(title)s”?") % {"title": plate.title},
            "text": _("Passed and to be put right leave it valid; revoked takes it down from that day on, for good."),
            "button": _("Enter the result"),
            "done": _("The result is entered."),
        }


def conclude(plate, *, result, reason="", until=None, valid_until=None, **facts):
    """Carry out what the form of a review says."""
    if result == ConcludeForm.PASSED:
        return services.plates.pass_review(plate, note=reason, valid_until=valid_until, **facts)
    if result == ConcludeForm.RECTIFY:
        return services.plates.rectify(plate, until=until, reason=reason, **facts)
    return services.plates.revoke(plate, reason=reason, **facts)


class Revoke(PlateStep):
    form_class, danger = RevokeForm, True
    may = staticmethod(permissions.can_decide_plate)

    @staticmethod
    def perform(plate, **facts):
        return services.plates.revoke(plate, **facts)

    @staticmethod
    def words(plate):
        return {
            "title": _("Revoke “%(title)s”?") % {"title": plate.title},
            "text": _("From that day on it counts no longer; in the figures of earlier days it stays. This is final."),
            "button": _("Revoke the plate"),
            "done": _("Revoked. Those who run the workshop have been told."),
        }
