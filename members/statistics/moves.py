"""Where people worked at a month's end, by the history of the roster."""

from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Person


def with_moves(people):
    """With `has_moved`: whether somebody has worked in another department than today's."""
    elsewhere = Person.history.filter(id=OuterRef("pk")).exclude(department_id=OuterRef("department_id"))
    return people.annotate(has_moved=Exists(elsewhere.order_by()))


class Places:
    """The departments of people day by day; before the first entry of a person the one of that entry."""

    def __init__(self, people):
        self._entries = defaultdict(list)
        rows = Person.history.filter(id__in=people).order_by("history_date", "history_id")
        for person, moment, department in rows.values_list("id", "history_date", "department_id"):
            self._entries[person].append((timezone.localtime(moment).date(), department))

    def on(self, person, day):
        """The department at the end of the day."""
        entries = self._entries[person]
        return next((department for since, department in reversed(entries) if since <= day), entries[0][1])
