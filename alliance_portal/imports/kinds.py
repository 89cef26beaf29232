"""Which ledgers can be imported."""

from members.imports import Roster
from suggestions.imports import PaperSlips, Payments, SuggestionLedger
from workshops.imports import WorkshopLedger

KINDS = {ledger.kind.value: ledger for ledger in (Roster, WorkshopLedger, SuggestionLedger, PaperSlips, Payments)}
