import csv

from django.core.management.base import BaseCommand, CommandError

from alliance_portal import audit
from members.models import Enterprise, Person


class Command(BaseCommand):
    help = (
        "After a leak: whom it concerns, as CSV. People whose data are kept, of one enterprise or of all, with how to"
        " reach them. Numbers in full, so the list is written into the audit."
    )

    def add_arguments(self, parser):
        parser.add_argument("--enterprise", metavar="CODE", help="only people of this enterprise")
        parser.add_argument("--number", action="append", metavar="WORK_NUMBER", help="only these; may be repeated")

    def handle(self, *args, enterprise, number, **options):
        people = Person.objects.filter(erased_at=None).select_related("enterprise", "department", "user")
        if enterprise:
            if not Enterprise.objects.filter(code=enterprise).exists():
                raise CommandError(f"There is no enterprise {enterprise}.")
            people = people.filter(enterprise__code=enterprise)
        if number:
            people = people.filter(work_number__in=number)
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["enterprise", "work number", "name", "department", "phone", "has an account"])
        for person in people.order_by("enterprise__code", "work_number"):
            account = "yes" if person.user_id else "no"
            place = (person.enterprise.code, person.work_number, person.name, str(person.department))
            writer.writerow([*place, person.phone, account])
        audit.record(audit.Act.EXPORTED, detail="affected_people")
