"""Signed words in links of e-mails: whoever has one may confirm that mailbox, or stop the mail, and nothing else."""

from django.core import signing

MAILBOX, STOP = "members.mailbox", "members.stop-mail"
# Seconds in which a mailbox has to be confirmed.
CONFIRM_WITHIN = 3 * 24 * 3600


def mailbox_token(user, email):
    return signing.dumps([user.pk, email], salt=MAILBOX)


def read_mailbox_token(token):
    """(user id, e-mail), or None when it is wrong or too old."""
    try:
        return tuple(signing.loads(token, salt=MAILBOX, max_age=CONFIRM_WITHIN))
    except signing.BadSignature:
        return None


def stop_token(user):
    return signing.dumps(user.pk, salt=STOP)


def read_stop_token(token):
    """The id of the user whose mail shall stop, or None; such a link never grows old."""
    try:
        return signing.loads(token, salt=STOP)
    except signing.BadSignature:
        return None
