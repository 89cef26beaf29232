"""Every write about alliances and workshops that is more than saving a form."""

from .memberships import join
from .rubrics import judge_by, make_new_version

__all__ = ["join", "judge_by", "make_new_version"]
