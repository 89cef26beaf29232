"""Every move of a suggestion: pages, admin, imports, demo data and commands call these and nothing else."""

from .backing import back, stop_backing
from .clock import reclassify
from .details import resume, supplement, withdraw
from .implementation import claim_benefit, close_silent, confirm, deny, finish, report_progress, verify_benefit
from .intake import record, submit, submit_without_account
from .merging import merge, unmerge
from .names import ask_envelope, open_envelope, refuse_envelope, show_name
from .posters import hang_poster, replace_poster, stop_poster
from .review import adopt, ask, decline, keep_in_reserve, reserve, take, transfer
from .settling import fix_at_once, promise_fix
from .slips import disown, join
from .spam import mark_spam, unmark_spam
from .together import confirm_together, name_together, refuse_together, set_shares, take_out
from .voice import appeal, ask_again, explain, rate

__all__ = [
    "adopt",
    "appeal",
    "ask",
    "ask_again",
    "ask_envelope",
    "back",
    "claim_benefit",
    "close_silent",
    "confirm",
    "confirm_together",
    "decline",
    "deny",
    "disown",
    "explain",
    "finish",
    "fix_at_once",
    "hang_poster",
    "join",
    "keep_in_reserve",
    "mark_spam",
    "merge",
    "name_together",
    "open_envelope",
    "promise_fix",
    "rate",
    "reclassify",
    "record",
    "refuse_envelope",
    "refuse_together",
    "replace_poster",
    "report_progress",
    "reserve",
    "resume",
    "set_shares",
    "show_name",
    "stop_backing",
    "stop_poster",
    "submit",
    "submit_without_account",
    "supplement",
    "take",
    "take_out",
    "transfer",
    "unmark_spam",
    "unmerge",
    "verify_benefit",
    "withdraw",
]
