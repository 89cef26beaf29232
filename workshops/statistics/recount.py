"""Counts workshops and plates a second time, from events and rows one by one, and compares.

On purpose nothing here is shared with the counting itself: a mistake in one of them shows as a difference.
"""

import datetime as dt
from collections import Counter, defaultdict

from django.utils import timezone

from alliance_portal.periods import add_months

from ..models import Designation, DesignationEvent, Workshop
from .plates import count_by_enterprise

# So many month ends are compared besides today.
MONTHS = 24
ORDER = ["national", "provincial", "municipal", "district", "enterprise"]


def differences(at):
    """Yield (place, what, counted, recounted) for every number that two ways of counting do not agree on."""
    today = timezone.localtime(at).date()
    plates = list(Designation.objects.order_by("pk"))
    workshops = {one.pk: one for one in Workshop.objects.all()}
    steps = _steps()
    yield from _in_histories(plates, workshops, steps)
    for day in _days(today):
        yield from _on_day(day, plates, workshops, steps)


def _days(today):
    months = [add_months(today.replace(day=1), -back) for back in range(MONTHS)]
    return [today, *(month - dt.timedelta(days=1) for month in months)]


def _steps():
    """{plate: [(status, day), …]} as the history tells it; a corrected day of granting is the day of its naming."""
    found = defaultdict(list)
    for event in DesignationEvent.objects.order_by("pk"):
        day, steps = timezone.localtime(event.occurred_at).date(), found[event.record_id]
        if event.verb == "redated":
            found[event.record_id] = [(status, day if status == "named" else when) for status, when in steps]
        elif event.to_status:
            steps.append((event.to_status, day))
    return found


def _in_histories(plates, workshops, steps):
    """The last step must be the status, and the days of the row those of its steps."""
    for plate in plates:
        place = workshops[plate.workshop_id].enterprise_id, (plate.granted_on or plate.created_at.date()).replace(day=1)
        last = steps[plate.pk][-1][0] if steps[plate.pk] else ""
        if last != plate.status:
            yield place, f"history of plate {plate.pk}", last, plate.status
        for status, day in (("named", plate.granted_on), ("revoked", plate.revoked_on)):
            told = next((when for step, when in steps[plate.pk] if step == status), None)
            if told != day:
                yield place, f"{status} of plate {plate.pk}", told, day


def _on_day(day, plates, workshops, steps):
    levels = defaultdict(list)
    for plate in plates:
        if _hangs(plate, steps[plate.pk], day):
            levels[plate.workshop_id].append(plate.level)
    by_hand = defaultdict(Counter)
    for pk, workshop in workshops.items():
        if _is_there(workshop, plates, day):
            own = by_hand[workshop.enterprise_id]
            own["workshops"] += 1
            own["designations"] += len(levels[pk])
            own["level " + min(levels[pk], key=ORDER.index, default="none")] += 1
    counted = count_by_enterprise(Workshop.objects.all(), day)
    for enterprise in set(by_hand) | set(counted):
        told = _told(counted.get(enterprise))
        for what in sorted(set(told) | set(by_hand[enterprise])):
            if told[what] != by_hand[enterprise][what]:
                yield (enterprise, day.replace(day=1)), what, told[what], by_hand[enterprise][what]


def _hangs(plate, steps, day):
    """Whether the history says so, and the term is not over."""
    past = [status for status, when in steps if when <= day]
    named, revoked = "named" in past, "revoked" in past
    return named and not revoked and not (plate.valid_until and plate.valid_until < day)


def _is_there(workshop, plates, day):
    begun = workshop.founded_on
    if begun is None:
        begun = min((p.granted_on for p in plates if p.workshop_id == workshop.pk and p.granted_on), default=None)
    if begun and begun > day:
        return False
    return workshop.is_active if workshop.closed_on is None else workshop.closed_on > day


def _told(figures):
    if figures is None:
        return Counter()
    levels = {f"level {level or 'none'}": number for level, number in figures.by_level.items()}
    return Counter({"workshops": figures.workshops, "designations": figures.designations} | levels)
