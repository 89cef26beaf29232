"""Messages that leave: e-mails, and lines for the group robots of enterprise chats.

`put` inserts a row in the transaction of the business move, so the message exists exactly when the move does. A worker
(`manage.py deliver`) claims the rows that are due and sends them, so that no page ever waits for a mail server.
"""

from .chat import is_allowed
from .delivery import OUTCOMES, Delivered, deliver_due, deliver_each
from .messages import ChatLine, Letter, put, put_many
from .upkeep import forget, try_again

__all__ = [
    "OUTCOMES",
    "ChatLine",
    "Delivered",
    "Letter",
    "deliver_due",
    "deliver_each",
    "forget",
    "is_allowed",
    "put",
    "put_many",
    "try_again",
]
