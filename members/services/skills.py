"""Skill certificates: entered by their owners or an officer, confirmed or refused once, told of before they run out."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, keep_file
from alliance_portal.workflow import WorkflowError

from ..acting import acting
from ..models import Person, SkillCertificate, SkillCertificateEvent
from ..notifications import skills as telling
from .grades import is_higher, raise_skill_grade

Status, Verb = SkillCertificate.Status, SkillCertificateEvent.Verb
SAY_WHY = gettext_lazy("Please write down why.")
ENTERED_ALREADY = gettext_lazy("This certificate is entered already.")
FILE = ("file", *SkillCertificate.FILE_FACTS)


def enter(person, *, by, document=None, occurred_at=None, **words):
    """Enter a certificate and return it: one's own waits for an officer, one that an officer enters counts at once.

    Raises WorkflowError for whoever left, for days that do not fit, and for one that is entered already.
    """
    when = occurred_at or timezone.now()
    _check_days(words["granted_on"], words.get("valid_until"), when)
    is_own = person.user_id == by.pk
    status = Status.WAITING if is_own else Status.VALID
    certificate = SkillCertificate(person=person, entered_by=by, status=status, **words)
    try:
        with files_or_nothing() as written:
            if not Person.objects.select_for_update().get(pk=person.pk).in_service:
                raise WorkflowError(_("Certificates are entered for people in service."))
            keep_file(certificate, document, written)
            certificate.save()
            _append(certificate, Verb.ENTERED, by, when)
            if is_own:
                telling.handed_in(certificate, when)
            else:
                _raise(certificate, by, when)
                telling.confirmed(certificate, by, when)
    except IntegrityError:
        raise WorkflowError(ENTERED_ALREADY) from None
    return certificate


def change(certificate, *, by, version=None, document=None, occurred_at=None, **words):
    """Its owner corrects it while it is not confirmed, and hands it in anew if it was refused; return it.

    A `document` takes the place of the file there is; without one that file stays.
    """
    when = occurred_at or timezone.now()
    _check_days(words["granted_on"], words.get("valid_until"), when)
    _check_own(certificate, by)
    try:
        with files_or_nothing() as written:
            return _change(certificate, by, version, words, document, written, when)
    except IntegrityError:
        raise WorkflowError(ENTERED_ALREADY) from None


def _change(certificate, by, version, words, document, written, when):
    """One that waits goes on waiting, one that was refused waits again."""
    was_refused = certificate.status == Status.REFUSED
    if was_refused:
        fresh = _move(certificate, Status.WAITING, Verb.CHANGED, by, when, version=version)
    else:
        fresh = workflow.lock(certificate, version=version)
        if fresh.status != Status.WAITING:
            raise workflow.TransitionError(fresh, Status.WAITING)
        _append(fresh, Verb.CHANGED, by, when)
    if document:
        keep_file(fresh, document, written)
        words |= {name: getattr(fresh, name) for name in FILE}
    workflow.save(fresh, **words)
    if was_refused:
        telling.handed_in(fresh, when)
    return fresh


def withdraw(certificate, *, by, version=None, occurred_at=None):
    """Its owner takes it back before it is confirmed; the file is deleted (Art. 47 PIPL), the history stays."""
    when = occurred_at or timezone.now()
    _check_own(certificate, by)
    with files_or_nothing() as written:
        moved = _move(certificate, Status.WITHDRAWN, Verb.WITHDRAWN, by, when, version=version)
        keep_file(moved, None, written)
        moved.save(update_fields=[*FILE])
        telling.settled(moved)
    return moved


def confirm(certificate, *, by, version=None, occurred_at=None):
    """An officer has compared it with the paper. A higher grade is entered on the roster too. Return it."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        _check_not_own(certificate, by)
        moved = _move(certificate, Status.VALID, Verb.CONFIRMED, by, when, version=version)
        _raise(moved, by, when)
        telling.confirmed(moved, by, when)
    return moved


def refuse(certificate, *, by, reason, version=None, occurred_at=None):
    """An officer does not confirm it, for a reason that its owner reads and may put right. Return it."""
    if not reason.strip():
        raise WorkflowError(SAY_WHY)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        _check_not_own(certificate, by)
        moved = _move(certificate, Status.REFUSED, Verb.REFUSED, by, when, version=version, note=reason)
        telling.refused(moved, by, reason, when)
    return moved


def revoke(certificate, *, by, reason, version=None, occurred_at=None):
    """It counts no longer, for a reason its owner reads; the grade on the roster is not touched. Return it."""
    if not reason.strip():
        raise WorkflowError(SAY_WHY)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        _check_not_own(certificate, by)
        moved = _move(certificate, Status.REVOKED, Verb.REVOKED, by, when, version=version, note=reason)
        telling.revoked(moved, by, reason, when)
    return moved


def remind(now=None):
    """Tell owners once that a certificate runs out within sixty days, and once that it has; {what: how many}."""
    now = now or timezone.now()
    day = timezone.localdate(now)
    rows = SkillCertificate.objects.filter(person__in_service=True)
    soon = rows.expiring_on(day).filter(told_soon_at=None)
    over = rows.expired_on(day).filter(told_over_at=None)
    return {
        "run out soon": _tell_once(soon, "told_soon_at", telling.runs_out, now),
        "have run out": _tell_once(over, "told_over_at", telling.has_run_out, now),
    }


def _tell_once(rows, column, tell, now):
    told = 0
    for certificate in rows.for_pages().order_by("pk"):
        with transaction.atomic():
            # Whoever sets the mark tells: several machines ask at the same time.
            if SkillCertificate.objects.filter(pk=certificate.pk, **{column: None}).update(**{column: now}):
                tell(certificate, now)
                told += 1
    return told


def _raise(certificate, by, when):
    """What is in force raises the grade of the roster if it is higher, and says so in its history."""
    if not certificate.is_in_force_on(timezone.localdate(when)):
        return
    before = raise_skill_grade(certificate.person, certificate.grade, by=by)
    if is_higher(certificate.grade, before):
        words = _("from %(before)s to %(after)s")
        names = dict(Person.SkillGrade.choices)
        facts = {"before": names.get(before) or _("none"), "after": names[certificate.grade]}
        _append(certificate, Verb.RAISED, by, when, note=words % facts)


def _check_days(granted_on, valid_until, when):
    if granted_on > timezone.localdate(when):
        raise WorkflowError(_("This day is still to come. Please enter it when it is there."))
    if valid_until and valid_until < granted_on:
        raise WorkflowError(_("It cannot run out before it is granted."))


def _check_not_own(certificate, by):
    if certificate.person.user_id == by.pk:
        raise WorkflowError(_("Nobody confirms a certificate of their own."))


def _check_own(certificate, by):
    if certificate.person.user_id != by.pk:
        raise WorkflowError(_("Only the person whose certificate it is can do this."))


def _move(certificate, to, verb, by, when, **facts):
    return workflow.move(certificate, to, verb=verb, **_acting(certificate, by), occurred_at=when, **facts)


def _append(certificate, verb, by, when, **facts):
    workflow.append(certificate, verb, **_acting(certificate, by), occurred_at=when, **facts)


def _acting(certificate, by):
    """The owner's own steps carry that role, whatever roles the owner has besides."""
    if by.pk == certificate.person.user_id:
        return {"by": by, "role": "certified"}
    return acting(by, certificate)
