"""Every move of a suggestion: pages, admin, imports, demo data and commands call these and nothing else."""

from . import rewards, spot_checks
from .backing import back, stop_backing
from .benefits import claim_benefit, verify_benefit
from .clock import reclassify
from .details import resume, supplement, withdraw
from .drafts import add_photo, discard, remove_photo, save_draft, take_over
from .expiry import count_expired as count_expired_drafts
from .expiry import throw_away_drafts
from .figures import count_anew, fold_figures, fold_if_many
from .flags import answer_flag, ask_about_flags
from .gallery import give_consent, show_in_gallery, take_out_of_gallery, withdraw_consent
from .handover import hand_over
from .implementation import (
    close_silent,
    confirm,
    deny,
    finish,
    report_progress,
    report_trial,
)
from .intake import record, submit, submit_without_account
from .later import add_photo_later
from .meeting import draft, plan_meeting, publish, put_on_list, take_off_list
from .merging import merge, unmerge
from .names import ask_envelope, open_envelope, refuse_envelope, show_name
from .nudges import nudge, urge
from .pairs import add_photo_before, choose_pair
from .panel import call_panel, cast_vote, close_panels, pass_seats_on
from .posters import hang_poster, replace_poster, stop_poster
from .quota import protect_quota
from .rechecks import recheck
from .reminders import remind, tell_morning
from .results import make_result
from .review import adopt, ask, decline, forward, keep_in_reserve, reserve, take, transfer
from .settling import fix_at_once, promise_fix
from .slips import disown, join
from .spam import mark_spam, unmark_spam
from .spot_checks import (
    call_off_spot_check,
    close_spot_check,
    comment_on_spot_check,
    plan_spot_check,
    remove_spot_check_file,
)
from .steps import change_day, drop_step, plan_step, reopen_step, tick_step
from .together import confirm_together, name_together, refuse_together, set_shares, take_out
from .voice import appeal, ask_again, explain, rate

__all__ = [
    "add_photo",
    "add_photo_before",
    "add_photo_later",
    "adopt",
    "answer_flag",
    "appeal",
    "ask",
    "ask_about_flags",
    "ask_again",
    "ask_envelope",
    "back",
    "call_off_spot_check",
    "call_panel",
    "cast_vote",
    "change_day",
    "choose_pair",
    "claim_benefit",
    "close_panels",
    "close_silent",
    "close_spot_check",
    "comment_on_spot_check",
    "confirm",
    "confirm_together",
    "count_anew",
    "count_expired_drafts",
    "decline",
    "deny",
    "discard",
    "disown",
    "draft",
    "drop_step",
    "explain",
    "finish",
    "fix_at_once",
    "fold_figures",
    "fold_if_many",
    "forward",
    "give_consent",
    "hand_over",
    "hang_poster",
    "join",
    "keep_in_reserve",
    "make_result",
    "mark_spam",
    "merge",
    "name_together",
    "nudge",
    "open_envelope",
    "pass_seats_on",
    "plan_meeting",
    "plan_spot_check",
    "plan_step",
    "promise_fix",
    "protect_quota",
    "publish",
    "put_on_list",
    "rate",
    "recheck",
    "reclassify",
    "record",
    "refuse_envelope",
    "refuse_together",
    "remind",
    "remove_photo",
    "remove_spot_check_file",
    "reopen_step",
    "replace_poster",
    "report_progress",
    "report_trial",
    "reserve",
    "resume",
    "rewards",
    "save_draft",
    "set_shares",
    "show_in_gallery",
    "show_name",
    "spot_checks",
    "stop_backing",
    "stop_poster",
    "submit",
    "submit_without_account",
    "supplement",
    "take",
    "take_off_list",
    "take_out",
    "take_out_of_gallery",
    "take_over",
    "tell_morning",
    "throw_away_drafts",
    "tick_step",
    "transfer",
    "unmark_spam",
    "unmerge",
    "urge",
    "verify_benefit",
    "withdraw",
    "withdraw_consent",
]
