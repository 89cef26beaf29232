from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.models import Source
from members.ledger_import import LedgerImport, Outcome, date_or_none
from members.models import ImportBatch, ImportRow

from ..models import Designation, Workshop
from ..services.ledger import Entry, LedgerWriter, image_of, take_back
from .meaning import COLUMNS, name_of_plate, system_of, title_of
from .units import check_unit, other_enterprises

# What a row may correct in a plate that came from a ledger, and under which column it is told.
FACTS = {
    "level": "level", "title": "title", "body": "body", "document_number": "document", "granted_on": "granted_on",
    "leader_name": "leader", "team_size": "team",
}  # fmt: skip

# More than an enterprise has; each is entered like one that is typed by hand.
MOST_ROWS = 500


class WorkshopLedger(LedgerImport):
    """One row is one plate; a workshop with several plates has several rows and is made once.

    A workshop is recognised by its name or a former one; a plate by its workshop, level and granting body together with
    the number of its document or the day on which it was granted.
    """

    kind = ImportBatch.Kind.WORKSHOPS
    identified_by = "name"
    columns = COLUMNS

    def identity(self, values):
        told = [values.get(name) for name in ("name", "level", "granted_on")]
        return (*map(ledgers.key, told), ledgers.key(values.get("body") or "")) if all(told) else None

    def check(self, row, failed):
        """A plate has a day, and a body unless the enterprise itself grants it."""
        values = row.values
        both = values.pop("both", None) or {}
        values["document"] = values.get("document") or both.get("number")
        values["granted_on"] = values.get("granted_on") or both.get("day")
        if not values["granted_on"] and not failed & {"granted_on", "both"}:
            self.refuse(row, "granted_on", _("This must not be empty."))
        if values.get("level") == Designation.Level.ENTERPRISE:
            values["body"] = values.get("body") or "本企业"
        if values.get("level") and not values.get("body") and "body" not in failed:
            self.refuse(row, "body", _("This must not be empty."))

    def plan(self, rows):
        """New, changed or the same; refused is what another enterprise owns and what is looked after on the portal."""
        self.workshops, self.plates = self._known_workshops(), self._known_plates()
        others, seen = other_enterprises(self.enterprise), {}
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            check_unit(self, row, others)
            if row.outcome != Outcome.REFUSED:
                self._compare(row, seen)
        for row in [row for row in rows if row.outcome in (Outcome.NEW, Outcome.CHANGED)][MOST_ROWS:]:
            self.refuse(row, "name", _("At most %(n)s rows fit into one file.") % {"n": MOST_ROWS})

    def _known_workshops(self):
        """{name as it is compared: workshop}, former names after those of today."""
        own = Workshop.objects.filter(enterprise=self.enterprise).prefetch_related("former_names")
        if self.locking:
            own = own.select_for_update(of=["self"])
        own = list(own)
        former = {ledgers.key(one.name): workshop for workshop in own for one in workshop.former_names.all()}
        return former | {ledgers.key(workshop.name): workshop for workshop in own}

    def _known_plates(self):
        """{(workshop, level, body as it is compared): its plates}"""
        known = Designation.objects.filter(workshop__enterprise=self.enterprise, granted_on__isnull=False)
        known = known.select_related("workshop").prefetch_related("events").order_by("pk")
        if self.locking:
            known = known.select_for_update(of=["self"])
        found = {}
        for plate in known:
            found.setdefault((plate.workshop_id, plate.level, ledgers.key(plate.body)), []).append(plate)
        return found

    def _compare(self, row, seen):
        row.entry = self._entry(row.values)
        row.workshop = self.workshops.get(ledgers.key(row.values["name"]))
        row.plate = self._plate(row)
        if row.plate is None:
            row.outcome = Outcome.NEW
            return
        row.object_id = row.plate.pk
        if seen.setdefault(row.object_id, row.number) != row.number:
            self.refuse(row, "name", _("This is already in row %(n)s of the file.") % {"n": seen[row.object_id]})
            return
        changed = [name for name in FACTS if self._says_something_new(row, name)]
        self.judge(row, [FACTS[name] for name in changed])
        row.changed = changed
        if changed and not _came_from_a_ledger(row.plate):
            reason = _("“%(title)s” is looked after on the portal. Please correct it there.")
            self.refuse(row, FACTS[changed[0]], reason % {"title": row.plate.title})

    def _says_something_new(self, row, name):
        """An empty cell says nothing, so it changes nothing; neither does a title the table does not have."""
        told = getattr(row.entry, name)
        if name == "title" and not row.values.get("title"):
            return False
        return told not in (None, "") and told != getattr(row.plate, name)

    def _plate(self, row):
        """The plate of the row: the same document, else the same day."""
        if row.workshop is None:
            return None
        entry = row.entry
        own = self.plates.get((row.workshop.pk, entry.level, ledgers.key(entry.body)), [])
        by_document = [one for one in own if entry.document_number and one.document_number == entry.document_number]
        return next(iter([*by_document, *(one for one in own if one.granted_on == entry.granted_on)]), None)

    @staticmethod
    def _entry(values):
        return Entry(
            workshop=values["name"],
            kind=values["kind"],
            level=values["level"],
            system=system_of(values.get("body"), values["level"]),
            title=values.get("title") or name_of_plate(values["level"], values["kind"]),
            body=values["body"],
            document_number=values.get("document") or "",
            granted_on=date_or_none(values["granted_on"]),
            leader_name=values.get("leader") or "",
            honour=values.get("honour") or "",
            team_size=values.get("team"),
            leader_title=title_of(values.get("honour")),
            speciality=values.get("speciality") or "",
        )

    def write(self, rows, *, by):
        writer, made = LedgerWriter(self.enterprise, by=by), {}
        for row in rows:
            name = ledgers.key(row.values["name"])
            if name not in self.workshops:
                self.workshops[name] = writer.make_workshop([one.entry for one in rows if _name(one) == name])
                made[name] = self.workshops[name]
            if row.plate is None:
                plate, row.after = writer.add(self.workshops[name], row.entry)
                row.before, row.object_id = None, plate.pk
            else:
                row.before, row.after = writer.correct(row.plate, row.entry, row.changed)
        images = {name: image_of(workshop) for name, workshop in made.items()}
        for row in rows:
            row.after["made"] = images.get(_name(row))

    def touched(self, rows):
        """What was worked on since: a plate with another version, or a workshop made here that has more to it now."""
        known = Designation.objects.select_for_update(of=["self"]).select_related("workshop")
        self.current = known.in_bulk([row.object_id for row in rows])
        images = {row.after["workshop"]: row.after["made"] for row in rows if row.after["made"]}
        used = {one.pk for one in Workshop.objects.filter(pk__in=images) if image_of(one) != images[one.pk]}
        return {row.number: row.values["name"] for row in rows if self._is_touched(row, used)}

    def _is_touched(self, row, used):
        plate = self.current.get(row.object_id)
        return plate is None or plate.version != row.after["version"] or row.after["workshop"] in used

    def put_back(self, rows, *, by):
        versions = take_back([(self.current[row.object_id], row.before, row.after) for row in rows], by=by)
        self._follow({row.object_id: (row.before["version"], versions[row.object_id]) for row in rows if row.before})

    def _follow(self, versions):
        """Earlier imports of these plates can be undone as before: what they left is in place again."""
        earlier = ImportRow.objects.filter(
            batch__enterprise=self.enterprise,
            batch__kind=self.kind,
            batch__state=ImportBatch.State.COMMITTED,
            outcome__in=(Outcome.NEW, Outcome.CHANGED),
            object_id__in=list(versions),
        )
        found = [row for row in earlier if versions[row.object_id][0] == row.after["version"]]
        for row in found:
            row.after["version"] = versions[row.object_id][1]
        ImportRow.objects.bulk_update(found, ["after"])


def _name(row):
    return ledgers.key(row.values["name"])


def _came_from_a_ledger(plate):
    """Nothing but ledgers has had a hand in it."""
    return all(event.source == Source.LEDGER for event in plate.events.all())
