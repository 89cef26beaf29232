from django.core.management.base import BaseCommand

from alliance_portal import retention


class Command(BaseCommand):
    help = "Deletes what has been kept for its time (run_due does it too); with --dry-run it only says what would go."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *args, dry_run, **options):
        for rule, number in retention.would_go() if dry_run else retention.carry_out():
            self.stdout.write(f"{rule.kind}: {rule.what}: {number}")
