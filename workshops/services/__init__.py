"""Every write about alliances and workshops that is more than saving a form."""

from . import documents, help
from .help import remind_of_help
from .rubrics import judge_by, make_new_version
from .workshops import keep_specialities

__all__ = ["documents", "help", "judge_by", "keep_specialities", "make_new_version", "remind_of_help"]
