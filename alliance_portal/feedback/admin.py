"""Where district staff reads and answers what people say of the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.admin.contacts import MasksContact

from .. import services
from ..models import Feedback
from ..staff_admin import ReadOnlyAdmin
from .forms import AnswerForm


class AnsweredFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waiting", pgettext_lazy("feedback", "Waiting for an answer")), ("answered", _("Answered"))]

    def queryset(self, request, rows):
        if self.value() == "waiting":
            return rows.waiting()
        return rows.exclude(answered_at=None) if self.value() == "answered" else rows


@admin.register(Feedback)
class FeedbackAdmin(MasksContact, ReadOnlyAdmin):
    list_display = ["sent_at", "kind", "text", "reach", "answered_at"]
    list_filter = [AnsweredFilter, "kind"]
    list_select_related = ["answered_by__person"]
    search_fields = ["text", "answer"]
    date_hierarchy = "sent_at"
    fields = ["sent_at", "kind", "text", "reach", "answer", "answered_at", "answered_by"]
    actions = ["reply", "read_contacts"]
    view_on_site = False

    def has_delete_permission(self, request, obj=None):
        """Whoever wrote it may ask for that."""
        return self.admin_site.has_permission(request)

    @admin.action(description=_("Answer"))
    def reply(self, request, remarks):
        text = _("The same answer goes to all that are ticked. One that was answered before gets the new answer.")
        words = {"title": _("Answer remarks"), "text": text, "button": _("Answer")}
        return self.step(request, remarks, services.answer_feedback, AnswerForm, **words)
