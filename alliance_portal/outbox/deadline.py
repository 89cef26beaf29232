"""A time limit for the whole of a conversation.

The timeout of a socket starts anew with every byte, so a peer that sends one a second is never late for it.
"""

import io


class TimedReader(io.RawIOBase):
    """Reads from the socket as long as `seconds_left()` says there is time; after that it raises TimeoutError."""

    def __init__(self, sock, seconds_left):
        self._sock, self._seconds_left = sock, seconds_left
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self):
        return True

    def readinto(self, buffer):
        left = self._seconds_left()
        if left <= 0:
            raise TimeoutError("The time is up.")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self):
        self._raw.close()
        super().close()


def timed_file(sock, seconds_left):
    """As `sock.makefile("rb")`, with a time limit."""
    return io.BufferedReader(TimedReader(sock, seconds_left))
