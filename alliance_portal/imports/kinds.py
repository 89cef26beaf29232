"""Which ledgers can be imported."""

from members.imports import Roster
from suggestions.imports import SuggestionLedger

KINDS = {ledger.kind.value: ledger for ledger in (Roster, SuggestionLedger)}
