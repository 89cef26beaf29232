"""The suggestion ledger (合理化建议汇总表), slips of paper, and what finance has paid of rewards."""

from .ledger import SuggestionLedger
from .paper import PaperSlips
from .payments import Payments

__all__ = ["PaperSlips", "Payments", "SuggestionLedger"]
