"""What one request in the place of several reports would ask: each fact once, with every superior's word for it."""

from dataclasses import dataclass

from .catalogue import Column
from .cells import Knowledge, Want


@dataclass(frozen=True)
class Line:
    """A fact; `words` are the columns that ask for it, one place for each report, "" where it does not."""

    want: Want
    words: list
    filled: int
    cells: int

    @property
    def times(self):
        return sum(bool(word) for word in self.words)


def preview_of(dues, asked, catalogue):
    """[Line] in the order of the reports and their columns."""
    wants, words, workshops = {}, {}, {}
    for place, due in enumerate(dues):
        for field in due.requirement.fields.all():
            want = Want.of(catalogue.of(Column.of_field(field)), due.period)
            wants[want.key] = want
            words.setdefault(want.key, [""] * len(dues))[place] = field.name
            workshops.setdefault(want.key, {}).update({one.pk: one for one in asked.workshops_of(due)})
    knowledge = Knowledge(asked.workshops, wants.values())
    return [_line(wants[key], words[key], list(workshops[key].values()), knowledge) for key in wants]


def _line(want, words, workshops, knowledge):
    cells = knowledge.cells(workshops, [want]).values()
    return Line(want, words, sum(not cell.is_missing for cell in cells), len(cells))
