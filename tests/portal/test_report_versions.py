"""Freezing and signing a report: what is kept stays, a correction is a new version, and the seal tells on all else."""

import datetime as dt
from copy import deepcopy

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction

from alliance_portal import services, snapshots, workflow
from alliance_portal.audit import Act, AuditEntry
from alliance_portal.models import Snapshot
from alliance_portal.workflow import WorkflowError
from tests.at_once import outcomes
from tests.factories import SessionFactory
from tests.portal.reporting import frozen, signed
from training.models import Session

NOW = dt.datetime(2026, 10, 8, 10, tzinfo=dt.UTC)
HELD = {"starts_at": dt.datetime(2026, 8, 5, 1, tzinfo=dt.UTC), "ends_at": dt.datetime(2026, 8, 5, 3, tzinfo=dt.UTC)}
TRAINING = {"table": "training"}


@pytest.fixture(autouse=True)
def after_the_quarter():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session(cast):
    return SessionFactory(enterprise=cast.enterprise, topic="点焊电极修磨", head_count=40, class_hours=2, **HELD)


def told(old, new):
    return [(one.row, one.column, one.old, one.new) for one in snapshots.changes(old.content, new.content)]


@pytest.mark.django_db
def test_a_correction_is_a_second_version_that_says_what_changed(cast, session, capsys):
    first = signed(cast.officer, cast.enterprise, **TRAINING)
    kept, seal = deepcopy(first.content), first.check_value
    with pytest.raises(WorkflowError):
        frozen(cast.leader, cast.enterprise, reason="再报一次", **TRAINING)

    Session.objects.filter(pk=session.pk).update(head_count=42)
    with pytest.raises(services.ReasonError):
        frozen(cast.leader, cast.enterprise, reason=" ", **TRAINING)
    second = signed(cast.leader, cast.enterprise, reason="漏点了两人", **TRAINING)

    first.refresh_from_db()
    assert (first.content, first.check_value, first.number) == (kept, seal, 1)
    assert (second.number, second.reason, second.signed_by) == (2, "漏点了两人", cast.leader)
    assert told(first, second) == [("点焊电极修磨 · 2026-08-05", "人次", 40, 42), ("", "人次", 40, 42)]
    assert second.check_value == snapshots.check_value(second, seal) != snapshots.check_value(second, "")
    assert [event.verb for event in second.events.all()] == ["frozen", "signed"]
    call_command("verify_figures")


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["cell", "sum", "signer"])
def test_what_is_written_past_the_portal_is_found(cast, session, what, capsys):
    kept = signed(cast.officer, cast.enterprise, **TRAINING)
    content, facts = deepcopy(kept.content), {}
    place = next(n for n, column in enumerate(content["columns"]) if column["code"] == "person_times")
    if what == "signer":
        facts = {"signed_by": cast.leader}
    elif what == "cell":
        content["rows"][0]["cells"][place] = content["totals"][place] = 400
    else:
        content["totals"][place] = 400
        facts = {"digest": snapshots.digest(content)}
    Snapshot.objects.filter(pk=kept.pk).update(content=content, **facts)
    with pytest.raises(SystemExit):
        call_command("verify_figures")
    assert "2026-07" in capsys.readouterr().out


@pytest.mark.django_db
def test_while_one_waits_nobody_freezes_another_and_it_may_be_thrown_away(cast, session):
    waiting = frozen(cast.officer, cast.enterprise, **TRAINING)
    with pytest.raises(WorkflowError):
        frozen(cast.leader, cast.enterprise, **TRAINING)
    services.discard_report(waiting, by=cast.officer)
    entry = AuditEntry.objects.get(act=Act.REPORT_DISCARDED)
    assert (entry.actor, entry.enterprise) == (cast.officer.pk, cast.enterprise.pk)
    assert entry.detail == f"training 2026-q3 {waiting.digest}"
    kept = signed(cast.leader, cast.enterprise, **TRAINING)
    assert kept.number == 1
    for late in (kept, waiting):
        with pytest.raises(WorkflowError):
            services.discard_report(late, by=cast.officer)
    assert AuditEntry.objects.get(act=Act.REPORT_DISCARDED) == entry
    assert Snapshot.objects.get() == kept


@pytest.mark.django_db
def test_the_database_keeps_one_version_of_a_number(cast, staff, session):
    for user, enterprise in ((cast.officer, cast.enterprise), (staff, None)):
        kept = signed(user, enterprise, **TRAINING)
        kept.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.save(force_insert=True)


racing = pytest.mark.django_db(transaction=True)


@racing
def test_two_who_freeze_at_once_make_one_version(transactional_db, cast, session):
    both = [cast.officer, cast.leader]
    came = outcomes(*(lambda one=one: frozen(one, cast.enterprise, **TRAINING) for one in both))
    assert (came, Snapshot.objects.get().number) == (["done", "told"], 1)


@racing
def test_without_looking_first_the_database_alone_lets_one_through(transactional_db, cast, session, monkeypatch):
    monkeypatch.setattr(services, "_last_version", lambda place: None)
    both = [cast.officer, cast.leader]
    came = outcomes(*(lambda one=one: frozen(one, cast.enterprise, **TRAINING) for one in both))
    assert (came, Snapshot.objects.get().number) == (["done", "told"], 1)


def sign_twice(cast):
    kept = frozen(cast.officer, cast.enterprise, **TRAINING)
    works = (
        lambda one=one: services.sign_report(Snapshot.objects.get(pk=kept.pk), by=one, role="officer")
        for one in (cast.officer, cast.leader)
    )
    return outcomes(*works)


@racing
def test_of_two_who_sign_at_once_one_signs(transactional_db, cast, session):
    assert sign_twice(cast) == ["done", "told"]
    assert snapshots.faults(Snapshot.objects.get()) == []


@racing
def test_without_the_lock_both_would_have_signed(transactional_db, cast, session, monkeypatch):
    kept = frozen(cast.officer, cast.enterprise, **TRAINING)
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: deepcopy(kept))
    works = (lambda one=one: services.sign_report(kept, by=one, role="officer") for one in (cast.officer, cast.leader))
    assert outcomes(*works) == ["done", "done"]
