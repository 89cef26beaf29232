"""What stands behind the addresses of seats and of the check-in in the access table."""

import datetime as dt

from django.utils import timezone

from tests.training import seating
from training import codes
from training.models import Attendance, Session


def doors(cast):
    """A session that has just begun, taught by the owner, with the worker there; and one to come, with a seat taken."""
    now = timezone.now()
    facts = {"seats": 5, "lecturer_person": cast.owner.person}
    running = seating.session(cast, starts_at=now + seating.HOUR, **facts)
    seating.enrol(running, cast.colleague)
    Session.objects.filter(pk=running.pk).update(starts_at=now - seating.MINUTE)
    there = Attendance.objects.create(session=running, person=cast.worker.person)
    coming = seating.session(cast, days=2, **facts)
    (seat,) = seating.enrol(coming, cast.worker)
    door = seating.door(running)
    at_door = {"number": running.number}
    to_come = {"number": coming.number}
    old = codes.room_code(door, now - dt.timedelta(hours=1))
    return {
        **{f"training:check-in{part}": at_door for part in ("", "-open", "-close", "-name", "-add", "-list")},
        "training:check-in-strike": at_door | {"pk": there.pk},
        **{f"training:seat-{part}": to_come for part in ("take", "cancel")},
        **{f"training:session-{part}": to_come for part in ("team", "paper", "people")},
        "training:session-seat-cancel": to_come | {"pk": seat.pk},
        "training:pass": to_come,
        # The code of the room has changed long since, so that every answer is the same at any speed.
        "room-code": {"code": old},
        "person-code": {"code": codes.person_code(door, cast.colleague.person)},
        "training:session": to_come,
        "training:desk-session": to_come,
    }
