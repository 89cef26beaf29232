"""A check value over a history: who prints it with a file can find out later whether the history is still the same.

The value is a chain. It begins with the SHA-256 of `history/1:` and the number of the record. Each event makes the next
link: the SHA-256 of a JSON array, in UTF-8 and without blanks, of these eleven texts:

    "event/1", the link before, verb, status before, status after, note, role, person, happened at, recorded at, source

- The order is that of recording (by key), so that later events only make the chain longer, whatever day they tell of.
- Both moments are in UTC with six digits of the second, as both databases keep them: 2026-08-29T01:30:00.000000Z.
- The person is the id of the account, and "" for an author: events of authors name nobody, and their value must not
  be made of who they are.

What stands on paper with the number of its events can so be compared with the history of any later day.
"""

import hashlib
import json
import re
from datetime import UTC
from itertools import accumulate

AUTHOR = "author"
# As many digits as are printed: 16 hexadecimal ones, which nobody hits by trying.
SHOWN = 16
GROUP = 4
_SEPARATORS = re.compile(r"[\s\-–·]+")
_DIGITS = re.compile(rf"[0-9a-f]{{{SHOWN},64}}")


def links(number, events):
    """The links of the chain after each event, as hexadecimal texts; `events` in any order."""
    in_order = sorted(events, key=lambda event: event.pk)
    return list(accumulate(in_order, _link, initial=_digest(f"history/1:{number}")))[1:]


def check_value(number, events):
    """The last link; that of the number alone while there is no event."""
    found = links(number, events)
    return found[-1] if found else _digest(f"history/1:{number}")


def _link(before, event):
    facts = [
        "event/1",
        before,
        event.verb,
        event.from_status,
        event.to_status,
        event.note,
        event.actor_role,
        _person(event),
        moment(event.occurred_at),
        moment(event.recorded_at),
        event.source,
    ]
    return link_of(facts)


def link_of(facts):
    """One link: the SHA-256 of these facts, each as a text, in a JSON array without blanks."""
    return _digest(json.dumps([str(fact) for fact in facts], ensure_ascii=False, separators=(",", ":")))


def _person(event):
    return "" if event.actor_role == AUTHOR or event.actor_id is None else event.actor_id


def moment(when):
    """A moment as both databases keep it: in UTC, with six digits of the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def grouped(value, digits=SHOWN):
    """The first digits in groups of four, to be read aloud and compared: 3F2A 91C0 …"""
    shown = value[:digits].upper()
    return " ".join(shown[place : place + GROUP] for place in range(0, len(shown), GROUP))


def read_value(text):
    """What somebody copied from paper as digits to compare, None where that cannot be a check value."""
    digits = _SEPARATORS.sub("", text).lower()
    return digits if _DIGITS.fullmatch(digits) else None


def step_of(value, found):
    """After which of the links the value stood, counted from 1; None where it stands nowhere."""
    return next((step for step, link in enumerate(found, 1) if link.startswith(value)), None)
