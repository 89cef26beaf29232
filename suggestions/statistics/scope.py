"""Whose figures: the district's, an enterprise's or a department's."""

from collections import Counter
from dataclasses import dataclass

from members.models import Department, Enterprise
from members.statistics import headcounts

from .summary import summarise


@dataclass(frozen=True)
class Scope:
    """With neither, the whole district, whose units are its enterprises; otherwise the units are shops."""

    enterprise: Enterprise | None = None
    department: Department | None = None

    @property
    def by(self):
        return "shop" if self.enterprise else "enterprise"

    @property
    def name(self):
        return str(self.department or self.enterprise or "")

    def narrow(self, queryset):
        """The suggestions of a queryset that belong to the scope."""
        if self.department is None:
            return queryset.filter(enterprise=self.enterprise) if self.enterprise else queryset
        if self.department.parent_id is None:
            return queryset.filter(enterprise=self.enterprise, shop=self.department)
        return queryset.filter(department__in=Department.objects.under(self.department))

    def headcounts(self, period, at):
        """{unit id: people, None: people of the whole}"""
        found = headcounts(period, at=at, enterprise=self.enterprise, department=self.department)
        if self.enterprise is None:
            units = {owner: people[None] for owner, people in found.items()}
            return units | {None: sum(units.values())}
        own = found.get(self.enterprise.pk, Counter())
        return own | {self.department.pk: own[None]} if self.department and own else own

    def summarise(self, queryset, *, period, at):
        """The figures of the suggestions of `queryset` in this scope."""
        return summarise(
            self.narrow(queryset), period=period, as_of=at, by=self.by, headcounts=self.headcounts(period, at)
        )
