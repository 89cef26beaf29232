"""The suggestion ledger (合理化建议汇总表), recognised again by work number, date and title."""

from .ledger import SuggestionLedger
from .paper import PaperSlips

__all__ = ["PaperSlips", "SuggestionLedger"]
