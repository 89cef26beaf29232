"""Each move: what it writes, what it refuses, and what the worker can rely on."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from alliance_portal import workflow
from alliance_portal.files import read_picture
from suggestions import services
from suggestions.models import BenefitAssessment, Decision, Photo, Suggestion
from tests.factories import picture

Status = Suggestion.Status
NOW = dt.datetime(2026, 8, 4, 10, 33, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def submit(cast, **kwargs):
    facts = {
        "by": cast.worker,
        "problem": "3号工位的焊钳电缆拖在地上，叉车容易压到。",
        "key": uuid.uuid4(),
        "occurred_at": NOW,
    }
    return services.submit(**facts | kwargs)


def adopted(cast, **kwargs):
    facts = {
        "by": cast.reviewer,
        "reason": "装吊臂，走高处。",
        "owner": cast.owner.person,
        "due_on": dt.date(2026, 8, 22),
    }
    return services.adopt(submit(cast), **facts | {"occurred_at": NOW + dt.timedelta(hours=30)} | kwargs)


def finished(cast):
    photos = [read_picture(picture())]
    return services.finish(
        adopted(cast), by=cast.owner, note="装好了", photos=photos, occurred_at=NOW + dt.timedelta(days=10)
    )


def verbs(suggestion):
    return list(suggestion.events.values_list("verb", "actor_role"))


def test_submit_knows_the_place_from_the_account_and_promises_a_day(cast):
    suggestion = submit(cast, photos=[read_picture(picture())])

    assert suggestion.number == "CF-2026-00001"
    assert (suggestion.department, suggestion.shop) == (cast.team, cast.shop)
    assert suggestion.title == "3号工位的焊钳电缆拖在地上，叉车容易压到"
    assert suggestion.due_on == dt.date(2026, 8, 11)
    assert suggestion.month == dt.date(2026, 8, 1)
    assert [photo.kind for photo in suggestion.photos.all()] == [Photo.Kind.BEFORE]
    assert [(p.person.name, p.share) for p in suggestion.proposers.all()] == [("王海", Decimal(100))]


def test_submit_leaves_no_trace_of_the_author_outside_the_proposer(cast):
    event = submit(cast).events.get()

    assert (event.verb, event.actor, event.actor_role) == ("submitted", None, "author")


def test_submit_twice_with_one_key_returns_the_first_record(cast):
    key = uuid.uuid4()

    first, second = submit(cast, key=key), submit(cast, key=key, problem="别的话")

    assert first == second
    assert Suggestion.objects.count() == 1


def test_a_key_counts_for_one_worker_alone(cast):
    key = uuid.uuid4()

    first, second = submit(cast, key=key), submit(cast, key=key, by=cast.colleague)

    assert [one.proposers.get().person.name for one in (first, second)] == ["王海", "赵敏"]


def test_submit_stops_at_twenty_a_day(cast):
    for _n in range(20):
        submit(cast)

    with pytest.raises(workflow.WorkflowError):
        submit(cast)

    assert submit(cast, occurred_at=NOW + dt.timedelta(days=1)).number == "CF-2026-00021"


def test_adopt_names_owner_and_day_and_stops_the_clock(cast):
    suggestion = adopted(cast)

    decision = suggestion.decisions.get()
    assert suggestion.status == Status.ADOPTED
    assert suggestion.answered_at == NOW + dt.timedelta(hours=30)
    assert (decision.conclusion, decision.reason, decision.decided_by) == ("adopted", "装吊臂，走高处。", cast.reviewer)
    assert (suggestion.implementation.owner, suggestion.implementation.due_on) == (
        cast.owner.person,
        dt.date(2026, 8, 22),
    )


def test_adopt_refuses_an_owner_of_another_enterprise(cast, strangers):
    with pytest.raises(workflow.WorkflowError):
        adopted(cast, owner=strangers.owner.person)

    assert not Decision.objects.exists()
    assert Suggestion.objects.get().status == Status.SUBMITTED


def test_no_conclusion_without_a_written_reason(cast):
    suggestion = submit(cast)

    for call in (
        lambda: services.reserve(suggestion, by=cast.reviewer, reason="  "),
        lambda: services.decline(suggestion, by=cast.reviewer, reason="", decline_reason="cost", would_change="涨价"),
        lambda: services.decline(suggestion, by=cast.reviewer, reason="太贵", decline_reason="cost", would_change=" "),
        lambda: services.ask(suggestion, by=cast.reviewer, question=""),
    ):
        with pytest.raises(workflow.WorkflowError):
            call()

    assert Suggestion.objects.get().status == Status.SUBMITTED
    assert not Decision.objects.exists()


def test_the_database_itself_refuses_a_refusal_without_what_would_change_it(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            suggestion=submit(cast),
            conclusion="declined",
            reason="不行",
            decided_by=cast.reviewer,
            decline_reason="cost",
        )


def test_reserved_may_be_adopted_later_and_keeps_its_first_answer(cast):
    suggestion = services.reserve(submit(cast), by=cast.reviewer, reason="等明年改线", occurred_at=NOW)

    later = services.adopt(
        suggestion,
        by=cast.reviewer,
        reason="线改好了",
        owner=cast.owner.person,
        due_on=dt.date(2026, 12, 1),
        occurred_at=NOW + dt.timedelta(days=60),
    )

    assert (later.status, later.conclusion, later.answered_at) == (Status.ADOPTED, "adopted", NOW)
    assert list(later.decisions.values_list("conclusion", flat=True)) == ["reserved", "adopted"]


def test_waiting_for_the_worker_stops_the_clock(cast):
    suggestion = services.ask(
        submit(cast), by=cast.reviewer, question="几号工位？", occurred_at=NOW + dt.timedelta(days=1)
    )
    assert not suggestion.is_overdue(dt.date(2027, 1, 1))

    suggestion = services.supplement(suggestion, by=cast.worker, text="3号", occurred_at=NOW + dt.timedelta(days=4))

    assert (suggestion.status, suggestion.due_on, suggestion.paused_days) == (Status.IN_REVIEW, dt.date(2026, 8, 14), 3)
    assert verbs(suggestion) == [("submitted", "author"), ("asked", "reviewer"), ("supplemented", "author")]


def test_details_nobody_asked_for_do_not_take_a_suggestion_up(cast):
    suggestion = submit(cast)

    with pytest.raises(workflow.TransitionError):
        services.supplement(suggestion, by=cast.worker, text="再说一句")
    with pytest.raises(workflow.TransitionError):
        services.resume(suggestion, by=cast.reviewer)

    assert Suggestion.objects.get().status == Status.SUBMITTED


def test_the_reviewer_goes_on_without_details_after_fourteen_days(cast):
    suggestion = services.ask(submit(cast), by=cast.reviewer, question="几号工位？", occurred_at=NOW)

    with pytest.raises(workflow.WorkflowError):
        services.resume(suggestion, by=cast.reviewer, occurred_at=NOW + dt.timedelta(days=13))
    resumed = services.resume(suggestion, by=cast.reviewer, occurred_at=NOW + dt.timedelta(days=14))

    assert (resumed.status, resumed.due_on) == (Status.IN_REVIEW, dt.date(2026, 8, 25))


def test_withdrawn_is_possible_only_before_the_answer(cast):
    withdrawn = services.withdraw(submit(cast), by=cast.worker)
    assert withdrawn.status == Status.WITHDRAWN

    with pytest.raises(workflow.TransitionError):
        services.withdraw(adopted(cast), by=cast.worker)


def test_progress_starts_the_implementation_once(cast):
    suggestion = services.report_progress(adopted(cast), by=cast.owner, note="吊臂到货")
    suggestion = services.report_progress(suggestion, by=cast.owner, note="周五装")

    assert suggestion.status == Status.IMPLEMENTING
    assert [event.to_status for event in suggestion.events.filter(verb="progress")] == ["implementing", ""]


def test_done_needs_a_photo_of_the_place(cast):
    suggestion = adopted(cast)

    with pytest.raises(workflow.WorkflowError):
        services.finish(suggestion, by=cast.owner, note="装好了")

    assert Suggestion.objects.get().status == Status.ADOPTED


def test_the_proposer_confirms_that_it_was_really_done(cast):
    suggestion = finished(cast)
    assert (suggestion.status, suggestion.implementation.waits_for_proposer) == (Status.IMPLEMENTING, True)

    suggestion = services.confirm(suggestion, by=cast.worker, occurred_at=NOW + dt.timedelta(days=18))

    assert (suggestion.status, suggestion.implemented_at) == (Status.IMPLEMENTED, NOW + dt.timedelta(days=18))
    assert suggestion.implementation.confirmed_at == NOW + dt.timedelta(days=18)
    assert verbs(suggestion)[-1] == ("confirmed", "author")


def test_the_proposer_says_it_is_not_done_and_the_owner_goes_on(cast):
    suggestion = services.deny(finished(cast), by=cast.worker, note="4号工位还没装")

    assert suggestion.status == Status.IMPLEMENTING
    assert suggestion.implementation.finished_at is None
    with pytest.raises(workflow.WorkflowError):
        services.confirm(suggestion, by=cast.worker)


def test_silence_of_five_days_counts_as_no_objection(cast):
    suggestion = finished(cast)
    reported = suggestion.implementation.finished_at

    assert services.close_silent(reported + dt.timedelta(days=4, hours=23)) == 0
    assert services.close_silent(reported + dt.timedelta(days=5)) == 1
    assert services.close_silent(reported + dt.timedelta(days=6)) == 0

    suggestion.refresh_from_db()
    assert suggestion.status == Status.IMPLEMENTED
    assert suggestion.implementation.confirmed_at is None
    assert verbs(suggestion)[-1] == ("silence", "system")


def test_whoever_spoke_meanwhile_does_not_keep_the_others_open(cast, monkeypatch):
    objected, silent = finished(cast), finished(cast)
    looked_up = Suggestion.objects.order_by("pk")
    list(looked_up)
    services.deny(objected, by=cast.worker, note="4号工位还没装")
    monkeypatch.setattr(Suggestion.objects, "filter", lambda **_conditions: looked_up)

    assert services.close_silent(NOW + dt.timedelta(days=30)) == 1

    objected.refresh_from_db()
    silent.refresh_from_db()
    assert (objected.status, silent.status) == (Status.IMPLEMENTING, Status.IMPLEMENTED)


def test_what_finance_verified_is_no_longer_from_the_ledger(cast):
    suggestion = services.confirm(finished(cast), by=cast.worker)
    BenefitAssessment.objects.create(suggestion=suggestion, claimed_yuan=50000, source="ledger")

    benefit = services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal(40000), basis="凭证12号")

    assert (benefit.source, benefit.claimed_yuan) == ("web", 50000)


def test_claimed_and_verified_stay_apart(cast):
    suggestion = services.confirm(finished(cast), by=cast.worker)
    services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(50000), basis="每月少停20分钟")

    benefit = services.verify_benefit(suggestion, by=cast.finance, yuan=Decimal("31860.50"), basis="按工时单价核算")

    assert (benefit.claimed_yuan, benefit.verified_yuan, benefit.verified_by) == (
        50000,
        Decimal("31860.50"),
        cast.finance,
    )
    with pytest.raises(workflow.WorkflowError):
        services.claim_benefit(suggestion, by=cast.owner, yuan=Decimal(90000), basis="再想想")


def test_only_what_has_been_done_can_be_verified(cast):
    with pytest.raises(workflow.WorkflowError):
        services.verify_benefit(adopted(cast), by=cast.finance, yuan=Decimal(1), basis="x")


def test_the_rows_of_history_tell_the_whole_way_in_order(cast):
    suggestion = services.confirm(finished(cast), by=cast.worker)

    assert [verb for verb, _role in verbs(suggestion)] == ["submitted", "adopted", "progress", "finished", "confirmed"]
