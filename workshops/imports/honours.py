"""The register of honours (荣誉台账): one row is one honour of a person, a workshop, a team or the enterprise."""

from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.files import delete_with_files
from alliance_portal.ledgers import Choice, Code, Day, Label, Name
from alliance_portal.models import Source
from members.imports import People
from members.ledger_import import LedgerImport, Outcome, date_or_none
from members.models import ImportBatch, Topic
from members.notifications import settle

from ..models import Honour, Workshop
from ..services import honours as services
from .meaning import LEVELS
from .units import check_unit, other_enterprises

Kind, Holder = Honour.Kind, Honour.Holder
KINDS = {
    Kind.MODEL_WORKER: ("劳动模范", "劳模", "先进工作者"),
    Kind.MAY_DAY_MEDAL: ("五一劳动奖章", "劳动奖章", "五一劳动奖状", "五一巾帼标兵"),
    Kind.PIONEER_TEAM: ("工人先锋号", "先锋号", "五一巾帼标兵岗"),
    Kind.CRAFTSMAN: ("工匠", "大国工匠", "技术能手"),
    Kind.RESULT: ("成果奖", "成果", "创新成果", "五小成果"),
    Kind.WORKSHOP: ("工作室奖", "工作室", "优秀工作室"),
    Kind.CONTEST: ("竞赛", "技能竞赛", "劳动竞赛"),
    Kind.OTHER: ("其他", "其它"),
}
COLUMNS = (
    Label(id="title", names=("荣誉名称", "荣誉称号", "称号", "获得荣誉"), required=True, limit=100),
    Choice(id="level", names=("级别", "荣誉级别", "等级"), required=True, words=LEVELS),
    Choice(id="kind", names=("荣誉类别", "类别", "类型"), words=KINDS),
    Label(id="body", names=("授予单位", "授予部门", "表彰单位", "颁发单位"), limit=80),
    Label(id="document", names=("文号", "表彰文号", "文件号", "授予文号"), limit=60),
    Day(id="granted_on", names=("授予时间", "授予日期", "表彰时间", "获奖时间", "荣誉时间"), required=True),
    Name(id="name", names=("姓名", "获奖人", "荣誉人", "个人姓名"), limit=60),
    Code(id="work_number", names=("工号", "职工号", "员工号")),
    Label(id="workshop", names=("工作室名称", "工作室"), limit=80),
    Label(id="team", names=("集体名称", "获奖集体", "班组"), limit=80),
    Label(id="unit", names=("所在单位", "单位", "企业"), limit=120),
    Label(id="reason", names=("事由", "获奖事由", "主要事迹", "事迹"), limit=200),
)
MOST_ROWS = 500
# What tells one honour from another besides its holder.
TOLD = ("title", "granted_on", "body")


class HonourLedger(LedgerImport):
    """What stands in the register already stays as it is; it is corrected there.

    Whoever is named in “姓名” holds the honour, else the workshop, else the team, else the enterprise.
    """

    kind = ImportBatch.Kind.HONOURS
    identified_by = "title"
    columns = COLUMNS

    def identity(self, values):
        told = [values.get(name) for name in (*TOLD, "name", "work_number", "workshop", "team")]
        return tuple(ledgers.key(one or "") for one in told) if values.get("title") else None

    def check(self, row, failed):
        """A body unless the enterprise itself grants it, and one holder at most."""
        values = row.values
        if values.get("level") == Honour.Level.ENTERPRISE:
            values["body"] = values.get("body") or "本企业"
        if values.get("level") and not values.get("body") and "body" not in failed:
            self.refuse(row, "body", _("This must not be empty."))
        person = values.get("name") or values.get("work_number")
        named = [("name", person), ("workshop", values.get("workshop")), ("team", values.get("team"))]
        if len([1 for _column, value in named if value]) > 1:
            column = next(name for name, value in reversed(named) if value)
            self.refuse(row, column, _("A row names one holder: a person, a workshop or a team."))

    def plan(self, rows):
        self.people, self.workshops = People(self.enterprise), self._known_workshops()
        known, others, new = self._known_honours(), other_enterprises(self.enterprise), 0
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            check_unit(self, row, others)
            self._find_holder(row)
            if row.outcome == Outcome.REFUSED:
                continue
            self._compare(row, known)
            new += row.outcome == Outcome.NEW
            if new > MOST_ROWS:
                self.refuse(row, "title", _("At most %(n)s rows fit into one file.") % {"n": MOST_ROWS})

    def _known_workshops(self):
        """{name as it is compared: workshop}, former names after those of today."""
        own = list(Workshop.objects.filter(enterprise=self.enterprise).prefetch_related("former_names"))
        former = {ledgers.key(one.name): workshop for workshop in own for one in workshop.former_names.all()}
        return former | {ledgers.key(workshop.name): workshop for workshop in own}

    def _known_honours(self):
        own = Honour.objects.filter(enterprise=self.enterprise)
        own = own.select_for_update(of=["self"]) if self.locking else own
        return {_sign(honour): honour for honour in own}

    def _find_holder(self, row):
        values, row.holder = row.values, {"holder": Holder.ENTERPRISE}
        if values.get("name") or values.get("work_number"):
            person = self._person(row)
            row.holder = {"holder": Holder.PERSON, "person": person}
        elif name := values.get("workshop"):
            workshop = self.workshops.get(ledgers.key(name))
            row.holder = {"holder": Holder.WORKSHOP, "workshop": workshop}
            if workshop is None:
                self.refuse(row, "workshop", _("There is no workshop of this name in the enterprise."))
        elif values.get("team"):
            row.holder = {"holder": Holder.TEAM, "team": values["team"]}

    def _person(self, row):
        """By work number, with which the name has to agree; else by a name that only one person has."""
        number, name = row.values.get("work_number"), row.values.get("name")
        if number:
            return self._numbered(row, number, name)
        called = [one for one in self.people.by_id.values() if ledgers.key(one.name) == ledgers.key(name)]
        if len(called) == 1:
            return called[0]
        several = _("Several people are called so. Please add the work number.")
        self.refuse(row, "name", several if called else _("Nobody on the roster is called so."))
        return None

    def _numbered(self, row, number, name):
        person = self.people.find(number, name)
        if person is None:
            return self.refuse(row, "work_number", _("Nobody on the roster has this work number."))
        if name and ledgers.key(name) != ledgers.key(person.name):
            told = {"number": number, "name": person.name}
            return self.refuse(row, "name", _("Number %(number)s belongs to %(name)s.") % told)
        return person

    def _compare(self, row, known):
        values = row.values
        person = row.holder.get("person")
        for name in services.PUBLIC_WORDS:
            if person and person.name in (values.get(name) or ""):
                self.refuse(row, name, services.NAMED_IN_PUBLIC)
                return
        found = known.get(_sign(Honour(**self._words(row), enterprise=self.enterprise)))
        row.outcome, row.object_id = (Outcome.SAME, found.pk) if found else (Outcome.NEW, None)

    @staticmethod
    def _words(row):
        values = row.values
        return {
            "title": values["title"],
            "level": values["level"],
            "kind": values.get("kind") or Kind.OTHER,
            "body": values["body"],
            "document_number": values.get("document") or "",
            "granted_on": date_or_none(values["granted_on"]),
            "reason": values.get("reason") or "",
            **row.holder,
        }

    def write(self, rows, *, by):
        for row in rows:
            facts = {"by": by, "source": Source.LEDGER, "enterprise": self.enterprise}
            honour = services.register(**facts, **self._words(row))
            row.object_id, row.before, row.after = honour.pk, None, {"version": honour.version}

    def touched(self, rows):
        """What was corrected, revoked, photographed or documented since."""
        self.current = Honour.objects.select_for_update(of=["self"]).in_bulk([row.object_id for row in rows])
        return {row.number: row.values["title"] for row in rows if self._is_touched(row)}

    def _is_touched(self, row):
        honour = self.current.get(row.object_id)
        return honour is None or honour.version != row.after["version"]

    def put_back(self, rows, *, by):
        for row in rows:
            settle(f"honour:{row.object_id}", Topic.HONOURS)
        delete_with_files([self.current[row.object_id] for row in rows])


def _sign(honour):
    """What tells an honour from every other of the enterprise."""
    told = [ledgers.key(honour.title), honour.granted_on, ledgers.key(honour.body), honour.holder]
    return (*told, honour.person_id, honour.workshop_id, ledgers.key(honour.team))
