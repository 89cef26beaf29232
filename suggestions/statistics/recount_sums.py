"""Makes all that is kept of the figures from the rows once more, and compares: what is marked is left out.

That the rows themselves are counted rightly is what `recount` checks; here it is only whether the sums have followed.
"""

import datetime as dt

from django.db import connection
from django.utils import timezone

from .. import triggers
from ..models import AnswerDayTally, CountedProposer, CountedSuggestion, FigureTally, PeopleTally, Suggestion
from ..models.tally import ALL
from .facts import flags_of, with_facts
from .kept import COLUMNS, day_sums, figure_sums, people_sums, proposers
from .tally import current, marked, marked_people

# The sums of shops, of enterprises, of the district: in the order in which `kept` makes them.
LEVELS = ({"shop__gt": ALL}, {"shop": ALL, "enterprise__gt": ALL}, {"enterprise": ALL})
# What a suggestion counts as; until when it holds depends on when it was counted.
NOTHING = "-"
FACTS = tuple(name for name in COLUMNS[CountedSuggestion] if name != "holds_until")


def differences(at):
    """Yield (place, what, kept, recounted); nothing is compared where the sums are not read either."""
    month = timezone.localtime(at).date().replace(day=1)
    for name in triggers.missing(connection):
        yield (None, month), f"trigger {name}", NOTHING, name
    if current(at).exists():
        yield from _in_suggestions(at)
        yield from _in_proposers(at)
        yield from _in_figures()
        yield from _in_days()
        yield from _in_people()


def _in_suggestions(at):
    kept = CountedSuggestion.objects.exclude(pk__in=marked(at)).order_by().values_list(*FACTS)
    rows = with_facts(Suggestion.objects.exclude(pk__in=marked(at)).order_by(), at)
    made = rows.values_list(*(f"{name}_id" if name in ("enterprise", "shop") else name for name in FACTS))
    for old, new in _pairs(kept, made, keys=1):
        pk, enterprise, _shop, month, *_numbers = new or old
        for name, before, now in _unequal(FACTS[1:], old and old[1:], new and new[1:]):
            yield (enterprise, month), f"suggestion {pk} {name}", _told(name, before), _told(name, now)


def _in_proposers(at):
    columns = COLUMNS[CountedProposer]
    kept = CountedProposer.objects.exclude(person__in=marked_people()).order_by().values_list(*columns)
    made = proposers(Suggestion.objects.order_by(), at).exclude(author__in=marked_people())
    for old, new in _pairs(kept, made, keys=len(columns)):
        person, enterprise, _shop, month = new or old
        yield (enterprise, month), f"proposer {person}", int(old is not None), int(new is not None)


def _in_figures():
    names = COLUMNS[FigureTally]
    for level, made in zip(LEVELS, figure_sums(), strict=True):
        kept = FigureTally.objects.filter(**level).exclude(**dict.fromkeys(names[3:], 0)).order_by().values_list(*names)
        yield from _in_sums("sum", names, kept, made, keys=3)


def _in_days():
    names = COLUMNS[AnswerDayTally]
    for level, made in zip(LEVELS, day_sums(), strict=True):
        kept = AnswerDayTally.objects.filter(**level).exclude(number=0).order_by().values_list(*names)
        yield from _in_sums("days", names, kept, made, keys=5)


def _in_sums(what, names, kept, made, *, keys):
    for old, new in _pairs(kept, made, keys=keys):
        enterprise, shop, month, *_rest = new or old
        for name, before, now in _unequal(names[keys:], old and old[keys:], new and new[keys:]):
            yield (enterprise or None, month), f"{what} {name} {_at(shop)}".strip(), before, now


def _in_people():
    columns, table = ", ".join(COLUMNS[PeopleTally]), PeopleTally._meta.db_table
    kept, made = f"SELECT {columns} FROM {table} WHERE number <> 0", people_sums()  # noqa: S608 - names of ours
    for old, new in _paired(_lines(f"{kept} EXCEPT {made}"), _lines(f"{made} EXCEPT {kept}"), keys=4):
        enterprise, shop, month, previous, _number = new or old
        what = f"people {previous:%Y-%m} {_at(shop)}".strip()
        yield (enterprise or None, month), what, old[-1] if old else 0, new[-1] if new else 0


def _told(name, value):
    """A mask by the names of its flags."""
    return " ".join(flags_of(value)) if name == "mask" and value != NOTHING else value


def _at(shop):
    return f"shop {shop}" if shop else ""


def _lines(sql):
    """Days as days, also where the database keeps them as text."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(dt.date.fromisoformat(v) if isinstance(v, str) else v for v in row) for row in cursor.fetchall()]


def _pairs(kept, made, *, keys):
    return _paired(kept.difference(made), made.difference(kept), keys=keys)


def _paired(kept, made, *, keys):
    """(kept line or None, made line or None) of the same key, for all that are not in both."""
    old, new = ({line[:keys]: line for line in lines} for lines in (kept, made))
    return [(old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())]


def _unequal(names, old, new):
    """(name, kept, made) of what differs; NOTHING stands for a line that is not there."""
    nothing = (NOTHING,) * len(names)
    return [(name, a, b) for name, a, b in zip(names, old or nothing, new or nothing, strict=True) if a != b]
