"""The frame itself: no sign-in, no session, read by whoever has the address, shown by the sites it is meant for."""

import logging

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from alliance_portal.open_figures.answers import JSON, text_of
from suggestions.models import FigureEmbed
from suggestions.services.embeds import note_shown

from .content import Frame

logger = logging.getLogger(__name__)


def _live(token):
    """The address itself is the permission; what was taken back is gone."""
    embed = FigureEmbed.objects.live().select_related("enterprise").filter(token=token).first()
    if embed is None:
        raise Http404
    return embed


@login_not_required
@require_safe
@xframe_options_exempt
def embed(request, token):
    """A small page for a frame on one of the sites it is meant for; on all others browsers refuse to show it."""
    shown = _live(token)
    # The sites differ from one to the next, so the decorator is put around the answer here.
    answer = csp_replace({"frame-ancestors": shown.sites})(render)
    response = answer(request, "embed/embed.html", {"frame": Frame(shown), "embed": shown})
    return _for_everybody(request, shown, response)


@login_not_required
@require_safe
def as_json(request, token):
    """The same numbers for programs; pages of those sites may fetch them."""
    shown = _live(token)
    response = HttpResponse(text_of(Frame(shown).content.as_data), content_type=JSON)
    patch_vary_headers(response, ["Origin"])
    if (origin := request.headers.get("Origin")) in shown.sites:
        response["Access-Control-Allow-Origin"] = origin
    return _for_everybody(request, shown, response)


def _for_everybody(request, shown, response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    # To be asked for anew each time: what is taken back is gone with the next page.
    response["Cache-Control"] = "no-cache"
    if request.method == "GET":
        _note(shown)
    return response


def _note(shown):
    """Note that it was shown. Where nothing can be written now the figures matter more."""
    try:
        note_shown(shown)
    except DatabaseError:
        logger.warning("Frame %s was shown, which could not be noted.", shown.pk, exc_info=True)
