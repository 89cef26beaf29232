"""④ 师带徒登记表: the agreements that ran on some day of the period, each as it stood on its last one."""

from django.db.models import Q

from training.imports.mentorships import RESULTS
from training.models import Mentorship
from training.statistics import count

from ..columns import People
from . import Drawn


def agreements(scope):
    """Those the unit answers for; signed ones only."""
    return scope.own(Mentorship.objects.visible_to(scope.user).answered_for_by(scope.user))


def draw(scope):
    own, first, day = agreements(scope), scope.period.first, scope.day
    ran = own.filter(signed_on__lte=day, starts_on__lte=day, ends_on__gte=first)
    ran = ran.filter(Q(closed_on=None) | Q(closed_on__gte=first)).order_by("enterprise__name", "number", "pk")
    rows = [(str(one.pk), _row(one, day)) for one in ran.for_list().with_failed_by(scope.at)]
    found = count(own, day)
    return Drawn(rows, {"number": f"期末有效{found.mentorships}份", "apprentices": f"师徒{found.pairs}对"})


def _row(one, day):
    taught = list(one.apprenticeships.all())
    over = one.closed_on is not None and one.closed_on <= day
    failed = one.failed and one.status == Mentorship.Status.NOT_PASSED
    return {
        "enterprise": one.enterprise.name,
        "number": one.number,
        "mentor": People(((one.mentor_id, True),)),
        "mentor_number": one.mentor.work_number,
        "apprentices": People(tuple((each.person_id, True) for each in taught)),
        "trade": one.trade,
        "workshop": one.workshop.name if one.workshop else "",
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "goals": one.goals,
        "result": _result(taught, day, failed),
        "state": one.get_status_display() if over or failed else "待考核" if one.ends_on < day else "培养中",
    }


def _result(taught, day, failed):
    """As the register writes it: only where everybody who was assessed by then has the same one."""
    graduated = (each for each in taught if each.graduated_on and each.graduated_on <= day)
    found = {each.result for each in (taught if failed else graduated) if each.result}
    return RESULTS[found.pop()][0] if len(found) == 1 else ""
