"""Every write to accounts, roles, the roster, specialities, grades and consents that is more than saving a form."""

from . import (
    data_requests,
    erasure,
    forgotten,
    joining,
    passwords,
    phones,
    retention,
    roles,
    roster,
    second_steps,
    sessions,
    skills,
    stories,
)
from .accounts import (
    close_account,
    make_access_link,
    make_account_link,
    name_head,
    open_staff_account,
    reopen_account,
    reset_second_step,
)
from .consents import give_consent, withdraw_consent
from .grades import is_higher, raise_skill_grade
from .roles import close_roles, grant_role, revoke_role
from .specialities import MOST_SPECIALITIES, keep_specialities, merge_specialities

__all__ = [
    "MOST_SPECIALITIES",
    "close_account",
    "close_roles",
    "data_requests",
    "erasure",
    "forgotten",
    "give_consent",
    "grant_role",
    "is_higher",
    "joining",
    "keep_specialities",
    "make_access_link",
    "make_account_link",
    "merge_specialities",
    "name_head",
    "open_staff_account",
    "passwords",
    "phones",
    "raise_skill_grade",
    "reopen_account",
    "reset_second_step",
    "retention",
    "revoke_role",
    "roles",
    "roster",
    "second_steps",
    "sessions",
    "skills",
    "stories",
    "withdraw_consent",
]
