"""What officers are told of numbers to be checked and of spot checks."""

from members.models import Topic, User
from members.notifications import path_to, settle, tell

from ..statistics.spot_checks import by_enterprise
from .kinds import checking
from .recipients import with_role
from .telling import brief


def _about(case):
    return f"flag:{case.enterprise_id}:{case.year}:{case.code}"


def number_to_check(case, now):
    """The officers of the enterprise are asked, nobody else."""
    path = path_to("suggestions:flag", case.year, case.enterprise.code, case.code)
    facts = {"code": case.code, "year": case.year, "part": case.part, "whole": case.whole, "now": now}
    officers = with_role(case.enterprise_id, "officer")
    tell(checking.number_to_check, officers, subject=_about(case), path=path, **facts)


def number_checked(case):
    """One of them has answered: it rings no longer."""
    settle(_about(case), Topic.ANSWERING)


def _about_check(check):
    return f"spot-check:{check.pk}"


def spot_check_closed(check, now):
    """The officers of each enterprise in the sample read their result, and may say a word to it once."""
    path = path_to("suggestions:spot-check", check.pk)
    for enterprise, found in by_enterprise(check.rows.all()).items():
        if enterprise is not None:
            facts = {"title": check.title, "looked_at": found.looked_at, "confirmed": found.confirmed, "now": now}
            officers = with_role(enterprise, "officer")
            tell(checking.spot_check_result, officers, subject=_about_check(check), path=path, **facts)


def spot_check_commented(comment, now):
    """Whoever looked on the spot there reads what the enterprise says; its officers are asked no more."""
    check = comment.spot_check
    settle(_about_check(check), Topic.ANSWERING, users=with_role(comment.enterprise_id, "officer"))
    looked = User.objects.filter(
        pk__in=check.rows.filter(suggestion__enterprise=comment.enterprise).values("checked_by")
    )
    facts = {"title": check.title, "enterprise": str(comment.enterprise), "text": brief(comment.words), "now": now}
    path = path_to("suggestions:spot-check", check.pk)
    tell(checking.spot_check_commented, looked, subject=_about_check(check), path=path, **facts)
