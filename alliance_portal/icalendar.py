"""Calendar files (RFC 5545) for phones and desktops: times in UTC, lines folded, texts escaped, nothing else."""

import datetime as dt
from dataclasses import dataclass

from .text import clean

END = "\r\n"
# Octets of a line, without its end.
LONGEST_LINE = 75
PRODUCT = "-//Workshop alliance portal//EN"


@dataclass(frozen=True)
class Entry:
    """One appointment. `sequence` grows with every change, so that a newer file takes the place of an older one."""

    uid: str
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    made_at: dt.datetime
    status: str = "CONFIRMED"
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""


def calendar(entries):
    """The text of a calendar file with these entries."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry)
    return END.join([_folded(line) for line in [*lines, "END:VCALENDAR"]]) + END


def _event(entry):
    facts = {
        "UID": entry.uid,
        "DTSTAMP": _moment(entry.made_at),
        "DTSTART": _moment(entry.starts_at),
        "DTEND": _moment(entry.ends_at),
        "SEQUENCE": str(entry.sequence),
        "STATUS": entry.status,
        "SUMMARY": _text(entry.summary),
        "LOCATION": _text(entry.location),
        "DESCRIPTION": _text(entry.description),
        "URL": entry.url,
    }
    return ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in facts.items() if value), "END:VEVENT"]


def _moment(when):
    return when.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words):
    """A text with what has a meaning in the format escaped; tabs and line ends are the only controls left in it."""
    text = clean(str(words)).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _folded(line):
    """The line in pieces of at most 75 octets; no character is cut in two."""
    pieces, room = [b""], LONGEST_LINE
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > room:
            # The blank with which a further piece begins counts too.
            pieces.append(b"")
            room = LONGEST_LINE - 1
        pieces[-1] += octets
    return (END + " ").join(piece.decode() for piece in pieces)
