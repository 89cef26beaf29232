"""The staff roster (职工花名册): who works where, recognised again by the work number."""

import datetime as dt

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from alliance_portal import ledgers
from alliance_portal.ledgers import Choice, Code, Day, Label, Name, Phone, YesNo

from .ledger_import import LedgerImport, Outcome, date_or_none
from .models import Absence, Department, ImportBatch, Person
from .services.roster import stop_duties

Grade = Person.SkillGrade
GRADES = {
    Grade.JUNIOR: ("初级工", "初级", "五级工", "五级", "初级工(五级)", "五级/初级工"),
    Grade.INTERMEDIATE: ("中级工", "中级", "四级工", "四级", "中级工(四级)", "四级/中级工"),
    Grade.SENIOR: ("高级工", "高级", "三级工", "三级", "高级工(三级)", "三级/高级工"),
    Grade.TECHNICIAN: ("技师", "二级", "二级技师", "技师(二级)", "二级/技师"),
    Grade.SENIOR_TECHNICIAN: ("高级技师", "一级", "一级技师", "高级技师(一级)", "一级/高级技师"),
}
# Somebody who is at work today did not join before this day.
FIRST_JOINED = dt.date(1950, 1, 1)
SHOP_NAMES = ("部门/车间", "部门", "车间", "单位", "部门车间", "所在部门", "所属部门", "所在单位")
FACTS = ("name", "post", "skill_grade", "phone", "joined_on", "left_on", "in_service")
DAYS = ("joined_on", "left_on")
IMAGE = ("name", "department_id", "post", "skill_grade", "phone", "joined_on", "left_on", "in_service", "user_id")
STORED = ("name", "department", "post", "skill_grade", "phone", "joined_on", "left_on", "in_service", "updated_at")


class Tree:
    """The departments of an enterprise by their path of names; a path is (shop,) or (shop, team)."""

    def __init__(self, enterprise):
        self.enterprise = enterprise
        self.ids, self.paths = {}, {}
        for department in Department.objects.filter(enterprise=enterprise).select_related("parent"):
            self._add(department)

    def _add(self, department):
        above = [department.parent.name] if department.parent_id else []
        path = tuple(ledgers.key(name) for name in (*above, department.name))
        self.ids[path], self.paths[department.pk] = department.pk, path

    def find(self, names):
        return self.ids.get(tuple(ledgers.key(name) for name in names))

    def grow(self, wanted, *, by):
        """Make the departments that are missing, shops before their teams; return the ids of the new ones."""
        made = []
        for depth in (1, 2):
            missing = {tuple(map(ledgers.key, names)): names for names in wanted if len(names) == depth}
            fresh = [self._department(names) for path, names in missing.items() if path not in self.ids]
            for department in bulk_create_with_history(fresh, Department, default_user=by):
                self._add(department)
                made.append(department.pk)
        return made

    def _department(self, names):
        parent = Department(pk=self.find(names[:1]), name=names[0]) if len(names) > 1 else None
        return Department(enterprise=self.enterprise, parent=parent, name=names[-1])


class Roster(LedgerImport):
    kind = ImportBatch.Kind.ROSTER
    identified_by = "work_number"
    columns = (
        Name(id="name", names=("姓名", "职工姓名", "员工姓名", "名字"), required=True, limit=60),
        Code(id="work_number", names=("工号", "职工号", "员工号", "职工编号", "员工编号"), required=True),
        Label(
            id="shop",
            names=("部门/车间", "部门", "车间", "单位", "部门车间", "所在部门", "所属部门"),
            required=True,
            limit=60,
        ),
        Label(id="team", names=("班组", "班组名称", "所在班组"), limit=60),
        Label(id="post", names=("岗位", "工种", "职务", "岗位名称"), limit=40),
        Choice(id="skill_grade", names=("技能等级", "职业技能等级", "等级"), words=GRADES),
        Phone(id="phone", names=("手机号", "手机", "手机号码", "联系电话", "电话")),
        Day(
            id="joined_on",
            names=("入职日期", "入厂日期", "入职时间", "进厂日期", "参加工作时间"),
            earliest=FIRST_JOINED,
        ),
        Day(id="left_on", names=("离职日期", "离岗日期", "退休日期", "离厂日期"), earliest=FIRST_JOINED),
        YesNo(id="in_service", names=("是否在岗", "在岗", "是否在职", "在职", "在岗情况")),
    )

    def identity(self, values):
        return ledgers.key(values["work_number"]) if values.get("work_number") else None

    def check(self, row, failed):
        """A day of leaving means having left; left or back without one means: before the roster was filled in."""
        joined, left = row.values.get("joined_on"), row.values.get("left_on")
        if left and joined and left < joined:
            self.refuse(row, "left_on", _("This is before the day of joining."))
        if left and row.values.get("in_service"):
            self.refuse(row, "in_service", _("In service, and yet there is a day of leaving. Please keep one of them."))
        if left:
            row.values["in_service"] = False
        elif row.values.get("in_service") is False:
            row.values["gone_by"] = max(self.dated.isoformat(), joined or "")
        elif row.values.get("in_service"):
            row.values["back_by"] = self.dated.isoformat()

    def plan(self, rows):
        """New, changed or the same, by work number. An empty cell says nothing, so it changes nothing."""
        self.tree, self.people, seen = Tree(self.enterprise), People(self.enterprise), {}
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            person = self.people.find(row.values.get("work_number"), row.values.get("name"))
            if person:
                self._compare(row, person, seen)
            elif row.outcome != Outcome.REFUSED:
                row.outcome = Outcome.NEW
            self._announce_department(row)

    def _compare(self, row, person, seen):
        row.object_id = person.pk
        if person.user_id and row.values.get("name") and ledgers.key(row.values["name"]) != ledgers.key(person.name):
            reason = _("Number %(number)s belongs to %(name)s, who has an account. Please rename the person there.")
            self.refuse(row, "name", reason % {"number": person.work_number, "name": person.name})
        if row.outcome == Outcome.REFUSED:
            return
        if seen.setdefault(person.pk, row.number) != row.number:
            self.refuse(row, "work_number", _("This is already in row %(n)s of the file.") % {"n": seen[person.pk]})
            return
        self.judge(row, self._changed(row.values, person))

    def _changed(self, values, person):
        """Ids of the columns that say something else than the roster."""
        moved = ["shop"] if self._moves(values, person) else []
        return moved + [fact for fact in FACTS if values.get(fact) not in (None, _plain(person, fact))]

    def _moves(self, values, person):
        """Whether the row names another place than the person's; the shop alone leaves the team as it is."""
        path = tuple(map(ledgers.key, _names(values)))
        return self.tree.paths[person.department_id][: len(path)] != path

    def _announce_department(self, row):
        row.values.pop("new_department", None)
        if row.outcome in (Outcome.NEW, Outcome.CHANGED) and not self.tree.find(_names(row.values)):
            row.values["new_department"] = " · ".join(_names(row.values))

    def write(self, rows, *, by):
        wanted = [_names(row.values) for row in rows]
        made = self.tree.grow([names[:depth] for depth in (1, 2) for names in wanted], by=by)
        now, self.absences = timezone.now(), {}
        changed = [(row, self._apply(row, self.people.by_id[row.object_id], now)) for row in rows if row.object_id]
        new = [(row, self._apply(row, self._person(row), now)) for row in rows if not row.object_id]
        reason = {"default_user": by, "default_change_reason": _("Import of a roster")}
        bulk_create_with_history([person for _row, person in new], Person, **reason)
        bulk_update_with_history([person for _row, person in changed], Person, STORED, **reason)
        for row, person in changed:
            if row.before["in_service"] and not person.in_service:
                stop_duties(person, by=by)
        Absence.objects.bulk_create(self.absences.values())
        for row, person in [*new, *changed]:
            row.object_id, row.after = person.pk, {"facts": image(person)}
            if away := self.absences.get(row.number):
                row.after["absence"] = away.pk
        if rows:
            rows[0].after["departments"] = made

    def _person(self, row):
        return Person(enterprise=self.enterprise, work_number=row.values["work_number"])

    def _apply(self, row, person, now):
        row.before, was_in_service = image(person) if person.pk else None, person.in_service
        left_on = person.left_on
        if not person.pk or self._moves(row.values, person):
            person.department_id = self.tree.find(_names(row.values))
        for fact in FACTS:
            if (value := row.values.get(fact)) is not None:
                setattr(person, fact, date_or_none(value) if fact in DAYS else value)
        if person.in_service:
            person.left_on = None
            self._note_return(row, person, None if was_in_service else left_on)
        elif was_in_service and not person.left_on:
            person.left_on = date_or_none(row.values.get("gone_by"))
        person.updated_at = now
        return person

    def _note_return(self, row, person, left_on):
        """Somebody who had left is in service again, since the day the file speaks of."""
        returned_on = date_or_none(row.values.get("back_by"))
        if left_on and returned_on and left_on < returned_on:
            self.absences[row.number] = Absence(person=person, left_on=left_on, returned_on=returned_on)

    def touched(self, rows):
        people = Person.objects.in_bulk([row.object_id for row in rows])
        used = self._used([row.object_id for row in rows if row.before is None])
        return {
            row.number: row.values["work_number"]
            for row in rows
            if row.object_id in used
            or row.object_id not in people
            or image(people[row.object_id]) != row.after["facts"]
        }

    def _used(self, ids):
        """Ids of the new people to whom anything refers by now: a proposal, a membership, a task."""
        used = set()
        for relation in Person._meta.related_objects:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__enterprise": self.enterprise})
            # Many of them or one: the key of the person itself is asked for.
            used.update(rows.values_list(f"{name}__pk", flat=True).distinct())
        return used & set(ids)

    def put_back(self, rows, *, by):
        people = Person.objects.in_bulk([row.object_id for row in rows])
        changed = [(row, people[row.object_id]) for row in rows if row.before is not None]
        for row, person in changed:
            _restore(person, row.before)
        reason = {"default_user": by, "default_change_reason": _("Undoing of an import")}
        bulk_update_with_history([person for _row, person in changed], Person, STORED, **reason)
        for row in rows:
            if row.before is None:
                people[row.object_id]._history_user = by
                people[row.object_id].delete()
        Absence.objects.filter(pk__in=[row.after.get("absence") for row in rows]).delete()
        _fell([pk for row in rows for pk in row.after.get("departments", ())])


class People:
    """The roster of an enterprise, found by work number."""

    def __init__(self, enterprise):
        self.by_id = {person.pk: person for person in Person.objects.filter(enterprise=enterprise)}
        self.by_number, self.without_zeros = {}, {}
        for person in self.by_id.values():
            number = ledgers.key(person.work_number)
            self.by_number[number] = person
            self.without_zeros.setdefault(number.lstrip("0"), []).append(person)

    def find(self, number, name):
        """The person of that number. A spreadsheet may have eaten its zeros: then the name has to agree."""
        if not number:
            return None
        if person := self.by_number.get(ledgers.key(number)):
            return person
        similar = self.without_zeros.get(ledgers.key(number).lstrip("0"), [])
        return similar[0] if len(similar) == 1 and name and ledgers.key(name) == ledgers.key(similar[0].name) else None


def _names(values):
    """Where the row says the person works: [shop] or [shop, team]."""
    return [name for name in (values.get("shop"), values.get("team")) if name]


def _plain(person, fact):
    value = getattr(person, fact)
    return value.isoformat() if isinstance(value, dt.date) else value


def image(person):
    """All facts of a person that an import may change, in a form that JSON can hold."""
    return {name: _plain(person, name) for name in IMAGE}


def _restore(person, facts):
    for name, value in facts.items():
        setattr(person, name, date_or_none(value) if name in DAYS else value)
    person.updated_at = timezone.now()


def _fell(ids):
    """Delete the departments an import made, as far as nothing uses them by now; teams before their shops."""
    for department in Department.objects.filter(pk__in=ids).order_by(F("parent").desc(nulls_last=True)):
        relations = Department._meta.related_objects
        if not any(
            relation.related_model._base_manager.filter(**{relation.field.name: department}).exists()
            for relation in relations
        ):
            department.delete()
