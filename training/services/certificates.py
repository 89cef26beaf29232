"""Certificates: issued to those who were there, revoked for a reason."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from members.acting import acting

from ..models import Attendance, Certificate, CertificateEvent, Session
from ..notifications import afterwards as telling
from ..permissions.certificates import is_over
from .checks import UnfitError, required

Status, Verb = Certificate.Status, CertificateEvent.Verb


@dataclass
class Part:
    """What one person took part in: how many sessions of how many held, and their class hours."""

    person: object
    attended: int
    held: int
    hours: Decimal


def parts(target):
    """{person's key: Part} of a session or of a course: held are the sessions that took place."""
    sessions = [target] if isinstance(target, Session) else list(target.sessions.announced())
    rows = Attendance.objects.filter(session__in=sessions).select_related("person__department", "session")
    found = {}
    for row in rows.order_by("person__enterprise", "person__work_number"):
        part = found.setdefault(row.person_id, Part(row.person, 0, len(sessions), Decimal(0)))
        part.attended += 1
        part.hours += row.session.class_hours
    return found


def issue(target, *, by, title, body, people=None, at_least=1, issued_on=None, occurred_at=None):
    """Issue a certificate of a session or a course to those who were there, and return what was made.

    `people` are keys of those chosen (all when left out), `at_least` of how many sessions of a course. Whoever has a
    valid one gets no second. Raises WorkflowError before the end and when nobody is left to get one.
    """
    when = occurred_at or timezone.now()
    day = issued_on or local_day(when)
    if day > local_day(when):
        raise UnfitError("issued_on", _("This day is still to come. Please enter it when it is there."))
    with transaction.atomic():
        held = workflow.lock(target)
        if not is_over(held, when):
            raise workflow.WorkflowError(_("It is not over yet."))
        fitting = _fitting(held, people, at_least)
        words = {"title": title, "body": body, "issued_on": day, "issued_by": by, "enterprise": held.enterprise}
        made = [_make(held, part, words, when) for part in fitting]
        telling.issued(made, when)
    return made


def _fitting(target, people, at_least):
    have = set(target.certificates.valid().values_list("person", flat=True))
    chosen = [part for key, part in parts(target).items() if people is None or key in people]
    found = [part for part in chosen if part.attended >= at_least and part.person.pk not in have]
    if not found:
        raise workflow.WorkflowError(_("Nobody of those chosen was there often enough and has no certificate yet."))
    return found


def _make(target, part, words, when):
    of = {"session": target} if isinstance(target, Session) else {"series": target}
    counted = {"class_hours": part.hours, "attended": part.attended, "held": part.held}
    made = Certificate.objects.create(person=part.person, **of, **counted, **words)
    workflow.append(made, Verb.ISSUED, **acting(words["issued_by"], made), occurred_at=when)
    return made


def revoke(certificate, *, by, reason, version=None, occurred_at=None):
    """It is no longer true; whoever checks it reads the day, its holder the reason."""
    required(reason)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {**acting(by, certificate), "note": reason, "version": version, "occurred_at": when}
        said = {"revoked_on": local_day(when), "revoked_because": reason}
        revoked = workflow.move(certificate, Status.REVOKED, **said, **facts)
        telling.revoked(revoked, when)
    return revoked
