"""Plates of the made-up workshops: 15 of them hold 18 valid ones, one is due for review, one late, one revoked.

Beside them the readiness of one workshop with what staff found there, a former name, and a change of leader.
"""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alliance_portal.attachments import read_attachment
from workshops import services

from . import drawings, tables

DAY = dt.timedelta(days=1)
# Of whom the readiness is told.
READY = "cf-welding"
SAID = {
    "means": ("there", "工作间固定，全年经费在工会预算里单列。"),
    "rules": ("there", "培训、管理、奖励三项制度已上墙。"),
    "projects": ("there", "今年两项：焊点强度波动、焊钳电缆吊挂。"),
    "results": ("in_hand", "三项成果在用，效益证明正在补。"),
    "equipment": ("there", "点焊台架、剖检设备、投影齐全。"),
    "management": ("there", "年度计划已发到各班组。"),
    "funds": ("in_hand", "上半年支出已列清，下半年待批。"),
    "ledger": ("in_hand", "会议记录全，签到表还缺两次。"),
    "effect": ("missing", ""),
}
POINTS = {
    "sign": 5, "venue": 9, "equipment": 9, "innovators": 13, "management": 9, "funds": 8, "ledger": 11, "effect": 18,
}  # fmt: skip
NOTES = {"ledger": "签到表缺两次。", "effect": "缺使用单位的效益证明。"}


def hang_plates(workshops, desk, staff, now):
    """Enter every plate of the table and take it as far as its fate says."""
    made, today = {workshop.slug: workshop for workshop in workshops.values()}, timezone.localtime(now).date()
    for row in tables.rows("plates"):
        workshop = made[row["slug"]]
        _plate(workshop, row, desk[workshop.enterprise.code, "officer"], staff, now)
    for row in tables.rows("particulars"):
        _describe(made[row["slug"]], row, desk, today)
    _change(made, desk, now)
    _make_ready(made[READY], desk[made[READY].enterprise.code, "officer"], staff, now)


def _plate(workshop, row, officer, staff, now):
    names = ("level", "system", "title", "body")
    facts = {name: row[name] for name in names} | {"document_number": row["document"]}
    facts["review_years"] = int(row["years"]) if row["years"] else None
    if row["fate"] in ("applied", "nurturing"):
        wish = services.plates.register(workshop, by=officer, now=now, **facts)
        if row["fate"] == "applied":
            services.plates.apply(wish, by=officer, note="申报表、制度和成果证明已交。", now=now)
        return
    today = timezone.localtime(now).date()
    facts |= {"by": staff, "granted_on": today - int(row["granted"]) * DAY}
    plate = services.plates.register(workshop, now=now, **facts)
    if fate := FATES.get(row["fate"]):
        fate(plate, today, by=staff, now=now)


def _reviewing(plate, today, **facts):
    services.plates.begin_review(plate, on=today - 6 * DAY, note="年度复核。", **facts)


def _passed(plate, today, **facts):
    services.plates.begin_review(plate, on=today - 50 * DAY, **facts)
    services.plates.pass_review(plate, on=today - 30 * DAY, note="现场看过，台账齐全，成果在用。", **facts)


def _late(plate, today, **facts):
    services.plates.begin_review(plate, on=today - 70 * DAY, **facts)
    reason = "活动记录断了四个月，请补齐台账并恢复每月活动。"
    services.plates.rectify(plate, on=today - 60 * DAY, until=today - 4 * DAY, reason=reason, **facts)


def _revoked(plate, today, **facts):
    services.plates.begin_review(plate, on=today - 60 * DAY, **facts)
    reason = "带头人退休后一年没有活动，限期内没有恢复。"
    services.plates.revoke(plate, on=today - 40 * DAY, reason=reason, **facts)


FATES = {"reviewing": _reviewing, "passed": _passed, "late": _late, "revoked": _revoked}


def _describe(workshop, row, desk, today):
    numbers = {name: int(row[name]) for name in ("floor_space", "apprentices_a_year", "skilled_a_year") if row[name]}
    words = {name: row[name] for name in ("place", "leader_honour", "partner_name", "partner_mentor") if row[name]}
    facts = numbers | words | {f"innovates_{kind}": True for kind in row["innovates"].split()}
    if row["partner_days"]:
        facts["partner_since"] = today - int(row["partner_days"]) * DAY
    services.describe(workshop, by=desk[workshop.enterprise.code, "officer"], **facts)


def _change(made, desk, now):
    """A workshop that was renamed, and one that somebody else leads now."""
    today = timezone.localtime(now).date()
    officer = desk[made["cf-repair"].enterprise.code, "officer"]
    name = made["cf-repair"].name.replace("设备维修", "设备医院")
    facts = {"until": today - 300 * DAY, "reason": "维修和保全两个班合并。", "now": now}
    services.rename(made["cf-repair"], by=officer, name=name, **facts)
    assembly = made["jc-assembly"]
    leader = assembly.memberships.current().get(role="leader")
    successor = assembly.memberships.current().filter(role="member").order_by("pk").first()
    facts = {"day": today - 120 * DAY, "reason": "原领衔人到龄，交给徒弟带。", "title": "technician", "now": now}
    by = desk[assembly.enterprise.code, "officer"]
    services.change_leader(assembly, by=by, former=leader, to=successor.person, **facts)


def _make_ready(workshop, officer, staff, now):
    then = now - 25 * DAY
    for heading, (state, words) in SAID.items():
        files = [_picture("制度上墙.jpg")] if heading == "rules" else []
        facts = {"heading": heading, "state": state, "words": words, "documents": files, "now": then}
        services.readiness.say(workshop, by=officer, **facts)
    opinion = "一、台账按月分册，签到表补齐；二、三项成果请使用单位盖章确认效益；三、下次带两名高级工参加答辩。"
    held_on = timezone.localtime(now).date() - 20 * DAY
    facts = {"held_on": held_on, "now": now, "scores": POINTS, "notes": NOTES, "opinion": opinion}
    services.readiness.record_acceptance(workshop, by=staff, **facts)


def _picture(name):
    """A drawing, as somebody would have taken a photo."""
    return read_attachment(SimpleUploadedFile(name, drawings.picture("tools", after=True).image.read()))
