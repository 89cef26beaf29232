"""Every move of a suggestion: pages, admin, imports, demo data and commands call these and nothing else."""

from .clock import reclassify
from .implementation import claim_benefit, close_silent, confirm, deny, finish, report_progress, verify_benefit
from .intake import resume, submit, supplement, withdraw
from .review import adopt, ask, decline, keep_in_reserve, reserve, take, transfer
from .settling import fix_at_once, promise_fix
from .spam import mark_spam, unmark_spam

__all__ = [
    "adopt",
    "ask",
    "claim_benefit",
    "close_silent",
    "confirm",
    "decline",
    "deny",
    "finish",
    "fix_at_once",
    "keep_in_reserve",
    "mark_spam",
    "promise_fix",
    "reclassify",
    "report_progress",
    "reserve",
    "resume",
    "submit",
    "supplement",
    "take",
    "transfer",
    "unmark_spam",
    "verify_benefit",
    "withdraw",
]
