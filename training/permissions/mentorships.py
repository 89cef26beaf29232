"""Who keeps a mentoring agreement, who decides on it, and what mentor and apprentices may do."""

import datetime as dt

from django.utils import timezone

from alliance_portal.periods import months_later
from members.permissions import enterprise_ids_with, has_role, is_district_staff
from workshops.permissions.running import leads, leads_any

from ..models import Mentorship, MentorshipRequest

Status = Mentorship.Status
OBJECTION = MentorshipRequest.Kind.OBJECTION


def can_draft(user):
    """Officers for their enterprise, leaders of workshops for their workshop."""
    return user.is_authenticated and (bool(enterprise_ids_with(user, "officer")) or leads_any(user))


def can_see_desk(user):
    """Whoever drafts, the leaders of an enterprise, and district staff."""
    if not user.is_authenticated:
        return False
    return is_district_staff(user) or bool(enterprise_ids_with(user, "leader")) or can_draft(user)


def keeps(user, mentorship):
    """Whoever keeps its records: officers of its enterprise, leaders of its workshop, district staff."""
    if decides(user, mentorship):
        return True
    return mentorship.workshop is not None and leads(user, mentorship.workshop)


def decides(user, mentorship):
    """Whoever approves what changes the agreement itself: officers of its enterprise, district staff."""
    return is_district_staff(user) or has_role(user, mentorship.enterprise_id, "officer")


def is_mentor(user, mentorship):
    return user.is_authenticated and mentorship.mentor.user_id == user.pk


def apprenticeship_of(user, mentorship):
    """The part of the user as an apprentice of it, or None."""
    own = [one for one in mentorship.apprenticeships.all() if one.person.user_id == user.pk]
    return own[0] if user.is_authenticated and own else None


def is_concerned(user, mentorship):
    return is_mentor(user, mentorship) or apprenticeship_of(user, mentorship) is not None


def reads_all_results(user, mentorship):
    """Mentors and those at the desk; an apprentice reads the own result and nobody else's."""
    is_apprentice = apprenticeship_of(user, mentorship) is not None
    return not is_apprentice or keeps(user, mentorship) or has_role(user, mentorship.enterprise_id, "leader")


def can_change(user, mentorship):
    return mentorship.is_draft and keeps(user, mentorship)


def can_take_back(user, mentorship):
    return mentorship.status == Status.SIGNING and keeps(user, mentorship)


def can_drop(user, mentorship):
    return mentorship.status in (Status.DRAFT, Status.SIGNING) and keeps(user, mentorship)


def can_sign(user, mentorship):
    """Mentor and apprentices whose signature is missing; a new mentor signs while the agreement goes on."""
    if mentorship.status not in (Status.SIGNING, Status.IN_FORCE):
        return False
    if is_mentor(user, mentorship) and mentorship.mentor_signed_at is None:
        return True
    own = apprenticeship_of(user, mentorship)
    return own is not None and own.signed_at is None


def can_send_back(user, mentorship):
    """Whoever is to sign may ask for other words first."""
    return mentorship.status == Status.SIGNING and is_concerned(user, mentorship)


def can_record(user, mentorship):
    return mentorship.is_in_force and is_concerned(user, mentorship)


def can_keep_scan(user, mentorship):
    """Attach the scan of what was signed on paper, replace it or take it away, also when it is long over."""
    return mentorship.is_signed and mentorship.on_paper and keeps(user, mentorship)


def can_plan(user, mentorship):
    """What is taught when is written by the mentor and by those who keep the agreement."""
    return mentorship.is_in_force and (is_mentor(user, mentorship) or keeps(user, mentorship))


def can_decide(user, mentorship):
    """Extend it, change the mentor, assess it or end it."""
    return mentorship.is_in_force and decides(user, mentorship)


def can_assess(user, mentorship):
    return mentorship.is_in_force and keeps(user, mentorship)


def can_renew(user, mentorship):
    """Once, after an assessment that was not passed."""
    return mentorship.status == Status.NOT_PASSED and not mentorship.renewed and decides(user, mentorship)


def can_end(user, mentorship):
    return mentorship.status in (Status.IN_FORCE, Status.NOT_PASSED) and decides(user, mentorship)


def can_award(user, mentorship):
    return mentorship.status == Status.GRADUATED and not mentorship.award and decides(user, mentorship)


def can_ask(user, mentorship, kind):
    """Mentor and apprentices: to end it at any time, to object within the first month."""
    if not mentorship.is_in_force or not is_concerned(user, mentorship):
        return False
    return kind != OBJECTION or timezone.localdate() <= last_day_to_object(mentorship)


def last_day_to_object(mentorship):
    """The last day of the first month, which begins when it is both signed and begun."""
    begun = max(mentorship.signed_on, mentorship.starts_on)
    return months_later(begun, 1) - dt.timedelta(days=1)
