"""The public home page: a promise, and what has come of it."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import panels

logger = logging.getLogger(__name__)

PANELS = {
    "showcase": panels.showcase,
    "facts": panels.facts,
    "doors": panels.doors,
    "done": panels.done,
    "stories": panels.stories,
    "results": panels.results,
    "news": panels.news,
    "workshops": panels.workshops,
    "sessions": panels.sessions,
}


@login_not_required
@require_safe
def home(request):
    """Each panel stands on its own: an empty one is not shown, a failing one is left out and logged."""
    now = timezone.now()
    context = {name: _panel(name, build, request.user, now) for name, build in PANELS.items()}
    return render(request, "home.html", context)


def _panel(name, build, user, now):
    try:
        return build(user, now)
    except Exception:
        logger.exception("The home page goes without its panel %s", name)
        return None
