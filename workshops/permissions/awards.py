"""Who runs award rounds, recommends, judges and objects."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff


def can_run_round(user, award):
    """District staff; a round of an enterprise its officers too."""
    return is_district_staff(user) or has_role(user, award.enterprise_id, "officer")


def can_add_rounds(user):
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_recommend(user, award, today):
    """Officers, for their enterprise, while the call is open."""
    if not award.takes_entries(today):
        return False
    if award.enterprise_id:
        return has_role(user, award.enterprise_id, "officer")
    return bool(enterprise_ids_with(user, "officer"))


def keeps_entry(user, entry):
    """The officers of its enterprise."""
    return has_role(user, entry.enterprise_id, "officer")


def can_change_entry(user, entry, today):
    is_new = entry.status == entry.Status.RECOMMENDED
    return is_new and entry.round.takes_entries(today) and keeps_entry(user, entry)


def can_withdraw_entry(user, entry):
    is_there = entry.status in (entry.Status.RECOMMENDED, entry.Status.ELIGIBLE)
    return is_there and entry.round.status == entry.round.Status.OPEN and keeps_entry(user, entry)


def can_check_entry(user, entry):
    is_there = entry.status in (entry.Status.RECOMMENDED, entry.Status.ELIGIBLE, entry.Status.INELIGIBLE)
    return is_there and entry.round.status == entry.round.Status.OPEN and can_run_round(user, entry.round)


def judges_any(user):
    """Whether the user was ever named a judge of a round that goes on or has ended well."""
    return user.is_authenticated and user.judging.exclude(round__status__in=("draft", "called_off")).exists()
