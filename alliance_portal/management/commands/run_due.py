import logging

from django.core.management.base import BaseCommand, CommandError

from alliance_portal import audit, retention
from members import notifications
from members import services as members
from suggestions import services
from training import services as training
from workshops import services as workshops

log = logging.getLogger(__name__)


def _jobs():
    """(what it is called, what does it): a number, or several under names of their own."""
    yield "Counted as done, without an objection in five days: {}", services.close_silent
    yield "Seats of panels passed on to stand-ins: {}", services.pass_seats_on
    yield "Panels closed: {}", services.close_panels
    yield "Reminders made: {}", lambda: sum(services.remind().values())
    yield "Numbers that officers are asked to check: {}", services.ask_about_flags
    yield "Reminders of {1} made: {0}", workshops.remind
    yield "Reminders of mentoring made: {}", training.remind
    yield "Early scans at doors that have opened: {}", training.door.settle_all
    yield "Seats given to whoever waited: {}", training.seats.fill_all
    yield "Reminders of sessions made: {}", training.seats.remind
    yield "People asked how a session was: {}", training.opinions.ask
    yield "Reminders of agreements with partners made: {}", training.partner_agreements.remind
    yield "Enterprises whose chat groups were told what waits: {}", services.tell_morning
    yield "Daily letters written: {}", notifications.send_daily_letters
    yield "People told of certificates that {1}: {0}", members.skills.remind
    yield "Reminders of requests about data made: {}", members.data_requests.remind
    yield "Second steps put under the present key: {}", members.second_steps.encrypt_anew
    for rule in retention.RULES:
        yield f"{rule.what}: {{}}", rule.carry_out
    yield "Changes folded into the sums of the figures: {}", services.fold_figures
    yield "Audit entries sealed: {}", audit.seal


class Command(BaseCommand):
    help = "Does what is due now; meant to be run every hour, and harmless when it is run more often."

    def handle(self, *args, **options):
        """One job that fails keeps no other from being done; it is logged, and the command fails at its end."""
        failed = [words for words, act in _jobs() if not self._done(words, act)]
        if failed:
            raise CommandError("Failed: " + "; ".join(words.partition(":")[0] for words in failed))

    def _done(self, words, act):
        try:
            made = act()
        except Exception:
            log.exception("run_due: %s", words)
            return False
        for what, number in made.items() if isinstance(made, dict) else [("", made)]:
            self.stdout.write(words.format(number, what))
        return True
