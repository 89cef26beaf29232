"""What came of the demo's sessions: opinions and certificates; a contest with its result, and two partners."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from members import services as member_services
from training import services
from training.models import Attendance, Session
from workshops.models import Result

from .accounts import account_of

DAY = dt.timedelta(days=1)
ANSWERS = ((5, 5, 4), (4, 5, 3), (5, 4, 4), (5, 5, 5), (3, 4, 2), (4, 4, 4))
WORDS = ("例子再多一点，最好用我们自己的废品讲。", "", "放在早班下班以后更方便。", "", "", "想上机多练一会儿。")
ROUNDS = [("theory", "理论", 30, Decimal(100)), ("practice", "实操", 70, Decimal(100))]
PRIZES = [("一等奖", 1), ("二等奖", 3), ("三等奖", 5)]
# Who takes part: enterprise, team, place in it, marks of both rounds (None: did not come).
ENTRIES = (
    ("CF", "焊装一班", 1, 92, 95),
    ("CF", "焊装一班", 3, 86, "91.5"),
    ("CF", "焊装二班", 0, 88, "90.65"),
    ("CF", "焊装二班", 2, 79, 84),
    ("JC", "车工班", 1, 81, 88),
    ("JC", "铣工班", 0, 74, 80),
    ("JC", "铣工班", 2, None, None),
)


def come_afterwards(enterprises, workshops, teams, desk, *, by, now):
    """Opinions and certificates of sessions, contests, partners; those of late sessions are asked how it was."""
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    held = [one for one in Session.objects.past(now).filter(enterprise__code="CF") if one.attendances.exists()]
    # The worker of the demo was there too, and has not answered yet.
    Attendance.objects.get_or_create(session=held[0], person=teams["CF", "焊装一班"][0])
    for session in held[:2]:
        _say(session, now)
    _certify(held[:3], desk["CF", "officer"], now)
    _hold_contest(by_slug, teams, desk, by, now)
    _call_for_one(enterprises["CF"], by_slug["cf-welding"], desk["CF", "officer"], now)
    _find_partners(enterprises["CF"], by_slug, desk["CF", "officer"], by, held, now)
    services.opinions.ask(now)


def _say(session, now):
    """Six of those who were there answer, the day after."""
    when = min(session.ends_at + DAY, now)
    people = session.attendances.select_related("person").order_by("pk")[: len(ANSWERS)]
    for attendance, answers, words in zip(people, ANSWERS, WORDS, strict=False):
        useful, clear, fitting = answers
        said = {"useful": useful, "clear": clear, "fitting": fitting, "words": words}
        if session.ends_at + 29 * DAY > now:
            services.opinions.give(session, by=account_of(attendance.person), occurred_at=when, **said)


def _certify(sessions, officer, now):
    """Everybody who was there gets one; of the first session one is taken back."""
    for place, session in enumerate(sessions):
        when = min(session.ends_at + 2 * DAY, now)
        words = {"title": session.topic, "body": f"{session.enterprise.name}工会", "occurred_at": when}
        made = services.certificates.issue(session, by=officer, **words)
        if not place:
            services.certificates.revoke(made[-1], by=officer, reason="签到记错了人，重新核对。", occurred_at=now)


def _hold_contest(by_slug, teams, desk, staff, now):
    """A contest of the district, published three weeks ago; one of the winners agrees to be named."""
    contests, today = services.contests, timezone.localtime(now).date()
    days = {"entries_by": today - 45 * DAY, "starts_on": today - 30 * DAY, "ends_on": today - 29 * DAY}
    words = {
        "title": "江都区职工焊工技能竞赛", "trade": "焊工", "level": "district", "body": "区总工会",
        "document_number": "江总工〔2026〕21号", "audience": "district", "workshops": [by_slug["cf-welding"]],
        "about": "低碳钢板对接平焊和管对接焊。自带面罩和防护用品，按国家职业技能标准高级工评分。",
    }  # fmt: skip
    made = contests.create(by=staff, rounds=ROUNDS, prizes=PRIZES, occurred_at=now - 62 * DAY, **words, **days)
    made = contests.announce(made, by=staff, occurred_at=now - 60 * DAY)
    people = [teams[code, team][place] for code, team, place, *_marks in ENTRIES]
    member_services.give_consent("named", by=account_of(people[0]), occurred_at=now - 50 * DAY)
    for code in ("CF", "JC"):
        own = [account_of(person).person for person in people if person.enterprise.code == code]
        contests.enter(made, own, by=desk[code, "officer"], occurred_at=now - 48 * DAY)
    made = contests.start(made, by=staff, occurred_at=now - 30 * DAY)
    _give_marks(made, people, staff, now - 29 * DAY)
    made = contests.publish(made, by=staff, occurred_at=now - 21 * DAY)
    contests.promote(made.entries.get(place=1), by=staff, grade="senior", occurred_at=now - 15 * DAY)


def _give_marks(contest, people, staff, when):
    rounds, points = list(contest.rounds.all()), {}
    for entry in contest.entries.all():
        marks = next(row[3:] for row, person in zip(ENTRIES, people, strict=True) if person.pk == entry.person_id)
        if None in marks:
            services.contests.set_absent(entry, by=staff, is_absent=True, occurred_at=when)
        else:
            points |= {(entry.pk, part.pk): Decimal(mark) for part, mark in zip(rounds, marks, strict=True)}
    services.contests.keep_scores(contest, by=staff, points=points, seen={}, occurred_at=when)


def _call_for_one(enterprise, workshop, officer, now):
    """A contest of an enterprise, for which its people are being entered."""
    today = timezone.localtime(now).date()
    words = {
        "title": "点焊质量判定比武", "trade": "焊装工", "level": "enterprise", "body": f"{enterprise.name}工会",
        "audience": "own", "workshops": [workshop], "about": "看焊点、说缺陷、定参数，每人二十分钟。",
        "entries_by": today + 10 * DAY, "starts_on": today + 15 * DAY, "ends_on": today + 15 * DAY,
    }  # fmt: skip
    rounds = [("practice", "判定", 60, Decimal(100)), ("theory", "理论", 40, Decimal(100))]
    facts = {"rounds": rounds, "prizes": PRIZES[:2], "enterprise": enterprise}
    made = services.contests.create(by=officer, occurred_at=now - 5 * DAY, **words, **facts)
    services.contests.announce(made, by=officer, occurred_at=now - 4 * DAY)


def _find_partners(enterprise, by_slug, officer, staff, sessions, now):
    """A college that the district keeps, and a firm of an enterprise whose agreement ends soon."""
    today = timezone.localtime(now).date()
    college = services.partners.register(
        by=staff, name="江都职业技术学院", kind="college", contact="产教融合办 赵老师 0514-86880000",
        introduction="焊接、机电和新能源汽车三个专业，每年两批学生到工作室跟岗。", website="https://college.example.org/",
    )  # fmt: skip
    welding, power = by_slug["cf-welding"], by_slug["cf-power"]
    days = {"starts_on": today - 300 * DAY, "ends_on": today + 430 * DAY}
    base = services.partner_agreements.add(
        college, by=staff, kind="training_base", title="学生实训基地协议", workshops=[welding, power], **days
    )
    for workshop, people, first, last in [(welding, 12, -120, -60), (welding, 8, -20, 40), (power, 6, -10, 80)]:
        term = {"starts_on": today + first * DAY, "ends_on": today + last * DAY}
        services.partner_agreements.place(base, by=staff, workshop=workshop, people=people, **term)
    firm = services.partners.register(
        by=officer, name="维新焊接设备有限公司", kind="firm", enterprise=enterprise, contact="技术支持 孙工",
        introduction="提供焊机和参数库，和工作室一起做电极寿命试验。",
    )  # fmt: skip
    days = {"starts_on": today - 330 * DAY, "ends_on": today + 35 * DAY}
    services.partner_agreements.add(
        firm, by=officer, kind="other", title="焊接工艺联合试验", workshops=[welding], **days
    )
    services.partners.link_results(firm, Result.objects.published().of_workshops([welding])[:1], by=officer)
    for session, partner in zip(sessions, (college, firm), strict=False):
        services.partners.link_session(session, [partner], by=officer)
