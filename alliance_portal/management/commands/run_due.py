from django.core.management.base import BaseCommand

from suggestions import services


class Command(BaseCommand):
    help = "Does what is due now; meant to be run every hour, and harmless when it is run more often."

    def handle(self, *args, **options):
        closed = services.close_silent()
        self.stdout.write(f"Counted as done, without an objection in five days: {closed}")
        photos, drafts = services.throw_away_drafts()
        self.stdout.write(f"Not sent in time and thrown away: {photos} photos, {drafts} drafts")
