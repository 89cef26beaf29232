"""Boards hung up, changed, given another address, taken back - one after the other, and by two people at once."""

import datetime as dt
from copy import copy

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alliance_portal.audit import Act, AuditEntry
from alliance_portal.workflow import StaleError, WorkflowError
from suggestions.models import Board
from suggestions.services import public_addresses
from suggestions.services.boards import change_board, create_board, note_seen, renew_address, revoke_board
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.factories import BoardFactory

racing = pytest.mark.django_db(transaction=True)
NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


@pytest.fixture
def board(cast):
    return create_board(by=cast.leader, enterprise=cast.enterprise, name="东门")


def test_addresses_cannot_be_guessed_and_are_never_the_same(cast, board):
    other = create_board(by=cast.leader, enterprise=cast.enterprise, name="西门")
    assert len(board.token) == len(other.token) == 32
    assert board.token != other.token


@pytest.mark.parametrize(
    "unfit",
    [
        {"pages": ["owed", "owed"]},
        {"pages": ["nothing"]},
        {"pages": ["finished", "owed", "training", "news"]},
        {"seconds": 5},
        {"seconds": 601},
        {"quiet_from": dt.time(22)},
        {"quiet_from": dt.time(22), "quiet_until": dt.time(6), "quiet_days": []},
        {"quiet_days": [0]},
        {"theme": "pink"},
    ],
)
def test_settings_that_do_not_fit_make_no_board_and_change_none(cast, board, unfit):
    with pytest.raises(ValidationError):
        create_board(by=cast.leader, enterprise=cast.enterprise, name="西门", **unfit)
    with pytest.raises(ValidationError):
        change_board(board, by=cast.leader, **unfit)
    board.refresh_from_db()
    assert (Board.objects.count(), board.version) == (1, 1)


def test_a_department_of_another_enterprise_is_refused(cast, strangers, board):
    with pytest.raises(ValidationError):
        create_board(by=cast.leader, enterprise=cast.enterprise, department=strangers.shop, name="西门")
    with pytest.raises(ValidationError):
        change_board(board, by=cast.leader, department=strangers.shop)


@pytest.mark.parametrize(
    "broken", [{"quiet_from": dt.time(22)}, {"enterprise": None, "department_id": 1}], ids=["night", "department"]
)
def test_the_database_keeps_no_half_settings(cast, board, broken):
    broken = {name: cast.shop.pk if name == "department_id" else value for name, value in broken.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Board.objects.update(**broken)


def test_a_change_made_from_an_old_form_is_told(cast, board):
    change_board(board, by=cast.officer, seconds=90, version=1)
    with pytest.raises(StaleError):
        change_board(board, by=cast.leader, seconds=30, version=1)
    board.refresh_from_db()
    assert (board.seconds, board.version) == (90, 2)


def test_a_new_address_makes_the_old_one_dead_and_has_been_seen_by_nobody(cast, board):
    old = board.token
    note_seen(board, at=NOW)
    fresh = renew_address(board, by=cast.officer)
    assert not Board.objects.filter(token=old).exists()
    assert (fresh.seen_at, fresh.version) == (None, 2)


def test_what_was_taken_back_gets_no_address_and_no_settings(cast, board):
    revoke_board(board, by=cast.leader)
    for attempt in (renew_address, change_board):
        with pytest.raises(WorkflowError):
            attempt(board, by=cast.leader)


def test_taking_back_twice_changes_nothing(cast, board):
    revoke_board(board, by=cast.leader)
    before = board.revoked_at
    revoke_board(board, by=cast.officer)
    assert (board.revoked_at, board.revoked_by) == (before, cast.leader)


def test_every_new_address_is_in_the_audit_without_the_address(cast, board):
    renew_address(board, by=cast.officer)
    entries = AuditEntry.objects.filter(act=Act.EXPORTED).order_by("pk")
    assert [entry.actor for entry in entries] == [cast.leader.pk, cast.officer.pk]
    assert {(entry.object_kind, entry.object_id, entry.enterprise, entry.detail) for entry in entries} == {
        ("suggestions.board", board.pk, cast.enterprise.pk, f"/boards/{board.pk}/")
    }


def exports(board):
    return [(entry.actor, entry.detail) for entry in AuditEntry.objects.filter(act=Act.EXPORTED).order_by("pk")][1:]


def test_other_figures_at_the_same_address_are_in_the_audit_and_another_name_is_not(cast, board):
    change_board(board, by=cast.officer, name="西门", seconds=90)
    assert exports(board) == []
    change_board(board, by=cast.officer, department=cast.shop)
    assert exports(board) == [(cast.officer.pk, f"/boards/{board.pk}/")]


def test_a_board_taken_back_is_in_the_audit_once(cast, board):
    revoke_board(board, by=cast.officer)
    revoke_board(board, by=cast.leader)
    assert exports(board) == [(cast.officer.pk, f"/boards/{board.pk}/revoke/")]


def test_a_screen_is_written_down_once_a_minute_even_when_two_ask_from_an_old_row(board, django_assert_num_queries):
    stale = copy(board)
    note_seen(board, at=NOW)
    note_seen(stale, at=NOW + dt.timedelta(seconds=30))
    board.refresh_from_db()
    assert board.seen_at == NOW
    with django_assert_num_queries(0):
        note_seen(board, at=NOW + dt.timedelta(seconds=59))


# At once


def both_change(board, cast):
    return outcomes(
        lambda: change_board(copy(board), by=cast.leader, version=1, name="甲"),
        lambda: change_board(copy(board), by=cast.officer, version=1, seconds=90),
    )


@racing
def test_of_two_changes_at_once_one_counts_and_the_other_is_told(transactional_db):
    cast = make_cast("CF", "长风客车")
    board = BoardFactory(enterprise=cast.enterprise)
    assert both_change(board, cast) == ["done", "told"]
    board.refresh_from_db()
    assert (board.name, board.seconds) in {("甲", 60), ("东门大厅", 90)}


@racing
def test_without_the_lock_both_would_think_theirs_counts(transactional_db, monkeypatch):
    cast = make_cast("CF", "长风客车")
    board = BoardFactory(enterprise=cast.enterprise)
    monkeypatch.setattr(public_addresses, "_lock_live", lambda board, *, version: board)
    assert both_change(board, cast) == ["done", "done"]


@racing
def test_an_address_renewed_twice_at_once_ends_with_one_that_was_given(transactional_db):
    cast = make_cast("CF", "长风客车")
    board = BoardFactory(enterprise=cast.enterprise)
    given = []
    outcomes(*(lambda: given.append(renew_address(copy(board), by=cast.leader).token) for _each in range(2)))
    board.refresh_from_db()
    assert len(set(given)) == 2
    assert board.token in given
