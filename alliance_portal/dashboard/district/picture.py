"""What the page of the district shows: the whole and its enterprises, each beside the months before."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import PermissionDenied

from members.models import Enterprise
from suggestions.statistics import Scope, Summary

from .. import units
from ..filters import narrowing_of
from ..selection import Selection, choose

SORTS = ("participation", "per_hundred", "in_time", "adoption", "implementation", "verified", "pending")


@dataclass(frozen=True)
class Picture:
    """`before` is the summary of the months before."""

    selection: Selection
    summary: Summary
    before: Summary
    sort: str

    @cached_property
    def lines(self):
        """Every enterprise in the chosen order, as `units.lines` gives them, with what spot checks found there."""
        found = units.lines(self.summary, self.selection, sort=self.sort, before=self.before)
        return [replace(line, checked=self.checked[line.unit.pk]) if line.unit else line for line in found]

    @cached_property
    def whole(self):
        whole = units.whole_line(self.summary, self.selection, self.before)
        return replace(whole, checked=self.checked[None])

    @cached_property
    def checked(self):
        """{enterprise id, None for all: what spot checks found of what came in during the months}"""
        return self.selection.checked

    @property
    def head(self):
        return units.head(self.selection, sort=self.sort, columns=SORTS, view="district")


def select(request):
    """The Selection of the whole district, or of the enterprises it is narrowed to; its staff alone see that."""
    selection = choose(request)
    if not selection.may_see_district:
        raise PermissionDenied
    narrowing, among = narrowing_of(request)
    scope = Scope(among=among)
    if selection.scope.enterprise:
        selection = replace(selection, departments=[], problems=[])
    return replace(selection, scope=scope, narrowing=narrowing)


def paint(request):
    """The Picture the address asks for."""
    selection = select(request)
    sort = request.GET.get("sort")
    sort = sort if sort in SORTS else SORTS[0]
    return Picture(selection, selection.summarise(), selection.summarise_before(), sort)


def names_of(user):
    """{id: enterprise} of all that the user sees."""
    return {one.pk: one for one in Enterprise.objects.visible_to(user).order_by("name")}
