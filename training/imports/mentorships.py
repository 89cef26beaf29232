"""The register of mentoring (师带徒登记表): one row is one agreement, whose term may still run."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.files import delete_with_files
from alliance_portal.ledgers import Choice, Day, Label, Name, Text, cells
from alliance_portal.models import Source
from members.fields import PeopleField
from members.imports import People
from members.ledger_import import LedgerImport, Outcome
from members.models import ImportBatch
from workshops.models import Workshop

from ..guests import people_called
from ..models import Apprenticeship, Mentorship
from ..models import Outcome as Result
from ..services import ledger as services
from ..services.checks import MOST_APPRENTICES

LAST_DAY = dt.date(2099, 12, 31)
RESULTS = {
    Result.EXCELLENT: ("优秀", "优", "优良"),
    Result.PASSED: ("合格", "良好", "良", "及格", "通过", "出师"),
    Result.FAILED: ("不合格", "不及格", "未通过", "未出师"),
}


@dataclass(frozen=True, kw_only=True)
class DayToCome(Day):
    """A day that may still be to come: agreements are made for years."""

    def hint(self):
        return _("A date such as 2028-08-31; it may be still to come.")

    def read(self, value, unit):
        return cells.day(value, self.earliest, LAST_DAY).isoformat()


COLUMNS = (
    Label(id="number", names=("协议编号", "合同编号", "编号"), limit=32),
    Name(id="mentor", names=("师傅", "师傅姓名", "导师"), limit=60),
    Label(id="mentor_number", names=("师傅工号", "导师工号"), required=True, limit=20),
    Name(id="apprentices", names=("徒弟", "徒弟姓名", "学徒"), limit=200),
    Label(id="apprentice_numbers", names=("徒弟工号", "学徒工号"), required=True, limit=120),
    Label(id="trade", names=("工种", "培养工种", "专业"), required=True, limit=40),
    Label(id="workshop", names=("工作室", "工作室名称"), limit=80),
    DayToCome(id="starts_on", names=("开始日期", "起始日期", "签订日期"), required=True),
    DayToCome(id="ends_on", names=("结束日期", "终止日期", "到期日期"), required=True),
    Text(id="goals", names=("培养目标", "目标"), limit=1000, lines=True),
    Choice(id="result", names=("考核结果", "考核"), words=RESULTS),
)
# What a row corrects in an agreement that came from a ledger, as long as it is in force.
CORRECTED = ("trade", "goals", "starts_on", "ends_on", "workshop")


class MentorshipLedger(LedgerImport):
    """An agreement is recognised by its number; without one by mentor, apprentices and the day it begins."""

    kind = ImportBatch.Kind.MENTORSHIP
    identified_by = "number"
    columns = COLUMNS

    def identity(self, values):
        if number := values.get("number"):
            return ledgers.key(number)
        told = [values.get(name) for name in ("mentor_number", "apprentice_numbers", "starts_on")]
        return tuple(ledgers.key(one) for one in told) if all(told) else None

    def check(self, row, failed):
        starts_on, ends_on = row.values.get("starts_on"), row.values.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.refuse(row, "ends_on", _("It ends before it begins."))

    def plan(self, rows):
        self.people, self.guests = People(self.enterprise), self._guests(rows)
        self.workshops = {ledgers.key(one.name): one for one in Workshop.objects.filter(enterprise=self.enterprise)}
        by_number, by_people = self._known()
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            self._understand(row)
            if row.outcome != Outcome.REFUSED:
                number = ledgers.key(row.values.get("number") or "")
                self._compare(row, by_number.get(number) if number else by_people.get(_sign(row)))

    def _guests(self, rows):
        """Apprentices of other enterprises, written as they sign in; one query for the whole file."""
        texts = [text for row in rows for text in _parts(row, "apprentice_numbers") if "-" in text]
        return people_called(texts) if texts else {}

    def _known(self):
        own = Mentorship.objects.filter(enterprise=self.enterprise).select_related("workshop")
        own = own.prefetch_related(Prefetch("apprenticeships", Apprenticeship.objects.order_by("pk")))
        own = list(own.select_for_update(of=["self"]) if self.locking else own)
        self.open = [one for one in own if one.status in Mentorship.OPEN]
        by_people = {(one.mentor_id, _taught(one), one.starts_on.isoformat()): one for one in own}
        return {ledgers.key(one.number): one for one in own}, by_people

    def _understand(self, row):
        values, row.workshop, row.taught = row.values, None, []
        row.teaches = self._person(row, "mentor_number", values.get("mentor_number"), values.get("mentor"), "mentor")
        numbers, names = (_parts(row, name) for name in ("apprentice_numbers", "apprentices"))
        if names and len(names) != len(numbers):
            self.refuse(row, "apprentices", _("There are as many names as work numbers, in the same order."))
            return
        if len(numbers) > MOST_APPRENTICES:
            words = _("At most %(most)d apprentices fit into one agreement.") % {"most": MOST_APPRENTICES}
            self.refuse(row, "apprentice_numbers", words)
        for place, number in enumerate(numbers):
            name = names[place] if names else None
            row.taught.append(self._person(row, "apprentice_numbers", number, name, "apprentices"))
        if row.teaches and row.teaches in row.taught:
            self.refuse(row, "apprentice_numbers", _("Nobody is their own apprentice."))
        if name := values.get("workshop"):
            row.workshop = self.workshops.get(ledgers.key(name))
            if row.workshop is None:
                self.refuse(row, "workshop", _("There is no workshop of this name in the enterprise."))

    def _person(self, row, column, number, name, name_column):
        if not number:
            return None
        person = self.people.find(number, name)
        if person is None and "-" in number and column == "apprentice_numbers":
            return self._guest(row, column, number, name)
        if person is None:
            return self.refuse(
                row, column, _("Nobody on the roster has the work number %(number)s.") % {"number": number}
            )
        if name and ledgers.key(name) != ledgers.key(person.name):
            told = {"number": number, "name": person.name}
            return self.refuse(row, name_column, _("Number %(number)s belongs to %(name)s.") % told)
        return person

    def _guest(self, row, column, number, name):
        """Whoever writes a number of another enterprise knows the name that goes with it; nobody learns it here."""
        guest = self.guests.get(number)
        if guest and name and ledgers.key(name) == ledgers.key(guest.name):
            return guest
        words = _("Nobody in service is known as %(number)s by the name that stands here. Please compare both.")
        return self.refuse(row, column, words % {"number": number})

    def _compare(self, row, found):
        if found is None:
            row.outcome, row.object_id = Outcome.NEW, None
            self._refuse_taught_already(row)
            return
        row.object_id, row.outcome = found.pk, Outcome.SAME
        if (found.mentor_id, _taught(found)) != _sign(row)[:2]:
            words = _("The agreement %(number)s names other people. Please correct it there.")
            self.refuse(row, "mentor_number", words % {"number": found.number})
            return
        changed = self._changed(row, found)
        if changed and (found.source != Source.LEDGER or not found.is_in_force):
            words = _("The agreement %(number)s is kept on the portal, with other words. Please correct it there.")
            self.refuse(row, changed[0], words % {"number": found.number})
        elif changed:
            self.judge(row, changed)

    def _refuse_taught_already(self, row):
        """The same two at the same time in another agreement would count twice."""
        starts_on, ends_on = (dt.date.fromisoformat(row.values[name]) for name in ("starts_on", "ends_on"))
        taught = {person.pk for person in row.taught}
        for one in self.open:
            meets = one.mentor_id == row.teaches.pk and taught & _taught(one)
            if meets and one.starts_on <= ends_on and starts_on <= one.ends_on:
                words = _("The same two are in the agreement %(number)s at that time already. Please correct it there.")
                self.refuse(row, "apprentice_numbers", words % {"number": one.number})
                return

    def _changed(self, row, found):
        """The columns that say something else; an empty cell says nothing."""
        told = services.words_of(row)
        changed = [name for name in CORRECTED if told[name] and told[name] != getattr(found, name)]
        results = {one.result for one in found.apprenticeships.all()}
        is_new = row.values.get("result") and results != {row.values["result"]}
        return [*changed, "result"] if is_new else changed

    def write(self, rows, *, by):
        new = [row for row in rows if row.outcome == Outcome.NEW]
        services.enter_all(self.enterprise, new, by=by, day=self.dated)
        services.correct_all([row for row in rows if row.outcome == Outcome.CHANGED], by=by, day=self.dated)

    def touched(self, rows):
        """What was changed, recorded, checked or asked for since."""
        current = Mentorship.objects.select_for_update(of=["self"]).filter(pk__in=[row.object_id for row in rows])
        self.current = {one.pk: one for one in current.filter(records=None, requests=None, stages=None)}
        return {
            row.number: row.values.get("number") or row.values["mentor_number"] for row in rows if self._is_touched(row)
        }

    def _is_touched(self, row):
        mentorship = self.current.get(row.object_id)
        return mentorship is None or mentorship.version != row.after["version"]

    def put_back(self, rows, *, by):
        corrected = [row for row in rows if row.before is not None]
        services.put_back_all([(self.current[row.object_id], row.before, row.after) for row in corrected])
        delete_with_files([self.current[row.object_id] for row in rows if row.before is None])


def _parts(row, column):
    parts = (part.strip() for part in PeopleField.SEPARATORS.split(row.values.get(column) or ""))
    return [cells.compact(part) for part in parts if part]


def _taught(mentorship):
    return frozenset(one.person_id for one in mentorship.apprenticeships.all())


def _sign(row):
    return row.teaches.pk, frozenset(one.pk for one in row.taught), row.values["starts_on"]
