"""Every move of a suggestion: pages, admin, imports, demo data and commands call these and nothing else."""

from .clock import reclassify
from .details import resume, supplement, withdraw
from .implementation import claim_benefit, close_silent, confirm, deny, finish, report_progress, verify_benefit
from .intake import record, submit, submit_without_account
from .names import ask_envelope, open_envelope, refuse_envelope, show_name
from .posters import hang_poster, replace_poster, stop_poster
from .review import adopt, ask, decline, keep_in_reserve, reserve, take, transfer
from .settling import fix_at_once, promise_fix
from .slips import disown, join
from .spam import mark_spam, unmark_spam

__all__ = [
    "adopt",
    "ask",
    "ask_envelope",
    "claim_benefit",
    "close_silent",
    "confirm",
    "decline",
    "deny",
    "disown",
    "finish",
    "fix_at_once",
    "hang_poster",
    "join",
    "keep_in_reserve",
    "mark_spam",
    "open_envelope",
    "promise_fix",
    "reclassify",
    "record",
    "refuse_envelope",
    "replace_poster",
    "report_progress",
    "reserve",
    "resume",
    "show_name",
    "stop_poster",
    "submit",
    "submit_without_account",
    "supplement",
    "take",
    "transfer",
    "unmark_spam",
    "verify_benefit",
    "withdraw",
]
