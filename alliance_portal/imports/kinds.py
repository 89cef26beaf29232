"""Which ledgers can be imported."""

from members.imports import Roster
from suggestions.imports import PaperSlips, Payments, SuggestionLedger
from training.imports import MentorshipLedger, SessionLedger
from workshops.imports import HonourLedger, ResultLedger, WorkshopLedger

LEDGERS = (
    Roster, WorkshopLedger, SuggestionLedger, PaperSlips, Payments, HonourLedger, ResultLedger, SessionLedger,
    MentorshipLedger,
)  # fmt: skip
KINDS = {ledger.kind.value: ledger for ledger in LEDGERS}
