"""Every write: to mentoring agreements here, to sessions in the modules `sessions`, `seats`, `door` … beside it."""

from . import (
    certificates,
    contests,
    door,
    materials,
    opinions,
    partner_agreements,
    partners,
    seats,
    series,
    sessions,
    teams,
    wishes,
)
from .agreements import (
    MOST_APPRENTICES,
    UnfitError,
    change,
    draft,
    drop,
    enter_signed,
    send_back,
    send_to_sign,
    sign,
)
from .decisions import award, change_mentor, end, extend, renew
from .graduation import Finding, assess
from .reminders import remind
from .requests import ask, refuse
from .scans import put_scan, remove_scan
from .stages import add_stage, change_stage, check_stage, remove_stage
from .work import clear_month, note_month

__all__ = [
    "MOST_APPRENTICES",
    "Finding",
    "UnfitError",
    "add_stage",
    "ask",
    "assess",
    "award",
    "certificates",
    "change",
    "change_mentor",
    "change_stage",
    "check_stage",
    "clear_month",
    "contests",
    "door",
    "draft",
    "drop",
    "end",
    "enter_signed",
    "extend",
    "materials",
    "note_month",
    "opinions",
    "partner_agreements",
    "partners",
    "put_scan",
    "refuse",
    "remind",
    "remove_scan",
    "remove_stage",
    "renew",
    "seats",
    "send_back",
    "send_to_sign",
    "series",
    "sessions",
    "sign",
    "teams",
    "wishes",
]
