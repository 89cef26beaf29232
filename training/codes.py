"""The codes of a check-in: made from its key and the time, so that none is stored and none can be made up.

The code of the room is another one every STEP seconds, and the one before still opens: a photo of it that is passed on
is worth nothing half a minute later. The code of a person, and the four digits for it, stay the same for a session.
"""

import base64
import hashlib
import hmac

from members.models import Person

from .models import CheckIn, Enrolment

STEP = 15
LENGTH = 16
ALL_DIGITS = 10_000


def _mac(check_in, *words):
    text = ":".join(str(word) for word in words)
    digest = hmac.new(check_in.key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def _step(when):
    return int(when.timestamp()) // STEP


def room_code(check_in, now):
    return f"{check_in.session_id}-{_mac(check_in, 'room', _step(now))}"


def opens(check_in, code, now):
    """Whether it is the code of the room now, or was the one before."""
    valid = (_mac(check_in, "room", step) for step in (_step(now), _step(now) - 1))
    given = code.partition("-")[2]
    return any(hmac.compare_digest(given.encode(), one.encode()) for one in valid)


def person_code(check_in, person):
    return f"{check_in.session_id}-{person.pk}-{_mac(check_in, 'person', person.pk)}"


def check_in_of(code):
    """The check-in that the code names, or None; whether the code is true is another question."""
    number = code.partition("-")[0]
    if not number.isdecimal() or len(number) > 9:
        return None
    return (
        CheckIn.objects.select_related("session__enterprise", "session__booking__venue").filter(session=number).first()
    )


def person_of(check_in, code):
    """The person whose code it is, or None."""
    _session, _dash, rest = code.partition("-")
    number, _dash, given = rest.partition("-")
    if not number.isdecimal() or len(number) > 9:
        return None
    true = hmac.compare_digest(given.encode(), _mac(check_in, "person", int(number)).encode())
    people = Person.objects.select_related("enterprise", "department__parent")
    return people.filter(pk=number).first() if true else None


def all_digits(check_in):
    """{person id: four digits}, each once in the session; later enrolments never change earlier ones."""
    found, taken = {}, set()
    people = Enrolment.objects.filter(session=check_in.session_id).order_by("pk").values_list("person", flat=True)
    for person in people[: ALL_DIGITS - 1000]:
        found[person] = _free(check_in, person, taken)
        taken.add(found[person])
    return found


def _free(check_in, person, taken):
    attempt = 0
    while True:
        number = int.from_bytes(_mac(check_in, "digits", person, attempt).encode()[:8]) % ALL_DIGITS
        if (digits := f"{number:04}") not in taken:
            return digits
        attempt += 1


def digits_of(check_in, person):
    return all_digits(check_in).get(person.pk, "")


def phone_mark(check_in, cookie):
    """What tells one phone from another within this session, and nothing outside of it."""
    return hashlib.sha256(f"{check_in.key}:{cookie}".encode()).hexdigest() if cookie else ""
