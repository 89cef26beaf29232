"""Who is told of a mentoring agreement: those on it, those who keep it, officers whose people are on it."""

from alliance_portal.models import Source
from members.models import Topic
from members.notifications import path_to, settle, tell
from workshops.notifications.recipients import officers_at, runners_of

from ..guests import called
from ..models import MentorshipEvent
from . import kinds


def concerned(mentorship):
    """The accounts of mentor and apprentices, of those who have one that lets them in."""
    return [person.user for person in _people(mentorship) if person.in_service and person.user_id]


def reminded(mentorship):
    """Whom reminders go to: whoever only stands in a register has promised nothing here.

    Of what a register tells those are reminded who have signed on the portal, or noted a month there themselves.
    """
    if mentorship.source != Source.LEDGER:
        return concerned(mentorship)
    signed = mentorship.events.filter(verb=MentorshipEvent.Verb.SIGNED).values_list("actor", flat=True)
    here = {*signed, *mentorship.records.values_list("person__user", flat=True)}
    return [user for user in concerned(mentorship) if user.pk in here]


def _people(mentorship):
    taught = mentorship.apprenticeships.select_related("person__user", "person__enterprise")
    return [mentorship.mentor, *(one.person for one in taught)]


def without_account(mentorship):
    """Those who cannot sign on the phone, as they are called for who draws it up."""
    return [
        called(one, mentorship.enterprise_id)
        for one in _people(mentorship)
        if not (one.user_id and one.user.is_active and one.in_service)
    ]


def keepers(mentorship):
    """The officers of its enterprise, and whoever leads its workshop today."""
    if mentorship.workshop_id:
        return runners_of(mentorship.workshop)
    return officers_at(mentorship.enterprise_id)


def guests(mentorship):
    """The officers of the other enterprises from which apprentices come."""
    taught = mentorship.apprenticeships.exclude(person__enterprise=mentorship.enterprise_id).order_by()
    found = taught.values_list("person__enterprise", flat=True).distinct()
    return [officer for enterprise in found for officer in officers_at(enterprise)]


def _about(mentorship):
    return f"mentorship:{mentorship.pk}"


def _facts(mentorship, now):
    return {"number": mentorship.number, "trade": mentorship.trade, "subject": _about(mentorship), "now": now}


def _tell_concerned(kind, mentorship, now, *, but=None, users=None, **facts):
    users = [user for user in (concerned(mentorship) if users is None else users) if user != but]
    path = path_to("training:my-mentorship", mentorship.pk)
    tell(kind, users, path=path, **_facts(mentorship, now), **facts)


def _tell_keepers(kind, mentorship, now, *, but=None, users=None, **facts):
    users = [user for user in users or keepers(mentorship) if user != but]
    tell(kind, users, path=path_to("training:mentorship", mentorship.pk), **_facts(mentorship, now), **facts)


def to_sign(mentorship, now):
    _tell_concerned(kinds.mentorship_to_sign, mentorship, now)


def in_force(mentorship, now):
    settle(_about(mentorship), Topic.MENTORING)
    facts = {"starts": mentorship.starts_on.isoformat(), "ends": mentorship.ends_on.isoformat()}
    _tell_concerned(kinds.mentorship_in_force, mentorship, now, **facts)
    if not mentorship.on_paper:
        _tell_keepers(kinds.mentorship_in_force, mentorship, now, **facts)
    if outside := guests(mentorship):
        _tell_keepers(kinds.mentorship_in_force, mentorship, now, users=outside, **facts)


def sent_back(mentorship, by, reason, now):
    """It is a draft again, which those concerned do not read: they are told, and have nothing to open."""
    settle(_about(mentorship), Topic.MENTORING)
    _tell_mine(kinds.mentorship_sent_back, mentorship, now, but=by, reason=reason)
    if by in concerned(mentorship):
        _tell_keepers(kinds.mentorship_sent_back, mentorship, now, but=by, reason=reason)


def dropped(mentorship, reason, now):
    settle(_about(mentorship), Topic.MENTORING)
    _tell_mine(kinds.mentorship_dropped, mentorship, now, reason=reason)


def _tell_mine(kind, mentorship, now, *, but=None, **facts):
    """For those concerned, with the way to all their agreements."""
    users = [user for user in concerned(mentorship) if user != but]
    tell(kind, users, path=path_to("training:my-mentorships"), **_facts(mentorship, now), **facts)


def stage_checked(mentorship, stage, by, now):
    facts = {"stage": stage.content, "due": stage.due_on.isoformat(), "result": stage.result}
    _tell_concerned(kinds.mentorship_stage_checked, mentorship, now, but=by, **facts)


def asked(mentorship, request, now):
    _tell_keepers(kinds.mentorship_asked, mentorship, now, matter=request.kind, who=str(request.asked_by))


def refused(mentorship, request, reason, now):
    _tell_concerned(kinds.mentorship_goes_on, mentorship, now, users=[request.asked_by], reason=reason)


def extended(mentorship, now):
    _tell_concerned(kinds.mentorship_extended, mentorship, now, ends=mentorship.ends_on.isoformat())


def new_mentor(mentorship, former, now):
    """Who taught until now is told like the apprentices, and whoever takes over signs."""
    new = mentorship.mentor.user
    known = [*concerned(mentorship), *([former.user] if former.in_service and former.user_id else [])]
    _tell_concerned(kinds.mentorship_new_mentor, mentorship, now, but=new, users=known, name=mentorship.mentor.name)
    if new is not None:
        _tell_concerned(kinds.mentorship_to_sign, mentorship, now, users=[new])


def ended(mentorship, reason, now):
    settle(_about(mentorship), Topic.MENTORING)
    _tell_concerned(kinds.mentorship_ended, mentorship, now, reason=reason)
    if outside := guests(mentorship):
        _tell_keepers(kinds.mentorship_ended, mentorship, now, users=outside, reason=reason)


def assessed(mentorship, assessed, now):
    """Everybody on it; officers of other enterprises read which grade they may enter on their roster."""
    settle(_about(mentorship), Topic.MENTORING)
    passed = mentorship.status == mentorship.Status.GRADUATED
    kind = kinds.mentorship_graduated if passed else kinds.mentorship_not_passed
    _tell_concerned(kind, mentorship, now)
    for one in assessed:
        person = one.person
        if one.grade_after and one.grade_after != one.grade_before and person.enterprise_id != mentorship.enterprise_id:
            facts = {"name": person.name, "grade": one.grade_after}
            _tell_keepers(kinds.mentorship_grade, mentorship, now, users=officers_at(person.enterprise_id), **facts)


def awarded(mentorship, now):
    _tell_concerned(kinds.mentorship_awarded, mentorship, now, award=mentorship.award)


def no_record(mentorship, now):
    _tell_concerned(kinds.mentorship_no_record, mentorship, now, users=reminded(mentorship))


def stage_due(mentorship, day, now):
    _tell_concerned(kinds.mentorship_stage_due, mentorship, now, users=reminded(mentorship), due=day.isoformat())
    _tell_keepers(kinds.mentorship_stage_due, mentorship, now, due=day.isoformat())


def ending(mentorship, now):
    ends = mentorship.ends_on.isoformat()
    _tell_concerned(kinds.mentorship_ending, mentorship, now, users=reminded(mentorship), ends=ends)
    _tell_keepers(kinds.mentorship_ending, mentorship, now, ends=ends)
