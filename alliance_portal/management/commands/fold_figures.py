from django.core.management.base import BaseCommand

from suggestions import services


class Command(BaseCommand):
    help = "Brings the sums of the figures up to what has changed (run_due does it too); harmless at any time."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="forget all sums and make them from the rows anew")

    def handle(self, *args, rebuild, **options):
        if rebuild:
            self.stdout.write(f"Suggestions counted anew: {services.count_anew()}")
        else:
            self.stdout.write(f"Suggestions and people looked at: {services.fold_figures()}")
