"""One e-mail, by whatever EMAIL_URL names."""

import hashlib
import smtplib
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email

from .deadline import timed_file
from .failures import Trouble, UndeliveredError, unreached


class _Timed:
    def __init__(self, *args, **kwargs):
        self.deadline = time.monotonic() + settings.MAIL_TIME_LIMIT
        self.patience = settings.EMAIL_TIMEOUT
        super().__init__(*args, **kwargs)

    def seconds_left(self):
        return min(self.patience, self.deadline - time.monotonic())

    def getreply(self):
        if self.file is None:
            self.file = timed_file(self.sock, self.seconds_left)
        return super().getreply()

    def data(self, msg):
        """A server may look at the letter for a while; whoever hangs up meanwhile sends it twice."""
        self.patience = settings.MAIL_TIME_LIMIT
        try:
            return super().data(msg)
        finally:
            self.patience = settings.EMAIL_TIMEOUT


class TimedSMTP(_Timed, smtplib.SMTP):
    """A conversation that is over by MAIL_TIME_LIMIT, and waits no longer than EMAIL_TIMEOUT for any one answer."""


class TimedSMTPOverTLS(_Timed, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class TimedBackend(EmailBackend):
    @property
    def connection_class(self):
        return TimedSMTPOverTLS if self.use_ssl else TimedSMTP


# Any other way out (console, files, memory) is taken as it is.
IN_TIME = {"django.core.mail.backends.smtp.EmailBackend": f"{__name__}.TimedBackend"}


def send(message):
    """Send the row as an e-mail; raise UndeliveredError unless the server took it."""
    try:
        validate_email(message.address)
    except ValidationError:
        raise UndeliveredError(Trouble.FORBIDDEN) from None
    try:
        _letter(message).send()
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(*next(iter(error.recipients.values()))) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from None
    except OSError as error:
        raise unreached(error) from None


def _letter(message):
    return EmailMessage(
        message.subject,
        message.body,
        to=[message.address],
        headers={"Message-ID": message_id(message.key), "Auto-Submitted": "auto-generated"},
        connection=get_connection(IN_TIME.get(settings.EMAIL_BACKEND)),
    )


def message_id(key):
    """The same for every attempt, so that a mailbox knows a second copy; it does not tell the key."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{urlsplit(settings.BASE_URL).hostname}>"


def _refused(code, words):
    words = words.decode(errors="replace") if isinstance(words, bytes) else words
    return UndeliveredError(Trouble.REFUSED, f"{code} {words}")
