"""Headcount: how many people were in service at each month's end, by shop and by enterprise."""

from collections import Counter, defaultdict

from django.db.models import Count
from django.utils import timezone

from alliance_portal import periods

from .models import Department, Headcount, Person


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


def _by_roster(months, *, at, enterprise, department):
    people = Person.objects.all()
    if department:
        people = people.filter(department__in=Department.objects.under(department))
    elif enterprise:
        people = people.filter(enterprise=enterprise)
    shops = {} if department else _shops(enterprise)
    counts = Counter()
    for owner, place, *numbers in _month_ends(people, months, at):
        for month, number in zip(months, numbers, strict=True):
            counts[owner, None, month] += number
            if place in shops:
                counts[owner, shops[place], month] += number
    return counts


def _month_ends(people, months, at):
    """Rows of (enterprise, department, people at the end of each month), from one query."""
    today = timezone.localtime(at).date()
    ends = [min(periods.last_day(month), today) for month in months]
    columns = {f"end_{n}": Count("pk", filter=people.condition_in_service_on(day)) for n, day in enumerate(ends)}
    return people.order_by().values_list("enterprise", "department").annotate(**columns)


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
