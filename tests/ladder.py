"""Suggestions set on a rung of the ladder with its dates, as the services would leave them."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from alliance_portal import workflow
from suggestions.models import BenefitAssessment, Decision, Implementation, Recheck, Suggestion
from tests.factories import PersonFactory, SuggestionFactory, UserFactory

Status = Suggestion.Status


def moment(text):
    """A local moment from "2026-03-05" (noon) or "2026-03-05 08:30"."""
    day = dt.datetime.fromisoformat(text)
    return timezone.make_aware(day if " " in text else day.replace(hour=12))


def idea(department, received, *, by=None, **facts):
    """A suggestion of the department; `facts` as for `climb`."""
    when = moment(received)
    suggestion = SuggestionFactory(department=department, received_at=when, by=by)
    return climb(suggestion, **facts)


def climb(
    suggestion,
    *,
    answer="",
    on=None,
    reason="cost",
    done=None,
    claimed=None,
    verified=None,
    verified_on=None,
    ledger=False,
    withdrawn=None,
    spam=None,
    asked=None,
    paused=0,
    learned=False,
    soft=None,
    visits=(),
):
    """Answer with `answer` on a day, do it, verify it, visit it again; every date is text.

    `visits` are (months, day, result).
    """
    source = "ledger" if ledger else "web"
    fields = {"paused_days": paused, "channel": source}
    if answer:
        when = moment(on)
        fields |= {"conclusion": answer, "answered_at": when, "concluded_at": when}
        Decision.objects.create(
            suggestion=suggestion,
            conclusion=answer,
            decided_at=when,
            source=source,
            reason="" if ledger else "答复",
            decided_by=None if ledger else UserFactory(),
            would_change="有预算" if answer == "declined" else "",
            decline_reason=reason if answer == "declined" else "",
        )
    if answer in Suggestion.ADOPTIONS:
        owner = None if ledger else PersonFactory(department=suggestion.department, left_on=dt.date(2020, 2, 1))
        words = dict.fromkeys(("tried", "measured", "learned"), "换了三种") | {"outcome": "learned"} if learned else {}
        Implementation.objects.create(
            suggestion=suggestion, owner=owner, due_on=None if ledger else moment(on).date(), source=source, **words
        )
    if done:
        fields["implemented_at"] = moment(done)
    if claimed is not None or verified is not None:
        _benefit(suggestion, claimed, verified, verified_on or done, source, soft)
    for months, day, result in visits:
        Recheck.objects.create(
            suggestion=suggestion,
            months=months,
            result=result,
            note="去看过",
            checked_by=UserFactory(),
            checked_at=moment(day),
        )
    dates = {"withdrawn_at": withdrawn, "spam_at": spam, "waiting_since": asked}
    fields |= {name: moment(day) for name, day in dates.items() if day}
    place(suggestion, status_after(answer, done, withdrawn, asked), **fields)
    return suggestion


def status_after(answer, done, withdrawn, asked):
    if withdrawn:
        return Status.WITHDRAWN
    return Status.IMPLEMENTED if done else answer or (Status.NEEDS_INFO if asked else Status.SUBMITTED)


def place(suggestion, status, **fields):
    """Set status and fields, with the event that belongs to it."""
    workflow.append(suggestion, status, role="system", to=status)
    Suggestion.objects.filter(pk=suggestion.pk).update(status=status, **fields)
    suggestion.refresh_from_db()


def _benefit(suggestion, claimed, verified, verified_on, source, soft):
    by = UserFactory() if verified is not None and source == "web" else None
    BenefitAssessment.objects.create(
        suggestion=suggestion,
        claimed_yuan=claimed,
        verified_yuan=None if verified is None else Decimal(verified),
        verified_at=None if verified is None else moment(verified_on),
        verified_by=by,
        verified_basis="产量 × 单价" if by else "",
        verified_soft_yuan=soft,
        verified_soft_basis="" if soft is None else "工时 × 工价",
        source=source,
    )
