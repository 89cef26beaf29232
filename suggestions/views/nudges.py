"""催一下 and 催办: pages that say what will happen, and the POST that does it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from members.permissions import has_role

from .. import permissions, services
from ..forms.worker import NudgeForm, UrgeForm
from ..models import Suggestion
from .moves import Move


class Nudge(Move):
    """By the proposer."""

    form_class, template_name = NudgeForm, "suggestions/nudge.html"
    may = staticmethod(permissions.can_nudge)

    def perform(self, suggestion, data):
        services.nudge(suggestion, by=self.request.user)
        return _("They have been told that you are waiting.")

    @staticmethod
    def too_late(suggestion):
        return _("Nothing is owed here, or you have asked already. You may ask once in each period.")


class Urge(Move):
    """By a leader or an officer of the enterprise."""

    form_class, template_name = UrgeForm, "suggestions/urge.html"
    may = staticmethod(permissions.can_urge)

    def perform(self, suggestion, data):
        services.urge(suggestion, by=self.request.user, text=data["text"])
        return _("They have been told.")

    @staticmethod
    def too_late(suggestion):
        return _("Nothing is owed here, or somebody has asked today.")

    def _mine(self, user, number):
        suggestion = get_object_or_404(Suggestion.objects.visible_to(user).with_story(), number=number)
        if not has_role(user, suggestion.enterprise_id, "leader", "officer"):
            raise PermissionDenied
        return suggestion
