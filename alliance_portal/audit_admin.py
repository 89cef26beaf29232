"""The audit as an auditor searches it. Whoever has not that role does not see it, a superuser included."""

import datetime as dt

from django.contrib import admin
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise, Person, User
from members.permissions import is_auditor

from . import chain
from .models import AuditEntry
from .numbers import EMPTY
from .staff_admin import LongListAdmin, ReadOnlyAdmin
from .text import clean_line

USER = User._meta.label_lower
PERSON = Person._meta.label_lower
OBJECTS = {
    USER: _("account"),
    PERSON: _("person"),
    "members.enterprise": _("enterprise"),
    "suggestions.suggestion": _("suggestion"),
    "suggestions.board": _("board"),
}


class DayFilter(admin.SimpleListFilter):
    """From one day to another, both included; a day that is none is no condition."""

    title = _("day")
    parameter_name = "since"
    template = "admin/days_filter.html"

    def __init__(self, request, params, model, model_admin):
        self.days = {name: _day(params.pop(name, [""])[-1]) for name in self.expected_parameters()}
        # What else is chosen stays chosen when days are.
        kept = [name for name in request.GET if name not in {*self.expected_parameters(), "p"}]
        self.others = [(name, value) for name in kept for value in request.GET.getlist(name)]
        super().__init__(request, {}, model, model_admin)

    def expected_parameters(self):
        return ["since", "until"]

    def lookups(self, request, model_admin):
        """Nothing to choose from: both days are typed."""
        return [("", "")]

    def choices(self, changelist):
        return [{"since": self.days["since"], "until": self.days["until"], "others": self.others, "selected": False}]

    def queryset(self, request, entries):
        since, until = self.days["since"], self.days["until"]
        if since:
            entries = entries.filter(happened_at__gte=_midnight(since))
        if until:
            entries = entries.filter(happened_at__lt=_midnight(until + dt.timedelta(days=1)))
        return entries


def _day(text):
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _midnight(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@admin.register(AuditEntry)
class AuditEntryAdmin(LongListAdmin, ReadOnlyAdmin):
    list_display = ["happened_at", "act", "who", "whom", "where", "detail", "address", "succeeded"]
    list_filter = ["act", "succeeded", DayFilter]
    sortable_by = ["happened_at"]
    # Names and numbers of people are looked up where they live: an entry holds none (see `get_search_results`).
    search_fields = ["detail"]
    search_help_text = _("Name, work number, account name or enterprise; or a word of the details.")
    fields = [
        *("happened_at", "act", "succeeded", "who", "whom", "where", "detail", "address"),
        *("object_kind", "object_id", "sequence", "seal"),
    ]

    def has_module_permission(self, request):
        return is_auditor(request.user)

    def has_view_permission(self, request, obj=None):
        return is_auditor(request.user)

    def get_queryset(self, request):
        """With the names that the numbers stand for today, in one query."""
        entries = super().get_queryset(request)
        return entries.annotate(
            who_name=_name_of("actor"),
            whom_name=_name_of("object_id"),
            person_name=Subquery(Person.objects.filter(pk=OuterRef("object_id")).values("name")[:1]),
            where_name=Subquery(Enterprise.objects.filter(pk=OuterRef("enterprise")).values("short_name")[:1]),
        )

    def get_search_results(self, request, queryset, search_term):
        words = clean_line(search_term)[:100].split()
        for word in words:
            queryset = queryset.filter(_about(word))
        return queryset, False

    @admin.display(description=_("who"), ordering="actor")
    def who(self, entry):
        return entry.who_name or (_("account %(n)s") % {"n": entry.actor} if entry.actor else EMPTY)

    @admin.display(description=_("to whom or what"))
    def whom(self, entry):
        name = {USER: entry.whom_name, PERSON: entry.person_name}.get(entry.object_kind)
        kind = OBJECTS.get(entry.object_kind, entry.object_kind)
        return name or (f"{kind} {entry.object_id}" if entry.object_id else EMPTY)

    @admin.display(description=_("enterprise"))
    def where(self, entry):
        return entry.where_name or EMPTY

    @admin.display(description=_("check value up to here"))
    def seal(self, entry):
        return chain.grouped(entry.link) if entry.link else _("Sealed within the hour")


def _name_of(number):
    """The name behind an account's number: of the person, else of the account."""
    people = Person.objects.filter(user=OuterRef(number)).values("name")[:1]
    accounts = User.objects.filter(pk=OuterRef(number))
    plain = Case(When(full_name="", then=F("username")), default=F("full_name"))
    return Coalesce(Subquery(people), Subquery(accounts.annotate(plain=plain).values("plain")[:1]))


def _about(word):
    people = Person.objects.filter(Q(name__icontains=word) | Q(work_number__iexact=word))
    accounts = User.objects.filter(
        Q(username__iexact=word) | Q(full_name__icontains=word) | Q(pk__in=people.values("user"))
    )
    enterprises = Enterprise.objects.filter(Q(short_name__icontains=word) | Q(code__iexact=word))
    return (
        Q(detail__icontains=word)
        | Q(actor__in=accounts.values("pk"))
        | Q(object_kind=USER, object_id__in=accounts.values("pk"))
        | Q(object_kind=PERSON, object_id__in=people.values("pk"))
        | Q(enterprise__in=enterprises.values("pk"))
    )
