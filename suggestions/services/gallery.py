"""What of the finished improvements everybody may see, and who of its proposers is named beside it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from members.permissions import is_district_staff

from ..models import NameConsent, Suggestion, SuggestionEvent
from ..querysets import CONSENT_WORDS

Status, Verb = Suggestion.Status, SuggestionEvent.Verb
# From the adoption on there is something to thank for.
WORTH_THANKS = (*Suggestion.IN_PRACTICE, Status.IMPLEMENTED)


def show_in_gallery(suggestion, *, by, version=None, occurred_at=None):
    """An officer shows a finished improvement to everybody, on the home page and in the gallery, with its photos.

    Raises WorkflowError for what was not done here: a ledger tells of it without a photo or the proposer's word.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        _check_done_here(fresh)
        if fresh.shown_publicly_at:
            raise workflow.WorkflowError(_("Everybody can see it already."))
        workflow.append(fresh, Verb.SHOWN_PUBLICLY, by=by, role="officer", occurred_at=when)
        workflow.save(fresh, shown_publicly_at=when)
    return fresh


def take_out_of_gallery(suggestion, *, by, version=None, occurred_at=None):
    """From now on only people of the enterprise see it; its photos no longer open for anybody else."""
    role = "district_staff" if is_district_staff(by) else "officer"
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        if not fresh.shown_publicly_at:
            raise workflow.WorkflowError(_("It is not shown to everybody any more."))
        workflow.append(fresh, Verb.NOT_PUBLIC, by=by, role=role, occurred_at=occurred_at)
        workflow.save(fresh, shown_publicly_at=None)
    return fresh


def _check_done_here(suggestion):
    if not suggestion.was_done_here:
        raise workflow.WorkflowError(_("Only what has been done here, with a photo, can be shown."))


def give_consent(suggestion, *, by, audience, occurred_at=None):
    """A proposer agrees to be named; a second tap changes nothing, another audience takes the place of the one before.

    Leaves no event: who agrees and who does not is nobody's business but the proposer's. Raises WorkflowError before
    the adoption, where the name is hidden, and for whoever is no confirmed proposer.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        own = _own_place(suggestion, by)
        open_now = own.consents.filter(withdrawn_at=None).first()
        if open_now and (open_now.audience, open_now.version) == (audience, CONSENT_WORDS):
            return open_now
        own.consents.filter(withdrawn_at=None).update(withdrawn_at=when)
        return NameConsent.objects.create(proposer=own, audience=audience, given_at=when)


def _own_place(suggestion, by):
    """The proposer's own row, with the suggestion locked."""
    fresh = workflow.lock(suggestion)
    own = fresh.proposers.confirmed().filter(person__user=by).first()
    if own is None:
        raise workflow.WorkflowError(_("Only those who had the idea can be named beside it."))
    if fresh.name_hidden:
        raise workflow.WorkflowError(_("The name is hidden. Please show it first."))
    if fresh.status not in WORTH_THANKS or fresh.spam_at:
        raise workflow.WorkflowError(_("Names are shown once an idea is adopted."))
    return own


def withdraw_consent(suggestion, *, by, occurred_at=None):
    """The name is gone with the next page anybody opens; withdrawing twice, or in any state of things, is as good."""
    with transaction.atomic():
        workflow.lock(suggestion)
        mine = NameConsent.objects.of(by).filter(proposer__suggestion=suggestion, withdrawn_at=None)
        mine.update(withdrawn_at=occurred_at or timezone.now())
