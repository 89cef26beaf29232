"""Rewards for suggestions: tables of grades, proposals, approval, batches for finance, payment, receipt."""

from .batches import give_back, send
from .payments import answer_missing, claw_back, pay, receive, report_missing, unpay
from .people import obstacles_to_paying, obstacles_to_split, parts_of
from .proposing import approve, propose, reject, why_not_proposed, withdraw
from .reckoning import Choice, Reckoning, RefusedError, basis_of, lock_of, outside, reckon, rule_on, value_of
from .rules import change_rule, write_rule

__all__ = [
    "Choice",
    "Reckoning",
    "RefusedError",
    "answer_missing",
    "approve",
    "basis_of",
    "change_rule",
    "claw_back",
    "give_back",
    "lock_of",
    "obstacles_to_paying",
    "obstacles_to_split",
    "outside",
    "parts_of",
    "pay",
    "propose",
    "receive",
    "reckon",
    "reject",
    "report_missing",
    "rule_on",
    "send",
    "unpay",
    "value_of",
    "why_not_proposed",
    "withdraw",
    "write_rule",
]
