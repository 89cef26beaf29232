"""Whom something concerns: who had the idea, who answers, who stands above them, who puts it into practice."""

from django.db.models import Q

from members.models import User

from ..models import Backing, Proposer, Suggestion, SuggestionEvent


def authors_of(suggestion):
    """The accounts of those who have said that the idea is theirs."""
    return list(_proposers(suggestion, confirmed_at__isnull=False))


def lead_of(suggestion):
    return list(_proposers(suggestion, is_lead=True))


def _proposers(suggestion, **narrowed):
    rows = Proposer.objects.filter(suggestion=suggestion, **narrowed)
    return User.objects.filter(person__proposals__in=rows)


def accounts_of(people):
    """The accounts of those of these people who have one."""
    return list(User.objects.filter(person__in=people))


def backers_of(suggestion):
    """Those who have met it too, here or where it was sent in again, did not bring it, and may read of it."""
    said = Backing.objects.filter(Q(suggestion=suggestion) | Q(suggestion__merged_into=suggestion))
    own = Proposer.objects.filter(Q(suggestion=suggestion) | Q(suggestion__merged_into=suggestion))
    users = User.objects.filter(person__in=said.order_by().values("person"), person__in_service=True)
    users = users.exclude(person__in=own.order_by().values("person"))
    if not suggestion.name_hidden:
        return list(users)
    # Heads, who would know the hand, do not read of it.
    readable = Suggestion.objects.filter(pk=suggestion.pk)
    return [user for user in users if readable.in_short_for(user).exists()]


def owner_of(suggestion, *, by=None):
    """The account of whoever puts it into practice; nobody when that is who has just acted."""
    owner = suggestion.implementation.owner
    return [owner.user] if owner and owner.user_id and owner.user != by else []


def with_role(enterprise_id, *roles):
    """The accounts that hold one of the roles there and may come in."""
    held = User.objects.filter(role_assignments__enterprise=enterprise_id, role_assignments__role__in=roles)
    return list(held.filter(is_active=True).exclude(person__in_service=False).distinct().order_by("pk"))


def verifiers_of(suggestion):
    """Finance of the enterprise, without whoever had the idea, unless the name is hidden, and whoever had the task."""
    there = [user for user in with_role(suggestion.enterprise_id, "finance") if not _had_task(user, suggestion)]
    return _without(there, suggestion)


def visitors_of(suggestion):
    """Who looks again whether it lasts: reviewers and officers who neither have nor had the task."""
    there = with_role(suggestion.enterprise_id, "reviewer", "officer")
    return [user for user in there if not _had_task(user, suggestion)]


def _had_task(user, suggestion):
    task = suggestion.implementation
    held = {task.owner_id, *task.handovers.values_list("from_owner", flat=True)}
    return user.person_or_none is not None and user.person_or_none.pk in held


def holders_of(suggestion):
    """Who has to answer now: the head it was handed to, whoever took it up, else all who answer in the enterprise.

    Those who brought it are left out as long as others are there, but not for a hidden name: who is told must not hang
    on who had the idea.
    """
    if suggestion.is_under_appeal:
        return _without(_on_appeal(suggestion), suggestion)
    head = _head_of(suggestion.handler)
    return [head] if head else _without(_reviewers(suggestion), suggestion)


def _on_appeal(suggestion):
    role = "officer" if suggestion.appeal.to_officers else "reviewer"
    there = with_role(suggestion.enterprise_id, role)
    return [user for user in there if user.pk != suggestion.appeal.decision.decided_by_id]


def _reviewers(suggestion):
    there = with_role(suggestion.enterprise_id, "reviewer")
    if suggestion.status != suggestion.Status.IN_REVIEW:
        return there
    taken = suggestion.events.filter(verb=SuggestionEvent.Verb.TAKEN).order_by("-occurred_at", "-pk").first()
    return [user for user in there if taken and user.pk == taken.actor_id] or there


def _without(users, suggestion):
    if suggestion.name_hidden:
        return users
    brought = set(_proposers(suggestion).values_list("pk", flat=True)) | {suggestion.recorded_by_id}
    return [user for user in users if user.pk not in brought] or users


def _head_of(department):
    head = department.head if department else None
    return head.user if head and head.in_service and head.user_id else None


def leaders_above(suggestion):
    """Who stands above those who have to answer: the head of the department above, else the enterprise's leaders."""
    above = suggestion.handler.parent if suggestion.handler else None
    head = _head_of(above)
    if head and head != _head_of(suggestion.handler):
        return [head]
    return with_role(suggestion.enterprise_id, "leader") or with_role(suggestion.enterprise_id, "officer")
