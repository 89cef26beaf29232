"""Words that are read again, and that the database alone shall not tell: Fernet, by keys made of SECRET_KEY."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "members.encryption"
# Before what is encrypted: what was kept before there was a key lacks it.
MARK = "fernet:"


class UnreadableError(Exception):
    """Encrypted by a key that is no longer among SECRET_KEY and SECRET_KEY_FALLBACKS."""


def encrypt(text):
    """By the present key; the same text comes out different every time."""
    return MARK + _keys()[0].encrypt(text.encode()).decode()


def decrypt(kept):
    """By the present key or an earlier one; what is in clear still comes back as it is."""
    if not kept.startswith(MARK):
        return kept
    try:
        return MultiFernet(_keys()).decrypt(_token(kept)).decode()
    except InvalidToken as error:
        raise UnreadableError from error


def is_by_present_key(kept):
    """Whether nothing but SECRET_KEY is needed to read it."""
    try:
        return kept.startswith(MARK) and bool(_keys()[0].decrypt(_token(kept)))
    except InvalidToken:
        return False


def _token(kept):
    return kept.removeprefix(MARK).encode()


def _keys():
    return [Fernet(_key_of(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]


def _key_of(secret):
    return urlsafe_b64encode(salted_hmac(SALT, "", secret, algorithm="sha256").digest())
