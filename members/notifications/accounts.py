"""What people are told about their account, their roles, and who wants to join."""

from django.utils.translation import gettext as _

from ..models import Role, Topic
from .kinds import kind
from .letters import path_to
from .recipients import those_who_answer
from .telling import settle, tell


@kind(Topic.ACCOUNT)
def role_given_to_you(role, enterprise, by):
    words = _("You have a new role: %(role)s · %(where)s. Given by %(by)s.")
    return words % {"role": Role(role).label, "where": enterprise or _("the district"), "by": by or _("the system")}


@kind(Topic.ACCOUNT)
def role_taken_from_you(role, enterprise, by):
    words = _("You no longer have the role: %(role)s · %(where)s. Taken back by %(by)s.")
    return words % {"role": Role(role).label, "where": enterprise or _("the district"), "by": by or _("the system")}


@kind(Topic.ACCOUNT)
def temporary_password(by):
    words = _("%(by)s issued a temporary password for your account. It was not at your wish? Tell the district union.")
    return words % {"by": by}


@kind(Topic.ACCOUNT)
def password_chosen():
    return _("Your password was changed. It was not you? Tell your union officer at once.")


@kind(Topic.ACCOUNT)
def join_waits(name, number):
    words = _("%(name)s (%(number)s) asks for an account. Please compare the check digits and answer.")
    return words % {"name": name, "number": number}


def role_given(held, by):
    _tell_owner(role_given_to_you, held, by)


def role_taken(held, by):
    if by is None or held.user_id != by.pk:
        _tell_owner(role_taken_from_you, held, by)


def _tell_owner(kind_of_notice, held, by):
    facts = {"role": str(held.role), "enterprise": held.enterprise.short_name if held.enterprise else ""}
    subject = f"role:{held.role}:{held.enterprise_id or ''}"
    tell(kind_of_notice, [held.user], subject=subject, path=path_to("members:account"), by=str(by or ""), **facts)


def password_issued(user, by):
    tell(temporary_password, [user], subject="password", path=path_to("members:account"), by=str(by))


def own_password(user):
    tell(password_chosen, [user], subject="password", path=path_to("members:account"))


def wants_to_join(application):
    person = application.person
    facts = {"name": person.name, "number": person.work_number}
    path = path_to("members:application", application.pk)
    tell(join_waits, those_who_answer(application.enterprise_id), subject=_subject(application), path=path, **facts)


def join_answered(application):
    """Nothing is left to do for the other officers."""
    settle(_subject(application), Topic.ACCOUNT)


def _subject(application):
    return f"join:{application.pk}"
