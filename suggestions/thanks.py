"""The thanks of a month: who agreed to be named, in the order of the sounds of their names, without a number."""

from dataclasses import dataclass, field

from alliance_portal.pinyin_order import sort_key
from members.models import Person
from members.permissions import enterprise_ids

from .models import Proposer, Suggestion


@dataclass
class Thanked:
    """One person, and the suggestions they had the idea of."""

    person: Person
    improvements: list = field(default_factory=list)


def thanked(user, month):
    """Whom the month thanks, as far as this user may read it: the own enterprise's; without one, the public ones."""
    named = Proposer.objects.named_before(user).thanked_in(month)
    if own := enterprise_ids(user):
        named = named.filter(suggestion__enterprise__in=own)
    else:
        named = named.filter(suggestion__in=Suggestion.objects.public())
    people = {}
    parts = ["suggestion__implementation", "person__enterprise", "person__department"]
    rows = named.order_by("suggestion_id").select_related(*parts)
    for row in rows:
        people.setdefault(row.person_id, Thanked(row.person)).improvements.append(row.suggestion)
    return sorted(people.values(), key=lambda one: (sort_key(one.person.name), one.person.pk))
