"""The rows behind a figure of workshops: of each kind what a list shows, as far as the reader may see them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.numbers import thousands
from suggestions.models import Suggestion
from training.models import Mentorship, Session
from workshops.models import Bid, Designation, PlanItem, Problem, Result, SharedUse


@dataclass(frozen=True)
class Kind:
    """`beside` are the relations a line needs, `line(row)` gives its words, its day and its address."""

    beside: tuple
    order: str
    line: Callable


def _local(when):
    return when and timezone.localtime(when).date()


KINDS = {
    Suggestion: Kind((), "-received_at", lambda one: (str(one), _local(one.received_at), one.get_absolute_url())),
    Problem: Kind((), "-opened_at", lambda one: (str(one), _local(one.opened_at), one.get_absolute_url())),
    Bid: Kind(
        ("problem",),
        "-problem__closed_at",
        lambda bid: (str(bid.problem), _local(bid.problem.closed_at), bid.problem.get_absolute_url()),
    ),
    Result: Kind((), "-published_at", lambda one: (str(one), _local(one.published_at), one.get_absolute_url())),
    SharedUse: Kind(
        ("result", "enterprise"),
        "-concluded_on",
        lambda use: (f"{use.result} → {use.enterprise}", use.concluded_on, use.get_absolute_url()),
    ),
    Session: Kind((), "-starts_at", lambda one: (_attended(one), _local(one.starts_at), one.get_absolute_url())),
    Mentorship: Kind((), "number", lambda one: (f"{one.number} {one.trade}", one.ends_on, one.get_absolute_url())),
    Designation: Kind(("workshop",), "workshop__name", lambda one: (str(one), one.granted_on, one.get_absolute_url())),
    PlanItem: Kind(
        ("plan__alliance",),
        "-done_on",
        lambda item: (f"{item.plan} · {item.goal}", item.done_on, item.get_absolute_url()),
    ),
}  # fmt: skip


def _attended(session):
    number = session.named or session.head_count or 0
    return _("%(topic)s (%(number)s attendances)") % {"topic": session.topic, "number": thousands(number)}


def found(want, workshops, user):
    """(how many rows there are, those of them that the user may see, in the order of their list)."""
    rows = want.fact.source.rows(list(workshops), want.period)
    kind = KINDS[rows.model]
    seen = rows.model.objects.visible_to(user).filter(pk__in=rows.order_by().values("pk"))
    if rows.model is Session:
        seen = seen.annotate(named=Count("attendances"))
    return rows.order_by().values("pk").distinct().count(), seen.select_related(*kind.beside).order_by(kind.order, "pk")


def lines(page):
    """[(words, day, address)] of the rows of a page."""
    return [KINDS[type(row)].line(row) for row in page]
