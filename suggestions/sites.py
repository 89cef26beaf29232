"""Sites by their origin, as browsers compare them: https://www.example.org, nothing after it and nothing left open."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 200
USUAL_PORTS = {"https": 443, "http": 80}
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.ASCII)


def clean_site(text):
    """The origin of an address as browsers write it: small letters, no path. Raises ValidationError.

    It goes into a header that decides who may frame us, so that nothing but one plain host gets through.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        host, port = _plain(parts.hostname or ""), parts.port
    except ValueError:
        raise _refused(text) from None
    beside = parts.username or parts.password or parts.query or parts.fragment
    if len(text) > LONGEST or parts.scheme not in USUAL_PORTS or beside or not HOST.fullmatch(host):
        raise _refused(text)
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != USUAL_PORTS[parts.scheme] else "")


def _plain(host):
    """A name in Chinese letters as it stands in addresses."""
    return host if host.isascii() else host.encode("idna").decode()


def _refused(text):
    words = _("“%(site)s” is no site. Please write it like https://www.example.org, without what comes after.")
    return ValidationError(words % {"site": text[:60]})
