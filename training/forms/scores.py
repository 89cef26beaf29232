"""The one table of marks: a box for everybody in every round, which knows what stood in it when it was shown."""

from django import forms
from django.utils.translation import gettext as _

from alliance_portal.ledgers import cells, files
from alliance_portal.ledgers.errors import LedgerError

from .contests import mark

NUMBER, NAME = "参赛号", "姓名"


def in_box(points):
    return "" if points is None else f"{points.normalize():f}"


class Cell:
    """One box: what is written in it, what stood there, and what is wrong with it."""

    LONGEST = 8

    def __init__(self, entry, part, written, seen):
        self.entry, self.part, self.written, self.seen, self.error = entry, part, written, seen, ""
        self.name, self.before = f"s{entry.pk}-{part.pk}", f"w{entry.pk}-{part.pk}"
        self.key = (entry.pk, part.pk)

    @property
    def said(self):
        return f"{self.part.name} {self.written[: self.LONGEST]}"

    @property
    def full(self):
        return in_box(self.part.full_marks)


class ScoreTable:
    """Rows of cells for those who came; made from what is kept, from what was sent, or from a file."""

    def __init__(self, entries, rounds, kept, data=None):
        self.rounds, self.is_bound, self.errors = rounds, data is not None, []
        self.data = {} if data is None else data
        self.rows = [(entry, [self._cell(entry, part, kept) for part in rounds]) for entry in entries]

    def _cell(self, entry, part, kept):
        now = in_box(kept.get((entry.pk, part.pk)))
        cell = Cell(entry, part, now, now)
        if self.is_bound:
            cell.written, cell.seen = self.data.get(cell.name, now), self.data.get(cell.before, now)
        return cell

    @property
    def cells(self):
        return [cell for _entry, row in self.rows for cell in row]

    @property
    def wrong(self):
        return [cell for cell in self.cells if cell.error]

    def read(self):
        """({key: marks}, {key: marks seen}), or None where a box holds no number."""
        points, seen = {}, {}
        for cell in self.cells:
            try:
                points[cell.key] = mark(cell.written)
                seen[cell.key] = mark(cell.seen)
            except forms.ValidationError as error:
                cell.error = error.messages[0]
        return None if self.wrong else (points, seen)

    def typed_for(self, entries):
        """[(entry, what was typed)] of those who have no row any more, such as somebody entered as absent meanwhile."""
        sent = [(entry, [self._cell(entry, part, {}) for part in self.rounds]) for entry in entries]
        typed = [(entry, [cell.said for cell in row if cell.written not in ("", cell.seen)]) for entry, row in sent]
        return [(entry, ", ".join(marks)) for entry, marks in typed if marks]

    def refuse(self, error, kept):
        """Say at each box what the service found, and show what stands there now."""
        for cell in self.cells:
            if cell.key in error.cells:
                cell.error, cell.seen = error.cells[cell.key], in_box(kept.get(cell.key))

    def fill(self, upload):
        """Write the marks of a file into the boxes; nothing is kept yet. What does not fit stands in `errors`."""
        try:
            sheets = files.read(upload, upload.name)
        except LedgerError as error:
            self.errors.append(str(error))
            return
        rows = sheets[0].rows if sheets else []
        head = next((values for _n, values in rows if NUMBER in map(cells.plain, values)), None)
        if head is None:
            self.errors.append(_("There is no column “%(name)s”. Please use the sheet from here.") % {"name": NUMBER})
            return
        self._take_over(rows[[values for _n, values in rows].index(head) + 1 :], [cells.plain(one) for one in head])

    def _take_over(self, rows, head):
        by_number = {str(entry.number): (entry, row) for entry, row in self.rows}
        places = {part.pk: head.index(part.name) for part in self.rounds if part.name in head}
        for part in self.rounds:
            if part.pk not in places:
                self.errors.append(_("There is no column “%(name)s”. Please use the sheet from here.") % {"name": part})
        for line, values in rows:
            self._take_row(line, [*values, *[None] * len(head)], head, places, by_number)

    def _take_row(self, line, values, head, places, by_number):
        number = cells.compact(values[head.index(NUMBER)])
        if not number:
            return
        if number not in by_number:
            words = _("Row %(line)d: nobody who came has the number %(number)s.")
            self.errors.append(words % {"line": line, "number": cells.shown(number)})
            return
        entry, row = by_number[number]
        name = cells.plain(values[head.index(NAME)]) if NAME in head else ""
        if name and name != entry.person.name:
            words = _("Row %(line)d: number %(number)s is not %(name)s.")
            self.errors.append(words % {"line": line, "number": number, "name": cells.shown(name)})
            return
        for cell in row:
            place = places.get(cell.part.pk)
            if place is not None and not cells.is_nothing(values[place]):
                cell.written = cells.compact(values[place])
