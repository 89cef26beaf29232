"""Results that workshops share, who has taken them over, and one that is made of a finished suggestion."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from members.models import Department, Speciality
from suggestions import services as suggestion_services
from suggestions.models import Suggestion
from workshops.matching import departments_for
from workshops.models import FiveSmallKind, RollOutAnswer, Workshop
from workshops.services import benefits, result_files, results, roll_outs, shared_uses

from . import drawings, papers, tables
from .exchange import LINES

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WORDS = ("title", "innovation", "licence", "visibility", "before", "method", "after", "applicability")
# 小改造 is a word of one enterprise; the country counts it as a renovation.
OWN_KIND = {"name": "小改造", "national": "renovation", "place": 1}


def share_results(enterprises, desk, staff, now=None):
    """Every result of the table with what came of it elsewhere, a roll-out, and a draft."""
    now = now or timezone.now()
    FiveSmallKind.objects.create(enterprise=enterprises["CJ"], **OWN_KIND)
    made = {row["slug"]: _share(row, desk, now - int(row["days"]) * DAY) for row in tables.rows("results")}
    for row in tables.rows("uses"):
        _take_over(made[row["result"]], row, desk, now)
    _roll_out(made["aisle"], desk, staff, now - 4 * DAY)
    _make_one_of_a_suggestion(enterprises["CF"], desk["CF", "officer"], now)


def _share(row, desk, when):
    """The officer of its enterprise enters it, finance verifies what it brings."""
    workshop = Workshop.objects.select_related("enterprise").get(slug=row["workshop"])
    officer = desk[workshop.enterprise.code, "officer"]
    leader = workshop.memberships.get(role="leader", left_on=None).person
    result = results.enter(
        by=officer, enterprise=workshop.enterprise, workshops=[workshop],
        specialities=Speciality.objects.filter(name__in=row["specialities"].split()),
        makers=[{"person": leader, "did": "提出方案并试制"}], in_use_since=(when - 90 * DAY).date(),
        five_small=FiveSmallKind.objects.filter(name=row["kind"]).first(),
        occurred_at=when - 2 * DAY, **_claim(row), **{name: row[name] for name in WORDS},
    )  # fmt: skip
    _illustrate(result, row, officer, when - 2 * DAY + HOUR)
    if row["patent"]:
        patent = {"kind": "utility", "number": row["patent"], "granted_on": (when - 30 * DAY).date()}
        facts = {"makers": [{"person": leader, "did": "设计"}], "patents": [patent], "occurred_at": when - DAY}
        results.credit(result, by=officer, **facts)
    result = results.publish(result, by=officer, occurred_at=when)
    if row["verified"]:
        _verify(benefits.verify_result, result, row, desk[workshop.enterprise.code, "finance"], when + 6 * DAY)
    return result


def _claim(row):
    if not row["claimed"]:
        return {}
    return {"claimed_yuan": Decimal(row["claimed"]), "reckoning": "按用前用后三个月的台账差额，乘以四。"}


def _verify(service, record, row, by, when):
    service(record, by=by, yuan=Decimal(row["verified"]), basis="按成本台账核算，扣除材料和工时。", occurred_at=when)


def _illustrate(result, row, by, when):
    """The same place before and after, and what one has to know to make it."""
    pictures = {
        name: [drawings.picture(row["scene"], after=name == "after", variant=int(row["variant"]))]
        for name in ("before", "after")
    }
    lines = LINES[row["file"].rpartition(".")[2]] if row["file"] else []
    documents = [papers.attachment(row["file"], row["title"], lines)] if row["file"] else []
    purpose = "drawing" if "图.pdf" in row["file"] else "sop"
    result_files.add(result, by=by, purpose=purpose, documents=documents, occurred_at=when, **pictures)


def _take_over(result, row, desk, now):
    """As far as the table says: asked for, tried, and what came of it with the benefit of the other unit."""
    officer, when = desk[row["code"], "officer"], now - int(row["days"]) * DAY
    department = Department.objects.get(enterprise__code=row["code"], name=row["shop"], parent=None)
    use = shared_uses.ask(result, by=officer, department=department, purpose=row["purpose"], occurred_at=when)
    if row["state"] == "asked":
        return
    began = when + 4 * DAY
    use = shared_uses.begin(use, by=officer, on=began.date(), occurred_at=began)
    if row["state"] == "trial":
        return
    done = when + 25 * DAY
    facts = {"came": row["state"], "experience": row["experience"], "on": done.date(), "occurred_at": done}
    use = shared_uses.conclude(use, by=officer, **facts, **_claim(row))
    if row["verified"]:
        _verify(benefits.verify_use, use, row, desk[row["code"], "finance"], done + 5 * DAY)


def _roll_out(result, desk, staff, when):
    """District staff put it before those whom it may fit; one has answered."""
    fitting = [match.department for match in departments_for(result)][:3]
    facts = {"departments": fitting, "words": "换模、换线的班组可以看一看，合适就试一试。"}
    sent = roll_outs.send(result, by=staff, due_on=(when + 20 * DAY).date(), occurred_at=when, **facts)
    answer = RollOutAnswer.objects.filter(roll_out=sent).order_by("pk").first()
    officer = desk[answer.enterprise.code, "officer"]
    roll_outs.has_it(answer, by=officer, words="我们已经按定置图管理，可以交流。", occurred_at=when + DAY)


def _make_one_of_a_suggestion(enterprise, officer, now):
    """A draft, so that the officer has something to finish."""
    done = Suggestion.objects.filter(enterprise=enterprise, status="implemented", name_hidden=False)
    suggestion = next(one for one in done.order_by("-implemented_at", "-pk") if one.was_done_here)
    words = {"title": suggestion.title, "method": suggestion.idea or suggestion.problem, "innovation": "technology"}
    after = suggestion.expected_effect or "已在现场使用，提出人确认有效。"
    suggestion_services.make_result(suggestion, by=officer, after=after, occurred_at=now - HOUR, **words)
