"""Agreements in force on a day, sessions held with partners, and interns of a period."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.periods import last_day

from ..models import InternPlacement, PartnerAgreement, Session

PARTNERS = (
    Definition(
        "partner_agreements",
        _("Agreements with partners"),
        _(
            "Agreements in force on the day: begun, not over, and not ended early by then. One for several workshops "
            "counts once."
        ),
    ),
    Definition(
        "partners",
        _("Partners with an agreement"),
        _("Different partners with an agreement in force on the day."),
    ),
    Definition(
        "joint_sessions",
        _("Sessions held with partners"),
        _("Held sessions at which one partner at least took part; one with several partners counts once."),
    ),
    Definition(
        "interns",
        _("Interns"),
        _("People of the placements of which a day lies in the period; each placement counts with its people once."),
    ),
)


@dataclass(frozen=True)
class PartnerFigures:
    agreements: int = 0
    partners: int = 0
    joint_sessions: int = 0
    interns: int = 0


def partners_within(period, day, workshops=None):
    """Agreements on the day, sessions and interns of the period; of everything, or of these workshops."""
    agreements, sessions, placements = _rows(period, day)
    if workshops is not None:
        agreements, sessions = agreements.of_workshops(workshops), sessions.hosted_by(workshops)
        placements = placements.filter(workshop__in=workshops)
    partners = agreements.order_by().values("partner").distinct().count()
    interns = placements.aggregate(n=Sum("people"))["n"] or 0
    return PartnerFigures(agreements.count(), partners, sessions.count(), interns)


def _rows(period, day):
    sessions = (
        Session.objects.held_between(period.start, min(period.end, timezone.now())).exclude(partners=None).distinct()
    )
    placements = InternPlacement.objects.touching(period.first, last_day(period.last))
    return PartnerAgreement.objects.in_force_on(day), sessions, placements


def partners_by_workshop(period, day, workshops):
    """{workshop key: PartnerFigures}; what several share stands under each of them."""
    keys = [getattr(one, "pk", one) for one in workshops]
    agreements, sessions, placements = _rows(period, day)
    agreed, known = Counter(), defaultdict(set)
    links = PartnerAgreement.workshops.through.objects.filter(
        partneragreement__in=agreements.order_by().values("pk"), workshop__in=keys
    )
    for key, partner in links.values_list("workshop", "partneragreement__partner"):
        agreed[key] += 1
        known[key].add(partner)
    hosts = Session.workshops.through.objects.filter(session__in=sessions.order_by().values("pk"), workshop__in=keys)
    held = Counter(hosts.values_list("workshop", flat=True))
    interns = Counter()
    for key, people in placements.filter(workshop__in=keys).values_list("workshop", "people"):
        interns[key] += people
    return {key: PartnerFigures(agreed[key], len(known[key]), held[key], interns[key]) for key in keys}
