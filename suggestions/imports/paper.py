"""Slips of paper from the box, typed into a sheet: each becomes a suggestion that waits for its answer."""

import uuid

from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.ledgers import Choice, Code, Day, Label, Name, Text
from members.imports import People
from members.ledger_import import LedgerImport, Outcome, date_or_none
from members.models import ImportBatch

from ..models import Suggestion
from ..services.intake import record
from ..services.ledger import take_back
from .meaning import CATEGORIES, LONGEST
from .places import Places

# More than a box holds; each slip is entered like one that is typed by hand.
MOST_SLIPS = 500


class PaperSlips(LedgerImport):
    """Only place and problem are needed. Without a number the name stays as the slip has it."""

    kind = ImportBatch.Kind.PAPER
    identified_by = "problem"
    columns = (
        Label(id="shop", names=("部门", "车间", "部门/车间", "单位", "所在部门"), required=True, limit=120),
        Text(
            id="problem", names=("现状与问题", "问题", "建议内容", "内容", "存在问题"), required=True, limit=LONGEST,
            lines=True,
        ),
        Text(id="idea", names=("改进措施", "改善措施", "措施", "办法"), limit=LONGEST, lines=True),
        Choice(id="category", names=("类别", "建议类别", "分类"), words=CATEGORIES),
        Name(id="name", names=("建议人", "姓名", "提出人"), limit=60),
        Code(id="work_number", names=("工号", "职工号", "员工号")),
        Day(id="proposed_on", names=("提出日期", "日期", "投递日期")),
    )  # fmt: skip

    def identity(self, values):
        if not values.get("problem"):
            return None
        told = (values.get(name) or "" for name in ("problem", "shop", "work_number", "name", "proposed_on"))
        return tuple(map(ledgers.key, told))

    def plan(self, rows):
        """New or the same; refused are unknown places and numbers, and what is more than a box holds."""
        places, people, known = Places(self.enterprise), People(self.enterprise), self._known()
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            row.place, row.person = self._place(row, places), self._person(row, people)
            if row.outcome != Outcome.REFUSED:
                row.outcome = Outcome.SAME if self._told(row) in known else Outcome.NEW
        for row in [row for row in rows if row.outcome == Outcome.NEW][MOST_SLIPS:]:
            self.refuse(row, "problem", _("At most %(n)s slips fit into one file.") % {"n": MOST_SLIPS})

    @staticmethod
    def _told(row):
        """What makes a slip that was entered already: the same words from the same place by the same person."""
        person, name = row.person and row.person.pk, row.values.get("name") or ""
        return row.place.pk, ledgers.key(row.values["problem"]), person, "" if person else ledgers.key(name)

    def _known(self):
        slips = Suggestion.objects.filter(enterprise=self.enterprise, channel=Suggestion.Channel.PAPER)
        told = slips.values_list("department", "problem", "proposers__person", "slip__name")
        return {(place, ledgers.key(problem), person, ledgers.key(name or "")) for place, problem, person, name in told}

    def _place(self, row, places):
        name = row.values.get("shop")
        place = places.find(name) if name else None
        if name and place is None:
            self.refuse(row, "shop", _("“%(name)s” is not a department of this enterprise.") % {"name": name})
        return place

    def _person(self, row, people):
        number, name = row.values.get("work_number"), row.values.get("name")
        person = people.find(number, name) if number else None
        if number and person is None:
            self.refuse(row, "work_number", _("Nobody on the roster has the number %(number)s.") % {"number": number})
        elif person and name and ledgers.key(name) != ledgers.key(person.name):
            told = {"number": number, "known": person.name, "name": name}
            self.refuse(row, "name", _("On the roster %(number)s is %(known)s, here it is %(name)s.") % told)
        return person

    def write(self, rows, *, by):
        for row in rows:
            suggestion = record(
                by=by,
                key=uuid.uuid4(),
                department=row.place,
                channel=Suggestion.Channel.PAPER,
                person=row.person,
                name=row.values.get("name") or "",
                received_on=date_or_none(row.values.get("proposed_on")),
                problem=row.values["problem"],
                idea=row.values.get("idea") or "",
                category=row.values.get("category") or Suggestion.Category.OTHER,
            )
            row.object_id = suggestion.pk
            row.after = {"version": suggestion.version, "number": suggestion.number, "events": [], "decision": None}

    def touched(self, rows):
        self.current = Suggestion.objects.select_for_update(of=["self"]).in_bulk([row.object_id for row in rows])
        return {
            row.number: row.after["number"]
            for row in rows
            if row.object_id not in self.current or self.current[row.object_id].version != row.after["version"]
        }

    def put_back(self, rows, *, by):
        take_back([(self.current[row.object_id], None, row.after) for row in rows])
