"""Writing news, what people say of the portal, and frozen reports."""

from copy import copy

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import audit, definitions, snapshots
from .files import delete_with_files, files_or_nothing, put_picture
from .models import Feedback, News, Snapshot
from .workflow import WorkflowError, append, lock, move, save

KEEP = object()


def keep_news(news, *, by, picture=KEEP):
    """Save a checked piece of news, with another `picture` or none (None) where one is given; return it."""
    news._history_user = by
    with files_or_nothing() as written:
        if picture is not KEEP:
            put_picture(news, picture, written)
        news.save()
    return news


def mark_reviewed(news, *, by):
    """Somebody has looked it through today, and it still holds."""
    with transaction.atomic():
        fresh = News.objects.select_for_update().get(pk=news.pk)
        fresh.reviewed_on, fresh._history_user = timezone.localdate(), by
        fresh.save(update_fields=["reviewed_on", "updated_at"])
    return fresh


def remove_news(rows):
    """Delete news for good, their pictures included; the history keeps the words."""
    delete_with_files(rows)


def give_feedback(*, key, sent_at=None, **words):
    """Keep a remark and return it; the same form sent twice is one remark."""
    try:
        with transaction.atomic():
            return Feedback.objects.create(key=key, sent_at=sent_at or timezone.now(), **words)
    except IntegrityError:
        return Feedback.objects.get(key=key)


def answer_feedback(feedback, *, by, answer, version=None, answered_at=None):
    """Answer a remark, or answer it anew; whoever has its code reads it. Raises WorkflowError without words."""
    if not answer.strip():
        raise WorkflowError(_("Please write the answer."))
    with transaction.atomic():
        fresh = lock(feedback, version=version)
        facts = {"answer": answer.strip(), "answered_at": answered_at or timezone.now(), "answered_by": by}
        save(fresh, **facts)
    return fresh


class ReasonError(WorkflowError):
    """A correction says why; `field` is where."""

    field = "reason"


def freeze_report(content, *, by, role, place, as_of, reason="", occurred_at=None):
    """Keep a drawn report as the next version, to be signed, and return the Snapshot.

    `place` are the fields that tell unit, table and period. Raises WorkflowError while a version waits to be signed,
    where nothing has changed since the last one, and ReasonError for a correction without a reason.
    """
    when, reason = occurred_at or timezone.now(), reason.strip()
    if snapshots.wrong_sums(content):
        raise WorkflowError(_("Something was recorded while the report was drawn. Please freeze it again."))
    with transaction.atomic():
        last = _last_version(place)
        _check_may_follow(last, content, reason)
        facts = {"content": content, "digest": snapshots.digest(content), "definitions": definitions.VERSION}
        facts |= {"as_of": as_of, "reason": reason if last else "", "frozen_by": by, "frozen_at": when}
        frozen = _next_version(place, last.number + 1 if last else 1, facts)
        append(frozen, "frozen", by=by, role=role, occurred_at=when)
    return frozen


def _last_version(place):
    versions = Snapshot.objects.of_report(place["enterprise"], place["table"], place["period_code"])
    return versions.select_for_update().order_by("-number").first()


def _check_may_follow(last, content, reason):
    if last is None:
        return
    if not last.is_signed:
        raise WorkflowError(_("This report is frozen already and waits to be signed."))
    if not reason:
        raise ReasonError(_("Please write why it is corrected."))
    if last.digest == snapshots.digest(content):
        raise WorkflowError(_("Every cell is the same as in the signed version, so there is nothing to correct."))


def _next_version(place, number, facts):
    """Of two who freeze the first version at once the database lets one through."""
    try:
        with transaction.atomic():
            return Snapshot.objects.create(number=number, **place, **facts)
    except IntegrityError:
        raise WorkflowError(_("Somebody has frozen this report at this very moment.")) from None


def sign_report(snapshot, *, by, role, occurred_at=None):
    """Sign a frozen version: from now on nothing of it changes. Raises WorkflowError where it is signed or gone."""
    when = occurred_at or timezone.now()
    before = Snapshot.objects.of_report(snapshot.enterprise, snapshot.table, snapshot.period_code)
    with transaction.atomic():
        seal = before.filter(number=snapshot.number - 1).values_list("check_value", flat=True).first()
        sealed = copy(snapshot)
        sealed.signed_by, sealed.signed_at = by, when
        facts = {"signed_by": by, "signed_at": when, "check_value": snapshots.check_value(sealed, seal or "")}
        try:
            # What was frozen is never written, so nothing that the seal is made of can have changed meanwhile.
            return move(snapshot, Snapshot.Status.SIGNED, by=by, role=role, occurred_at=when, **facts)
        except Snapshot.DoesNotExist:
            raise WorkflowError(_("Somebody has thrown away what was frozen.")) from None


def discard_report(snapshot, *, by):
    """Throw away what was frozen; the audit keeps that it was. Raises WorkflowError once it is signed."""
    with transaction.atomic():
        fresh = Snapshot.objects.select_for_update().filter(pk=snapshot.pk).first()
        if fresh is None:
            raise WorkflowError(_("Somebody has thrown away what was frozen."))
        if fresh.is_signed:
            raise WorkflowError(_("It is signed, so it stays. A mistake is corrected by the next version."))
        detail = f"{fresh.table} {fresh.period_code} {fresh.digest}"
        audit.record(audit.Act.REPORT_DISCARDED, by=by, about=fresh, enterprise=fresh.enterprise, detail=detail)
        fresh.delete()
