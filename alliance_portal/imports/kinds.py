"""Which ledgers can be imported."""

from members.imports import Roster
from suggestions.imports import PaperSlips, Payments, SuggestionLedger

KINDS = {ledger.kind.value: ledger for ledger in (Roster, SuggestionLedger, PaperSlips, Payments)}
