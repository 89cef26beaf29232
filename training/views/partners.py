"""Partners for everybody: what is in force with them, sessions held together, results that came of it."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alliance_portal.periods import Period
from workshops.models import Result

from ..filters import PartnerFilter
from ..models import Partner, PartnerAgreement, Session
from ..permissions import partners as permissions
from ..statistics import partners_within

PAGE_SIZE = 24
SHOWN = 10


@login_not_required
@require_safe
def partners(request):
    """All partners in use; kind and words are in the address."""
    today = timezone.localdate()
    rows = Partner.objects.visible_to(request.user).filter(is_active=True).for_list(today)
    found = PartnerFilter(request.GET, queryset=rows)
    context = {
        "filter": found,
        "page_obj": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "figures": partners_within(Period.this_year(), today),
    }
    return render(request, "training/partners/list.html", context)


@login_not_required
@require_safe
def partner(request, slug):
    """One partner: what is in force, the latest sessions, the results. Whom to ask there is for those who keep it."""
    shown = get_object_or_404(Partner.objects.visible_to(request.user).select_related("enterprise"), slug=slug)
    user, now = request.user, timezone.now()
    agreements = PartnerAgreement.objects.visible_to(user).filter(partner=shown)
    sessions = Session.objects.visible_to(user).announced().filter(partners=shown)
    context = {
        "partner": shown,
        "agreements": agreements.in_force_on(timezone.localtime(now).date()).for_list(),
        "sessions": sessions.order_by("-starts_at").for_list()[:SHOWN],
        "results": Result.objects.visible_to(user).published().filter(partners=shown).order_by("-published_at")[:SHOWN],
        "keeps": permissions.keeps(user, shown),
    }
    return render(request, "training/partners/partner.html", context)
