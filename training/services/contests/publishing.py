"""The end of a contest: places are kept, prizes go into the register of honours, and skill grades rise."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import local_day
from alliance_portal.workflow import WorkflowError
from members.acting import acting
from members.services import raise_skill_grade
from members.services.grades import is_higher
from workshops.models import Honour
from workshops.services import honours

from ...models import Contest, ContestEntry, ContestEvent
from ...notifications import afterwards as telling
from ..checks import UnfitError
from .reckoning import reckon

Status, Verb = Contest.Status, ContestEvent.Verb
KEPT = ["total", "place", "prize", "honour"]


def missing(standings):
    """Those who came and lack a mark."""
    return [row.entry for row in standings if row.total is None and not row.entry.is_absent]


def publish(contest, *, by, version=None, occurred_at=None):
    """Keep totals and places, and register an honour for every prize. Return it.

    Raises WorkflowError while a mark is missing.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(contest, version=version)
        standings = reckon(fresh)
        if lacking := missing(standings):
            words = _("Marks are missing for: %(numbers)s. Enter them, or say who did not come.")
            raise WorkflowError(words % {"numbers": "、".join(str(entry.number) for entry in lacking)})
        facts = {**acting(by, fresh), "occurred_at": when, "published_on": local_day(when)}
        published = workflow.move(fresh, Status.PUBLISHED, **facts)
        for row in standings:
            _keep(row, published, by, when)
        ContestEntry.objects.bulk_update([row.entry for row in standings], KEPT)
        telling.contest_published(published, [row.entry for row in standings], when)
    return published


def _keep(row, contest, by, when):
    row.entry.total, row.entry.place, row.entry.prize = row.total, row.place, row.prize
    if row.prize:
        row.entry.honour = honours.register(by=by, occurred_at=when, **_words(row, contest, when))


def _words(row, contest, when):
    """What the register of honours says of a prize."""
    return {
        "level": contest.level,
        "kind": Honour.Kind.CONTEST,
        "title": f"{contest.title} · {row.prize.name}",
        "body": contest.body,
        "document_number": contest.document_number,
        "granted_on": local_day(when),
        "holder": Honour.Holder.PERSON,
        "person": row.entry.person,
        "enterprise": row.entry.enterprise,
        "reason": contest.trade,
    }


def promote(entry, *, by, grade, occurred_at=None):
    """Enter the skill grade that somebody reached with it; return the entry.

    On the roster of the enterprise that holds it the grade is raised; officers of another one are told and enter it
    themselves. Raises UnfitError where it is not higher than the one on the roster.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        contest = workflow.lock(entry.contest)
        fresh = workflow.lock(entry)
        if not contest.is_published or fresh.promoted_on or fresh.is_absent or fresh.withdrawn_at:
            raise WorkflowError(_("This does not fit any more."))
        if fresh.person.user_id == by.pk:
            raise WorkflowError(_("Nobody raises their own grade. Please ask another officer or the district union."))
        before = fresh.person.skill_grade
        if not is_higher(grade, before):
            raise UnfitError("grade", _("The roster has this grade or a higher one already."))
        fresh.grade_before, fresh.grade_after, fresh.promoted_on = before, grade, local_day(when)
        fresh.save(update_fields=["grade_before", "grade_after", "promoted_on", "updated_at"])
        if fresh.person.enterprise_id == contest.enterprise_id:
            raise_skill_grade(fresh.person, grade, by=by)
        note = _("no. %(number)d") % {"number": fresh.number}
        workflow.append(contest, Verb.PROMOTED, **acting(by, contest), note=note, occurred_at=when)
        telling.promoted(fresh, contest, when)
    return fresh
