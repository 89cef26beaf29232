"""The table of workshops (工作室情况统计表): one row for each plate."""

from .ledger import WorkshopLedger

__all__ = ["WorkshopLedger"]
