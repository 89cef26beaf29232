"""Who runs a contest, enters people for it, gives marks, and reads the result in full."""

from django.utils import timezone

from members.models import Enterprise
from members.permissions import enterprise_ids_with, has_role, is_district_staff
from workshops.querysets.venues import allied_enterprises


def can_run(user, contest):
    """District staff; officers for a contest of their enterprise."""
    return is_district_staff(user) or (
        contest.enterprise_id is not None and has_role(user, contest.enterprise_id, "officer")
    )


def can_add(user):
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_see_desk(user):
    """Officers, who run and enter, the leaders of enterprises, and district staff."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader"))


def enterprises_of(contest):
    """The enterprises whose people may take part."""
    active = Enterprise.objects.active()
    if contest.audience == contest.Audience.DISTRICT:
        return active
    own = {contest.enterprise_id} | set(contest.workshops.values_list("enterprise", flat=True))
    if contest.audience == contest.Audience.ALLIANCE:
        own |= allied_enterprises(contest.workshops.all())
    return active.filter(pk__in=own - {None})


def enterprises_to_enter(user, contest):
    """Those for which the user may enter people now: staff all, officers their own; who runs it until it begins."""
    runs = can_run(user, contest)
    if not contest.is_announced or not (runs or contest.takes_entries(timezone.localdate())):
        return Enterprise.objects.none()
    if is_district_staff(user):
        return enterprises_of(contest)
    return enterprises_of(contest).filter(pk__in=enterprise_ids_with(user, "officer"))


def can_enter(user, contest):
    return can_see_desk(user) and enterprises_to_enter(user, contest).exists()


def can_withdraw(user, entry):
    """Whoever runs it before it begins, and whoever may enter people of that enterprise now."""
    if entry.withdrawn_at is not None or not entry.contest.is_announced:
        return False
    return can_run(user, entry.contest) or entry.enterprise in enterprises_to_enter(user, entry.contest)


def can_score(user, contest):
    """Judges and whoever runs it, while it is under way."""
    return contest.is_running and (can_run(user, contest) or is_judge(user, contest))


def is_judge(user, contest):
    person = user.person_or_none if user.is_authenticated else None
    return person is not None and contest.judges.filter(pk=person.pk).exists()


def can_promote(user, entry):
    """Whoever runs it enters a higher grade, once for each person, after it is published."""
    won = entry.withdrawn_at is None and not entry.is_absent and not entry.promoted_on
    return entry.contest.is_published and won and can_run(user, entry.contest)
