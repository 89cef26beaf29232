"""Accounts and the roster at work: who moves and comes back, who asks for an account, and what the audit shows."""

import datetime as dt

from django.utils import timezone

from alliance_portal import audit
from alliance_portal.moments import local_day
from members.models import Person, Role
from members.services import grant_role, joining, revoke_role, roster

DECLINED = "姓名和工号对得上，但核对数字没有对上，请本人到工会办公室办理。"
DAYS = 14
# Before the early shift, after lunch, after the late one.
HOURS = (7, 13, 19)
PHONE, OFFICE = "10.8.3.21", "10.8.1.5"


def run_accounts(enterprises, desk, *, by, auditor, now):
    """A fortnight of the officers' work in every enterprise; at its end all of the audit is sealed."""
    for enterprise in enterprises.values():
        officer = desk[enterprise.code, "officer"]
        _move_people(enterprise, officer, now)
        _answer_applications(enterprise, officer)
        helper = desk[enterprise.code, "finance"]
        grant_role(helper, Role.REVIEWER, enterprise, by=officer)
        revoke_role(helper, Role.REVIEWER, enterprise, by=officer)
    _sign_in([*desk.values(), by, auditor], now)
    audit.seal()


def _nobody_told_of(enterprise):
    """People in service without an account, of whom no story tells; those further down a team come last."""
    return list(enterprise.people.in_service().filter(user=None).order_by("-work_number")[:5])


def _move_people(enterprise, officer, now):
    mover = _nobody_told_of(enterprise)[0]
    elsewhere = enterprise.departments.exclude(pk=mover.department_id).exclude(parent=None).order_by("pk").first()
    roster.move_person(mover, elsewhere, by=officer)
    gone = enterprise.people.filter(in_service=False, user=None).order_by("work_number").first()
    if gone:
        roster.take_back(gone, by=officer, returned_on=local_day(now))


def _answer_applications(enterprise, officer):
    """One waits, one may choose a password, one is turned away."""
    code = joining.open_joining(enterprise, by=officer).code
    _waits, approved, declined = (_apply(person, code) for person in _nobody_told_of(enterprise)[1:4])
    joining.approve(approved, by=officer)
    joining.decline(declined, by=officer, reason=DECLINED)


def _apply(person: Person, code):
    application, _query_code = joining.apply(code=code, work_number=person.work_number, name=person.name)
    return application


def _sign_in(users, now):
    """Everybody with a role, on most days of the fortnight; somebody types a wrong password now and then."""
    for day in range(DAYS, 0, -1):
        for place, user in enumerate(users):
            if (day + place) % 3 == 0:
                continue
            facts = {"about": user, "enterprise": user.person_or_none and user.person_or_none.enterprise_id}
            when = _moment(now, day, HOURS[(day + place) % len(HOURS)], place)
            with audit.coming_from(OFFICE if place % 2 else PHONE):
                if (day * 7 + place) % 11 == 0:
                    audit.record(audit.Act.SIGN_IN_FAILED, succeeded=False, happened_at=when, **facts)
                audit.record(audit.Act.SIGNED_IN, by=user, happened_at=when + dt.timedelta(seconds=40), **facts)


def _moment(now, days_ago, hour, minute):
    day = timezone.localtime(now) - dt.timedelta(days=days_ago)
    return day.replace(hour=hour, minute=minute % 60, second=0, microsecond=0)
