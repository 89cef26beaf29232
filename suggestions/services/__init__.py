"""Every move of a suggestion: pages, admin, imports, demo data and commands call these and nothing else."""

from .implementation import claim_benefit, close_silent, confirm, deny, finish, report_progress, verify_benefit
from .intake import resume, submit, supplement, withdraw
from .review import adopt, ask, decline, reserve, take
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
    "mark_spam",
    "report_progress",
    "reserve",
    "resume",
    "submit",
    "supplement",
    "take",
    "unmark_spam",
    "verify_benefit",
    "withdraw",
]
