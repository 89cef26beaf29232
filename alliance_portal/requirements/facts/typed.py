"""What forms ask for and nobody but the workshop knows: typed there, once for each period, and used in every form."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.facts import YUAN, Fact, Kind, Timing, register

CHAPTER = _("Typed by the workshop")
ITEMS, PERSONS = pgettext_lazy("unit", "items"), pgettext_lazy("unit", "persons")


def _state(code, name, text, **rest):
    return Fact(code, name, text, chapter=CHAPTER, timing=Timing.STATE, **rest)


def _number(code, name, text, unit, **rest):
    return Fact(code, name, text, chapter=CHAPTER, unit=unit, **rest)


register(
    _state("contact_person", _("Contact person"), _("Who answers questions about the form."), kind=Kind.WORDS),
    _state("contact_phone", _("Contact telephone"), _("Where the contact person is reached at work."), kind=Kind.WORDS),
    _state("site_area", _("Area of the site"), _("The floor that only the workshop uses."), unit="m²", decimals=2),
    _number("topics", _("Problems tackled"), _("Topics that were worked on in the period, finished or not."), ITEMS),
    _number("results", _("Results"), _("Results finished in the period; each counts once."), ITEMS),
    _number("patents", _("Patents granted"), _("Patents granted in the period to the workshop's people."), ITEMS),
    _number("funds", _("Money spent"), _("Spent on the workshop in the period, by the books."), YUAN, decimals=2),
    Fact(
        "summary",
        _("Work in short"),
        _("What was done in the period, in a few sentences."),
        chapter=CHAPTER,
        kind=Kind.WORDS,
    ),
    Fact("proof", _("Proof"), _("One file that proves what is reported."), chapter=CHAPTER, kind=Kind.FILE),
)
