"""Import a ledger without the pages: the same reading, planning and writing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.imports.kinds import KINDS
from alliance_portal.workflow import WorkflowError
from members import ledger_import
from members.models import Enterprise, ImportRow, User
from members.system import system_account

REFUSED = ImportRow.Outcome.REFUSED


class Command(BaseCommand):
    help = "Imports a ledger (roster, workshops, suggestions, mentorship, …); exit code 1 when a row is refused."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, choices=sorted(KINDS))
        parser.add_argument("--enterprise", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--by", metavar="USERNAME", help="in whose name; the system account when left out")
        parser.add_argument("--all-or-nothing", action="store_true", help="import nothing when a row is refused")

    def handle(self, *, file, kind, enterprise, dry_run, by, all_or_nothing, **options):
        enterprise = _found(Enterprise.objects.filter(code=enterprise.upper()), enterprise)
        # Nobody in `--by` who cannot be found; nothing of a dry run stays.
        with transaction.atomic():
            user = _found(User.objects.filter(username__iexact=by), by) if by else system_account()
            batch = self._preview(KINDS[kind](enterprise), file, user)
            if dry_run:
                rows = self._report(batch, _("Would be imported:"))
                transaction.set_rollback(True)
        if not dry_run:
            rows = self._import(batch, KINDS[kind], user, whole=all_or_nothing)
        if any(row.outcome == REFUSED for row in rows):
            raise SystemExit(1)

    def _preview(self, ledger, file, user):
        try:
            with file.open("rb") as upload:
                return ledger_import.preview(ledger, upload, file.name, by=user)
        except (ledgers.LedgerError, OSError) as problem:
            raise CommandError(str(problem)) from None

    def _import(self, batch, kind, user, *, whole):
        try:
            ledger_import.commit(batch, kind, by=user, whole=whole)
        except WorkflowError as refusal:
            ledger_import.discard(batch)
            rows = self._report(batch, _("Nothing imported:"))
            self.stderr.write(str(refusal.message))
            return rows
        return self._report(batch, _("Imported:"))

    def _report(self, batch, heading):
        rows = list(batch.rows.all())
        counts = ledger_import.counts(batch)
        self.stdout.write(f"{heading} {batch.file_name}")
        self.stdout.write("  ".join(f"{outcome.label} {counts[outcome.value]}" for outcome in ImportRow.Outcome))
        for row in rows:
            for column, reason in row.problems:
                told = {"n": row.number, "column": column, "reason": reason}
                self.stdout.write(_("Row %(n)s, %(column)s: %(reason)s") % told)
        return rows


def _found(queryset, name):
    if found := queryset.first():
        return found
    raise CommandError(_("%(name)s is not there.") % {"name": name})
