"""The table of results (“五小”成果汇总表): one row is one result, which comes in as a draft."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.files import delete_with_files
from alliance_portal.ledgers import Choice, Day, Label, Text, Yuan
from alliance_portal.models import Source
from members.fields import PeopleField, everybody_called
from members.ledger_import import LedgerImport, Outcome, date_or_none
from members.models import ImportBatch

from ..models import FiveSmallKind, Patent, Result, Workshop
from ..services import results as services
from .units import check_unit, other_enterprises

Innovation = Workshop.Innovation
INNOVATIONS = {
    Innovation.TECHNOLOGY: ("技术创新", "技术", "技术类"),
    Innovation.MANAGEMENT: ("管理创新", "管理", "管理类"),
    Innovation.SERVICE: ("服务创新", "服务", "服务类"),
    Innovation.RULES: ("制度创新", "制度", "制度类"),
}
COLUMNS = (
    Label(id="title", names=("成果名称", "项目名称", "名称"), required=True, limit=80),
    Label(id="five_small", names=("五小类别", "成果类别", "类别", "成果类型"), limit=20),
    Choice(id="innovation", names=("创新类别", "创新类型"), words=INNOVATIONS),
    Label(id="unit", names=("完成单位", "所在单位", "单位"), limit=120),
    Label(id="workshop", names=("工作室名称", "工作室", "完成工作室"), limit=80),
    Text(id="makers", names=("完成人", "主要完成人", "主创人员", "成员"), limit=300),
    Text(id="before", names=("原状", "现状与问题", "存在问题", "改进前"), required=True, limit=2000, lines=True),
    Text(id="method", names=("做法", "主要内容", "改进措施", "成果简介"), required=True, limit=2000, lines=True),
    Text(id="after", names=("效果", "实施效果", "应用效果", "改进后"), required=True, limit=2000, lines=True),
    Text(id="applicability", names=("适用范围", "应用前景", "推广价值"), limit=2000, lines=True),
    Day(id="in_use_since", names=("投用时间", "应用时间", "实施时间", "投用日期")),
    Yuan(id="claimed", names=("申报效益", "创造价值", "经济效益", "年经济效益")),
    Text(id="reckoning", names=("效益计算", "效益计算过程"), limit=2000, lines=True),
    Label(id="patents", names=("专利号", "专利"), limit=300),
)
MOST_ROWS = 500
# The digit after the year of a Chinese patent number says what it protects; 软件著作权 has letters of its own.
PATENT = re.compile(r"(?:ZL)?(?:(?:19|20)\d{2})([123])\d{5,9}(?:\.[\dX])?", re.IGNORECASE)
SOFTWARE = re.compile(r"(?:\d{4})?SR\d{5,8}", re.IGNORECASE)
PATENTS = {"1": Patent.Kind.INVENTION, "2": Patent.Kind.UTILITY, "3": Patent.Kind.DESIGN}


def patent_kind(number):
    """What a number protects, or None where it is no number of a right."""
    if found := PATENT.fullmatch(number):
        return PATENTS[found[1]]
    return Patent.Kind.SOFTWARE if SOFTWARE.fullmatch(number) else None


class ResultLedger(LedgerImport):
    """A result is recognised by its title. What is there already with other words is corrected on the portal."""

    kind = ImportBatch.Kind.RESULTS
    identified_by = "title"
    columns = COLUMNS

    def identity(self, values):
        return ledgers.key(values["title"]) if values.get("title") else None

    def plan(self, rows):
        self.kinds, self.workshops = self._kinds(), self._known_workshops()
        known, others, called, new = self._known_results(), other_enterprises(self.enterprise), self._called(rows), 0
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            check_unit(self, row, others)
            self._understand(row, called)
            if row.outcome == Outcome.REFUSED:
                continue
            self._compare(row, known.get(ledgers.key(row.values["title"])))
            new += row.outcome == Outcome.NEW
            if new > MOST_ROWS:
                self.refuse(row, "title", _("At most %(n)s rows fit into one file.") % {"n": MOST_ROWS})

    def _kinds(self):
        """{word as it is compared: kind}: those of the enterprise, and what the country calls them."""
        offered = list(FiveSmallKind.objects.offered_in(self.enterprise))
        national = {"invention": "小发明", "creation": "小创造", "renovation": "小革新", "design": "小设计"}
        national["suggestion"] = "小建议"
        by_nation = {ledgers.key(national[kind.national]): kind for kind in reversed(offered)}
        return by_nation | {ledgers.key(kind.name): kind for kind in offered}

    def _known_workshops(self):
        own = Workshop.objects.filter(enterprise=self.enterprise)
        return {ledgers.key(workshop.name): workshop for workshop in own}

    def _known_results(self):
        own = Result.objects.filter(enterprise=self.enterprise).exclude(status="withdrawn")
        own = own.select_for_update(of=["self"]) if self.locking else own
        return {ledgers.key(result.title): result for result in own}

    def _called(self, rows):
        """{text: whom of the enterprise it may mean}, from one query for the whole file."""
        texts = [text for row in rows for text in _names(row)]
        return everybody_called(self.enterprise.people.all(), texts)

    def _understand(self, row, called):
        values = row.values
        row.kind = self._known(row, "five_small", self.kinds, _("Known kinds: %(known)s."))
        row.workshop = self._known(row, "workshop", self.workshops, _("Workshops there: %(known)s."))
        row.makers, row.patents = [], []
        for text in _names(row):
            if len(called[text]) > 1:
                told = {"name": text}
                words = _("Several people are called “%(name)s”. Please write the work number behind the name.")
                self.refuse(row, "makers", words % told)
            row.makers.append({"person": called[text][0]} if called[text] else {"outsider": text[:60]})
        if len(row.makers) > services.MOST_MAKERS:
            self.refuse(row, "makers", _("A result names %(most)d people at most.") % {"most": services.MOST_MAKERS})
        for number in filter(None, PeopleField.SEPARATORS.split(values.get("patents") or "")):
            self._add_patent(row, number.strip())

    def _known(self, row, column, known, advice):
        """What the word of a column means here; refused where it means nothing."""
        word = row.values.get(column)
        if word and ledgers.key(word) not in known:
            names = "、".join(dict.fromkeys(one.name for one in known.values())) or "—"
            self.refuse(row, column, _("“%(word)s” is not known here.") % {"word": word} + advice % {"known": names})
        return known.get(ledgers.key(word)) if word else None

    def _add_patent(self, row, number):
        kind = patent_kind(number)
        if kind is None:
            words = _("“%(number)s” is no number of a patent or registered software.")
            self.refuse(row, "patents", words % {"number": number[:30]})
        row.patents.append({"kind": kind, "number": number[:40]})

    def _compare(self, row, found):
        if found is None:
            row.outcome = Outcome.NEW
            return
        row.object_id, row.outcome = found.pk, Outcome.SAME
        if any(getattr(found, name) != row.values[name] for name in ("before", "method", "after")):
            words = _("%(number)s has this title already, with other words. Please correct it there.")
            self.refuse(row, "title", words % {"number": found.number})

    def write(self, rows, *, by):
        for row in rows:
            facts = {"by": by, "enterprise": self.enterprise, "source": Source.LEDGER}
            workshops = [row.workshop] if row.workshop else []
            result = services.enter(**facts, workshops=workshops, makers=row.makers, **self._words(row))
            Patent.objects.bulk_create(Patent(result=result, **patent) for patent in row.patents)
            row.object_id, row.before = result.pk, None
            row.after = {"version": result.version, "number": result.number}

    @staticmethod
    def _words(row):
        values = row.values
        texts = ("title", "before", "method", "after", "applicability", "reckoning")
        words = {name: values.get(name) or "" for name in texts}
        amount = values.get("claimed")
        return words | {
            "five_small": row.kind,
            "innovation": values.get("innovation") or Innovation.TECHNOLOGY,
            "in_use_since": date_or_none(values.get("in_use_since")),
            "claimed_yuan": Decimal(amount) if amount else None,
        }

    def touched(self, rows):
        """What is no longer as it came in: changed, shared, honoured, or put forward."""
        current = Result.objects.select_for_update(of=["self"])
        current = current.filter(status="draft", honours=None, national_entries=None)
        self.current = {result.pk: result for result in current.filter(pk__in=[row.object_id for row in rows])}
        return {row.number: row.values["title"] for row in rows if self._is_touched(row)}

    def _is_touched(self, row):
        result = self.current.get(row.object_id)
        return result is None or result.version != row.after["version"]

    def put_back(self, rows, *, by):
        for row in rows:
            self.current[row.object_id]._history_user = by
        delete_with_files([self.current[row.object_id] for row in rows])


def _names(row):
    parts = (part.strip() for part in PeopleField.SEPARATORS.split(row.values.get("makers") or ""))
    return list(dict.fromkeys(filter(None, parts)))
