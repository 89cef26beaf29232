"""Writing entries, and the address they came from."""

import ipaddress
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.utils import timezone

from .models import Act, AuditEntry

OK = 200

_address = ContextVar("audit_address", default="")
LONGEST_DETAIL = 200


def record(act, *, by=None, about=None, enterprise=None, detail="", succeeded=True, happened_at=None):
    """Append an entry, in the transaction of the act it tells of: without the one there is not the other.

    `by` is the account that acted (None: nobody who is known, or the system), `about` the object it was done to,
    `enterprise` the enterprise or its number. `detail` are a few words for whoever searches: codes, never names,
    never anything secret. `happened_at` is now, unless somebody says otherwise: the demo, of days before.
    """
    return AuditEntry.objects.create(
        act=act,
        actor=by.pk if by is not None else None,
        object_kind=about._meta.label_lower if about is not None else "",
        object_id=about.pk if about is not None else None,
        enterprise=getattr(enterprise, "pk", enterprise),
        detail=detail[:LONGEST_DETAIL],
        address=_address.get(),
        succeeded=succeeded,
        happened_at=happened_at or timezone.now(),
    )


@contextmanager
def coming_from(address):
    """Entries written inside come from this address, which is shortened first."""
    token = _address.set(shortened(address))
    try:
        yield
    finally:
        _address.reset(token)


def shortened(address):
    """The network an address belongs to: /24 of IPv4, /48 of IPv6; "" for what is no address."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    network = ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False)
    return str(network.network_address)


def exported(view):
    """For a view that answers with a file of rows: each file that is handed out leaves an entry with its address.

    Without the words after the question mark: a name may have been looked for.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == OK and request.method != "HEAD":
            record(Act.EXPORTED, by=request.user, detail=request.path)
        return response

    return wrapped
