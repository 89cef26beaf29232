"""The pages of workshops and of an alliance: what they are, and what the apps above know of them."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alliance_portal.periods import Period
from members.models import Story
from suggestions.models import Suggestion
from training.lineage import pairs_of
from training.models import PartnerAgreement, Session
from training.statistics import summarise as summarise_training
from workshops.filters import WorkshopFilter
from workshops.models import (
    Alliance,
    AllianceMembership,
    Charter,
    Designation,
    Document,
    Honour,
    Plan,
    PlanItem,
    Result,
    Venue,
    Workshop,
)
from workshops.organs import offices_of
from workshops.permissions import can_see_members
from workshops.permissions.alliances import can_see_figures, can_see_inside
from workshops.statistics import kinds, parts_of, people_of, summarise_plan

from .merged import brought, by_kind
from .panels import progress

PAGE_SIZE = 24
SESSIONS_SHOWN = 6
DOCUMENTS_SHOWN = 5
RESULTS_SHOWN = 5
HONOURS_SHOWN = 5
STORIES_SHOWN = 3


@login_not_required
@require_safe
def workshop_list(request):
    """All workshops in operation; filters and page are in the address, and without them the picture of the whole."""
    everything = Workshop.objects.visible_to(request.user).active()
    found = WorkshopFilter(request.GET, queryset=everything.for_list(), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    by_kind = kinds(everything)
    context = {
        "filter": found,
        "page": page,
        "total": sum(by_kind.values()),
        "kinds": [(code, label, by_kind[code]) for code, label in Workshop.Kind.choices if by_kind[code]],
        "kind": found.form.cleaned_data.get("kind", "") if found.form.is_valid() else "",
        "whole": None if request.GET or not by_kind else _whole(request.user, everything),
    }
    return render(request, "workshops/workshop_list.html", context)


def _whole(user, workshops):
    """What all workshops became: the enterprises they are in, the alliances they merged into, what that brought."""
    return {
        "enterprises": workshops.enterprises().count(),
        "alliances": parts_of(None, Alliance.objects.visible_to(user)),
        "brought": brought(user, workshops.order_by().values("pk"), Period.this_year()),
    }


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
        "venues": Venue.objects.visible_to(request.user).in_use().filter(workshops=shown).order_by("name"),
        "former_names": shown.former_names.all(),
        "plates": _plates_of(request.user, shown),
        "stories": _stories_of(request.user, shown),
        "may_open": Workshop.objects.visible_to(request.user).at_work(request.user).filter(pk=shown.pk).exists(),
        "documents": Document.objects.visible_to(request.user).of_workshop(shown).newest_first()[:DOCUMENTS_SHOWN],
        "results": _results_of(request.user, [shown])[:RESULTS_SHOWN],
        "pairs": pairs_of(shown, named=named),
        "partner_agreements": _partners_of(request.user, shown),
        "honours": _honours_of(request.user, [shown]),
        **_work_of(request.user, [shown.pk]),
    }
    return render(request, "workshops/workshop_detail.html", context)


def _partners_of(user, workshop):
    """What is in force today with partners in use."""
    agreements = PartnerAgreement.objects.visible_to(user).in_force_on(timezone.localdate())
    return agreements.of_workshops([workshop]).filter(partner__is_active=True).for_list().order_by("ends_on")


def _honours_of(user, workshops):
    """What they hold today, and what was given for their results, the highest first."""
    standing = Honour.objects.visible_to(user).standing().of_workshops(workshops)
    return standing.with_holders(user)[:HONOURS_SHOWN]


def _stories_of(user, workshop):
    """What its people today tell of themselves."""
    people = workshop.memberships.current().order_by().values("person")
    return Story.objects.visible_to(user).public().of_people(people).for_pages().newest_first()[:STORIES_SHOWN]


def _results_of(user, workshops):
    """What they have shared with the reader, the newest first."""
    shared = Result.objects.visible_to(user).published().of_workshops(workshops)
    return shared.with_unit_count().newest_first()


def _plates_of(user, workshop):
    """What hangs at the door today, the highest first."""
    hanging = Designation.objects.visible_to(user).valid_on(timezone.localdate())
    return hanging.filter(workshop=workshop).highest_first()


@login_not_required
@require_safe
def alliance(request, slug):
    """One alliance with everything nested in it."""
    everything = Alliance.objects.visible_to(request.user)
    shown = get_object_or_404(everything.select_related("parent", "enterprise"), slug=slug)
    members = list(
        Workshop.objects.visible_to(request.user).active().within(shown).for_list().order_by("enterprise__name", "name")
    )
    held = AllianceMembership.objects.visible_to(request.user).current().filter(alliance__in=everything.within(shown))
    context = {
        "alliance": shown,
        **_organised(request.user, shown),
        "parts": parts_of(shown, everything),
        "workshops": _with_since(members, held.order_by("joined_on")),
        "kinds": by_kind(members),
        "brought": brought(request.user, [one.pk for one in members], Period.this_year()),
        "results": _results_of(request.user, [one.pk for one in members])[:RESULTS_SHOWN],
        "enterprise_count": len({one.enterprise_id for one in members}),
        **_work_of(request.user, [one.pk for one in members]),
    }
    return render(request, "workshops/alliance_detail.html", context)


def _with_since(members, held):
    """Each workshop with the day since which it belongs to the alliance or to something in it."""
    since = {}
    for one in held:
        since.setdefault(one.workshop_id, one.joined_on)
    for workshop in members:
        workshop.since = since.get(workshop.pk)
    return members


def _organised(user, alliance):
    """Its organs, its charter, its plan of this year, who has left it, and whether the user reads more of it."""
    year = timezone.localdate().year
    plan = Plan.objects.visible_to(user).filter(alliance=alliance, year=year).exclude(status="drafting").first()
    charters = list(Charter.objects.visible_to(user).filter(alliance=alliance).in_force())
    return {
        "offices": offices_of(alliance, user),
        "charter": charters[0] if charters else None,
        "older_charters": charters[1:],
        "plan": plan,
        "plan_figures": summarise_plan(PlanItem.objects.visible_to(user).filter(plan=plan)) if plan else None,
        "former": AllianceMembership.objects.visible_to(user).filter(alliance=alliance).past().for_list(),
        "is_inside": can_see_inside(user, alliance),
        "sees_figures": can_see_figures(user, alliance),
    }


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
