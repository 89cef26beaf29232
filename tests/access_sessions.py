"""What stands behind the addresses of sessions and of topics asked for in the access table."""

from tests.training import sessions
from tests.workshops import plating
from training import services

DESK = ("", "-change", "-cancel", "-repeat", "-materials")


def calendar(cast):
    """An announced session of the officer with a file for those present, a draft, and a topic of the worker."""
    shown, draft = sessions.announced(cast), sessions.draft(cast)
    services.materials.add(shown, by=cast.officer, documents=[plating.document()])
    material = {"number": shown.number, "code": shown.materials.get().code}
    wish = {"pk": sessions.wish(cast.worker).pk}
    steps = dict.fromkeys(DESK, shown) | {"-announce": draft, "-discard": draft}
    return {
        **{f"training:desk-session{step}": {"number": one.number} for step, one in steps.items()},
        **{name: {"number": shown.number} for name in ("training:session", "session-ics")},
        **{f"training:material{step}": material for step in ("", "-remove")},
        **{f"training:wish-{name}": wish for name in ("voice", "close")},
    }
