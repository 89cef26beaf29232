"""What could be asked as one: reports on periods that end together, with facts and workshops in common."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from alliance_portal.periods import add_months, last_day

from ..models import MergedPart, MergedRequest
from .catalogue import Catalogue, Column
from .cells import Want

# How far ahead it looks, and how far apart the days of reports may lie: a yearly report is not asked for in January
# only because a quarter ends with the year.
MONTHS_AHEAD = 6
APART = dt.timedelta(days=45)


@dataclass(frozen=True)
class Proposal:
    """One request in the place of `dues`; `asked` tells the workshops, `refused` is the request staff refused so."""

    dues: list
    asked: object
    catalogue: Catalogue
    refused: MergedRequest | None = None

    @cached_property
    def by_workshop(self):
        """{workshop: how many of the reports it is spared or asked for}, in the order of the workshops."""
        found = defaultdict(int)
        for due in self.dues:
            for workshop in self.asked.workshops_of(due):
                found[workshop] += 1
        return {one: found[one] for one in self.asked.workshops if found[one]}

    @property
    def due_on(self):
        return min(due.due_on for due in self.dues)

    @property
    def period_last(self):
        return max(due.period.last for due in self.dues)

    @property
    def reports(self):
        return sum(self.by_workshop.values())

    @property
    def requests(self):
        return len(self.by_workshop)

    @property
    def saved(self):
        return self.reports - self.requests

    @property
    def fields(self):
        """How many columns the forms have together."""
        return sum(len(due.requirement.fields.all()) for due in self.dues)

    @property
    def facts(self):
        """How many of them are left when each fact of a period is asked once."""
        return len({want.key for due in self.dues for want in wants_of(due, self.catalogue)})

    @property
    def superiors(self):
        return list(dict.fromkeys(due.requirement.superior for due in self.dues))

    @property
    def codes(self):
        return [due.code for due in self.dues]

    @property
    def query(self):
        """How an address names what is to be merged."""
        return urlencode({"due": self.codes}, doseq=True)


def wants_of(due, catalogue):
    """What a report asks for, by the columns its requirement has now."""
    return [Want.of(catalogue.of(Column.of_field(field)), due.period) for field in due.requirement.fields.all()]


def proposals(asked, today, catalogue):
    """[Proposal] of what nobody has merged yet, the most pressing first; refused ones are marked."""
    dues = asked.dues_between(today, last_day(add_months(today.replace(day=1), MONTHS_AHEAD)))
    taken, refused = _taken(dues), _refused(dues)
    ending = defaultdict(list)
    for due in dues:
        if due.key not in taken:
            ending[due.period.last].append(due)
    groups = [group for there in ending.values() for group in _groups(asked, there)]
    found = [Proposal(group, asked, catalogue, refused.get(frozenset(due.key for due in group))) for group in groups]
    worthwhile = [one for one in found if one.saved]
    return sorted(worthwhile, key=lambda one: (one.due_on, one.codes))


def _groups(asked, dues):
    """Reports that belong together, each group by its own first day; a report that stands alone is none."""
    left, found = sorted(dues, key=lambda due: due.due_on), []
    while left:
        group = [left.pop(0)]
        grown = True
        while grown:
            more = [due for due in left if due.due_on - group[0].due_on <= APART and _meets(asked, due, group)]
            grown = bool(more)
            group += more
            left = [due for due in left if due not in more]
        if len(group) > 1:
            found.append(sorted(group, key=lambda due: (due.due_on, due.requirement.pk)))
    return found


def _meets(asked, due, group):
    """Whether one of the group asks some of the same workshops for some of the same facts."""
    codes = {field.code for field in due.requirement.fields.all()}
    return any(
        codes & {field.code for field in other.requirement.fields.all()}
        and asked.reach[due.requirement.pk] & asked.reach[other.requirement.pk]
        for other in group
    )


def _taken(dues):
    """Keys of the reports that are in a request already, sent or not."""
    parts = MergedPart.objects.filter(requirement__in={due.requirement.pk for due in dues}, released_at=None)
    return set(parts.values_list("requirement", "period_first"))


def _refused(dues):
    """{keys of reports: the request in which staff refused to merge exactly these}, the newest."""
    requirements = {due.requirement.pk for due in dues}
    refused = MergedRequest.objects.filter(status="refused", parts__requirement__in=requirements).distinct()
    found = refused.prefetch_related("parts", "events").order_by("pk")
    return {frozenset((part.requirement_id, part.period_first) for part in one.parts.all()): one for one in found}
