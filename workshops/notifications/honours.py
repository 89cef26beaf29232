"""Telling of honours: their holders alone, who are asked whether they want to be named."""

from django.db.models import Q

from members.models import Consent
from members.notifications import path_to, tell

from .kinds import honours as kinds
from .plates import brief
from .recipients import accounts


def _tell(kind, honour, now, **facts):
    if honour.person_id and honour.person.user_id:
        users = accounts(Q(pk=honour.person.user_id))
        path = path_to("workshops:my-honours")
        tell(kind, users, subject=f"honour:{honour.pk}", path=path, now=now, title=honour.title, **facts)


def entered(honour, now):
    """Whoever is named already reads that it stands in the register; everybody else is asked."""
    is_named = Consent.objects.in_force_of(honour.person, Consent.Purpose.NAMED)
    _tell(kinds.honour_entered if is_named else kinds.honour_asks, honour, now, body=honour.body)


def revoked(honour, now):
    _tell(kinds.honour_revoked, honour, now, text=brief(honour.revoked_because))


def asked_to_hand_on(entry, people):
    """The makers of a result that is put forward, of whom no word is there yet."""
    users = accounts(Q(person__in=[person.pk for person in people]))
    facts = {"title": entry.result.title, "year": entry.year}
    tell(kinds.hand_on_asked, users, subject=f"five-small:{entry.pk}", path=path_to("members:account"), **facts)
