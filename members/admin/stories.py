"""Stories of people: looked at here, written at the workbench, agreed to by the people alone."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.staff_admin import ReadOnlyAdmin, ReasonForm, status_tag

from .. import services
from ..models import Story, StoryEvent
from .histories import History


class EventInline(History):
    model = StoryEvent


@admin.register(Story)
class StoryAdmin(ReadOnlyAdmin):
    """Without the words: those that were taken back are nobody's to read."""

    list_display = ["person", "enterprise", "state", "is_own", "published_at", "withdrawn_at"]
    list_filter = ["status", "is_own", "person__enterprise"]
    list_select_related = ["person__enterprise", "written_by__person"]
    search_fields = ["person__name", "person__work_number", "code"]
    fields = ["at_work", "person", "enterprise", "state", "is_own", "written_by", "published_at", "withdrawn_at"]
    inlines = [EventInline]
    actions = ["take_down"]
    view_on_site = False

    @admin.display(description=_("enterprise"), ordering="person__enterprise__name")
    def enterprise(self, story):
        return story.person.enterprise

    @admin.display(description=_("status"), ordering="status")
    def state(self, story):
        return status_tag(story.look, story.get_status_display())

    @admin.display(description=_("steps"))
    def at_work(self, story):
        address = reverse("members:story-desk", args=[story.code])
        return format_html('<a href="{}">{}</a>', address, _("Read it, write on it, publish it"))

    @admin.action(description=pgettext_lazy("story", "Take off all pages"))
    def take_down(self, request, stories):
        text = _("They go off all pages at once, and the people are told why.")
        words = {"title": _("Take stories off all pages"), "text": text, "button": _("Take them off")}
        return self.step(request, stories, services.stories.take_down, ReasonForm, **words)
