"""A suggestion with all that belongs to it; what is no suggestion is marked, hidden names are asked for."""

import re

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from alliance_portal import keyset
from alliance_portal.staff_admin import (
    LONGEST_SEARCH,
    LongList,
    LongListAdmin,
    ReadOnlyAdmin,
    ReadOnlySheets,
    ReadOnlyTable,
    ReasonForm,
    status_tag,
)
from alliance_portal.text import clean_line

from .. import services, story
from ..models import (
    Backing,
    BenefitAssessment,
    Decision,
    Implementation,
    Photo,
    Proposer,
    Slip,
    Suggestion,
    SuggestionEvent,
)
from ..search import Search
from .practice import EffectInline, RecheckInline, ended

# Looked for by its beginning, which an index knows.
NUMBER = re.compile(r"[A-Za-z]{1,6}-\d[\d-]*")


class WhatToLookAt(admin.SimpleListFilter):
    """What the counters of the staff's first page lead to."""

    title = _("to look at")
    parameter_name = "show"

    def lookups(self, request, model_admin):
        return [
            ("overdue", _("Overdue")),
            ("unanswered", _("Waiting for an answer")),
            ("benefit", _("Benefit to be verified")),
            ("hazards", _("Hazards waiting for an answer")),
            ("recent", _("Received in 30 days")),
            ("spam", _("Marked as spam")),
        ]

    def queryset(self, request, suggestions):
        kinds = {
            "overdue": lambda: suggestions.overdue(timezone.localdate()),
            "unanswered": suggestions.unanswered,
            "benefit": suggestions.benefit_unverified,
            "hazards": suggestions.unanswered().hazards,
            "recent": suggestions.recent,
            "spam": suggestions.spam,
        }
        return kinds.get(self.value(), suggestions.all)()


def looked_for(rows, term):
    """(those of the rows whose numbers begin as some of the words, `Search` for the others)"""
    words = clean_line(term)[:LONGEST_SEARCH].split()
    numbers = [word for word in words if NUMBER.fullmatch(word) and _of_number(rows, word).exists()]
    for number in numbers:
        rows = _of_number(rows, number)
    return rows, Search(tuple(word for word in words if word not in numbers), rows.says)


def _of_number(rows, beginning):
    return rows.filter(number__startswith=beginning.upper())


class SuggestionList(LongList):
    """Finds words by their index."""

    def page(self, request, order):
        rows, search = looked_for(self.unsearched, self.query)
        paging = search.paging(self.list_per_page) if search.words else {}
        return keyset.page(request, rows, order, self.list_per_page, **paging)


class ProposerInline(ReadOnlyTable):
    """Not where the name is hidden: that takes two people, and is read in the envelope."""

    model = Proposer
    fields = ["person", "share", "is_lead", "confirmed_at"]

    def get_queryset(self, request):
        named = super().get_queryset(request).filter(suggestion__name_hidden=False)
        return named.select_related("person")


class SlipInline(ReadOnlyTable):
    """What a sender without an account said, where no name is hidden."""

    model = Slip
    fields = ["name", "work_number", "joined_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(suggestion__name_hidden=False)


class BackingInline(ReadOnlyTable):
    """How many have met it too, and what they say; nobody reads whose it is."""

    model = Backing
    fields = ["created_at", "note"]


class DecisionInline(ReadOnlySheets):
    model = Decision
    fields = [
        "decided_at",
        "decided_by",
        "conclusion",
        "reason",
        "decline_reason",
        "would_change",
        "explained_in_person",
        "taken_back_at",
        "source",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("decided_by__person")


class ImplementationInline(ReadOnlySheets):
    model = Implementation
    fields = ["owner", "due_on", "finished_at", "confirmed_at", "ended", "quota_protected_until", "source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("owner")

    @admin.display(description=_("outcome"))
    def ended(self, implementation):
        return ended(implementation)


class BenefitInline(ReadOnlySheets):
    model = BenefitAssessment
    fields = [
        "claimed_yuan",
        "claimed_basis",
        "claimed_soft_yuan",
        "claimed_soft_basis",
        "claimed_by",
        "verified_yuan",
        "verified_basis",
        "verified_soft_yuan",
        "verified_soft_basis",
        "verified_by",
        "verified_at",
        "source",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("claimed_by__person", "verified_by__person")


class PhotoInline(ReadOnlyTable):
    model = Photo
    fields = ["kind", "from_owner", "created_at"]


class EventInline(ReadOnlyTable):
    model = SuggestionEvent
    fields = ["occurred_at", "verb", "actor", "note", "source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor__person")


@admin.register(Suggestion)
class SuggestionAdmin(LongListAdmin, ReadOnlyAdmin):
    list_display = ["number", "title", "enterprise", "shop", "state", "received_at", "due_on"]
    list_filter = [WhatToLookAt, "status", "enterprise"]
    sortable_by = ["number", "received_at", "due_on"]
    list_select_related = ["enterprise", "shop", "implementation", "benefit"]
    search_fields = ["number", *Suggestion.TEXTS]
    search_help_text = _("The number, or words of the title and the text.")
    inlines = [
        ProposerInline,
        SlipInline,
        BackingInline,
        EventInline,
        DecisionInline,
        ImplementationInline,
        BenefitInline,
        EffectInline,
        RecheckInline,
        PhotoInline,
    ]
    actions = ["mark_spam", "unmark_spam", "ask_envelope"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "number",
                    "title",
                    "state",
                    "file",
                    "enterprise",
                    "department",
                    "handler",
                    "workshop",
                    "kind",
                    "category",
                    "channel",
                    "recorded_by",
                    "name_hidden",
                    "merged_into",
                ]
            },
        ),
        (_("Its words"), {"fields": ["problem", "idea", "expected_effect"]}),
        (
            _("Its days"),
            {
                "fields": [
                    "received_at",
                    "due_on",
                    "answered_at",
                    "concluded_at",
                    "review_on",
                    "implemented_at",
                    "shown_publicly_at",
                    "spam_at",
                ]
            },
        ),
    ]

    def get_changelist(self, request, **kwargs):
        return SuggestionList

    def get_search_results(self, request, queryset, search_term):
        """The rows that the list finds, for actions; found by comparing each."""
        rows, search = looked_for(queryset, search_term)
        return rows.filter(search.condition), False

    @admin.display(description=_("status"), ordering="status")
    def state(self, suggestion):
        if suggestion.spam_at:
            return format_html('<span class="tag">{}</span>', _("Marked as spam"))
        return status_tag(story.look(suggestion), story.label(suggestion))

    @admin.display(description=_("file"))
    def file(self, suggestion):
        address = reverse("suggestions:file", args=[suggestion.number])
        return format_html('<a href="{}">{}</a>', address, _("The whole file, to print"))

    @admin.action(description=_("Mark as spam"))
    def mark_spam(self, request, suggestions):
        return self._turn(request, suggestions, services.mark_spam, title=_("Mark as spam"), button=_("Mark"))

    @admin.action(description=_("Take back the mark as spam"))
    def unmark_spam(self, request, suggestions):
        title = _("Take back the mark as spam")
        return self._turn(request, suggestions, services.unmark_spam, title=title, button=_("Take back"))

    @admin.action(description=_("Ask for the hidden name"))
    def ask_envelope(self, request, suggestions):
        text = _("A second person of union staff has to agree before anybody reads it. The author is told in any case.")
        words = {"title": _("Ask for the hidden name"), "text": text, "button": _("Ask")}
        form, question = self.ask_first(request, suggestions, form_class=ReasonForm, **words)
        if form is None:
            return question
        reason = form.cleaned_data["reason"]
        self.carry_out(request, suggestions, lambda each: services.ask_envelope(each, by=request.user, reason=reason))

    def _turn(self, request, suggestions, service, **words):
        text = _("What is marked is neither queued nor counted. It stays and can be found under “to look at”.")
        form, question = self.ask_first(request, suggestions, text=text, form_class=ReasonForm, **words)
        if form is None:
            return question
        reason = form.cleaned_data["reason"]
        self.carry_out(request, suggestions, lambda each: service(each, by=request.user, reason=reason))
