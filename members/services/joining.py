"""Joining (加入): invite code, roster match, and the approval of an officer. No e-mail, no message to a telephone.

The poster gives the place and never an account. What is typed has to fit the roster as a whole; whatever does not fit
gets one and the same answer. The applicant keeps a query code; two check digits pairs on both screens let the officer
see that the application is of whoever stands there.
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from alliance_portal import audit, workflow
from alliance_portal.text import clean_line
from alliance_portal.workflow import WorkflowError

from ..acting import acting
from ..models import Enterprise, InviteCode, JoinApplication, JoinApplicationEvent, Person
from ..models.joining import letters, new_invite_code
from ..notifications import accounts as notices
from .accounts import make_access_link

Status, Verb = JoinApplication.Status, JoinApplicationEvent.Verb
CODE_GOOD_FOR = dt.timedelta(days=14)
APPROVAL_GOOD_FOR = dt.timedelta(days=14)
QUERY_LETTERS = 10


def open_joining(enterprise, *, by, seen=None):
    """A new invite code for two weeks; the one before is no longer good.

    `seen` is the good code that was shown, "" for none: raises WorkflowError where there is another by now.
    """
    with transaction.atomic():
        _hold(enterprise, seen)
        facts = {"code": new_invite_code(), "until": timezone.now() + CODE_GOOD_FOR, "made_by": by}
        code, _new = InviteCode.objects.update_or_create(enterprise=enterprise, defaults=facts)
        audit.record(audit.Act.JOIN_CODE, by=by, about=enterprise, enterprise=enterprise, detail="open")
    return code


def close_joining(enterprise, *, by, seen=None):
    """Nobody can apply any more; what waits goes on waiting. `seen` as for `open_joining`."""
    with transaction.atomic():
        _hold(enterprise, seen)
        if InviteCode.objects.filter(enterprise=enterprise).delete()[0]:
            audit.record(audit.Act.JOIN_CODE, by=by, about=enterprise, enterprise=enterprise, detail="closed")


def _hold(enterprise, seen):
    """Two officers at once: the second one reads the code of the first before it goes."""
    held = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    there = good_code(held)
    if seen is not None and seen != (there.code if there else ""):
        raise WorkflowError(_("There is another invite code by now. Please look at it first."))


def good_code(enterprise):
    """The invite code with which people may apply now, or None."""
    found = InviteCode.objects.filter(enterprise=enterprise).select_related("enterprise").first()
    return found if found and found.is_good else None


def apply(*, code, work_number, name):
    """Apply for an account; return (application, query code), or None where anything does not fit.

    Nothing tells what it was: a wrong code, nobody of that number and name, somebody who left, who has an account
    already or whose application waits.
    """
    person = _match(code, work_number, name)
    if person is None:
        return None
    query_code = letters(QUERY_LETTERS)
    facts = {"code": _hashed(query_code), "check_digits": _check_digits(query_code)}
    try:
        with transaction.atomic():
            application = JoinApplication.objects.create(enterprise=person.enterprise, person=person, **facts)
            workflow.append(application, Verb.APPLIED, role="applicant", to=Status.WAITING)
            notices.wants_to_join(application)
    except IntegrityError:
        return None
    return application, query_code


def _match(code, work_number, name):
    invite = InviteCode.objects.select_related("enterprise").filter(code=plain(code)).first()
    people = Person.objects.in_service().without_account().select_related("enterprise")
    found = people.filter(enterprise=invite and invite.enterprise_id, work_number__iexact=clean_line(work_number))
    person = found.filter(name=clean_line(name)).first()
    return person if person and invite.is_good else None


def approve(application, *, by, version=None):
    """The officer has seen who it is: the applicant may choose a password within two weeks."""
    facts = {"answered_by": by, "answered_at": timezone.now()}
    with transaction.atomic():
        fresh = workflow.move(application, Status.APPROVED, **acting(by, application), version=version, **facts)
        if not fresh.person.in_service or fresh.person.user_id:
            raise WorkflowError(_("%(name)s has left or has an account by now.") % {"name": fresh.person.name})
        _record(audit.Act.JOIN_APPROVED, fresh, by)
        notices.join_answered(fresh)
    return fresh


def decline(application, *, by, reason, version=None):
    """No account; the applicant reads why."""
    if not reason.strip():
        raise WorkflowError(_("Please write the reason down: the applicant reads it."))
    facts = {"answered_by": by, "answered_at": timezone.now(), "reason": reason}
    with transaction.atomic():
        who = acting(by, application)
        fresh = workflow.move(application, Status.DECLINED, **who, note=reason, version=version, **facts)
        _record(audit.Act.JOIN_DECLINED, fresh, by)
        notices.join_answered(fresh)
    return fresh


def _record(act, application, by):
    audit.record(act, by=by, about=application.person, enterprise=application.enterprise_id)


def find(query_code):
    """The application of this query code, or None."""
    applications = JoinApplication.objects.select_related("enterprise", "person", "answered_by__person")
    return applications.filter(code=_hashed(plain(query_code))).first()


def may_choose_password(application):
    """Approved, not used, and not longer ago than two weeks."""
    answered = application.answered_at
    fresh = answered is not None and answered > timezone.now() - APPROVAL_GOOD_FOR
    return application.status == Status.APPROVED and application.used_at is None and fresh


def choose_password(application):
    """The way to the page where the applicant chooses a password: once. Two taps at once make one account."""
    with transaction.atomic():
        fresh = JoinApplication.objects.select_for_update(of=["self"]).select_related("answered_by", "person")
        fresh = fresh.get(pk=application.pk)
        if not may_choose_password(fresh) or fresh.person.user_id:
            raise WorkflowError(_("This has been used already, or too long ago. Please ask your union officer."))
        workflow.save(fresh, used_at=timezone.now())
        return make_access_link(fresh.person, by=fresh.answered_by)


def plain(code):
    """As it was typed: with or without hyphen and blanks, in any case."""
    return "".join(sign for sign in clean_line(code).upper() if sign.isalnum())


def grouped(code):
    """To be written down: ABCDE-FGHJK."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def _hashed(code):
    return salted_hmac("members.joining", code, algorithm="sha256").hexdigest()


def _check_digits(code):
    """Four digits made of the code, from which nobody gets back to it."""
    return f"{int(salted_hmac('members.joining.check', code, algorithm='sha256').hexdigest(), 16) % 10_000:04}"
