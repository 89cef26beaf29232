"""Two people confirm the same import at the same moment."""

import pytest

from members import ledger_import
from members.system import system_account
from suggestions.imports import SuggestionLedger
from suggestions.models import Suggestion
from tests.at_once import at_once
from tests.conftest import make_cast
from tests.ledger_files import previewed, suggestion_rows

ROWS = [{"单位": "冲焊车间", "建议名称": f"建议{n}", "工号": "0001", "提出日期": "2026.5.4"} for n in range(40)]


def both_confirm(batch, user):
    """What came of two commits at once: "done" for each that went through, "told" that it was late, or "broken"."""

    def confirm():
        ledger_import.commit(batch, SuggestionLedger, by=user)
        return "done"

    return sorted(at_once(confirm, confirm))


@pytest.fixture
def batch(transactional_db):
    return previewed(SuggestionLedger, make_cast("CF", "长风客车").enterprise, suggestion_rows(*ROWS))


def test_one_of_two_confirmations_imports_and_the_other_is_told(batch):
    assert both_confirm(batch, system_account()) == ["done", "told"]
    assert Suggestion.objects.count() == len(ROWS)


def test_without_the_lock_both_confirmations_would_go_through(batch, monkeypatch):
    # Each believes the batch as it was shown, before the other one began.
    monkeypatch.setattr(ledger_import, "_locked", lambda shown, state, message: shown)
    assert both_confirm(batch, system_account()) != ["done", "told"]
