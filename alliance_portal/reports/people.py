"""The names of the people in a report, put in when it is read: a snapshot keeps numbers, so names can be erased."""

from members.models import Person

from .columns import PEOPLE


def names_in(columns, rows):
    """{(person, is a colleague): name} of everybody in these rows; one query, none where nobody is in them.

    A colleague of the unit is read by name, as in its registers; whoever belongs elsewhere as that person agreed.
    """
    wanted = {tuple(one) for cell in _cells(columns, rows) for one in cell["ids"]}
    people = Person.objects.with_naming().select_related("enterprise").filter(pk__in={pk for pk, _home in wanted})
    known = {person.pk: person for person in people} if wanted else {}
    return {(pk, home): _called(known[pk], home) for pk, home in wanted if pk in known}


def _cells(columns, rows):
    places = [place for place, column in enumerate(columns) if column["kind"] == PEOPLE]
    return [row["cells"][place] for row in rows for place in places if row["cells"][place]]


def _called(person, is_home):
    if is_home or person.is_named:
        return person.name
    return f"{person.masked_name}（{person.enterprise.short_name}）"
