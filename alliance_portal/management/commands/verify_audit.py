"""Is the audit still what was sealed?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alliance_portal import audit, chain

FAULTS = {
    "missing": "Place %(place)s of the chain is missing or out of order (the next entry has the number %(key)s).",
    "changed": "Entry %(key)s at place %(place)s is not what was sealed.",
    "end": "The chain ends before place %(place)s, but %(key)s entries were sealed, or its end was rewritten.",
}


class Command(BaseCommand):
    help = (
        "Recomputes the chain of the audit from its entries. With a check value that was noted before, says whether it"
        " still stands in the chain. Exit code 1 when an entry was changed, taken out or moved."
    )

    def add_arguments(self, parser):
        parser.add_argument("value", nargs="*", help="noted before: 16 digits or more, with or without blanks")

    def handle(self, *, value, **options):
        verdict = audit.verify()
        for kind, place, key in verdict.faults:
            self.stdout.write(FAULTS[kind] % {"place": place, "key": key})
        self.stdout.write(f"Sealed: {len(verdict.links)}, waiting for the seal: {verdict.unsealed}")
        if verdict.links:
            self.stdout.write(f"Check value: {chain.grouped(verdict.links[-1])}")
        is_noted = not value or self._stands(" ".join(value), verdict.links)
        if verdict.faults or not is_noted:
            raise SystemExit(1)

    def _stands(self, text, links):
        value = chain.read_value(text)
        if value is None:
            raise CommandError(_("A check value has 16 to 64 digits from 0 to 9 and A to F."))
        step = chain.step_of(value, links)
        if step is None:
            self.stdout.write("The value that was noted stands nowhere in the chain: it was rewritten since.")
        else:
            self.stdout.write(f"The value that was noted stands at place {step}.")
        return step is not None
