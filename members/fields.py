"""Naming a colleague by work number or name."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line

MOST_NAMED = 5


class PersonField(forms.CharField):
    """A person out of `people`, by work number, by name, or by both; the answer to a doubt lists who might be meant.

    `discreet`: the answer lists nobody, for forms of people who have no business with the roster.
    """

    def __init__(self, *, people=None, discreet=False, max_length=80, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.people, self.discreet = people, discreet

    def clean(self, value):
        text = clean_line(super().clean(value))
        return self._find(text) if text else None

    def _find(self, text):
        found = list(self.people.filter(_called(text)).select_related("department")[: MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        if self.discreet:
            raise self.in_doubt(text, several=bool(found))
        if found:
            message = _("More than one person is called “%(text)s”. Please give the work number: %(people)s.")
            raise ValidationError(message % {"text": text, "people": _listed(found)}, code="ambiguous")
        raise self._nobody(text)

    @staticmethod
    def in_doubt(text, *, several):
        if several:
            message = _("More than one person is called “%(text)s”. Please give the work number.")
        else:
            message = _("Nobody in service is called “%(text)s”. Please give a work number or a full name.")
        return ValidationError(message % {"text": text}, code="in_doubt")

    def _nobody(self, text):
        similar = list(self._similar(text).select_related("department")[:MOST_NAMED])
        if similar:
            message = _("Nobody in service is called “%(text)s”. Did you mean: %(people)s?")
            return ValidationError(message % {"text": text, "people": _listed(similar)}, code="similar")
        message = _("Nobody in service is called “%(text)s”. Please give a work number or a full name.")
        return ValidationError(message % {"text": text}, code="unknown")

    def _similar(self, text):
        """Whose name or number holds the text; failing that, who shares the family name."""
        holding = self.people.filter(Q(name__contains=text) | Q(work_number__contains=text))
        return holding if holding.exists() else self.people.filter(name__startswith=text[0])


class PeopleField(PersonField):
    """Several people, with an enumeration comma, comma or semicolon between them; a list without repetition."""

    SEPARATORS = re.compile(r"[、，,；;\n]")

    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)

    def clean(self, value):
        texts = [clean_line(part) for part in self.SEPARATORS.split(forms.CharField.clean(self, value))]
        found, errors = {}, []
        for text, called in everybody_called(self.people, filter(None, texts)).items():
            if len(called) == 1:
                found[called[0].pk] = called[0]
            else:
                errors.append(self.in_doubt(text, several=bool(called)))
        if errors:
            raise ValidationError(errors)
        return list(found.values())


def everybody_called(people, texts):
    """{text: whom of the people it may mean}, from one query for all texts."""
    texts, wanted = list(dict.fromkeys(texts)), Q(pk__in=())
    for text in texts:
        wanted |= _called(text)
    known = list(people.filter(wanted).select_related("department")) if texts else []
    return {text: [person for person in known if _is_called(person, text)] for text in texts}


def _is_called(person, text):
    """The same rule as `_called`, for people who are here already."""
    number, name = person.work_number.casefold(), person.name
    return text in (name, f"{person.work_number} {name}", f"{name} {person.work_number}") or text.casefold() == number


def _called(text):
    """Work number or name, or both as a list of people shows them."""
    wanted = Q(work_number__iexact=text) | Q(name=text)
    first, _space, rest = text.partition(" ")
    if rest:
        wanted |= Q(work_number__iexact=first, name=rest)
        name, _space, number = text.rpartition(" ")
        wanted |= Q(work_number__iexact=number, name=name)
    return wanted


def _listed(people):
    each = _("%(number)s %(name)s (%(unit)s)")
    return str(_(", ")).join(
        each % {"number": person.work_number, "name": person.name, "unit": person.department.name} for person in people
    )
