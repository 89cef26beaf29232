"""Is every suggestion found by the words it says?"""

from django.core.management.base import BaseCommand

from suggestions import word_index

SHOWN = 10


class Command(BaseCommand):
    help = (
        "Compares the index of words with the texts of all suggestions; exit code 1 on any difference. With --rebuild "
        "it is made anew, which whoever uses the portal meanwhile does not notice."
    )

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="cut all texts anew")

    def handle(self, *, rebuild, **options):
        if rebuild:
            self.stdout.write(f"Suggestions whose words were cut anew: {word_index.rebuild()}")
            return
        wrong = 0
        for suggestion, missing, surplus in word_index.differences():
            wrong += 1
            if wrong <= SHOWN:
                self.stdout.write(f"{suggestion.number}: {len(missing)} tokens missing, {len(surplus)} too many")
        self.stdout.write(f"Suggestions whose words are not as their texts: {wrong}")
        if wrong:
            raise SystemExit(1)
