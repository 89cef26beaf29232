"""Middleware of our own: what somebody saw stays in no shared cache, and the audit knows the address."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_cache_control

from . import audit


class PrivatePagesMiddleware:
    """Marks every page made for a signed-in person `private, no-store`, and every other as to be asked for anew.

    Visitors read names, stories and photos too: what their owners take back is gone with the next page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, **self._kept(request))
        return response

    @staticmethod
    def _kept(request):
        return {"no_store": True} if request.user.is_authenticated else {"no_cache": True}


class AuditAddressMiddleware:
    """Tells the audit where a request comes from: the address that the trusted proxies give."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with audit.coming_from(_address_of(request)):
            return self.get_response(request)


def _address_of(request):
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        # Only sign-in, which counts by address, refuses whoever has none.
        return ""
