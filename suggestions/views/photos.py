"""Photos are private files: each is handed out only to those who may see its suggestion."""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

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
    """By the web server where it is set up to, or by this process; a file that is gone is simply not found."""
    headers = HEADERS | headers
    if settings.SENDFILE:
        where = settings.SENDFILE.rstrip("/") + "/" + quote(Path(file.name).as_posix())
        return HttpResponse(headers={**headers, "X-Accel-Redirect": where})
    try:
        return FileResponse(file.open("rb"), headers=headers)
    except FileNotFoundError:
        raise Http404 from None
