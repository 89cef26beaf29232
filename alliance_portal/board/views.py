"""The wall itself: no sign-in, no session, read by whoever has the address."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from alliance_portal.files import send
from suggestions.models import Board
from suggestions.services.boards import note_seen

from .pages import photos_of
from .screen import Screen

logger = logging.getLogger(__name__)


def _live(token):
    """The address itself is the permission. None: there is no such board, or it was taken back."""
    return Board.objects.live().for_screen().filter(token=token).first()


@login_not_required
@require_safe
def board(request, token, number=1):
    """One page of the wall, dark in its quiet hours; a board that was taken back says so."""
    shown = _live(token)
    if shown is None:
        return _for_screens(render(request, "board/gone.html", status=404))
    screen = Screen(shown, request.GET.dict(), number, timezone.now())
    template = "board/night.html" if screen.is_dark else "board/board.html"
    with translation.override(shown.language):
        context = {"screen": screen, "content": screen.page, "board": shown, "board_theme": screen.theme}
        response = _for_screens(render(request, template, context))
    response["Content-Language"] = shown.language
    if request.method == "GET" and not request.user.is_authenticated:
        _note(shown)
    return response


def _for_screens(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def _note(shown):
    """Note that a screen was here. Where nothing can be written now the picture matters more."""
    try:
        note_seen(shown)
    except DatabaseError:
        logger.warning("Board %s was fetched, which could not be noted.", shown.pk, exc_info=True)


@login_not_required
@require_safe
def photo(request, token, pk):
    """A photo this board shows; any other is not found here."""
    shown = _live(token)
    found = photos_of(shown).get(pk) if shown else None
    if found is None:
        raise Http404
    return send(found.thumbnail)
