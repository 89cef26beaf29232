"""Telling people: a bell on every page, e-mail as each one chose, and lines for the chat groups of an enterprise.

What there is to tell, the apps say: a kind of notice is a function that puts facts into words.
"""

from . import accounts, data_requests, skills, stories
from .daily import forget_old, send_daily_letters
from .kinds import Kind, kind, words
from .letters import path_to
from .mailbox import ask_for_mailbox, choose_ways, confirm_mailbox, settings_of, stop_mail
from .robots import keep_robot, last_messages, remove_robot, tell_robots, try_robot
from .telling import mark_all_read, mark_read, settle, tell

__all__ = [
    "Kind",
    "accounts",
    "ask_for_mailbox",
    "choose_ways",
    "confirm_mailbox",
    "data_requests",
    "forget_old",
    "keep_robot",
    "kind",
    "last_messages",
    "mark_all_read",
    "mark_read",
    "path_to",
    "remove_robot",
    "send_daily_letters",
    "settings_of",
    "settle",
    "skills",
    "stop_mail",
    "stories",
    "tell",
    "tell_robots",
    "try_robot",
    "words",
]
