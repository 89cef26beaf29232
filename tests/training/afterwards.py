"""What comes after sessions, made the way people make it: opinions, certificates, contests, partners."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from tests.factories import SessionFactory, member
from training import services
from training.models import Attendance, ContestScore, Series

DAY = dt.timedelta(days=1)
ROUNDS = [("theory", "理论", 30, Decimal(100)), ("practice", "实操", 70, Decimal(150))]
PRIZES = [("一等奖", 1), ("二等奖", 3)]
GOOD = {"useful": 5, "clear": 4, "fitting": 3}


def day(days=0):
    return timezone.localdate() + days * DAY


def held(enterprise, *users, days=1, **fields):
    """A session that was over so many days ago, with these people on its list."""
    begun = timezone.now() - days * DAY - dt.timedelta(hours=3)
    facts = {"starts_at": begun, "ends_at": begun + dt.timedelta(hours=2), "class_hours": 2}
    session = SessionFactory(enterprise=enterprise, **facts | fields)
    Attendance.objects.bulk_create(Attendance(session=session, person=user.person) for user in users)
    return session


def crowd(cast, number, first=501):
    """So many more people of the team, with accounts."""
    numbers = range(first, first + number)
    return [member(department=cast.team, work_number=f"{n:04}", name=f"学员{n}") for n in numbers]


def said(session, user, words="", **answers):
    return services.opinions.give(session, by=user, words=words, **GOOD | answers)


def told_by_five(cast, **answers):
    """A session of which five have said what they think."""
    people = crowd(cast, 5)
    session = held(cast.enterprise, *people)
    for number, user in enumerate(people, 1):
        said(session, user, words=f"第{number}句话", **answers)
    return session


def course(enterprise, *lists, hours=3):
    """A course of as many sessions as there are lists of users."""
    series = Series.objects.create(title="焊工提升班", enterprise=enterprise)
    sessions = [held(enterprise, *users, days=9 - n, class_hours=hours, series=series) for n, users in enumerate(lists)]
    return series, sessions


def issued(target, by, **facts):
    words = {"title": "机器人焊接", "body": "长风客车工会"}
    return services.certificates.issue(target, by=by, **words | facts)


def contest(by, enterprise=None, **changed):
    """A draft; without an enterprise of the district."""
    words = {
        "title": "焊工技能竞赛", "trade": "焊工", "level": "enterprise" if enterprise else "district",
        "body": "区总工会", "document_number": "总工〔2026〕8号", "about": "平板对接。", "audience": "district",
        "entries_by": day(3), "starts_on": day(5), "ends_on": day(6), "rounds": ROUNDS, "prizes": PRIZES,
    }  # fmt: skip
    return services.contests.create(by=by, enterprise=enterprise, **words | changed)


def announced(by, enterprise=None, **changed):
    return services.contests.announce(contest(by, enterprise, **changed), by=by)


def entered(by, *users, enterprise=None, **changed):
    """Announced, with these people."""
    made = announced(by, enterprise, **changed)
    services.contests.enter(made, [user.person for user in users], by=by)
    return made


def running(by, *users, **changed):
    return services.contests.start(entered(by, *users, **changed), by=by)


def mark(contest, by, *marks):
    """(theory, practice) of everybody, in the order of their numbers; None for no mark."""
    rounds = list(contest.rounds.all())
    entries = contest.entries.standing().order_by("number")
    points = {
        (entry.pk, part.pk): None if one is None else Decimal(str(one))
        for entry, row in zip(entries, marks, strict=True)
        for part, one in zip(rounds, row, strict=True)
    }
    return services.contests.keep_scores(contest, by=by, points=points, seen=services.contests.scores_of(contest))


def published(by, *users, marks=None, **changed):
    made = running(by, *users, **changed)
    mark(made, by, *(marks or [(90 - n, 120 - n) for n in range(len(users))]))
    return services.contests.publish(made, by=by)


def marks_of(contest):
    rows = ContestScore.objects.filter(entry__contest=contest).order_by("entry__number", "round__place")
    return [float(row.points) for row in rows]


def partner(by, enterprise=None, **changed):
    words = {"name": "某职业技术学院", "kind": "college", "contact": "赵老师 0510-1234"}
    return services.partners.register(by=by, enterprise=enterprise, **words | changed)


def agreed(partner, by, *workshops, **changed):
    words = {"kind": "training_base", "title": "实训基地协议", "starts_on": day(-100), "ends_on": day(200)}
    return services.partner_agreements.add(partner, by=by, workshops=workshops, **words | changed)


def placed(agreement, by, workshop, people=6, **changed):
    days = {"starts_on": day(-20), "ends_on": day(20)}
    return services.partner_agreements.place(agreement, by=by, workshop=workshop, people=people, **days | changed)
