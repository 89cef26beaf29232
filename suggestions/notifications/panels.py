"""What is told of review panels, and to whom; never to the author, who waits for the answer and reads no votes.

Whoever had the idea and sits there with a hidden name is told like every other member.
"""

from members.models import Topic
from members.notifications import path_to, settle, tell

from .kinds import answering
from .recipients import holders_of


def _about(panel):
    """Notices about voting are settled apart from those about answering."""
    return f"panel:{panel.suggestion.number}"


def _tell(kind, users, panel, **facts):
    suggestion = panel.suggestion
    path = path_to("suggestions:panel", suggestion.number)
    facts = {"number": suggestion.number, "title": suggestion.title} | facts
    tell(kind, users, subject=_about(panel), path=path, **facts)


def called(panel, members, occurred_at=None):
    """These members are asked to vote."""
    _tell(answering.panel_called, members, panel, day=panel.vote_by.isoformat(), now=occurred_at)


def passed_on(panel, seat, occurred_at=None):
    """The stand-in is asked from now on, and no longer the member."""
    settle(_about(panel), Topic.ANSWERING, users=[seat.member])
    _tell(answering.panel_seat, [seat.stand_in], panel, day=panel.vote_by.isoformat(), now=occurred_at)


def voted(panel, user):
    settle(_about(panel), Topic.ANSWERING, users=[user])


def vote_soon(panel, members, now):
    _tell(answering.panel_soon, members, panel, day=panel.vote_by.isoformat(), now=now)


def closed(panel, occurred_at=None):
    """Whoever has to answer now reads that the votes are in, or too few; urged only when no details are lacking."""
    settle(_about(panel), Topic.ANSWERING)
    suggestion = panel.suggestion
    facts = {"number": suggestion.number, "title": suggestion.title}
    if suggestion.status == suggestion.Status.NEEDS_INFO:
        kind = answering.panel_over
    else:
        kind = answering.panel_advice if panel.has_advice else answering.panel_too_few
        facts["day"] = suggestion.due_on.isoformat()
    path = path_to("suggestions:review", suggestion.number)
    tell(kind, holders_of(suggestion), subject=suggestion.number, path=path, now=occurred_at, **facts)


def called_off(panel, awaited, occurred_at=None):
    """Those who have not voted need not any more."""
    settle(_about(panel), Topic.ANSWERING)
    _tell(answering.panel_off, awaited, panel, now=occurred_at)
