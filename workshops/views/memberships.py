"""Leaving an alliance, being asked to put something right, and being removed: each asked for first."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ..forms.alliances import LeaveForm, ReasonForm, RectifyForm
from ..models import AllianceMembership
from ..permissions import alliances as permissions
from ..permissions import can_run
from ..services import memberships as services
from .alliances import address_of
from .steps import Step


class MembershipStep(Step):
    form_class = ReasonForm

    def find(self, pk):
        found = AllianceMembership.objects.visible_to(self.user).inside(self.user).for_list()
        return get_object_or_404(found, pk=pk)

    def may_open(self, membership):
        return permissions.can_keep_alliance(self.user, membership.alliance)

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return address_of(self.record.alliance)

    def words(self):
        membership = self.record
        facts = [(_("Workshop"), membership.workshop), (_("Alliance"), membership.alliance)]
        if membership.status == AllianceMembership.Status.RECTIFYING:
            facts.append((_("What is to be put right"), membership.rectify_reason))
        return {**self.saying, "facts": facts}


class Leave(MembershipStep):
    form_class = LeaveForm
    service = staticmethod(services.leave)

    def may_open(self, membership):
        return can_run(self.user, membership.workshop)

    def fits(self, membership):
        return permissions.can_leave(self.user, membership)

    def back(self):
        return reverse("workshops:alliances"), _("Back to the list")

    def done(self, left):
        return _("%(workshop)s has left. Its time as a member stays in the history.") % {"workshop": left.workshop}

    @property
    def saying(self):
        return {
            "title": _("Leave the alliance?"),
            "text": _("What the workshop has done as a member stays counted. It can ask to be taken in again."),
            "button": _("Leave the alliance"),
            "too_late": _("This workshop has left already."),
            "danger": True,
        }


class Rectify(MembershipStep):
    form_class = RectifyForm
    service = staticmethod(services.ask_to_rectify)

    def fits(self, membership):
        return permissions.can_ask_to_rectify(self.user, membership)

    def done(self, _result):
        return _("The workshop's people have been asked.")

    @property
    def saying(self):
        return {
            "title": _("Ask a workshop to put something right?"),
            "text": _("Its people read what it is about and until when. It stays a member meanwhile."),
            "button": _("Ask it"),
            "too_late": _("This workshop has been asked already, or has left."),
        }


class Clear(MembershipStep):
    service = staticmethod(services.clear)

    def fits(self, membership):
        return permissions.can_end_rectification(self.user, membership)

    def done(self, _result):
        return _("Noted: it has been put right.")

    @property
    def saying(self):
        return {
            "title": _("Has it been put right?"),
            "text": _("Please write what has changed. The workshop stays a member."),
            "button": _("Yes, it has been put right"),
            "too_late": _("Nothing is to be put right here now."),
        }


class Remove(MembershipStep):
    form_class = LeaveForm
    service = staticmethod(services.remove)

    def fits(self, membership):
        return permissions.can_end_rectification(self.user, membership)

    def done(self, removed):
        return _("%(workshop)s does not belong to the alliance any more.") % {"workshop": removed.workshop}

    @property
    def saying(self):
        return {
            "title": _("Remove a workshop from the alliance?"),
            "text": _("Only when it has not put right what it was asked to, and the day is over. Its people read why."),
            "button": _("Remove it"),
            "too_late": _("A workshop is first asked to put something right, and given time for it."),
            "danger": True,
        }
