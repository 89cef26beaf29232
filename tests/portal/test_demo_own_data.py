"""The demo shows requests about one's own data: one that waits, one done, one not."""

from django.utils import timezone

from alliance_portal.demo import own_data
from members.models import DataRequest
from members.statistics import data_requests


def test_requests_of_every_end_are_there(cast):
    own_data.ask({"CF": cast.enterprise}, {("CF", "officer"): cast.officer}, now=timezone.now())
    assert sorted(DataRequest.objects.values_list("status", flat=True)) == ["declined", "done", "waiting"]
    counted = data_requests.count(DataRequest.objects.all())
    assert (counted.received, counted.answered, counted.in_time) == (3, 2, 2)
