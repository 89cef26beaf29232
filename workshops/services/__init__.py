"""Every write about alliances and workshops that is more than saving a form."""

from . import documents, people, plates, readiness
from .particulars import close, describe, rename, reopen
from .people import change_leader, join, leave
from .reminders import remind_of_plates
from .rubrics import judge_by, make_new_version

__all__ = [
    "change_leader",
    "close",
    "describe",
    "documents",
    "join",
    "judge_by",
    "leave",
    "make_new_version",
    "people",
    "plates",
    "readiness",
    "remind_of_plates",
    "rename",
    "reopen",
]
