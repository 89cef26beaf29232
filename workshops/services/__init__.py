"""Every write about alliances and workshops that is more than saving a form."""

from . import requests
from .rubrics import judge_by, make_new_version

__all__ = ["judge_by", "make_new_version", "requests"]
