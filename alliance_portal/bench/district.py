"""Fills a whole district for measuring: many enterprises and people, five years of suggestions with every fate.

Written straight into the tables, by COPY where there is one, because a million suggestions take an hour by the
services. The same numbers make the same district, apart from the day on which it ends.
"""

import datetime as dt
import io
import random
import uuid
from itertools import accumulate, count, product

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from alliance_portal.periods import month_of
from members.models import Department, Enterprise, Person, User
from suggestions import services, triggers
from suggestions.models import (
    AnswerRating,
    BenefitAssessment,
    Decision,
    Implementation,
    Proposer,
    Recheck,
    Suggestion,
    SuggestionEvent,
)

SHOPS, YEARS = 5, 5
AT_ONCE = 20_000
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
PLACES = ("三号线", "焊装线", "总装线", "涂装间", "冲压机旁", "库房门口", "食堂后厨", "充电棚", "检测台", "危化品柜")
THINGS = ("气枪", "夹具定位销", "照明灯", "吊具", "周转箱", "排风扇", "安全护栏", "扭矩扳手", "地沟盖板", "工具车")
TROUBLES = ("漏气", "磨损得快", "太暗", "要弯腰去拿", "放不下", "噪声大", "松动", "找不到", "容易绊脚", "等料时间长")
WORDS = ["".join(words) for words in product(PLACES, THINGS, TROUBLES)]
CHANNELS = ("web",) * 12 + ("qr",) * 5 + ("paper",) * 2 + ("ledger",)
CONCLUSIONS = ("adopted",) * 50 + ("partly_adopted",) * 12 + ("declined",) * 20 + ("reserved",) * 8
CONCLUSIONS += ("merged",) * 7 + ("forwarded",) * 3
REASONS = tuple(Decision.DeclineReason.values)


def fill(suggestions, enterprises=1500, people=200_000):
    """Bring the district up to so many enterprises, people and suggestions, counted and analysed.

    Before them there may be anything, the demo too. Called again with larger numbers it goes on where it ended.
    """
    with transaction.atomic():
        triggers.drop(connection)
        _found(max(enterprises - Enterprise.objects.count(), 0))
        _hire(max(people - Person.objects.count(), 0))
        _suggest(max(suggestions - Suggestion.objects.count(), 0))
        triggers.install(connection)
        _go_on_counting()
    _analyse("ANALYZE")
    services.fold_figures()
    _analyse("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _analyse(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _found(number):
    first = Enterprise.objects.count()
    made = Enterprise.objects.bulk_create(
        Enterprise(code=_code(n), name=f"第{n}号机械有限公司", short_name=f"机械{n}")
        for n in range(first, first + number)
    )
    Department.objects.bulk_create(
        Department(enterprise=enterprise, name=f"第{shop}车间") for enterprise in made for shop in range(1, SHOPS + 1)
    )


def _code(number):
    """Five letters, so that none is a code of the demo."""
    return "Q" + "".join(chr(65 + number // 26**place % 26) for place in reversed(range(4)))


def _hire(number):
    """Most into those that were founded first: a few enterprises are large."""
    chance, shops = random.Random(1), _shops()  # noqa: S311 - nothing is secret here
    place, past = Table(Person, numbered=True), Table(Person.history.model)
    own = chance.choices(list(shops), cum_weights=_weights(len(shops)), k=number) if number else ()
    for pk, enterprise in zip(_numbers(Person), own, strict=False):
        joined = dt.date(2010, 1, 1) + dt.timedelta(days=chance.randrange(4000))
        who = {"enterprise_id": enterprise, "department_id": chance.choice(shops[enterprise]), "joined_on": joined}
        who |= {"id": pk, "work_number": f"B{pk:07}", "name": f"职工{pk}"}
        place.add(**who)
        past.add(**who, history_type="+", history_date=LONG_AGO)
    place.save()
    past.save()


def _numbers(model):
    """The numbers that no row has yet."""
    return count(1 + (model.objects.aggregate(last=Max("pk"))["last"] or 0))


def _go_on_counting():
    """The next number of a table is the one after the last that was written."""
    models = [Person, Suggestion, Decision]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _weights(number):
    return list(accumulate(1 / (rank + 10) for rank in range(number)))


def _shops():
    """{enterprise id: ids of its shops}"""
    found = {}
    for enterprise, shop in Department.objects.filter(parent=None).order_by("pk").values_list("enterprise", "pk"):
        found.setdefault(enterprise, []).append(shop)
    return found


def _suggest(number):
    if not number:
        return
    people = list(Person.objects.order_by("pk").values_list("pk", "enterprise", "department__parent", "department"))
    by, _new = User.objects.get_or_create(username="bench", defaults={"is_active": False})
    writer = Writer(people, by.pk, random.Random(number))  # noqa: S311 - nothing is secret here
    for _one in range(number):
        writer.add()
    writer.save()


class Table:
    """Rows for one table; what a row does not name has the default of its field."""

    def __init__(self, model, *, numbered=False):
        self.table, self.rows = model._meta.db_table, []
        fields = [field for field in model._meta.concrete_fields if numbered or not field.primary_key]
        stamps = dict.fromkeys(("created_at", "updated_at", "recorded_at"), _text(timezone.now()))
        self.usual = {f.column: stamps.get(f.name) or _text(f.get_default()) for f in fields}

    def add(self, **values):
        self.rows.append(self.usual | {name: _text(value) for name, value in values.items()})

    def save(self):
        columns = ", ".join(map(connection.ops.quote_name, self.usual))
        lines, self.rows = [[row[name] for name in self.usual] for row in self.rows], []
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                text = "".join("\t".join(r"\N" if value is None else value for value in line) + "\n" for line in lines)
                cursor.copy_expert(f"COPY {self.table} ({columns}) FROM STDIN", io.StringIO(text))
            else:
                marks = ", ".join(["%s"] * len(self.usual))
                cursor.executemany(f"INSERT INTO {self.table} ({columns}) VALUES ({marks})", lines)  # noqa: S608


def _text(value):
    """As both databases read it, without what COPY would have to mask."""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, list):
        return "[]"
    return value if value is None else str(int(value)) if isinstance(value, bool) else str(value)


class Writer:
    """Writes suggestions of these people, each with all that its fate leaves in the tables beside it."""

    NUMBERED, BESIDE = (Suggestion, Decision), (
        Proposer, SuggestionEvent, Implementation, BenefitAssessment, Recheck, AnswerRating,
    )  # fmt: skip

    def __init__(self, people, by, chance):
        self.people, self.by, self.chance, self.now = people, by, chance, timezone.now()
        self.mains = {}
        self.tables = {model: Table(model, numbered=True) for model in self.NUMBERED}
        self.tables |= {model: Table(model) for model in self.BESIDE}
        self.numbers = {
            model: count(1 + (model.objects.aggregate(last=Max("pk"))["last"] or 0)) for model in self.NUMBERED
        }

    def add(self):
        person, enterprise, shop, department = self.chance.choice(self.people)
        received = self.now - dt.timedelta(seconds=self.chance.randrange(YEARS * 365 * 86400))
        pk, channel = next(self.numbers[Suggestion]), self.chance.choice(CHANNELS)
        self.suggestion = pk
        self.source = "ledger" if channel == "ledger" else "web"
        self._event("submitted", "submitted", received)
        fate = self._fate(received, person, self.mains.get(enterprise))
        if "merged_into_id" not in fate:
            self.mains[enterprise] = pk
        self._row(
            Suggestion, id=pk, number=f"B-{pk:09}", enterprise_id=enterprise, shop_id=shop or department,
            department_id=department, title=self.chance.choice(WORDS), problem=f"{self.chance.choice(WORDS)}，{pk}处。",
            channel=channel, category=self.chance.choice(Suggestion.Category.values), received_at=received,
            month=month_of(received), due_on=timezone.localtime(received).date() + dt.timedelta(days=7),
            name_hidden=self.chance.random() < 0.03, idempotency_key=uuid.UUID(int=pk).hex, **fate,
        )  # fmt: skip
        self._row(Proposer, suggestion_id=pk, person_id=person, is_lead=True, confirmed_at=received)
        if len(self.tables[Suggestion].rows) >= AT_ONCE:
            self.save()

    def save(self):
        for table in self.tables.values():
            table.save()

    def _fate(self, received, person, main):
        """The fields that tell what became of it; what is merged goes into `main`, another one of the enterprise."""
        answered = received + dt.timedelta(days=min(self.chance.lognormvariate(1.1, 0.7), 40))
        if self.chance.random() < 0.015:
            spam = self.chance.random() < 0.3
            return {"spam_at": received} if spam else self._status("withdrawn", received, withdrawn_at=received)
        if answered > self.now or self.chance.random() < 0.003:
            return {"status": "submitted"}
        conclusion = self.chance.choice(CONCLUSIONS)
        if conclusion == "merged" and main is None:
            return {"status": "submitted"}
        self._decide(conclusion, answered)
        fate = {"conclusion": conclusion, "answered_at": answered, "concluded_at": answered}
        if conclusion == "merged":
            fate["merged_into_id"] = main
        if conclusion not in Suggestion.ADOPTIONS:
            return self._status(conclusion, answered, **fate)
        return self._practice(person, answered, fate)

    def _decide(self, conclusion, answered):
        is_refusal, pk = conclusion == "declined", next(self.numbers[Decision])
        self._row(
            Decision, id=pk, suggestion_id=self.suggestion, conclusion=conclusion, reason="看过了，答复如下。",
            decline_reason=self.chance.choice(REASONS) if is_refusal else "",
            would_change="有了预算再看。" if is_refusal else "", decided_by_id=self.by, decided_at=answered,
            source=self.source,
        )  # fmt: skip
        if self.source == "web" and self.chance.random() < 0.1:
            value = self.chance.choice(AnswerRating.Value.values)
            self._row(AnswerRating, decision_id=pk, value=value, created_at=answered)

    def _practice(self, person, answered, fate):
        done = answered + dt.timedelta(days=10 + self.chance.expovariate(1 / 40))
        facts = {"suggestion_id": self.suggestion, "source": self.source}
        is_done = done < self.now and self.chance.random() < 0.93
        finished = done if is_done else None
        self._row(Implementation, **facts, owner_id=person, due_on=done.date(), finished_at=finished)
        if not is_done:
            return self._status("implementing", answered, **fate)
        if self.chance.random() < 0.3:
            yuan, verified = self.chance.randrange(500, 50_000), self.chance.random() < 0.6
            proof = {"verified_yuan": yuan, "verified_at": done, "verified_by_id": self.by, "verified_basis": "账册"}
            self._row(BenefitAssessment, **facts, claimed_yuan=yuan, **(proof if verified else {}))
        visited = done + dt.timedelta(days=92)
        if self.source == "web" and visited < self.now and self.chance.random() < 0.3:
            result = self.chance.choice(Recheck.Result.values)
            seen = {"result": result, "note": "去看过", "checked_by_id": self.by, "checked_at": visited}
            self._row(Recheck, suggestion_id=self.suggestion, months=3, **seen)
        return self._status("implemented", done, implemented_at=done, **fate)

    def _status(self, status, when, **fields):
        self._event(status, status, when)
        return {"status": status, "version": 2, **fields}

    def _event(self, verb, to, when):
        self._row(
            SuggestionEvent, record_id=self.suggestion, verb=verb, to_status=to, actor_role="system", occurred_at=when,
            source=self.source,
        )  # fmt: skip

    def _row(self, model, **values):
        self.tables[model].add(**values)
