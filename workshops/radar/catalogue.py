"""All facts that can be asked for: those the portal knows, those staff added, and columns nothing is known of yet."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alliance_portal.facts import REGISTERED, Fact, Kind

from ..models import OwnFact, RequirementField

IN_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column of a superior's table: its word for it, and the code of the fact."""

    name: str
    code: str
    in_wan: bool = False

    @classmethod
    def of_field(cls, field):
        return cls(field.name, field.code, field.in_wan)

    def as_data(self):
        return {"name": self.name, "code": self.code, "in_wan": self.in_wan}


class Catalogue:
    """The facts by their codes, read once."""

    def __init__(self):
        self.facts = REGISTERED | {own.code: own.as_fact() for own in OwnFact.objects.all()}

    def of(self, column):
        """The fact of a column; where none is known yet, words for this form alone."""
        return self.facts.get(column.code) or Fact(
            column.code, column.name, _("Typed for this form alone."), kind=Kind.WORDS
        )

    def chapters(self):
        """[(chapter, facts)] of what can be chosen now, as they were registered; own ones last."""
        found = {}
        retired = {own.code for own in OwnFact.objects.filter(is_active=False)}
        for fact in self.facts.values():
            if fact.code not in retired:
                found.setdefault(str(fact.chapter), []).append(fact)
        return list(found.items())

    def meant_by(self, names):
        """{name: Fact} for what superiors call as a fact is called, or as another one's column of that fact is."""
        known = dict(RequirementField.objects.exclude(fact="").order_by("pk").values_list("name", "fact"))
        by_word = {plain(name): code for name, code in known.items() if code in self.facts}
        by_word |= {plain(fact.name): fact.code for fact in self.facts.values()}
        return {name: self.facts[by_word[plain(name)]] for name in names if plain(name) in by_word}


def plain(name):
    """A word without what forms write around it: units in brackets, blanks, full-width letters."""
    return NO_LETTER.sub("", IN_BRACKETS.sub("", unicodedata.normalize("NFKC", str(name)))).casefold()
