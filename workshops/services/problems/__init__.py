"""Problems on the board: posted, bid for, worked on, and how they end."""

from .bidding import bid, choose, chosen_bid, reopen, withdraw_bid
from .closing import accept, declare_unclaimed, end, fail, pay, rework
from .moves import problem_moved
from .posting import begin, change, drop, hand_in, put_on_board, send_back, write
from .reminding import remind
from .working import check, deliver, plan, report, sign, unplan

__all__ = [
    "accept",
    "begin",
    "bid",
    "change",
    "check",
    "choose",
    "chosen_bid",
    "declare_unclaimed",
    "deliver",
    "drop",
    "end",
    "fail",
    "hand_in",
    "pay",
    "plan",
    "problem_moved",
    "put_on_board",
    "remind",
    "reopen",
    "report",
    "rework",
    "send_back",
    "sign",
    "unplan",
    "withdraw_bid",
    "write",
]
