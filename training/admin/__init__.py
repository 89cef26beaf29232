from . import afterwards, mentorships, sessions

__all__ = ["afterwards", "mentorships", "sessions"]
