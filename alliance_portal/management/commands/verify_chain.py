"""Compare the check value on a printed file with the history as it is now."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alliance_portal import chain
from suggestions.case_file import STEP_DIGITS, events_on_file
from suggestions.models import Suggestion


class Command(BaseCommand):
    help = (
        "Recomputes the check value of a suggestion's file. With the value from a printed file it says whether that"
        " still holds and what was added since; exit code 1 when the steps of that day were changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", help="of the suggestion, such as CF-2026-00042")
        parser.add_argument("value", nargs="*", help="from the paper: 16 digits or more, with or without blanks")

    def handle(self, *, number, value, **options):
        suggestion = Suggestion.objects.filter(number__iexact=number).first()
        if suggestion is None:
            raise CommandError(_("There is no suggestion “%(number)s”.") % {"number": number})
        events = events_on_file(suggestion)
        found = chain.links(suggestion.number, events)
        for step, (event, link) in enumerate(zip(events, found, strict=True), 1):
            self.stdout.write(f"{step:>4}  {chain.grouped(link, STEP_DIGITS)}  {event.get_verb_display()}")
        self.stdout.write(_("Check value as of step %(n)s: %(value)s") % self._facts(suggestion, found))
        if value:
            self._compare(" ".join(value), found)

    @staticmethod
    def _facts(suggestion, found):
        value = found[-1] if found else chain.check_value(suggestion.number, [])
        return {"n": len(found), "value": chain.grouped(value)}

    def _compare(self, text, found):
        value = chain.read_value(text)
        if value is None:
            raise CommandError(_("A check value has 16 to 64 digits from 0 to 9 and A to F."))
        step = chain.step_of(value, found)
        if step is None:
            self.stdout.write(
                _(
                    "The value on the paper does not hold: the steps it was made of are no longer the same. The first"
                    " step whose check digits differ from those on the paper is where the change begins."
                )
            )
            raise SystemExit(1)
        if step == len(found):
            self.stdout.write(_("The value on the paper holds: nothing was changed and nothing added."))
            return
        words = _("The value on the paper holds as of step %(step)s. Added since: steps %(first)s to %(last)s.")
        self.stdout.write(words % {"step": step, "first": step + 1, "last": len(found)})
