"""What the alliances of the demo have agreed on: organs, charters, members who come and go, and yearly plans."""

import datetime as dt

from django.utils import timezone

from workshops.models import Alliance, OrganTerm, Workshop
from workshops.services import (
    applications,
    charters,
    memberships,
    organs,
    plan_items,
    plans,
)

from . import tables
from .papers import attachment

DAY = dt.timedelta(days=1)
ASK = "我们在整机精度上积累多年，想和焊接的师傅一起攻变形，也愿意开放检测室。"
WELCOME = "欢迎加入。请先参加下个月的现场会，把检测室的开放时间报给秘书处。"
NOT_NOW = "谢谢申请。联盟今年的课题都围绕焊接工艺，暂时没有吊装方向；明年立项时请再来。"
LEAVE = "底盘班今年的课题转到拧紧工艺，焊接方向由机修班继续参加。"
RECTIFY = "半年没有参加现场会，也没有报课题进展。请补交进展，并参加下一次现场会。"
CHARTERS = (
    (-600, "第一版：定宗旨、定成员、定会期。", (
        "第一条 宗旨：共建、共享、共赢。",
        "第二条 成员为全区各级工作室。",
        "第三条 每季度开一次会。",
    )),
    (-200, "盟主由各企业轮值，一年一换；计划一年一份，课题有主有期；成员可以进也可以退，退出写明原因。", (
        "第一条 宗旨：统一思想、统一计划、统一实施、协调发展。",
        "第二条 盟主由各企业轮值，任期一年，到期前30天议定下一任。",
        "第三条 每年一份计划，每项有责任工作室、有节点、有成果。",
        "第四条 工作室当然加入本区联盟，行业联盟由工作室申请加入。",
        "第五条 成员可以自愿退出；半年没有活动的先限期整改，整改不到位的由联盟移出。",
        "第六条 成果共享，注明出处；本单位的技术秘密不在共享之列。",
    )),
)  # fmt: skip
AIM = "一年办好几件一线最盼的事：难题一起攻，师傅互相带，成果大家用。"
CLOSING = "三件事办成两件。烟尘治理等停产检修，结转到今年接着办。"


def organise(enterprises, desk, staff, now):
    """Organs, charters, applications, an exit, and this year's plans of the alliances."""
    today = timezone.localtime(now).date()
    held = {alliance.slug: alliance for alliance in Alliance.objects.all()}
    workshops = {workshop.slug: workshop for workshop in Workshop.objects.select_related("enterprise")}
    for row in tables.rows("terms"):
        _appoint(held[row["alliance"]], row, _holder(row, enterprises, desk, workshops), staff, today)
    _charters(held["district"], staff, today)
    _members(held["welding"], workshops, desk, now)
    _district_plan(held["district"], workshops, staff, now)
    _own_plan(held["changfeng"], workshops, desk["CF", "officer"], now)


def _holder(row, enterprises, desk, workshops):
    """{field of the term: whoever holds it}"""
    kind, name = row["holder"], row["name"]
    if kind == "outside":
        return {"outside_name": name}
    if kind == "enterprise":
        return {"enterprise": enterprises[name]}
    if kind == "officer":
        return {"person": desk[name, "officer"].person_or_none}
    if kind == "leader":
        return {"person": workshops[name].memberships.get(role="leader").person}
    return {"workshop": workshops[name]}


def _appoint(alliance, row, holder, staff, today):
    days = {"starts_on": today + int(row["first"]) * DAY}
    days["ends_on"] = today + int(row["last"]) * DAY if row["last"] else None
    facts = {"organ": OrganTerm.Organ(row["organ"]), "post": row["post"], "public_name": row["public_name"]}
    organs.appoint(alliance, by=staff, **facts, **holder, **days)


def _charters(alliance, staff, today):
    for number, (days, summary, articles) in enumerate(CHARTERS, 1):
        paper = attachment(f"{alliance.name}章程（第{number}版）.docx", f"{alliance.name}章程", articles)
        facts = {"summary": summary, "valid_from": today + days * DAY}
        charters.add_charter(alliance, by=staff, attachment=paper, **facts)


def _members(alliance, workshops, desk, now):
    """An application waits, one was declined, one accepted; a member has left, another has something to put right."""
    keeper = {"by": desk["CF", "officer"]}
    today = timezone.localtime(now).date()
    lifting = applications.apply(
        alliance, workshops["cj-lifting"], by=desk["CJ", "officer"], words="想学大件焊前吊装。",
        occurred_at=now - 70 * DAY,
    )  # fmt: skip
    applications.decline(lifting, answer=NOT_NOW, occurred_at=now - 66 * DAY, **keeper)
    cutting = applications.apply(
        alliance, workshops["cj-cutting"], by=desk["CJ", "officer"], words="坡口切割和焊接分不开，想一起定参数。",
        occurred_at=now - 260 * DAY,
    )  # fmt: skip
    joined = applications.accept(
        cutting, answer=WELCOME, joined_on=today - 255 * DAY, occurred_at=now - 255 * DAY, **keeper
    ).membership
    memberships.ask_to_rectify(
        joined, reason=RECTIFY, rectify_by=today + 18 * DAY, occurred_at=now - 12 * DAY, **keeper
    )
    chassis = memberships.join(
        alliance, workshops["cf-chassis"], joined_on=today - 400 * DAY, occurred_at=now - 400 * DAY, **keeper
    )
    memberships.leave(chassis, by=desk["CF", "officer"], reason=LEAVE, left_on=today - 60 * DAY,
                      occurred_at=now - 60 * DAY)  # fmt: skip
    applications.apply(
        alliance, workshops["jc-assembly"], by=desk["JC", "officer"], words=ASK, occurred_at=now - 2 * DAY
    )


class Planner:
    """Writes the plans of one alliance; `by` keeps it."""

    def __init__(self, alliance, workshops, by, now):
        self.alliance, self.workshops, self.now = alliance, workshops, now
        self.keeper = {"by": by}
        self.today = timezone.localtime(now).date()
        self.rows = [row for row in tables.rows("plan_items") if row["alliance"] == alliance.slug]

    def begin(self, year, aim, days):
        return plans.begin_plan(self.alliance, year=year, aim=aim, occurred_at=self.now - days * DAY, **self.keeper)

    def write(self, plan, when):
        """Add the rows of that part of the table; return pairs of a row and its item."""
        return [(row, self._item(plan, row)) for row in self.rows if row["when"] == when]

    def _item(self, plan, row):
        owners = [self.workshops[slug] for slug in row["owners"].split()]
        words = {name: row[name] for name in ("kind", "goal", "measure")}
        facts = {"responsible": None, "due_on": self._day(plan.year, row), "occurred_at": self.now - 300 * DAY}
        return plan_items.add_item(plan, owners=owners, **words, **facts, **self.keeper)

    def _day(self, year, row):
        """So many days from today, kept inside the year of the plan."""
        day = self.today + int(row["day"]) * DAY
        return min(max(day, dt.date(year, 1, 1)), dt.date(year, 12, 31))

    def report(self, row, item):
        """What was reported of an item, by whoever leads the workshop in charge."""
        leader = item.owners.order_by("pk").first().memberships.get(role="leader").person
        day = min(item.due_on, self.today - 3 * DAY)
        facts = {"day": day, "percent": int(row["percent"]), "note": row["note"], "evidence": row["evidence"]}
        if row["end"] == "file":
            facts["attachment"] = attachment(f"{row['goal']}总结.docx", row["goal"], (row["note"], row["evidence"]))
        moment = self.now - (self.today - day)
        plan_items.report(item, by=leader.user or self.keeper["by"], occurred_at=moment, **facts)

    def give_up(self, item):
        plan_items.give_up(
            item, reason="学院今年没有师资，改在明年合办。", occurred_at=self.now - 40 * DAY, **self.keeper
        )


def _district_plan(alliance, workshops, staff, now):
    """Last year's plan is closed with one item carried over; this year's has items in every state."""
    planner = Planner(alliance, workshops, staff, now)
    year = planner.today.year
    last = planner.begin(year - 1, "", 640)
    written = planner.write(last, "last")
    last = plans.put_in_force(last, occurred_at=now - 630 * DAY, **planner.keeper)
    for row, item in written:
        planner.report(row, item)
    this = plans.carry_over(last, occurred_at=now - 340 * DAY, **planner.keeper)
    plans.close(last, words=CLOSING, occurred_at=now - 339 * DAY, **planner.keeper)
    plans.change_aim(this, aim=AIM, occurred_at=now - 320 * DAY, **planner.keeper)
    early = planner.write(this, "early")
    this = plans.put_in_force(this, occurred_at=now - 300 * DAY, **planner.keeper)
    carried = this.items.get(carried_from__isnull=False)
    plan_items.report(
        carried, by=staff, day=planner.today - 90 * DAY, percent=100, note="另外两家停产检修时装完，三家都达标。",
        evidence="检测报告三份。", occurred_at=now - 90 * DAY,
    )  # fmt: skip
    for row, item in early:
        planner.report(row, item)
        if row["end"] == "given_up":
            planner.give_up(item)
    # What waits for equipment goes on next year; what is added later stays in this year's plan.
    plans.carry_over(this, occurred_at=now - 28 * DAY, **planner.keeper)
    for row, item in planner.write(this, "late"):
        planner.report(row, item)


def _own_plan(alliance, workshops, officer, now):
    """The plan of an alliance inside an enterprise, kept by its officer."""
    planner = Planner(alliance, workshops, officer, now)
    plan = planner.begin(planner.today.year, "车身、涂装、底盘、调试四条线，一条线一件实事。", 310)
    written = planner.write(plan, "early") + planner.write(plan, "late")
    plans.put_in_force(plan, occurred_at=now - 300 * DAY, **planner.keeper)
    for row, item in written:
        planner.report(row, item)
