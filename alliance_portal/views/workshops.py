"""The pages of a workshop and of an alliance: what they are, and what the apps above know of them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alliance_portal.periods import Period
from suggestions.models import Suggestion
from training.models import Session
from training.statistics import summarise as summarise_training
from workshops.models import Alliance, Workshop
from workshops.permissions import can_see_members
from workshops.statistics import parts_of, people_of

from .panels import progress

SESSIONS_SHOWN = 6


@login_not_required
@require_safe
def workshop(request, slug):
    """One workshop; its members' names only for those who belong to its enterprise."""
    shown = get_object_or_404(Workshop.objects.visible_to(request.user).for_list(), slug=slug)
    named = can_see_members(request.user, shown)
    context = {
        "workshop": shown,
        "people": people_of(shown),
        "memberships": shown.alliance_memberships.current().for_list(),
        "members": shown.memberships.current().for_list() if named else None,
        **_work_of(request.user, [shown.pk]),
    }
    return render(request, "workshops/workshop_detail.html", context)


@login_not_required
@require_safe
def alliance(request, slug):
    """One alliance with everything nested in it."""
    everything = Alliance.objects.visible_to(request.user)
    shown = get_object_or_404(everything.select_related("parent", "enterprise"), slug=slug)
    members = list(
        Workshop.objects.visible_to(request.user).active().within(shown).for_list().order_by("enterprise__name", "name")
    )
    context = {
        "alliance": shown,
        "parts": parts_of(shown, everything),
        "workshops": members,
        "enterprise_count": len({one.enterprise_id for one in members}),
        **_work_of(request.user, [one.pk for one in members]),
    }
    return render(request, "workshops/alliance_detail.html", context)


def _work_of(user, workshops):
    """This year's figures of what these workshops took up and held, and their next and latest sessions."""
    now, period = timezone.now(), Period.this_year()
    held = Session.objects.visible_to(user).hosted_by(workshops)
    return {
        "period": period,
        "taken": progress(Suggestion.objects.taken_by(workshops), period, now),
        "training": summarise_training(held.held_between(period.start, min(period.end, now))),
        "upcoming": held.upcoming(now).for_list()[:SESSIONS_SHOWN],
        "past": held.past(now).for_list()[:SESSIONS_SHOWN],
    }
