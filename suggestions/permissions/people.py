"""What somebody is to a suggestion: who had it, who brought it, who puts it into practice."""


def is_proposer(user, suggestion):
    """Whether the idea is the user's own, as they have said themselves, or was opened by its query code."""
    if not user.is_authenticated:
        return suggestion.pk in getattr(user, "guest_of", ())
    return any(proposer.person.user_id == user.pk and proposer.confirmed_at for proposer in suggestion.proposers.all())


def is_lead(user, suggestion):
    """Whether the user brought the idea in, and says who had it too."""
    rows = suggestion.proposers.all() if user.is_authenticated else ()
    return any(row.is_lead and row.person.user_id == user.pk for row in rows)


def is_named(user, suggestion):
    """Whether the user is among those who had the idea, confirmed or not."""
    return any(row.person.user_id == user.pk for row in suggestion.proposers.all())


def has_brought(user, suggestion):
    """Whether it came in by this person: as the author, or entered for somebody else."""
    entered = user.is_authenticated and suggestion.recorded_by_id == user.pk
    return entered or is_proposer(user, suggestion)


def is_owner(user, suggestion):
    """Whether the user has to put it into practice."""
    implementation = getattr(suggestion, "implementation", None)
    owner = implementation.owner if implementation else None
    return bool(owner and user.is_authenticated and owner.user_id == user.pk)
