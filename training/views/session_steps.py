"""Every step of a session, on a page that says what will happen, and its files."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from alliance_portal.moments import moment_words
from workshops.views.acting import carry_out, show_form
from workshops.views.steps import Step

from .. import services
from ..forms import sessions as forms
from ..forms.steps import StepForm
from ..models import Material
from ..permissions import sessions as permissions
from .session_desk import METHODS, found


class SessionStep(Step):
    """`saying` has the words of the page and `done` what is said afterwards; `may` tells whether it fits now."""

    form_class = StepForm
    business = staticmethod(permissions.keeps)

    def find(self, number):
        session = found(self.user, number)
        session.drafts_beside = list(services.series.drafts_beside(session).kept_by(self.user))
        return session

    def may_open(self, session):
        return self.business(self.user, session)

    def fits(self, session):
        return self.may(self.user, session)

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return reverse("training:desk-session", args=[self.record.number]), self.record.topic

    def words(self):
        facts = [(_("When"), moment_words(self.record.starts_at)), (_("Where"), self.record.where or "—")]
        late = _("This does not fit any more: the session has gone on meanwhile.")
        return {"too_late": late, "facts": facts, **self.saying()}

    def done(self, _result):
        return str(self.saying()["done"])


class Announce(SessionStep):
    form_class = forms.AnnounceForm
    may = staticmethod(permissions.can_announce)
    service = staticmethod(services.series.announce)

    def saying(self):
        return {
            "title": _("Announce the session?"),
            "text": _("Everybody sees it in the training calendar, and those for whom it is can enrol."),
            "button": _("Announce it"),
            "done": _("Announced. It stands in the training calendar."),
        }


class Cancel(SessionStep):
    form_class = forms.CancelForm
    may = staticmethod(permissions.can_cancel)
    service = staticmethod(services.sessions.cancel)

    def saying(self):
        seats = ngettext("%(n)d seat is taken.", "%(n)d seats are taken.", self.record.taken) % {"n": self.record.taken}
        text = _("This is final. All who have a seat or wait for one are told and read why. The venue is given back.")
        return {
            "title": _("Cancel the session?"),
            "text": f"{text} {seats}" if self.record.taken else text,
            "button": _("Cancel the session"),
            "done": _("Cancelled. Those who had a seat are told."),
            "danger": True,
        }


class Discard(SessionStep):
    may = staticmethod(permissions.can_discard)
    service = staticmethod(services.sessions.discard)

    def saying(self):
        return {
            "title": _("Delete the draft?"),
            "text": _("Nobody has seen it yet. The venue is given back, and files beside it are deleted."),
            "button": _("Delete the draft"),
            "done": _("Deleted."),
            "danger": True,
        }

    def address(self, _result):
        return reverse("training:desk-sessions")


class Repeat(SessionStep):
    form_class = forms.RepeatForm
    may = staticmethod(permissions.can_change)
    service = staticmethod(services.series.repeat)

    def saying(self):
        return {
            "title": _("On other days too"),
            "text": _(
                "Each day becomes a session of its own with seats of its own, a draft at first. The venue is booked "
                "for each; where it is taken, the day is named and nothing is made."
            ),
            "button": _("Make these sessions"),
            "done": _("Made as drafts. They stand below, and are announced together or one by one."),
        }


@require_http_methods(METHODS)
def add_materials(request, number):
    """Files for everybody, or for those enrolled or present."""
    session = found(request.user, number)
    if not permissions.can_keep_materials(request.user, session):
        raise PermissionDenied
    form = forms.MaterialsForm(request.POST or None, request.FILES or None, initial={"version": session.version})
    back = reverse("training:desk-session", args=[session.number])

    def show(form, status=200):
        words = {"title": _("Add materials"), "text": session.topic, "button": _("Put them there"), "has_file": True}
        return show_form(request, form, status=status, back=back, back_label=session.topic, **words)

    def perform(form):
        return services.materials.add(session, by=request.user, **form.cleaned_data)

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=(back, _("Added.")), show=show)


class RemoveMaterial(SessionStep):
    """`record` is the session; the file is in the address."""

    business = staticmethod(permissions.can_keep_materials)
    may = staticmethod(permissions.can_keep_materials)

    def find(self, number, code):
        session = super().find(number)
        materials = Material.objects.visible_to(self.user).select_related("session")
        self.material = get_object_or_404(materials, session=session, code=code)
        return session

    def perform(self, form):
        return services.materials.remove(self.material, by=self.user, **form.facts)

    def saying(self):
        return {
            "title": _("Take the file away?"),
            "text": self.material.name,
            "button": _("Take it away"),
            "done": _("Taken away."),
            "danger": True,
        }
