"""Why a message did not go out, in words that tell nobody whom it was for."""

import re

from alliance_portal.models import OutboxMessage
from alliance_portal.text import clean_line

Trouble = OutboxMessage.Trouble
LONGEST = 300
HIDDEN = "***"
ANY_ADDRESS = re.compile(r"[^\s<>()\"']+@[^\s<>()\"']+")
# Shorter parts of a robot's address are words like “robot” and “send”; its token is longer.
SHORTEST_TOKEN = 16


class UndeliveredError(Exception):
    """The message did not go out; `detail` is what the other side or the system said."""

    def __init__(self, trouble, detail=""):
        super().__init__(trouble, detail)
        self.trouble, self.detail = trouble, detail


def unreached(error):
    """What an error of the network means. smtplib says of a peer that was too slow that it hung up."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return UndeliveredError(Trouble.SILENT)
    return UndeliveredError(Trouble.UNREACHABLE, error.strerror or type(error).__name__)


def kept_words(error, message):
    """What is kept of the failure: peers like to repeat the address or the token they were asked with."""
    detail = clean_line(error.detail)
    for part in sorted(_confidential(message), key=len, reverse=True):
        detail = re.sub(re.escape(part), HIDDEN, detail, flags=re.IGNORECASE)
    detail = ANY_ADDRESS.sub(HIDDEN, detail)
    return f"{error.trouble}: {detail}"[:LONGEST] if detail else str(error.trouble)


def _confidential(message):
    tokens = {part for part in re.split(r"[/?&=]", message.address) if len(part) >= SHORTEST_TOKEN}
    return {message.address, message.secret, *tokens} - {""}
