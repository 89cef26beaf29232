"""The statements piece by piece, for whoever looks for a word in them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from .text import as_read, facts_of
from .views import STATEMENTS


@dataclass(frozen=True)
class Piece:
    """A section: its title, the statement it is `of`, its address, and all it says, in small letters."""

    title: str
    of: str
    address: str
    text: str


def pieces():
    """Every section of every statement, in the language of the page."""
    facts = facts_of(settings.PORTAL)
    return [_piece(one, as_read(section, facts)) for one in STATEMENTS.values() for section in one.sections]


def _piece(statement, section):
    told = [statement.title, section["title"], *section["words"], *section["items"]]
    for row in section["rows"]:
        told += [row["title"], *(value for _label, value in row["facts"])]
    address = reverse(f"statement-{statement.code}") + f"#{section['code']}"
    return Piece(str(section["title"]), str(statement.title), address, " ".join(map(str, told)).casefold())
