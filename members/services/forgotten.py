"""A forgotten password (忘记密码): a link by letter, for whoever has confirmed a mailbox."""

from django.db import transaction
from django.utils import timezone

from alliance_portal import audit, outbox

from ..letter_links import letter_tokens
from ..models import NoticeSettings
from ..notifications.letters import password_letter


def send_link(username):
    """Put a letter with a link into the outbox where this account may come in and has a confirmed mailbox.

    Nothing tells the caller whether there is one: what is answered must be the same for every name.
    """
    chosen = NoticeSettings.objects.mailable().select_related("user__person")
    with transaction.atomic():
        found = chosen.select_for_update(of=["self"]).filter(user__username__iexact=username).first()
        if found:
            person = found.user.person_or_none
            outbox.put(password_letter(found, letter_tokens.make_token(found.user), timezone.now()))
            enterprise = person and person.enterprise_id
            audit.record(audit.Act.LINK_MADE, about=found.user, enterprise=enterprise, detail="letter")
