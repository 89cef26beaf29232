"""What machines ask: is the process up, does the database answer, what may be indexed."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

# Boards are reached by a secret address, and everything else here concerns people: none belongs into a search engine.
# In the gallery stand names whose owners may take them off at any time, and no search engine would forget them.
CLOSED = (
    "b", "e", "accounts", "admin", "suggestions", "gallery", "me", "help-requests", "workbench", "dashboard", "boards",
)  # fmt: skip


@login_not_required
@require_safe
@never_cache
def alive(request):
    """200 as long as the process answers; it asks nobody else."""
    return _line("ok")


@login_not_required
@require_safe
@never_cache
def ready(request):
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer")
        return _line("database unavailable", status=503)
    return _line("ok")


@login_not_required
@require_safe
def robots(request):
    """Keeps search engines to the public pages, in either language."""
    closed = [f"Disallow: {prefix}/{name}/" for prefix in ("", "/en") for name in CLOSED]
    return _line("\n".join(["User-agent: *", *closed]))


def _line(text, status=200):
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
