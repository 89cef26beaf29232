"""Reports of the quarter that is over: one was signed and had to be corrected, one waits to be signed."""

import datetime as dt

from alliance_portal import services
from alliance_portal.models import ReportTable
from alliance_portal.periods import add_months
from alliance_portal.reports import spans
from alliance_portal.reports.drawing import draw
from alliance_portal.reports.permissions import role_for
from alliance_portal.reports.rows.training import held
from alliance_portal.reports.scope import Scope
from training.models import Attendance

REASON = "核对纸质签到表时发现漏登一人，补录后更正。"


def sign_reports(enterprise, desk, now):
    """Version 1 by the officer, version 2 by the leader a few days later, and the words, frozen."""
    officer, leader = (desk[enterprise.code, role] for role in ("officer", "leader"))
    span = spans.usual(add_months(now.date().replace(day=1), -3))
    scope, closed = Scope.of(officer, enterprise, span, now), span.period.end
    first, second = (min(closed + dt.timedelta(days=days, hours=10), now) for days in (4, 9))
    _sign(_freeze(ReportTable.TRAINING, scope, first), officer, first)
    if _somebody_was_forgotten(scope):
        _sign(_freeze(ReportTable.TRAINING, scope, second, by=leader, reason=REASON), leader, second)
    _freeze(ReportTable.NARRATIVE, scope, second)


def _freeze(table, scope, when, *, by=None, reason=""):
    by = by or scope.user
    facts = {"role": role_for(by, scope.unit_id), "as_of": scope.at, "reason": reason, "occurred_at": when}
    return services.freeze_report(draw(table, scope), by=by, place=scope.place | {"table": table}, **facts)


def _sign(snapshot, by, when):
    services.sign_report(snapshot, by=by, role=role_for(by, snapshot.enterprise), occurred_at=when)


def _somebody_was_forgotten(scope):
    """One more of those present at a session with a list of names; None where the quarter had none."""
    session = held(scope).exclude(attendances=None).order_by("starts_at").first()
    there = session.attendances.values("person") if session else ()
    person = scope.enterprise.people.in_service().exclude(pk__in=there).order_by("work_number").first()
    return session and Attendance.objects.create(session=session, person=person, way=Attendance.Way.PAPER)
