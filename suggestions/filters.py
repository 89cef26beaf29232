"""Which suggestions a page of the workbench lists: what its address asks for, and nothing the address makes up."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import django_filters
from django import forms
from django.db.models import Count, F, Min, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.keyset import Order, capped_parts, may_be_empty
from alliance_portal.periods import Period, month_and_year, parse_month
from alliance_portal.text import clean_line

from . import rechecks, under_way
from .models import SpotCheckRow, Suggestion
from .querysets import APPEALED, IN_HAND, TO_EXPLAIN
from .search import Search

Status = Suggestion.Status
MOST_URGENT = Order("due_on", "received_at", "pk")
FIRST_DONE, LATEST_DONE = Order("implemented_at", "pk"), Order("-implemented_at", "-pk")
FIRST_DUE = Order(may_be_empty("implementation__due_on"), "pk")
LONGEST_WORDS = 40
# What somebody still has to do something about; the rest of the years is not read for a list of today.
AT_THE_DESK = Q(status__in=(*Suggestion.UNANSWERED, Status.RESERVED, *Suggestion.IN_PRACTICE))


def kept(data, names):
    """The part of an address that a page knows, for its links: unknown parameters are left behind."""
    known = QueryDict(mutable=True)
    for name in names:
        if data.get(name):
            known[name] = data[name]
    return known


@dataclass(frozen=True)
class Tab:
    """One part of a list: its code in the address, its name, which rows it holds, and an order when it is its own."""

    code: str
    label: str
    condition: Q
    order: Order | None = None


def looked_for(data):
    """The words that an address looks for."""
    return clean_line(data.get("q"))[:LONGEST_WORDS]


def words_filter(method, **attributes):
    """A box for the words that are looked for."""
    attributes |= {"type": "search", "maxlength": LONGEST_WORDS}
    return django_filters.CharFilter(label=_("Words in it"), widget=forms.TextInput(attrs=attributes), method=method)


def chosen_tab(tabs, code):
    """The tab of that code, else the first."""
    return next((tab for tab in tabs if tab.code == code), tabs[0])


def queue_tabs(today):
    """The parts of a reviewer's queue, the one that is answered from first."""
    return [
        Tab("waiting", _("To be answered"), IN_HAND),
        Tab("today", _("Due today"), IN_HAND & Q(due_on=today)),
        Tab("late", _("Overdue"), IN_HAND & Q(due_on__lt=today)),
        Tab("details", _("Details asked for"), Q(status=Status.NEEDS_INFO, spam_at=None)),
        Tab("appeals", _("Appeals"), APPEALED, Order("appeal__due_on", "pk")),
        Tab("again", _("To be explained"), TO_EXPLAIN, Order("asked_again_at", "pk")),
        Tab(
            "reserved", _("In reserve"), Q(status=Status.RESERVED, spam_at=None), Order(may_be_empty("review_on"), "pk")
        ),
    ]


def tracking_tabs(now, user, *, own_only):
    """The parts of what is being put into practice; who sees only the own tasks needs no part for them."""
    in_practice = Q(status__in=Suggestion.IN_PRACTICE)
    own = Q(implementation__owner__user=user)
    # What was handed on is looked at, and no longer among one's own.
    held = own if own_only else Q()
    mine = Tab("mine", _("Mine to do"), in_practice & own)
    first = [mine] if own_only else [Tab("all", _("All under way"), in_practice), mine]
    handed = [Tab("handed", _("Handed on"), under_way.handed_on_by(user))] if own_only else []
    return [
        *first,
        Tab("late", _("Behind time"), in_practice & under_way.is_late(now) & held),
        Tab("confirm", _("To be confirmed"), in_practice & held & Q(implementation__finished_at__isnull=False)),
        Tab("done", _("Done"), Q(status=Status.IMPLEMENTED) & held, LATEST_DONE),
        *handed,
    ]


def recheck_tabs(today):
    """The parts of what is visited again."""
    return [
        Tab("owed", _("To be visited"), rechecks.is_owed(today), FIRST_DONE),
        Tab("late", _("Overdue"), rechecks.is_late(today), FIRST_DONE),
        Tab("visited", _("Visited"), rechecks.has_been_visited(), LATEST_DONE),
        Tab("gone", _("No longer used"), rechecks.is_gone(), LATEST_DONE),
    ]


def benefit_tabs():
    """The parts of what finance looks at."""
    return [
        Tab("open", _("To be verified"), Q(benefit__verified_at=None)),
        Tab("verified", _("Verified"), Q(benefit__verified_at__isnull=False), Order("-benefit__verified_at", "-pk")),
    ]


def count_tabs(queryset, tabs, **others):
    """How many rows each tab holds up to a limit, as a dict by code, and the same of other rows: one query for all."""
    return capped_parts({tab.code: queryset.filter(tab.condition) for tab in tabs} | others)


class QueueOverview:
    """Rows of each tab of the queue by shop and category: one query for tabs, filters and what is due next."""

    def __init__(self, queryset, tabs):
        counts = {tab.code: Count("pk", filter=tab.condition) for tab in tabs}
        counts["tracking"] = Count("pk", filter=Q(status__in=Suggestion.IN_PRACTICE))
        cells = queryset.filter(AT_THE_DESK | TO_EXPLAIN).order_by().values(unit=F("shop__name"), cat=F("category"))
        self.cells = list(cells.annotate(next_due=Min("due_on", filter=IN_HAND), **counts))
        self.codes = list(counts)

    @property
    def units(self):
        """Names of the shops with anything at the desk."""
        return sorted({cell["unit"] for cell in self.cells})

    @property
    def next_due(self) -> date | None:
        """The nearest day by which an answer was promised."""
        return min((cell["next_due"] for cell in self.cells if cell["next_due"]), default=None)

    def counts(self, **chosen):
        """Rows of each tab among the cells that carry the chosen unit and category."""
        total = Counter(dict.fromkeys(self.codes, 0))
        for cell in self.cells:
            if all(cell[name] == value for name, value in chosen.items()):
                total.update({code: cell[code] for code in self.codes})
        return dict(total)


class QueueFilter(django_filters.FilterSet):
    """Words, shop, category and order of the reviewer's queue; a value that does not exist is as good as none."""

    q = words_filter("saying", placeholder=_("Words in it"))
    unit = django_filters.ChoiceFilter(field_name="shop__name", label=_("Shop"), empty_label=_("All shops"))
    cat = django_filters.ChoiceFilter(
        field_name="category", label=_("Category"), empty_label=_("All categories"), choices=Suggestion.Category.choices
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        empty_label=_("First due first"),
        choices=[("longest", _("Longest waiting first")), ("newest", _("Newest first"))],
        method="in_order",
    )

    ORDERS: ClassVar = {"longest": Order("received_at", "pk"), "newest": Order("-received_at", "-pk")}

    class Meta:
        model = Suggestion
        fields = []

    def __init__(self, data, *, queryset, units, order=None):
        """`order` is the usual one of the tab; without it the most urgent comes first."""
        super().__init__(data, queryset=queryset)
        self.usual = order or MOST_URGENT
        self.filters["unit"].extra["choices"] = [(unit, unit) for unit in units]

    def in_order(self, queryset, _name, _value):
        """Pages sort their rows themselves, by `order`."""
        return queryset

    @property
    def order(self):
        """The one that was asked for, else the usual one."""
        self.form.is_valid()
        return self.ORDERS.get(self.form.cleaned_data.get("sort"), self.usual)

    def saying(self, queryset, _name, _value):
        """Found by comparing each: what waits in one enterprise is never very much."""
        words = looked_for(self.data)
        return queryset.saying(words) if words else queryset

    @property
    def is_narrowed(self):
        return bool(self.chosen or looked_for(self.data))

    @property
    def chosen(self):
        """The unit and category that narrow the list, without those left open."""
        self.form.is_valid()
        return {name: self.form.cleaned_data[name] for name in ("unit", "cat") if self.form.cleaned_data.get(name)}


class GalleryFilter(django_filters.FilterSet):
    """Words, category, enterprise, shop and month of what was done; a value that does not exist is as good as none."""

    q = words_filter("telling_of")
    cat = django_filters.ChoiceFilter(
        field_name="category", label=_("Category"), empty_label=_("All categories"), choices=Suggestion.Category.choices
    )
    enterprise = django_filters.ChoiceFilter(
        field_name="enterprise__code", label=_("Enterprise"), empty_label=_("All enterprises")
    )
    unit = django_filters.ChoiceFilter(label=_("Shop"), empty_label=_("All shops"), method="of_shop")
    month = django_filters.ChoiceFilter(label=_("Done in"), empty_label=_("All months"), method="done_in")

    class Meta:
        model = Suggestion
        fields = []

    def __init__(self, data, *, queryset, choices):
        """`choices` is a `gallery.Choices`; what leaves no choice is not asked for."""
        super().__init__(data, queryset=queryset)
        self._shops = choices.shops(data.get("enterprise", ""))
        months = [(f"{month:%Y-%m}", month_and_year(month)) for month in choices.months]
        shops = [(name, name) for name in self._shops]
        for name, offered in (("enterprise", choices.enterprises), ("unit", shops), ("month", months)):
            self.filters[name].extra["choices"] = offered
            if len(offered) < 2 and not data.get(name):
                del self.filters[name]

    def telling_of(self, queryset, _name, text):
        """Left to `search`, which knows a way through very many."""
        return queryset

    @property
    def search(self):
        """For the words that were asked for, None without any."""
        words = looked_for(self.data)
        return Search((words,), self.queryset.tells_of) if words else None

    def of_shop(self, queryset, _name, value):
        return queryset.filter(shop__in=self._shops[value])

    def done_in(self, queryset, _name, value):
        month = parse_month(value)
        period = Period(month, month)
        return queryset.filter(implemented_at__gte=period.start, implemented_at__lt=period.end)

    @property
    def is_narrowed(self):
        """Whether the address asks for a part of it."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())


class OverdueFilter(django_filters.FilterSet):
    """Reason, department and order of what is behind time; a value that does not exist is as good as none."""

    # The page offers the reasons with their numbers, as links.
    why = django_filters.ChoiceFilter(choices=under_way.REASONS.items, method="because", widget=forms.HiddenInput)
    unit = django_filters.ChoiceFilter(field_name="unit", label=_("Department"), empty_label=_("All departments"))
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        empty_label=_("By department"),
        choices=[("latest", _("Longest late first")), ("adopted", _("Adopted first"))],
        method="in_order",
    )

    usual = Order("unit", "late_since", "pk")
    ORDERS: ClassVar = {"latest": Order("late_since", "pk"), "adopted": Order("concluded_at", "pk")}

    class Meta:
        model = Suggestion
        fields = []

    def __init__(self, data, *, queryset, now):
        self.conditions = under_way.conditions(now)
        super().__init__(data, queryset=queryset)
        units = queryset.order_by("unit").values_list("unit", flat=True).distinct()
        self.filters["unit"].extra["choices"] = [(unit, unit) for unit in units]

    def because(self, queryset, _name, value):
        return queryset.filter(self.conditions[value])

    def in_order(self, queryset, _name, _value):
        """Pages sort their rows themselves, by `order`."""
        return queryset

    @property
    def order(self):
        """The one that was asked for, else the usual one."""
        self.form.is_valid()
        return self.ORDERS.get(self.form.cleaned_data.get("sort"), self.usual)

    @property
    def chosen(self):
        """{name: value} of what narrows or orders the list, without what is left open or does not exist."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


class SpotCheckRowFilter(django_filters.FilterSet):
    """The suggestions of a sample by enterprise and by what was found."""

    OPEN = "open"

    enterprise = django_filters.ChoiceFilter(
        field_name="suggestion__enterprise__code", label=_("Enterprise"), empty_label=_("All enterprises")
    )
    finding = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a spot check", "Finding"), empty_label=_("All of them"), method="found",
        choices=[(OPEN, pgettext_lazy("finding", "To be checked")), *SpotCheckRow.Finding.choices],
    )  # fmt: skip

    class Meta:
        model = SpotCheckRow
        fields = ["enterprise", "finding"]

    def __init__(self, data, *, queryset, request):
        super().__init__(data, queryset=queryset, request=request)
        places = queryset.order_by("suggestion__enterprise__name")
        offered = places.values_list("suggestion__enterprise__code", "suggestion__enterprise__short_name").distinct()
        self.filters["enterprise"].extra["choices"] = list(offered)
        if len(self.filters["enterprise"].extra["choices"]) < 2:
            del self.filters["enterprise"]

    def found(self, queryset, name, code):
        return queryset.open() if code == self.OPEN else queryset.filter(finding=code)
