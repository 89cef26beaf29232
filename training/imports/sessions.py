"""The ledger of training and activities (培训活动台账): one row is one session (场次) with the people counted at it."""

import re
from dataclasses import dataclass, replace

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.ledgers import CellError, Choice, Column, Day, Heads, Label, Name, cells
from alliance_portal.models import Source
from members.ledger_import import LedgerImport, Outcome
from members.models import ImportBatch
from workshops.models import Workshop

from ..models import Session
from ..services import session_ledger as services

Function, Kind, Form = Session.Function, Session.Kind, Session.Form
FUNCTIONS = {
    Function.IDEOLOGY: ("思想引领", "思想政治引领"),
    Function.EDUCATION: ("教育培训", "培训教育"),
    Function.SKILL: ("技能提升", "技能培训"),
    Function.RIGHTS: ("维权服务", "维权"),
    Function.CULTURE_SPORT: ("文体健身", "文体活动", "文体"),
}
FORMS = {
    Form.ON_SITE: ("线下", "现场", "集中", "面授"),
    Form.ONLINE: ("线上", "网络", "直播"),
    Form.HANDS_ON: ("实操", "实训", "现场实操"),
}
# Where the ledger does not say the kind, the topic tells it; the first words that fit count.
TOPICS = (
    (Kind.PRACTICE, re.compile("练兵|实训|演练")),
    (Kind.TALK, re.compile("宣讲")),
    (Kind.READING, re.compile("读书|阅读")),
    (Kind.ADVICE, re.compile("咨询")),
    (Kind.EXCHANGE, re.compile("交流|观摩|研讨")),
    (Kind.CONTEST, re.compile("竞赛|比武|大赛")),
)
SEPARATORS = re.compile(r"[、，,；;/\n]+")
MOST_HOURS = 999


@dataclass(frozen=True, kw_only=True)
class Hours(Column):
    """Class hours: “4课时”, 1.5."""

    takes_formulas = True
    form = "General"

    def hint(self):
        return _("A number of class hours such as 4 or 1.5; “4课时” is understood too.")

    def read(self, value, unit):
        number, counted, _multiple = cells.quantity(value)
        if counted not in ("", "课时") or not 0 <= number <= MOST_HOURS or number != round(number, 1):
            raise CellError(_("“%(value)s” is not a number of class hours.") % {"value": cells.shown(value)})
        return str(number)


COLUMNS = (
    Day(id="held_on", names=("日期", "活动日期", "培训日期", "时间"), required=True),
    Label(id="topic", names=("主题", "培训主题", "活动主题", "内容"), required=True, limit=120),
    Choice(id="function", names=("五大功能", "功能"), required=True, words=FUNCTIONS),
    Choice(id="form", names=("形式", "培训形式", "活动形式"), words=FORMS),
    Label(id="host", names=("主办工作室", "主办", "主办单位"), limit=80),
    Label(id="others", names=("协办工作室", "协办", "协办单位"), limit=400),
    Label(id="place", names=("地点", "培训地点", "活动地点"), limit=80),
    Hours(id="hours", names=("课时", "学时")),
    Name(id="lecturer", names=("讲师", "主讲", "授课人", "主讲人"), limit=60),
    Heads(id="heads", names=("人次", "参加人次", "人数", "参加人数")),
)


class SessionLedger(LedgerImport):
    """A session is recognised by its day, its topic and its host; its people are a count, never names."""

    kind = ImportBatch.Kind.TRAINING
    identified_by = "topic"
    columns = COLUMNS

    def identity(self, values):
        if not values.get("held_on") or not values.get("topic"):
            return None
        return values["held_on"], ledgers.key(values["topic"]), ledgers.key(values.get("host") or "")

    def plan(self, rows):
        self.workshops = {ledgers.key(one.name): one for one in Workshop.objects.filter(enterprise=self.enterprise)}
        self.own = {ledgers.key(name) for name in (self.enterprise.name, self.enterprise.short_name)}
        known = self._known(rows)
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            self._understand(row)
            if row.outcome != Outcome.REFUSED:
                self._compare(row, known.get(self.identity(row.values)[:2], []))

    def _known(self, rows):
        """{(day, topic as it is compared): sessions of the enterprise}; with the number of names of each."""
        topics = {row.values["topic"] for row in rows if row.values.get("topic")}
        own = Session.objects.filter(pk__in=Session.objects.held_by(self.enterprise).values("pk"), topic__in=topics)
        own = own.exclude(status=Session.Status.CANCELLED).order_by("pk")
        if self.locking:
            list(own.select_for_update().values("pk"))
        found = {}
        for one in (
            own.annotate(names=Count("attendances")).select_related("lecturer_person").prefetch_related("workshops")
        ):
            day = timezone.localtime(one.starts_at).date().isoformat()
            found.setdefault((day, ledgers.key(one.topic)), []).append(one)
        return found

    def _understand(self, row):
        """The host workshops; the enterprise itself may be the host too."""
        row.hosts = []
        for column in ("host", "others"):
            for name in filter(None, map(str.strip, SEPARATORS.split(row.values.get(column) or ""))):
                workshop = self.workshops.get(ledgers.key(name))
                if workshop:
                    row.hosts.append(workshop)
                elif ledgers.key(name) not in self.own:
                    words = _("There is no workshop “%(name)s” in the enterprise. Import the table of workshops first.")
                    self.refuse(row, column, words % {"name": name})
        row.facts = services.Facts.of(row.values, kind=_kind(row.values), hosts=row.hosts)

    def _compare(self, row, candidates):
        found = _same(row, candidates)
        row.object_id, row.outcome = (found.pk, Outcome.SAME) if found else (None, Outcome.NEW)
        if found is None or found.enterprise_id != self.enterprise.pk:
            # What another enterprise holds together with this one is kept by the other.
            return
        if found.names:
            self._leave_to_names(row, found)
        changed = row.facts.differences(found)
        if changed and found.source != Source.LEDGER:
            words = _("%(number)s is kept on the portal, with other words. Please correct it there.")
            self.refuse(row, changed[0], words % {"number": found.number})
        elif row.outcome != Outcome.REFUSED:
            self.judge(row, changed)

    def _leave_to_names(self, row, found):
        """A count never stands beside a list of names."""
        if row.values.get("heads") not in (None, found.names):
            words = _("%(number)s has a list of %(n)s names on the portal, which counts. Leave the cell empty.")
            self.refuse(row, "heads", words % {"number": found.number, "n": found.names})
        row.facts = replace(row.facts, head_count=None)

    def write(self, rows, *, by):
        services.enter_all(self.enterprise, [row for row in rows if row.outcome == Outcome.NEW], by=by)
        services.correct_all([row for row in rows if row.outcome == Outcome.CHANGED], by=by)

    def touched(self, rows):
        """What was changed since, or has names or seats of people by now."""
        current = Session.objects.select_for_update(of=["self"]).filter(pk__in=[row.object_id for row in rows])
        self.current = {one.pk: one for one in current.filter(attendances=None, enrolments=None)}
        return {row.number: row.values["topic"] for row in rows if self._is_touched(row)}

    def _is_touched(self, row):
        session = self.current.get(row.object_id)
        return session is None or session.version != row.after["version"]

    def put_back(self, rows, *, by):
        services.put_back_all([(self.current[row.object_id], row.before, row.after) for row in rows])


def _kind(values):
    if values.get("form") == Form.HANDS_ON:
        return Kind.PRACTICE
    told = next((kind for kind, words in TOPICS if words.search(values.get("topic") or "")), None)
    usual = Kind.ACTIVITY if values.get("function") == Function.CULTURE_SPORT else Kind.COURSE
    return told or usual


def _same(row, candidates):
    """The session with the very same hosts, else one that the host of the row holds too."""
    hosts = {one.pk for one in row.hosts}
    known = [(one, {workshop.pk for workshop in one.workshops.all()}) for one in candidates]
    exact = [one for one, there in known if there == hosts]
    first = row.hosts[0].pk if row.hosts else None
    return next(iter([*exact, *(one for one, there in known if first in there)]), None)
