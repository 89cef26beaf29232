"""What people are told, in words. No notice names who had an idea: whoever reads it may not be meant to know."""

from . import answering, checking, money, own, practice

__all__ = ["answering", "checking", "money", "own", "practice"]
