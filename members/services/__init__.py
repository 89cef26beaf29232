"""Every write to accounts, roles, specialities and consents that is more than saving a form."""

from .accounts import (
    close_account,
    grant_role,
    make_access_link,
    make_account_link,
    name_head,
    open_staff_account,
    reopen_account,
    revoke_role,
)
from .consents import give_consent, withdraw_consent
from .specialities import MOST_SPECIALITIES, keep_specialities, merge_specialities

__all__ = [
    "MOST_SPECIALITIES",
    "close_account",
    "give_consent",
    "grant_role",
    "keep_specialities",
    "make_access_link",
    "make_account_link",
    "merge_specialities",
    "name_head",
    "open_staff_account",
    "reopen_account",
    "revoke_role",
    "withdraw_consent",
]
