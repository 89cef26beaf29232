"""What is told of mentoring, in words."""

from django.utils.translation import gettext as _

from members.models import Person, Topic
from members.notifications import kind
from workshops.notifications.kinds.words import day_of

from ..models import MentorshipRequest, Outcome


@kind(Topic.MENTORING)
def mentorship_to_sign(number, trade):
    words = _("The mentoring agreement %(number)s (%(trade)s) waits for your signature.")
    return words % {"number": number, "trade": trade}


@kind(Topic.MENTORING)
def mentorship_in_force(number, trade, starts, ends):
    words = _("The mentoring agreement %(number)s (%(trade)s) is in force, from %(starts)s to %(ends)s.")
    return words % {"number": number, "trade": trade, "starts": day_of(starts), "ends": day_of(ends)}


@kind(Topic.MENTORING)
def mentorship_sent_back(number, trade, reason):
    words = _("The mentoring agreement %(number)s (%(trade)s) is written anew and need not be signed now: %(reason)s")
    return words % {"number": number, "trade": trade, "reason": reason}


@kind(Topic.MENTORING)
def mentorship_dropped(number, trade, reason):
    words = _("The mentoring agreement %(number)s (%(trade)s) is not made after all: %(reason)s")
    return words % {"number": number, "trade": trade, "reason": reason}


@kind(Topic.MENTORING)
def mentorship_stage_checked(number, trade, stage, due, result):
    words = _("Mentoring %(number)s: the stage “%(stage)s” is checked: %(result)s")
    return words % {"number": number, "stage": stage or day_of(due), "result": Outcome(result).label}


@kind(Topic.MENTORING)
def mentorship_asked(number, trade, matter, who):
    """For those who keep it."""
    words = _("%(who)s asks for a change of the mentoring agreement %(number)s: %(matter)s")
    return words % {"who": who, "number": number, "matter": MentorshipRequest.Kind(matter).label}


@kind(Topic.MENTORING)
def mentorship_goes_on(number, trade, reason):
    words = _("The mentoring agreement %(number)s goes on as it is: %(reason)s")
    return words % {"number": number, "reason": reason}


@kind(Topic.MENTORING)
def mentorship_extended(number, trade, ends):
    words = _("The mentoring agreement %(number)s (%(trade)s) goes on until %(ends)s.")
    return words % {"number": number, "trade": trade, "ends": day_of(ends)}


@kind(Topic.MENTORING)
def mentorship_new_mentor(number, trade, name):
    words = _("%(name)s is the new mentor in the agreement %(number)s (%(trade)s).")
    return words % {"name": name, "number": number, "trade": trade}


@kind(Topic.MENTORING)
def mentorship_ended(number, trade, reason):
    words = _("The mentoring agreement %(number)s (%(trade)s) ends early: %(reason)s")
    return words % {"number": number, "trade": trade, "reason": reason}


@kind(Topic.MENTORING)
def mentorship_graduated(number, trade):
    words = _("Congratulations: the assessment of the mentoring agreement %(number)s (%(trade)s) is passed.")
    return words % {"number": number, "trade": trade}


@kind(Topic.MENTORING)
def mentorship_not_passed(number, trade):
    words = _("The assessment of the mentoring agreement %(number)s (%(trade)s) was not passed by everybody yet.")
    return words % {"number": number, "trade": trade}


@kind(Topic.MENTORING)
def mentorship_grade(number, trade, name, grade):
    """For officers of the enterprise in which the apprentice works."""
    words = _("%(name)s has reached the grade “%(grade)s” (agreement %(number)s). Please enter it on the roster.")
    return words % {"name": name, "grade": Person.SkillGrade(grade).label, "number": number}


@kind(Topic.MENTORING)
def mentorship_awarded(number, trade, award):
    words = _("For the mentoring agreement %(number)s you have been awarded: %(award)s")
    return words % {"number": number, "award": award}


@kind(Topic.MENTORING)
def mentorship_no_record(number, trade):
    words = _("Nothing has been noted for the mentoring agreement %(number)s for a month. One tap is enough.")
    return words % {"number": number}


@kind(Topic.MENTORING)
def mentorship_stage_due(number, trade, due):
    words = _("Mentoring %(number)s: a stage is to be checked by %(due)s.")
    return words % {"number": number, "due": day_of(due)}


@kind(Topic.MENTORING)
def mentorship_ending(number, trade, ends):
    words = _("The mentoring agreement %(number)s (%(trade)s) ends on %(ends)s. Please assess it, or extend it.")
    return words % {"number": number, "trade": trade, "ends": day_of(ends)}
