"""Many suggestions at once, on the rungs a test names: by bulk, because a rule needs twenty and more."""

import datetime as dt
from itertools import count

from django.utils import timezone

from alliance_portal.periods import month_of
from suggestions.models import BenefitAssessment, Decision, Implementation, Proposer, Suggestion
from tests.factories import PersonFactory, UserFactory
from tests.ladder import moment

numbers = count(1)


def many(
    department,
    number,
    *,
    received="2026-03-05",
    by=None,
    answer="",
    on=None,
    decided_by=None,
    words=None,
    done=None,
    confirmed=True,
    verified=None,
    ledger=False,
    recorded_by=None,
    texts=None,
    hidden=False,
):
    """So many suggestions, all alike but for number and title; returns them.

    `texts` are their problems, one each where it is None; `words` the answer, likewise; `received` and `on` are days,
    without `on` it was answered a day later.
    """
    if not number:
        return []
    when = moment(on) if on else moment(received) + dt.timedelta(days=1)
    rows = [_row(department, n, received, recorded_by, ledger, texts, hidden) for n in range(number)]
    status = "implemented" if done else answer or "submitted"
    for row in rows:
        row.status = status
        if answer:
            row.conclusion, row.answered_at, row.concluded_at = answer, when, when
        if done:
            row.implemented_at = moment(done)
    Suggestion.objects.bulk_create(rows)
    author = by or PersonFactory(department=department)
    Proposer.objects.bulk_create(Proposer(suggestion=row, person=author) for row in rows)
    if answer:
        _decide(rows, answer, when, decided_by, words, ledger)
    if answer in Suggestion.ADOPTIONS:
        _implement(rows, done, confirmed, ledger)
    if verified is not None:
        _verify(rows, done, verified, ledger)
    return rows


def _row(department, n, received, recorded_by, ledger, texts, hidden):
    when, number = moment(received), next(numbers)
    return Suggestion(
        number=f"M-2026-{number:05}",
        enterprise=department.enterprise,
        department=department,
        shop=department.shop,
        title=f"第{number}条",
        problem=texts[n % len(texts)] if texts else f"第{number}处不方便。",
        channel="ledger" if ledger else "web",
        recorded_by=recorded_by,
        name_hidden=hidden,
        received_at=when,
        month=month_of(when),
        due_on=timezone.localtime(when).date().replace(day=28),
    )


def _decide(rows, answer, when, decided_by, words, ledger):
    by = None if ledger else decided_by or UserFactory()
    facts = {"conclusion": answer, "decided_at": when, "decided_by": by, "source": "ledger" if ledger else "web"}
    facts |= {"decline_reason": "cost", "would_change": "有预算"} if answer == "declined" else {}
    Decision.objects.bulk_create(
        Decision(suggestion=row, reason="" if ledger else words or f"答复{row.number}", **facts) for row in rows
    )


def _implement(rows, done, confirmed, ledger):
    owner = None if ledger else PersonFactory(department=rows[0].department, left_on="2020-02-01", in_service=False)
    when = moment(done) if done else None
    Implementation.objects.bulk_create(
        Implementation(
            suggestion=row,
            owner=owner,
            due_on=None if ledger else row.due_on,
            finished_at=when,
            confirmed_at=when if confirmed else None,
            source="ledger" if ledger else "web",
        )
        for row in rows
    )


def _verify(rows, done, yuan, ledger):
    by = None if ledger else UserFactory()
    BenefitAssessment.objects.bulk_create(
        BenefitAssessment(
            suggestion=row,
            verified_yuan=yuan,
            verified_at=moment(done),
            verified_by=by,
            verified_basis="" if ledger else "产量 × 单价",
            source="ledger" if ledger else "web",
        )
        for row in rows
    )
