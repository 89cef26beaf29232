"""Reminders of terms that end and of items that are due: each once for its day, from wherever the clock runs."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from alliance_portal import workflow

from ..models import ItemReminder, OrganTerm, Plan, PlanItem, TermReminder
from ..notifications import alliances, plans

Kind = ItemReminder.Kind
DAY = dt.timedelta(days=1)
# So long before its end a chair's term is told of, and before its day an item.
TERM_DAYS, ITEM_DAYS = 30, 7


def remind_of_terms(now=None):
    """Tell of every chair whose term ends within 30 days and has not been told of; return how many."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    ending = OrganTerm.objects.chairs().current(today).filter(ends_on__lte=today + TERM_DAYS * DAY)
    said = TermReminder.objects.filter(term=OuterRef("pk"), day=OuterRef("ends_on"))
    return sum(_tell_of_term(term, ending, now) for term in ending.exclude(Exists(said)).order_by("pk"))


def _tell_of_term(shown, ending, now):
    """Whether it was told now; a term that has been changed meanwhile is looked at again."""
    with transaction.atomic():
        OrganTerm.objects.select_for_update().get(pk=shown.pk)
        term = ending.for_list().select_related("alliance").filter(pk=shown.pk).first()
        if term is None:
            return False
        _row, new = TermReminder.objects.get_or_create(term=term, day=term.ends_on, defaults={"made_at": now})
        if new:
            alliances.chair_ends(term, _following(term), now)
    return new


def _following(term):
    """Who is in the chair next, None while nobody is named."""
    later = OrganTerm.objects.chairs().filter(alliance=term.alliance_id, starts_on__gt=term.ends_on)
    return later.for_list().first()


def remind_of_items(now=None):
    """Remind owners a week before an item's day, and once when it is late; return how many reminders were made."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    items = PlanItem.objects.filter(plan__status=Plan.Status.IN_FORCE).unfinished()
    soon = items.filter(due_on__gte=today, due_on__lte=today + ITEM_DAYS * DAY)
    made = _remind(Kind.SOON, soon, plans.item_soon, now)
    return made + _remind(Kind.LATE, items.filter(due_on__lt=today), plans.item_late, now)


def _remind(kind, items, tell, now):
    said = ItemReminder.objects.filter(item=OuterRef("pk"), kind=kind, day=OuterRef("day"))
    rows = items.annotate(day=F("due_on"))
    return sum(_tell_of_item(kind, items, item, tell, now) for item in rows.exclude(Exists(said)).order_by("pk"))


def _tell_of_item(kind, items, shown, tell, now):
    """Whether it was told now: not if somebody was faster, in reporting or in reminding."""
    with transaction.atomic():
        workflow.lock(shown)
        item = items.for_list().filter(pk=shown.pk).first()
        if item is None:
            return False
        facts = {"item": item, "kind": kind, "day": item.due_on}
        _row, new = ItemReminder.objects.get_or_create(**facts, defaults={"made_at": now})
        if new:
            tell(item, now)
    return new
