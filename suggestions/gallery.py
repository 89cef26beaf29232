"""Finished improvements as the gallery shows them: recognition without a rank, and nobody named who has not agreed."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from alliance_portal.keyset import capped
from alliance_portal.periods import Period, month_of
from alliance_portal.pinyin_order import sort_key
from members.models import Department, Person
from members.permissions import enterprise_ids, is_district_staff

from .models import Photo, Suggestion
from .services.names import FEWEST

# Seconds for which the choices of a very long gallery are kept.
CHOICES_KEPT = 300


@dataclass(frozen=True)
class Item:
    """One improvement; `place` and `words` are told only as far as they give nobody away."""

    suggestion: Suggestion
    place: str

    @property
    def words(self):
        """What was wrong, as the author wrote it; not where the name is hidden, because words are known by the hand."""
        return "" if self.suggestion.name_hidden else self.suggestion.problem

    @property
    def report(self):
        """What was done, in the words of whoever did it."""
        return self.suggestion.reports[-1].note if self.suggestion.reports else ""

    @property
    def before(self):
        return next(iter(self._photos(Photo.Kind.BEFORE)), None)

    @property
    def after(self):
        return next(reversed(self._photos(Photo.Kind.AFTER)), None)

    @property
    def others(self):
        """The photos beside the pair."""
        shown = (self.before, self.after)
        return [photo for photo in self.suggestion.photos.all() if photo not in shown]

    def _photos(self, kind):
        return [photo for photo in self.suggestion.photos.all() if photo.kind == kind]

    @property
    def names(self):
        """Who agreed to be named, in the order of their sounds: neither the first nor a number says who did most."""
        return _(", ").join(sorted((row.person.name for row in self.suggestion.named), key=sort_key))

    @property
    def verified_yuan(self):
        """What finance has verified; an amount that was only claimed is not shown."""
        benefit = getattr(self.suggestion, "benefit", None)
        return benefit.verified_yuan if benefit else None

    @property
    def workshop(self):
        """The workshop that took it up and can be asked how; one that was closed has no page."""
        workshop = self.suggestion.workshop
        return workshop if workshop and workshop.is_active else None


def items(suggestions, few):
    """Each of the suggestions (with `for_gallery`) as an item; `few` as `shops_of_few` returns it."""
    return [Item(one, place_of(one, few)) for one in suggestions]


def place_of(suggestion, few):
    """Enterprise and shop; a shop of few people is as good as a name and is left out."""
    enterprise = suggestion.enterprise.short_name
    if suggestion.shop_id in few:
        return enterprise
    return _(" · ").join([enterprise, suggestion.shop.name])


def shops_of_few(enterprise_ids):
    """Ids of the shops of these enterprises with fewer than five people in service."""
    parents = dict(Department.objects.filter(enterprise__in=enterprise_ids).values_list("pk", "parent_id"))
    people = Counter({pk: 0 for pk, parent in parents.items() if parent is None})
    working = Person.objects.in_service().filter(enterprise__in=enterprise_ids).order_by()
    for department, number in working.values_list("department").annotate(Count("pk")):
        people[_top(department, parents)] += number
    return {shop for shop, number in people.items() if number < FEWEST}


def _top(department, parents):
    while parents[department] is not None:
        department = parents[department]
    return department


class Place(NamedTuple):
    """Where something was done."""

    enterprise: int
    code: str
    name: str
    shop: int
    shop_name: str


PLACE = ("enterprise", "enterprise__code", "enterprise__short_name", "shop", "shop__name")


def choices_for(user):
    """What the gallery of this user can be narrowed to; of very many rows as it was some minutes ago."""
    rows = Suggestion.objects.in_gallery(user)
    if not capped(rows).is_more:
        return Choices(rows)
    audience = "staff" if is_district_staff(user) else "-".join(map(str, sorted(enterprise_ids(user))))
    return cache.get_or_set(f"gallery-choices-{audience}", lambda: Choices(rows), CHOICES_KEPT)


class Choices:
    """What a gallery can be narrowed to: nothing that leads to an empty page, and no shop of few people."""

    def __init__(self, rows):
        """`rows` is `in_gallery` of whoever looks."""
        self.places = [Place(*values) for values in rows.order_by().values_list(*PLACE).distinct()]
        self.few = shops_of_few({place.enterprise for place in self.places})
        self._span = rows.order_by().aggregate(first=Min("implemented_at"), last=Max("implemented_at"))

    @property
    def enterprises(self):
        """(code, name) of each, in the order of their sounds."""
        found = {(place.code, place.name) for place in self.places}
        return sorted(found, key=lambda pair: sort_key(pair[1]))

    def shops(self, code):
        """{name: ids of the shops of that name} in the enterprise of that code, in all of them where it is empty."""
        found = {}
        for place in self.places:
            if place.shop not in self.few and code in ("", place.code):
                found.setdefault(place.shop_name, []).append(place.shop)
        return {name: found[name] for name in sorted(found, key=sort_key)}

    @property
    def months(self):
        """First days from the month of the newest to that of the oldest."""
        if self._span["first"] is None:
            return []
        return Period(month_of(self._span["first"]), month_of(self._span["last"])).months[::-1]
