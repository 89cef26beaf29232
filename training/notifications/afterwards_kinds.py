"""What is told of opinions, certificates, contests and partners, in words."""

from django.utils.translation import gettext as _

from members.models import Person, Topic
from members.notifications import kind
from workshops.notifications.kinds.words import day_of


@kind(Topic.TRAINING)
def opinion_asked(topic):
    return _("How was “%(topic)s”? Three questions, half a minute, without your name.") % {"topic": topic}


@kind(Topic.TRAINING)
def certificate_issued(title):
    return _("You have a certificate for “%(title)s”.") % {"title": title}


@kind(Topic.TRAINING)
def certificate_revoked(title, reason):
    return _("Your certificate for “%(title)s” was revoked: %(reason)s") % {"title": title, "reason": reason}


@kind(Topic.TRAINING)
def contest_announced(title, until):
    words = _("The contest “%(title)s” is announced. Please enter people by %(until)s.")
    return words % {"title": title, "until": day_of(until)}


@kind(Topic.TRAINING)
def contest_published(title):
    return _("The result of the contest “%(title)s” is published.") % {"title": title}


@kind(Topic.TRAINING)
def contest_grade(title, name, grade):
    """For officers of another enterprise, whose roster the portal does not write."""
    words = _("%(name)s reached “%(grade)s” in the contest “%(title)s”. Please enter the grade on your roster.")
    return words % {"name": name, "grade": Person.SkillGrade(grade).label, "title": title}


@kind(Topic.WORKSHOPS)
def partner_agreement_ending(title, name, ends):
    words = _("The agreement “%(title)s” with %(name)s ends on %(ends)s.")
    return words % {"title": title, "name": name, "ends": day_of(ends)}
