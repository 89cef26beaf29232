"""One middleware of our own: what a signed-in person saw must not stay in a shared cache."""

from django.utils.cache import patch_cache_control


class PrivatePagesMiddleware:
    """Marks every page made for a signed-in person `private, no-store`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response
