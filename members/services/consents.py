"""To what people agree; each writes only for themselves, so there is nobody else to name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..models import Consent, Person
from ..querysets import CONSENT_WORDS


def give_consent(purpose, *, by, occurred_at=None):
    """The person behind the account agrees, to the words that hold now; a second tap changes nothing. Returns it.

    Raises WorkflowError for whoever is on no roster or has left.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        person = _locked(by)
        if person is None or not person.in_service:
            raise WorkflowError(_("This is for people in service on an enterprise's roster."))
        open_now = person.consents.filter(purpose=purpose, withdrawn_at=None).first()
        if open_now and open_now.version == CONSENT_WORDS[purpose]:
            return open_now
        person.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=when)
        facts = {"purpose": purpose, "version": CONSENT_WORDS[purpose], "given_at": when}
        return Consent.objects.create(person=person, **facts)


def withdraw_consent(purpose, *, by, occurred_at=None):
    """It ends with the next page anybody opens; withdrawing what was not given is as good."""
    with transaction.atomic():
        if person := _locked(by):
            open_now = person.consents.filter(purpose=purpose, withdrawn_at=None)
            open_now.update(withdrawn_at=occurred_at or timezone.now())


def end_consents(person, purposes, *, occurred_at=None):
    """What was agreed to is no longer there, so the consents for it end; nobody but the person ever gives one."""
    open_now = person.consents.filter(purpose__in=purposes, withdrawn_at=None)
    open_now.update(withdrawn_at=occurred_at or timezone.now())


def _locked(user):
    """The person, locked: whoever is about to be asked for help by somebody else is locked too."""
    return Person.objects.select_for_update().filter(user=user).first()
