"""The demo has a full session with a line, and one of today with its door open."""

import pytest
from django.utils import timezone

from training.models import Session
from training.services import door

pytestmark = pytest.mark.usefixtures("made")


def test_somebody_waits_and_somebody_is_at_the_door():
    full = Session.objects.get(capacity=20, taken=20)
    assert (full.taken, full.seats_left, full.enrolments.waiting().count()) == (20, 0, 3)
    today = Session.objects.get(topic="班后微课：焊钳电缆怎么走")
    assert door.state(today, today.check_in, timezone.now()) == "open"
    assert set(today.attendances.values_list("way", flat=True)) == {"scan", "code", "roll"}
    assert all(one.taken == one.enrolments.confirmed().count() for one in Session.objects.all())
