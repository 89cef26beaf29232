"""Links in letters for a forgotten password: good for an hour, and only once."""

from allauth.account.forms import default_token_generator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils import timezone
from django.utils.http import base36_to_int

from .models import NoticeSettings

# Seconds.
GOOD_FOR = 3600


class LetterTokens(PasswordResetTokenGenerator):
    """Dies with the first sign-in, with another password and with another mailbox, too."""

    key_salt = "members.letter_links"

    def check_token(self, user, token):
        return super().check_token(user, token) and self._age(token) <= GOOD_FOR

    def _now(self):
        """Whatever the clock of the machine calls it: an hour is an hour."""
        return timezone.now().replace(tzinfo=None)

    def _age(self, token):
        return self._num_seconds(self._now()) - base36_to_int(token.split("-")[0])

    def _make_hash_value(self, user, timestamp):
        mailbox = NoticeSettings.objects.mailable().filter(user=user).values_list("email", flat=True).first()
        return super()._make_hash_value(user, timestamp) + (mailbox or "")


class AnyLink:
    """One from a letter, or one that an officer has handed out."""

    def check_token(self, user, token):
        return any(tokens.check_token(user, token) for tokens in (letter_tokens, default_token_generator))


letter_tokens = LetterTokens()
