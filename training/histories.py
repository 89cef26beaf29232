"""What the history of an agreement tells to whom."""

from .guests import may_read_guest
from .models import MentorshipEvent
from .permissions import reads_all_results

ASSESSED = (MentorshipEvent.Verb.GRADUATED, MentorshipEvent.Verb.NOT_PASSED)


def events_for(user, mentorship):
    """What has happened, the newest first.

    A guest who has not signed is not named to others, and among several apprentices none reads the results of all.
    """
    events = list(mentorship.events.select_related("actor__person").order_by("-occurred_at", "-pk"))
    signed = {one.person_id for one in mentorship.apprenticeships.all() if one.signed_at}
    reads_all = len(mentorship.apprenticeships.all()) < 2 or reads_all_results(user, mentorship)
    for event in events:
        if event.verb in ASSESSED and not reads_all:
            event.note = ""
        if event.actor_role == "apprentice" and not _may_name(user, event.actor, mentorship, signed):
            event.actor = None
    return events


def _may_name(user, actor, mentorship, signed):
    person = actor.person_or_none
    return (
        person is None
        or person.enterprise_id == mentorship.enterprise_id
        or person.pk in signed
        or may_read_guest(user, person)
    )
