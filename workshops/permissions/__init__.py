"""Who may do what with workshops; each answer decides both the button and the guard."""

from .plates import (
    can_apply,
    can_begin_review,
    can_conclude,
    can_decide_plate,
    can_edit_plate,
    can_enter_granted,
    can_give_up,
    can_grant,
    can_keep_documents,
    can_revoke,
    can_send_back,
)
from .requirements import can_answer_for
from .running import can_accept, can_run, can_see_members, can_see_workbench, leads, role_of
from .venues import can_add_venue, can_book, can_cancel_booking, can_decide_booking, can_keep_venues, keeps_venue
from .visits import can_answer_visit, can_confirm_promise, can_deny_promise, can_see_visits

__all__ = [
    "can_accept",
    "can_add_venue",
    "can_answer_for",
    "can_answer_visit",
    "can_apply",
    "can_begin_review",
    "can_book",
    "can_cancel_booking",
    "can_conclude",
    "can_confirm_promise",
    "can_decide_booking",
    "can_decide_plate",
    "can_deny_promise",
    "can_edit_plate",
    "can_enter_granted",
    "can_give_up",
    "can_grant",
    "can_keep_documents",
    "can_keep_venues",
    "can_revoke",
    "can_run",
    "can_see_members",
    "can_see_visits",
    "can_see_workbench",
    "can_send_back",
    "keeps_venue",
    "leads",
    "role_of",
]
