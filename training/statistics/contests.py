"""Skills contests that were held, who took part, and who rose by them; certificates that were issued."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition
from alliance_portal.periods import last_day

from ..models import Certificate, Contest, ContestEntry

CONTESTS = (
    Definition(
        "skill_contests",
        _("Skills contests"),
        _(
            "Contests with a published result whose last day lies in the period. One that several workshops hold "
            "together counts once. Sessions of the kind “contest” are a figure of their own."
        ),
    ),
    Definition(
        "contest_entries",
        _("Participations in contests"),
        _("Those who came to these contests; somebody in two contests counts twice. Who was absent does not count."),
    ),
    Definition(
        "contest_promotions",
        _("Skill grades reached in contests"),
        _("Of these participations, those with a higher skill grade afterwards."),
    ),
    Definition(
        "certificates",
        _("Training certificates"),
        _("Certificates of sessions and courses issued in the period and not revoked by its end."),
    ),
)


@dataclass(frozen=True)
class ContestFigures:
    contests: int = 0
    entries: int = 0
    promotions: int = 0


def contests_within(period, contests=None):
    """Count the contests of a period, or those of them in a queryset."""
    rows = Contest.objects.all() if contests is None else contests
    held = rows.held_between(period.first, last_day(period.last)).order_by().values("pk")
    present = ContestEntry.objects.present().filter(contest__in=held)
    promoted = present.filter(promoted_on__isnull=False)
    return ContestFigures(Contest.objects.filter(pk__in=held).count(), present.count(), promoted.count())


def contests_by_workshop(period, workshops):
    """{workshop key: ContestFigures}; a contest of several stands under each of them."""
    keys = [getattr(one, "pk", one) for one in workshops]
    held = Contest.objects.held_between(period.first, last_day(period.last)).order_by().values("pk")
    hosts = {}
    for contest, host in Contest.workshops.through.objects.filter(contest__in=held, workshop__in=keys).values_list(
        "contest", "workshop"
    ):
        hosts.setdefault(host, set()).add(contest)
    entries = list(ContestEntry.objects.present().filter(contest__in=held).values_list("contest", "promoted_on"))
    return {key: _figures(hosts.get(key, set()), entries) for key in keys}


def _figures(contests, entries):
    own = [promoted for contest, promoted in entries if contest in contests]
    return ContestFigures(len(contests), len(own), sum(promoted is not None for promoted in own))


def certificates_within(period, certificates=None):
    """Issued in the period and not revoked by its end."""
    rows = Certificate.objects.all() if certificates is None else certificates
    last = last_day(period.last)
    return rows.filter(issued_on__range=(period.first, last)).exclude(revoked_on__lte=last).count()
