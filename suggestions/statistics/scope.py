"""Whose figures: the district's, an enterprise's or a department's."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from members.models import Department, Enterprise
from members.statistics import headcounts, headcounts_by_enterprise

from ..models.tally import ALL
from .summary import proposers, summarise, totals
from .tally import OutdatedError, Reading, current


@dataclass(frozen=True)
class Scope:
    """With neither, the whole district, whose units are its enterprises; otherwise the units are shops.

    `among` narrows the district to the enterprises with these ids.
    """

    enterprise: Enterprise | None = None
    department: Department | None = None
    among: frozenset | None = None

    @property
    def by(self):
        return "shop" if self.enterprise else "enterprise"

    @property
    def name(self):
        return str(self.department or self.enterprise or "")

    def narrow(self, queryset):
        """The suggestions of a queryset that belong to the scope."""
        if self.enterprise is None:
            return queryset if self.among is None else queryset.filter(enterprise__in=self.among)
        if self.department is None:
            return queryset.filter(enterprise=self.enterprise)
        if self.department.parent_id is None:
            return queryset.filter(enterprise=self.enterprise, shop=self.department)
        return queryset.filter(department__in=Department.objects.under(self.department))

    def headcounts(self, period, at):
        """{unit id: people, None: people of the whole}"""
        if self.enterprise is None:
            units = headcounts_by_enterprise(period, at=at)
            units = units if self.among is None else Counter({pk: units[pk] for pk in self.among})
            return units | {None: units.total()}
        found = headcounts(period, at=at, enterprise=self.enterprise, department=self.department)
        own = found.get(self.enterprise.pk, Counter())
        return own | {self.department.pk: own[None]} if self.department and own else own

    def summarise(self, queryset, *, period, at, is_whole=False):
        """The figures of the suggestions of `queryset` in this scope.

        `is_whole`: the queryset holds every suggestion of the scope, so that the sums that are kept may be read.
        """
        heads = self.headcounts(period, at)
        if found := self._from_sums(is_whole, period, at, Reading.found):
            return found.summary(period=period, at=at, headcounts=heads)
        return summarise(self.narrow(queryset), period=period, as_of=at, by=self.by, headcounts=heads)

    def totals(self, queryset, *codes, period, at, is_whole=False):
        """{code: number} of these figures only; the arguments as for `summarise`."""
        found = self._from_sums(is_whole, period, at, lambda sums: sums.totals(*codes))
        return found or totals(self.narrow(queryset), *codes, period=period, as_of=at)

    def participation(self, queryset, *, period, at, is_whole=False):
        """(people who suggested, people in service) of the whole; the arguments as for `summarise`."""
        found = self._from_sums(is_whole, period, at, Reading.proposers)
        suggested = proposers(self.narrow(queryset), period=period, as_of=at) if found is None else found
        return suggested, self.headcounts(period, at).get(None, 0)

    def _from_sums(self, is_whole, period, at, read):
        """What the sums of enterprises and district say; None where only the rows can tell."""
        if not is_whole or self.department or self.among is not None or not current(at).exists():
            return None
        with suppress(OutdatedError):
            return read(Reading(period, at, self.enterprise.pk if self.enterprise else ALL))
