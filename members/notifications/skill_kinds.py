"""What people are told about skill certificates, in words."""

from django.utils.translation import gettext as _

from alliance_portal.moments import day_of

from ..models import Topic
from .kinds import kind


@kind(Topic.SKILLS)
def skill_handed_in(name, what):
    return _("%(name)s has handed in a certificate (%(what)s). Please compare it with the paper.") % {
        "name": name, "what": what,
    }  # fmt: skip


@kind(Topic.SKILLS)
def skill_confirmed(what, name):
    return _("%(name)s has confirmed your certificate (%(what)s).") % {"what": what, "name": name}


@kind(Topic.SKILLS)
def skill_refused(what, name, reason):
    words = _("%(name)s has not confirmed your certificate (%(what)s): %(reason)s You can correct it.")
    return words % {"what": what, "name": name, "reason": reason}


@kind(Topic.SKILLS)
def skill_revoked(what, name, reason):
    words = _("%(name)s has revoked your certificate (%(what)s): %(reason)s")
    return words % {"what": what, "name": name, "reason": reason}


@kind(Topic.SKILLS)
def skill_runs_out(what, day):
    return _("Your certificate (%(what)s) is valid until %(day)s. Please think of a new one.") % {
        "what": what, "day": day_of(day),
    }  # fmt: skip


@kind(Topic.SKILLS)
def skill_has_run_out(what, day):
    words = _("Your certificate (%(what)s) was valid until %(day)s. Your skill grade on the roster stays as it is.")
    return words % {"what": what, "day": day_of(day)}
