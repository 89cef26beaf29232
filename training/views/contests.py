"""Skills contests for everybody: what is announced, and who won, by name only where its owner agrees."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import Contest, ContestEntry
from ..permissions import contests as permissions
from ..services.contests import reckon

PAGE_SIZE = 20


@login_not_required
@require_safe
def contests(request):
    """What is announced, under way or published, the latest first."""
    listed = Contest.objects.visible_to(request.user).exclude(status=Contest.Status.DRAFT).for_list()
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "training/contests/list.html", {"page_obj": page})


@login_not_required
@require_safe
def contest(request, slug):
    """One contest: its days, rounds and prizes; once published who won. Everybody reads only the own place."""
    shown = get_object_or_404(Contest.objects.visible_to(request.user).for_list(), slug=slug)
    user, today = request.user, timezone.localdate()
    context = {
        "contest": shown,
        "rounds": shown.rounds.all(),
        "prizes": with_first_places(shown),
        "winners": _winners(shown),
        "own": _own(user, shown),
        "may_open_desk": permissions.can_see_desk(user),
        "may_score": permissions.can_score(user, shown),
        "takes_entries": shown.takes_entries(today),
    }
    return render(request, "training/contests/contest.html", context)


def with_first_places(contest):
    """Each prize with the places that get it."""
    first, prizes = 1, list(contest.prizes.all())
    for prize in prizes:
        prize.first_place, first = first, prize.last_place + 1
    return prizes


def _winners(contest):
    """Everybody with a prize that stands; of the others nobody but they themselves reads the place."""
    if not contest.is_published:
        return []
    return contest.entries.won().for_list().by_place()


def _own(user, contest):
    """One's own entry, with the marks."""
    if not user.is_authenticated:
        return None
    own = ContestEntry.objects.visible_to(user).standing().filter(contest=contest, person__user=user).first()
    if own is None or not contest.is_published:
        return own and {"entry": own}
    standing = next(row for row in reckon(contest) if row.entry.pk == own.pk)
    return {"entry": own, "points": standing.marks}
