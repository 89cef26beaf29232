"""Who can sign in to the demo: one account of every role, and accounts without a password for everybody in a story."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise, Person, Role, User
from members.services import grant_role, name_head, open_staff_account
from members.usernames import username_for

from . import tables

STAFF = "union"
STAFF_NAME = "区总工会 陈干事"
AUDITOR = "audit"
AUDITOR_NAME = "区总工会经审 林同志"
# Somebody else's data must never be mixed with made-up data.
OTHERS_DATA = _("There is already other data in this database. The demo is only made in an empty one.")


@dataclass(frozen=True)
class Account:
    """One line of what the command prints; the enterprise code is empty for the district's own."""

    role: str
    label: str
    code: str
    number: str
    landing: str

    @property
    def username(self):
        return username_for(self.code, self.number)

    @property
    def landing_page(self):
        return reverse(self.landing)


ACCOUNTS = (
    Account("district_staff", Role.DISTRICT_STAFF.label, "", STAFF, "admin:index"),
    Account("auditor", Role.AUDITOR.label, "", AUDITOR, "admin:alliance_portal_auditentry_changelist"),
    Account("officer", Role.OFFICER.label, "CF", "070091", "members:roster"),
    Account("reviewer", Role.REVIEWER.label, "CF", "070092", "suggestions:queue"),
    Account("finance", Role.FINANCE.label, "CF", "070093", "suggestions:benefits"),
    Account("leader", Role.LEADER.label, "CF", "070094", "dashboard"),
    Account("head", _("Head of a shop"), "CF", "010001", "suggestions:mine"),
    Account("worker", _("Worker"), "CF", "010101", "suggestions:mine"),
    Account("owner", _("Worker who puts ideas into practice"), "CF", "040101", "suggestions:mine"),
)


def is_there():
    """Whether the demo has been made; raises ValueError when the database holds something else."""
    codes = {row["code"]: row["name"] for row in tables.rows("enterprises")}
    found = dict(Enterprise.objects.values_list("code", "name"))
    if not found and not User.objects.exists():
        return False
    if codes.items() <= found.items() and User.objects.filter(username=STAFF).exists():
        return True
    raise ValueError(OTHERS_DATA)


def make_staff():
    """The district's staff member, who hands out everything else."""
    return open_staff_account(STAFF, STAFF_NAME, by=None)


def make_auditor():
    """Who searches the audit, and does nothing else."""
    return open_staff_account(AUDITOR, AUDITOR_NAME, by=None, role=Role.AUDITOR)


def give_roles(enterprises, *, by):
    """Give every enterprise its reviewer, finance, officer and leader; return {(code, role): user}."""
    held = {}
    for enterprise in enterprises.values():
        for row in tables.rows("roles"):
            person = enterprise.people.get(work_number=row["work_number"])
            held[enterprise.code, row["role"]] = user = account_of(person)
            grant_role(user, row["role"], enterprise, by=by)
    return held


def name_heads(teams, *, by):
    """Give every department its head: in a shop the first of its office, in a team the second of its people."""
    for people in filter(None, teams.values()):
        department = people[0].department
        head = people[:2][-1] if department.parent_id else people[0]
        account_of(head)
        name_head(department, head, by=by)


def account_of(person):
    """The person's account; without one, an account with which nobody can sign in until it gets a password."""
    if person.user_id is None:
        # Another chapter of the demo may have given one since this person was read.
        person.refresh_from_db(fields=["user"])
    if person.user_id is None:
        user = User(username=username_for(person.enterprise.code, person.work_number))
        user.set_unusable_password()
        user.save()
        person.user = user
        person.save(update_fields=["user", "updated_at"])
    person.user.person_or_none = person
    return person.user


def let_in(password):
    """Give the accounts of every role, in every enterprise, the password."""
    numbers = {account.number for account in ACCOUNTS}
    people = Person.objects.filter(work_number__in=numbers).select_related("enterprise", "user")
    users = [*User.objects.filter(Q(username__in=[STAFF, AUDITOR])), *(account_of(person) for person in people)]
    for user in users:
        user.set_password(password)
        user.save(update_fields=["password"])
