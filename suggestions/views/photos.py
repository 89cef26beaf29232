"""Photos are private files: each is handed out only to those who may see its suggestion."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from alliance_portal import attachments

from ..guests import recognise
from ..models import Photo

SIZES = {"small": "thumbnail", "large": "image"}
HEADERS = {
    "Content-Type": "image/webp",
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=86400",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@login_not_required
@require_safe
def photo(request, pk, size):
    """A photo, small or large: what the home page shows to everybody, any other to who may see its suggestion."""
    if size not in SIZES:
        raise Http404
    user = request.user if request.user.is_authenticated else recognise(request) or request.user
    shown = get_object_or_404(Photo.objects.visible_to(user), pk=pk)
    return send(getattr(shown, SIZES[size]))


def send(file, **headers):
    return attachments.send(file, HEADERS | headers)
