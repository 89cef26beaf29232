from django.core.management.base import BaseCommand, CommandError

from suggestions import services


class Command(BaseCommand):
    help = "Brings the sums of the figures up to what has changed (run_due does it too); harmless at any time."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="forget all sums and make them from the rows anew")

    def handle(self, *args, rebuild, **options):
        if rebuild:
            self.stdout.write(f"Suggestions counted anew: {self._rebuild()}")
        else:
            self.stdout.write(f"Suggestions and people looked at: {services.fold_figures()}")

    def _rebuild(self):
        try:
            return services.count_anew()
        except services.figures.UnmarkedError as error:
            raise CommandError(f"{error}. Run migrate first: it puts them back.") from error
