"""Ledgers of workshops: their table with one row for each plate, the register of honours, the table of results."""

from .honours import HonourLedger
from .ledger import WorkshopLedger
from .results import ResultLedger

__all__ = ["HonourLedger", "ResultLedger", "WorkshopLedger"]
