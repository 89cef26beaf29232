"""Who sits on a review panel, who reads what it says, and who keeps the meetings."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff

from ..models import Suggestion
from ..querysets import MEETING_ROLES
from ..services.seats import is_own, seat_of, steps_aside
from .desk import can_review, reviews

Status = Suggestion.Status


def can_call_panel(user, suggestion):
    """Whoever may answer a first time, while no panel is sitting."""
    in_hand = suggestion.is_unanswered and suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW)
    return in_hand and can_review(user, suggestion) and suggestion.open_panel is None


def can_vote(user, panel):
    """Whoever holds a seat, once, and need not step aside; an author whose name is hidden may abstain."""
    seat = seat_of(panel, user) if panel.is_open else None
    return seat is not None and seat.vote is None and not steps_aside(user, panel.suggestion)


def can_read_votes(user, panel):
    """Members once their own vote is in, reviewers once the panel is closed; an author never."""
    if is_own(user, panel.suggestion):
        return False
    if panel.closed_at is None:
        return any(seat.vote and seat.vote.voter == user for seat in panel.seats.all())
    return reviews(user, panel.suggestion) or _was_seated(user, panel)


def _was_seated(user, panel):
    aside = panel.seats.model.Passed.ASIDE
    members = {seat.member_id for seat in panel.seats.all() if seat.passed_because != aside}
    return user.pk in members or seat_of(panel, user) is not None


def can_see_seats(user, panel):
    """Who sits there: the members and stand-ins themselves, and whoever answers."""
    called = any(user.pk in (seat.member_id, seat.stand_in_id) for seat in panel.seats.all())
    return called or reviews(user, panel.suggestion)


def can_read_result(user, panel):
    """The advice without its votes: leaders too."""
    leads = has_role(user, panel.suggestion.enterprise_id, "leader") and not is_own(user, panel.suggestion)
    return panel.has_advice and (leads or can_read_votes(user, panel))


def can_read_advice_on(user, suggestion):
    """What panels advised, in the file: for those who answer or lead, and never for whoever had the idea."""
    reads = is_district_staff(user) or has_role(user, suggestion.enterprise_id, "reviewer", "leader")
    return reads and not is_own(user, suggestion)


def can_keep_meetings(user):
    """Reviewers and officers plan meetings, and write down there what is concluded."""
    return bool(enterprise_ids_with(user, *MEETING_ROLES))


def can_keep_meeting(user, meeting):
    """Whose ideas are on the list makes no difference: it is the meeting that concludes, and others are looking on."""
    return has_role(user, meeting.enterprise_id, *MEETING_ROLES) and meeting.published_at is None


def can_publish(user, meeting):
    """A reviewer who may answer every suggestion on the list: nobody publishes the answer to an idea of their own."""
    reviews = has_role(user, meeting.enterprise_id, "reviewer") and meeting.published_at is None
    return reviews and all(can_review(user, item.suggestion) for item in meeting.items.with_proposers())


def role_at_meeting(user, meeting):
    return "reviewer" if has_role(user, meeting.enterprise_id, "reviewer") else "officer"
