import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import ledgers, periods
from members.imports import People
from members.ledger_import import LedgerImport, Outcome, date_or_none
from members.models import ImportBatch, ImportRow

from ..models import Proposer, SpotCheckRow, Suggestion
from ..services.ledger import Entry, LedgerWriter, take_back
from .comparison import changes, objections
from .meaning import COLUMNS, contradictions
from .places import Places


class SuggestionLedger(LedgerImport):
    kind = ImportBatch.Kind.SUGGESTIONS
    identified_by = "title"
    columns = COLUMNS

    def identity(self, values):
        parts = [values.get(name) for name in ("work_number", "proposed_on", "title")]
        return tuple(map(ledgers.key, parts)) if all(parts) else None

    def check(self, row, failed):
        """Refuse a row whose answer, progress, dates and money do not go together."""
        for column_id, reason in contradictions(row.values, failed):
            self.refuse(row, column_id, reason)

    def plan(self, rows):
        """New, changed or the same; refused are unknown people and places, and what contradicts the portal."""
        self.places, self.people = Places(self.enterprise), People(self.enterprise)
        self.known, seen = self._known(rows), {}
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            place, person = self._place(row), self._person(row)
            if row.outcome != Outcome.REFUSED:
                self._compare(row, self._entry(row.values, person, place), seen)

    def _known(self, rows):
        """{(person id, day, title): suggestion} of everything the portal has from the days of the ledger."""
        days = [row.values["proposed_on"] for row in rows if row.values.get("proposed_on")]
        if not days:
            return {}
        proposals = Proposer.objects.filter(
            suggestion__enterprise=self.enterprise,
            suggestion__received_at__gte=periods.start_of(date_or_none(min(days))),
            suggestion__received_at__lt=periods.start_of(date_or_none(max(days)) + dt.timedelta(days=1)),
        ).select_related("suggestion__implementation", "suggestion__benefit", "suggestion__shop")
        if self.locking:
            proposals = proposals.select_for_update(of=["suggestion"])
        return {_identity(proposal.person_id, proposal.suggestion): proposal.suggestion for proposal in proposals}

    def _place(self, row):
        if not (name := row.values.get("shop")):
            return None
        place = self.places.find(name)
        if place is None:
            self.refuse(row, "shop", _("“%(name)s” is not a department of this enterprise.") % {"name": name})
        return place

    def _person(self, row):
        number, name = row.values.get("work_number"), row.values.get("name")
        if not number:
            return None
        person = self.people.find(number, name)
        if person is None:
            self.refuse(row, "work_number", _("Nobody on the roster has the number %(number)s.") % {"number": number})
        elif name and ledgers.key(name) != ledgers.key(person.name):
            told = {"number": number, "known": person.name, "name": name}
            self.refuse(row, "name", _("On the roster %(number)s is %(known)s, here it is %(name)s.") % told)
        return person

    def _entry(self, values, person, place):
        texts = {name: values.get(name) or "" for name in ("category", "problem", "idea", "conclusion", "reason")}
        days = {name: date_or_none(values.get(name)) for name in ("proposed_on", "answered_on", "done_on")}
        yuan = {name: _decimal(values.get(name)) for name in ("claimed", "verified")}
        return Entry(
            person=person,
            department=place,
            shop_id=place.parent_id or place.pk,
            title=values["title"],
            progress=values.get("progress") or "",
            **texts,
            **days,
            **yuan,
        )

    def _compare(self, row, entry, seen):
        identity = entry.person.pk, entry.proposed_on, ledgers.key(entry.title)
        row.entry, row.suggestion = entry, self.known.get(identity)
        if row.suggestion is None:
            row.outcome = Outcome.NEW
            return
        row.object_id = row.suggestion.pk
        if seen.setdefault(row.object_id, row.number) != row.number:
            self.refuse(row, "title", _("This is already in row %(n)s of the file.") % {"n": seen[row.object_id]})
            return
        changed = changes(row.suggestion, entry)
        self.judge(row, changed)
        for column_id, reason in objections(row.suggestion, entry, changed):
            self.refuse(row, column_id, reason)

    def write(self, rows, *, by):
        writer = LedgerWriter(self.enterprise, by=by)
        written = [
            writer.complete(row.suggestion, row.entry) if row.suggestion else writer.add(row.entry) for row in rows
        ]
        writer.save()
        for row, result in zip(rows, written, strict=True):
            row.object_id, row.before, row.after = result.suggestion.pk, result.before, result.after

    def touched(self, rows):
        self.current = self._current(rows)
        drawn = self._drawn(rows)
        return {
            row.number: row.after["number"]
            for row in rows
            if row.object_id not in self.current
            or row.object_id in drawn
            or self.current[row.object_id].version != row.after["version"]
        }

    def _drawn(self, rows):
        """What somebody has drawn for a spot check stays: the sample must not lose a row."""
        ids = [row.object_id for row in rows]
        drawn = SpotCheckRow.objects.order_by()
        return {
            key
            for start in range(0, len(ids), 500)
            for key in drawn.filter(suggestion__in=ids[start : start + 500]).values_list("suggestion", flat=True)
        }

    def _current(self, rows):
        found = Suggestion.objects.select_for_update(of=["self"]).select_related("implementation", "benefit")
        ids = [row.object_id for row in rows]
        return {
            suggestion.pk: suggestion
            for start in range(0, len(ids), 500)
            for suggestion in found.filter(pk__in=ids[start : start + 500])
        }

    def put_back(self, rows, *, by):
        versions = take_back([(self.current[row.object_id], row.before, row.after) for row in rows])
        self._follow({row.object_id: (row.before["version"], versions[row.object_id]) for row in rows if row.before})

    def _follow(self, versions):
        """Earlier imports of these suggestions can be undone as before: what they left is in place again."""
        earlier = ImportRow.objects.filter(
            batch__enterprise=self.enterprise,
            batch__kind=self.kind,
            batch__state=ImportBatch.State.COMMITTED,
            outcome__in=(Outcome.NEW, Outcome.CHANGED),
        )
        found = []
        for row in earlier if versions else []:
            before, now = versions.get(row.object_id, (None, None))
            if before == row.after["version"]:
                row.after["version"] = now
                found.append(row)
        ImportRow.objects.bulk_update(found, ["after"])


def _identity(person_id, suggestion):
    return person_id, timezone.localdate(suggestion.received_at), ledgers.key(suggestion.title)


def _decimal(text):
    return Decimal(text) if text is not None else None
