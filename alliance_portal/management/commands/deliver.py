"""The worker of the outbox: one process beside the web server, or several."""

import logging
import signal
import time
from collections import Counter
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import Error, connection

from alliance_portal import outbox

logger = logging.getLogger(__name__)
FORGET_EVERY = 3600
# How long a signal to stop may go unnoticed while nothing is to be done.
NAP = 0.2


class Command(BaseCommand):
    help = "Sends the messages in the outbox as they fall due, until it is told to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=5, metavar="SECONDS", help="how often to look (default 5)")
        parser.add_argument("--once", action="store_true", help="send what is due now and end")

    def handle(self, *, every, once, **options):
        self.stopping, self.away, self.forget_at = False, False, time.monotonic()
        with self._stopped_by(signal.SIGTERM, signal.SIGINT):
            if once:
                return self._work()
            while not self.stopping:
                self._work_if_possible()
                self._wait(every)
        return None

    @contextmanager
    def _stopped_by(self, *signals):
        """The first signal lets the message in hand go out; a second one ends the process as it always does."""
        before = {number: signal.signal(number, self._stop) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number, frame):
        self.stopping = True
        signal.signal(number, signal.SIG_DFL)

    def _work_if_possible(self):
        """One round; a database that is away is said once and waited for, as is its return."""
        try:
            self._work()
        except Error as error:
            if not self.away:
                logger.warning("The database does not answer (%s); waiting for it.", type(error).__name__)
            self.away = True
            connection.close()
        else:
            if self.away:
                logger.info("The database answers again.")
            self.away = False

    def _work(self):
        if time.monotonic() >= self.forget_at:
            outbox.forget()
            self.forget_at = time.monotonic() + FORGET_EVERY
        more = True
        while more and not self.stopping:
            more = self._send()

    def _send(self):
        """A hundred messages at most, with one line about them; return whether there were any."""
        counts = Counter()
        try:
            for outcome in outbox.deliver_each():
                counts[outcome] += 1
                if self.stopping:
                    break
        finally:
            if counts:
                level = logging.INFO if counts.keys() == {"sent"} else logging.WARNING
                logger.log(level, "Messages: " + ", ".join(f"{counts[each]} {each}" for each in outbox.OUTCOMES))
        return counts.total() > 0

    def _wait(self, seconds):
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, NAP))
