"""What is said of the readiness of a workshop, the files that show it, and what staff found on the spot."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file

from .. import headings
from ..models import Acceptance, AcceptanceScore, Evidence, ReadinessItem, Workshop
from .days import check_past
from .plate_documents import check_room


def say(workshop, *, by, heading, state, words="", documents=(), version=0, now=None):
    """Say how far the workshop is with one heading, with files that show it; return the ReadinessItem.

    `version` is that of the item the form was made from, 0 when there was none: raises StaleError when somebody has
    spoken since.
    """
    if heading not in headings.HEADINGS:
        raise workflow.WorkflowError(_("There is no such heading."))
    with files_or_nothing() as written:
        item = _locked_item(workshop, heading)
        if item.version != version:
            raise workflow.StaleError(item)
        item.state, item.words, item.version = state, words.strip(), item.version + 1
        item.said_by, item.said_at, item._history_user = by, now or timezone.now(), by
        item.save()
        for document in documents:
            check_room(item.evidence)
            evidence = Evidence(item=item, added_by=by)
            keep_file(evidence, document, written)
            evidence.save()
    return item


def remove_evidence(evidence, *, by):
    """Take a file away; that it was there stays in the history of its heading as one more version."""
    with transaction.atomic():
        item = _locked_item(evidence.item.workshop, evidence.item.heading)
        if not item.evidence.filter(pk=evidence.pk).exists():
            return
        delete_with_files([evidence])
        item.version, item._history_user = item.version + 1, by
        item._change_reason = _("File taken away: %(name)s") % {"name": evidence.name[:70]}
        item.save(update_fields=["version", "updated_at"])


def _locked_item(workshop, heading):
    """The item as it is now, version 0 and unsaved before anybody spoke; the workshop is locked, so it is made once."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    found = ReadinessItem.objects.filter(workshop=workshop, heading=heading).first()
    return found or ReadinessItem(workshop=workshop, heading=heading, version=0)


def record_acceptance(workshop, *, by, held_on, scores, opinion, notes=None, now=None):
    """Keep what staff found on the spot: points for each heading of the acceptance, and what is to be improved.

    `scores` and `notes` are {heading: points} and {heading: words}. Raises WorkflowError when a heading has no points
    or more than its most, for a day to come, without an opinion, and when that day's visit is recorded already.
    """
    check_past(held_on, now)
    if not opinion.strip():
        raise workflow.WorkflowError(_("Please write down what is to be improved."))
    _check_scores(scores)
    with transaction.atomic():
        fresh = Workshop.objects.select_for_update().get(pk=workshop.pk)
        if fresh.acceptances.filter(held_on=held_on).exists():
            raise workflow.WorkflowError(_("The visit of that day has been recorded already."))
        facts = {"held_on": held_on, "opinion": opinion.strip(), "recorded_by": by}
        made = Acceptance.objects.create(workshop=fresh, recorded_at=now or timezone.now(), **facts)
        AcceptanceScore.objects.bulk_create(
            AcceptanceScore(
                acceptance=made,
                heading=heading.code,
                points=scores[heading.code],
                most=heading.most,
                note=(notes or {}).get(heading.code, ""),
            )
            for heading in headings.EIGHT
        )
    return made


def _check_scores(scores):
    for heading in headings.EIGHT:
        points = scores.get(heading.code)
        if points is None or not 0 <= points <= heading.most:
            words = _("%(heading)s: please give 0 to %(most)d points.")
            raise workflow.WorkflowError(words % {"heading": heading.name, "most": heading.most})
