"""A statement as data: its version, the day from which it holds, and its sections."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, items of a list, and a table (headings, rows), which is read row by row.

    Texts may name %(host)s, %(organiser)s and %(site)s.
    """

    code: str
    title: str
    words: tuple = ()
    items: tuple = ()
    table: tuple = ()


@dataclass(frozen=True)
class Statement:
    """Raise `version` and `since` with every change of the words."""

    code: str
    title: str
    lead: str
    version: int
    since: dt.date
    sections: tuple


def filled(text, facts):
    """The text with what it names put in."""
    text = str(text)
    return text % facts if "%(" in text else text


def facts_of(site):
    """What texts may name, from the settings of the portal."""
    return {"host": site["host"], "organiser": site["organiser"], "site": site["name"]}


def as_read(section, facts):
    """A section for the template, in the language of the page."""
    head, rows = section.table or ((), ())
    return {
        "code": section.code,
        "title": section.title,
        "words": [filled(text, facts) for text in section.words],
        "items": [filled(text, facts) for text in section.items],
        "rows": [{"title": row[0], "facts": list(zip(head[1:], row[1:], strict=True))} for row in rows],
    }
