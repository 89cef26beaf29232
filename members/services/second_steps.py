"""What the second step of signing in keeps, under the present key."""

import logging

from allauth.mfa.models import Authenticator
from django.db import transaction

from .. import encryption

log = logging.getLogger(__name__)
SECRETS = ("secret", "seed")


def encrypt_anew():
    """Put keys of apps and seeds of recovery codes that are in clear, or under an earlier key, under the present one.

    Return how many accounts' rows were. What no key opens any more stays, and is logged.
    """
    stale = [row.pk for row in Authenticator.objects.iterator() if not _is_current(row)]
    return sum(map(_encrypt_anew, stale))


def _is_current(row):
    return all(encryption.is_by_present_key(row.data[name]) for name in SECRETS if name in row.data)


@transaction.atomic
def _encrypt_anew(pk):
    """One row, held: somebody may be using up a recovery code of it."""
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    try:
        kept = {name: encryption.decrypt(row.data[name]) for name in SECRETS if row and name in row.data}
    except encryption.UnreadableError:
        log.warning("no key opens the second step of account %s: it has to be set up anew", row.user_id)
        return 0
    if not kept:
        return 0
    row.data |= {name: encryption.encrypt(text) for name, text in kept.items()}
    row.save(update_fields=["data"])
    return 1
