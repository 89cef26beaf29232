"""Headcount: how many people were in service at each month's end, by shop and by enterprise."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from alliance_portal import periods

from ..models import Department, Headcount, Person
from .moves import Places, with_moves


def headcounts(period, *, at, enterprise=None, department=None):
    """Average headcounts over the months of the period that had begun by `at`, each rounded down.

    Returns {enterprise id: {shop id: people, None: people of the whole enterprise}}; with a department only
    its own number, under None. The running month counts with the number of the day. An official number
    replaces the roster's.
    """
    months = [month for month in period.months if periods.start_of(month) <= at]
    sums = defaultdict(Counter)
    if not months:
        return sums
    roster = _by_roster(months, at=at, enterprise=enterprise, department=department)
    official = _official(months, enterprise=enterprise, department=department)
    for (owner, unit, _month), people in {**roster, **official}.items():
        sums[owner][unit] += people
    return {owner: {unit: total // len(months) for unit, total in units.items()} for owner, units in sums.items()}


def headcounts_by_enterprise(period, *, at):
    """The same for every enterprise at once, without its shops: {enterprise id: people}."""
    months = [month for month in period.months if periods.start_of(month) <= at]
    sums, ends = Counter(), _month_ends(months, at)
    if not months:
        return sums
    counts, people = Counter(), Person.objects.all()
    changing = _changing(ends[0], ends[-1])
    for owner, number in _counted(people.exclude(changing), ends[:1], "enterprise"):
        counts.update({(owner, None, month): number for month in months})
    for owner, *numbers in _counted(people.filter(changing), ends, "enterprise"):
        counts.update({(owner, None, month): number for month, number in zip(months, numbers, strict=True)})
    official = _official(months, enterprise=None, department=None)
    for (owner, unit, _month), number in {**counts, **official}.items():
        if unit is None:
            sums[owner] += number
    return Counter({owner: total // len(months) for owner, total in sums.items()})


def _changing(first, last):
    """Who is not the same between two days, in service or not: few among very many."""
    joins, leaves = Q(joined_on__gt=first, joined_on__lte=last), Q(left_on__gt=first, left_on__lte=last)
    absences = Person._meta.get_field("absences").related_model.objects.order_by()
    return joins | leaves | Q(pk__in=absences.filter(left_on__lte=last, returned_on__gt=first).values("person"))


@dataclass(frozen=True)
class MonthCount:
    """People at a month's end, by the roster and, where it was entered, officially (None: it was not)."""

    month: date
    roster: int
    official: int | None

    @property
    def people(self):
        """What participation is reckoned with."""
        return self.roster if self.official is None else self.official


def headcount_by_month(enterprise, *, at, months=12):
    """The denominators of participation, the running month first (with the number of the day)."""
    this = periods.month_of(at)
    wanted = [periods.add_months(this, -back) for back in range(months)]
    roster = _by_roster(wanted, at=at, enterprise=enterprise, department=None)
    official = _official(wanted, enterprise=enterprise, department=None)
    keys = [(enterprise.pk, None, month) for month in wanted]
    return [MonthCount(key[2], roster[key], official.get(key)) for key in keys]


def _by_roster(months, *, at, enterprise, department):
    """People at the months' ends by the department they worked in then, with what that is part of."""
    people, units = Person.objects.all(), _units(enterprise, department)
    if owner := department.enterprise_id if department else enterprise:
        people = people.filter(enterprise=owner)
    counts = Counter()
    for owner, place, month, number in _places(people, months, _month_ends(months, at)):
        for unit in units(place):
            counts[owner, unit, month] += number
    return counts


def _units(enterprise, department):
    """What somebody counts for who works in a department: the whole, under None, and the shop."""
    if department:
        under = set(Department.objects.under(department).values_list("pk", flat=True))
        return lambda place: {None} if place in under else ()
    shops = _shops(enterprise)
    return lambda place: {None, shops.get(place)}


def _places(people, months, ends):
    """(enterprise, department, month, people): by today's departments, one by one for those who have moved."""
    has_moved = False
    for owner, place, moved, *numbers in _counted(with_moves(people), ends, "enterprise", "department", "has_moved"):
        has_moved = has_moved or moved
        yield from ((owner, place, month, number) for month, number in zip(months, numbers, strict=True) if not moved)
    if has_moved:
        yield from _moved_places(with_moves(people).filter(has_moved=True), months, ends)


def _moved_places(people, months, ends):
    places = Places(people.order_by().values("pk"))
    for person, owner, *numbers in _counted(people, ends, "pk", "enterprise"):
        for month, end, number in zip(months, ends, numbers, strict=True):
            yield owner, places.on(person, end), month, number


def _month_ends(months, at):
    """The last day of each month, of the running one the day itself."""
    today = timezone.localtime(at).date()
    return [min(periods.last_day(month), today) for month in months]


def _counted(people, ends, *keys):
    """Rows of the keys with the people in service on each of the days, from one query."""
    columns = {f"end_{n}": Count("pk", filter=people.condition_in_service_on(day)) for n, day in enumerate(ends)}
    return people.order_by().values_list(*keys).annotate(**columns)


def _shops(enterprise):
    """{department id: id of its shop}"""
    departments = Department.objects.all() if enterprise is None else enterprise.departments.all()
    parents = dict(departments.values_list("pk", "parent"))
    return {pk: _top(pk, parents) for pk in parents}


def _top(pk, parents):
    while parents[pk] is not None:
        pk = parents[pk]
    return pk


def _official(months, *, enterprise, department):
    rows = Headcount.objects.filter(month__in=months)
    if department:
        rows = rows.filter(department=department)
    elif enterprise:
        rows = rows.filter(enterprise=enterprise)
    return {
        (owner, None if department else unit, month): people
        for owner, unit, month, people in rows.values_list("enterprise", "department", "month", "people")
    }
