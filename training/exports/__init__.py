"""Tables to take away: the register of mentoring, the sessions in figures."""

from .mentorships import mentorships

__all__ = ["mentorships"]
