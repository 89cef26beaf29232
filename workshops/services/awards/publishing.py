"""The end of a round: published once, and what was won goes into the register of honours."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import AwardEntry, AwardObjection, AwardRound, Honour
from ...notifications import awards as telling
from ..days import today
from ..honours import register
from .blindness import makers_of, workshops_of

Holder = Honour.Holder


def publish(award, *, by, version=None, occurred_at=None):
    """Publish the round and register an honour for every prize. Return it.

    Raises WorkflowError while the days of publicity run, and while an objection is not answered.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(award, version=version)
        _check_over(fresh, when)
        published = workflow.move(
            fresh, AwardRound.Status.PUBLISHED, **acting(by, fresh), occurred_at=when, published_at=when
        )
        entries = list(fresh.entries.filter(prize__isnull=False).for_list())
        for entry in entries:
            entry.honour = register(by=by, occurred_at=when, **_words(published, entry, when))
        AwardEntry.objects.bulk_update(entries, ["honour"])
        telling.published(published, when)
    return published


def _check_over(award, when):
    if award.status == AwardRound.Status.PUBLICITY and award.shown_until >= today(when):
        raise WorkflowError(_("The days of publicity are not over yet."))
    if AwardObjection.objects.unanswered().filter(entry__round=award).exists():
        raise WorkflowError(_("An objection is not answered yet."))


def _words(award, entry, when):
    """What the register says of it."""
    return {
        "level": award.level,
        "kind": Honour.Kind.RESULT if entry.result_id else Honour.Kind.WORKSHOP,
        "title": f"{award.title} · {entry.prize.name}",
        "body": award.body,
        "document_number": award.document_number,
        "granted_on": today(when),
        "result": entry.result,
        **_holder(entry),
        "reason": _reason(entry),
    }


def _reason(entry):
    """What it was for, for everybody: by name where that is public and names nobody, else as judges read it."""
    is_public = entry.workshop_id or entry.result.is_public
    names = [maker.person.name for maker in makers_of(entry.what) if maker.person_id]
    return entry.name if is_public and not any(name in entry.name for name in names) else entry.title


def _holder(entry):
    """The workshop; for a result that none worked out its one maker, and where there are several the enterprise."""
    own = [one for one in workshops_of(entry.what) if one.enterprise_id == entry.enterprise_id]
    if own:
        return {"holder": Holder.WORKSHOP, "workshop": own[0], "enterprise": entry.enterprise}
    makers = makers_of(entry.result)
    if len(makers) == 1 and makers[0].person_id:
        return {"holder": Holder.PERSON, "person": makers[0].person, "enterprise": entry.enterprise}
    return {"holder": Holder.ENTERPRISE, "enterprise": entry.enterprise}
