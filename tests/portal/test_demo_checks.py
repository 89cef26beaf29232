"""The demo shows what is checked: a number with its answer, a spot check that is over and one under way."""

import datetime as dt

import time_machine
from django.utils import timezone

from alliance_portal.demo import checks
from suggestions.models import FlagAnswer, FlagCase, SpotCheck
from suggestions.sampling import drawn_again
from suggestions.statistics import spot_checks
from tests.suggestions.counted import many


@time_machine.travel(dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC), tick=False)
def test_numbers_and_spot_checks_of_every_end_are_there(cast, staff):
    day = (timezone.localdate() - dt.timedelta(days=60)).isoformat()
    many(cast.team, 15, received=day, answer="adopted", done=day + " 20:00", ledger=True)
    many(cast.team, 15, received=day, answer="adopted", done=day + " 20:00", ledger=True, on=day + " 18:00")
    checks.check_on_the_spot({"CF": cast.enterprise}, {("CF", "officer"): cast.officer}, by=staff, now=timezone.now())

    closed = SpotCheck.objects.get(status="closed")
    found = spot_checks.by_enterprise(closed.rows.all())[cast.enterprise.pk]
    assert (found.drawn, found.looked_at, found.confirmed, found.unchecked) == (10, 9, 8, 1)
    assert list(closed.rows.order_by("place").values_list("suggestion__number", flat=True)) == drawn_again(closed)
    assert closed.comments.get().enterprise == cast.enterprise
    under_way = SpotCheck.objects.get(status="drawn")
    assert under_way.rows.open().count() == under_way.rows.count() - 3
    assert FlagCase.objects.filter(code="unreviewed").exists()
    assert FlagAnswer.objects.get().answered_by == cast.officer
