"""Fill an empty database with the demo, and say who can sign in."""

import json

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from alliance_portal import demo
from alliance_portal.demo.build import multiply
from members.models import User
from suggestions.services import fold_figures

PASSWORD = "ideas-get-answers"  # noqa: S105 - printed on purpose, and only where DEBUG is on


class Command(BaseCommand):
    help = "Makes demo data in an empty database (a second run changes nothing) and prints the accounts."

    def add_arguments(self, parser):
        parser.add_argument("--password", default=PASSWORD, help="password of the demo accounts, when they are made")
        parser.add_argument("--json", action="store_true", help="print the accounts for a script")
        parser.add_argument("--scale", type=int, default=0, metavar="N", help="add N suggestions for measuring")

    def handle(self, *, password, scale, **options):
        if not settings.DEBUG:
            raise CommandError("The demo has well-known passwords. It is only made where DEBUG is on.")
        call_command("createcachetable", verbosity=0)
        try:
            made = demo.build(password=password)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if scale:
            multiply(scale, by=User.objects.get(username=demo.accounts.STAFF))
        if made or scale:
            fold_figures()
        known = made or User.objects.get(username=demo.accounts.STAFF).check_password(password)
        self.stdout.write(
            self._as_json(password if known else None) if options["json"] else self._as_text(password, made, known)
        )

    def _as_json(self, password):
        return json.dumps([self._facts(account, password) for account in demo.ACCOUNTS], ensure_ascii=False, indent=2)

    def _facts(self, account, password):
        return {
            "role": account.role,
            "enterprise": account.code,
            "work_number": account.number,
            "login": account.username,
            "password": password,
            "landing": account.landing_page,
        }

    def _as_text(self, password, made, known):
        lines = ["Demo data is made." if made else "Demo data is there already; nothing was changed."]
        lines += ["", f"{'role':<16}{'enterprise code':<17}{'work number':<13}starts at"]
        lines += [
            f"{account.role:<16}{account.code or '(empty)':<17}{account.number:<13}{account.landing_page}"
            for account in demo.ACCOUNTS
        ]
        lines += ["", f"Password of all of them: {password if known else 'the one given when they were made'}"]
        lines += ["Enterprises JC and CJ have the same roles under the same work numbers."]
        lines += [
            "Under `make demo` union staff sign in without the second step, which is compulsory elsewhere (STAFF_MFA)."
        ]
        lines += [
            self.style.WARNING("These accounts are for trying things out only: never open this database to others.")
        ]
        return "\n".join(lines)
