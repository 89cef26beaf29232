"""Ledgers of training: the sessions (培训活动台账) and the register of mentoring (师带徒登记表)."""

from .mentorships import MentorshipLedger
from .sessions import SessionLedger

__all__ = ["MentorshipLedger", "SessionLedger"]
