"""What is owed where: kinds of rows that are late today, counted by enterprise and listed by the same rule."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from alliance_portal.models import Snapshot
from alliance_portal.periods import add_months
from alliance_portal.reports import spans
from members.models import Enterprise
from suggestions import rechecks
from suggestions.models import Suggestion
from suggestions.statistics import STALLED_AFTER, Moment
from workshops.models import Designation, MergedAnswer, Plan, PlanItem, Promise


@dataclass(frozen=True)
class Kind:
    """`find(user)` are the rows, `place` leads from a row to its enterprise, `line(row)` is what a list shows of it.

    A line is (words, day by which it was owed or None, address).
    """

    code: str
    label: str
    text: str
    place: str
    find: Callable
    line: Callable
    # One row may be owed by several enterprises; in a total it is one.
    is_shared: bool = False

    def rows(self, user, enterprise):
        """The rows of one enterprise, each once."""
        found = self.find(user).filter(**{self.place: enterprise.pk}).order_by().values("pk")
        return self.find(user).filter(pk__in=found).order_by("pk")

    def counts(self, user):
        """{enterprise id: (number, ids of its rows where they are shared)}, from one query."""
        found = self.find(user).order_by()
        if not self.is_shared:
            numbers = found.values_list(self.place).annotate(n=Count("pk", distinct=True))
            return {place: (number, frozenset()) for place, number in numbers}
        shared = defaultdict(set)
        for place, pk in found.values_list(self.place, "pk"):
            shared[place].add(pk)
        return {place: (len(pks), pks) for place, pks in shared.items()}


def _today():
    return timezone.localdate()


def _answers(user):
    return Suggestion.objects.visible_to(user).overdue(_today())


def _stalled(user):
    return Suggestion.objects.visible_to(user).filter(Moment(timezone.now()).stalled)


def _visits(user):
    return Suggestion.objects.visible_to(user).done_here().filter(rechecks.is_late())


def _plan_items(user):
    late = PlanItem.objects.visible_to(user).late(_today())
    return late.filter(plan__status=Plan.Status.IN_FORCE).select_related("plan__alliance")


def _promises(user):
    return Promise.objects.visible_to(user).late(_today()).select_related("visit")


def _requests(user):
    waiting = MergedAnswer.objects.visible_to(user).unconfirmed().filter(request__status="sent")
    return waiting.filter(request__due_on__lt=_today()).select_related("request", "workshop")


def _plates(user):
    plates = Designation.objects.visible_to(user)
    late = [rows.order_by().values("pk") for rows in (plates.review_due(_today()), plates.rectification_late(_today()))]
    return plates.filter(Q(pk__in=late[0]) | Q(pk__in=late[1])).select_related("workshop")


def last_quarter(today=None):
    """The Span of the quarter that ended last."""
    ended = add_months((today or _today()).replace(day=1), -3)
    return spans.usual(ended)


def _reports(user):
    signed = Snapshot.objects.visible_to(user).signed().filter(period_code=last_quarter().code)
    told = signed.exclude(enterprise=None).order_by().values("enterprise")
    return Enterprise.objects.visible_to(user).active().exclude(pk__in=told)


def _of_suggestion(one, day):
    return str(one), day, one.get_absolute_url()


def _report_line(enterprise):
    span = last_quarter()
    address = f"{reverse('reports')}?{urlencode({'enterprise': enterprise.code, 'period': span.code})}"
    return span.label, None, address


def _plate_line(plate):
    day = plate.rectify_by if plate.status == Designation.Status.RECTIFY else plate.review_due_on
    return f"{plate.workshop} · {plate.title}", day, plate.get_absolute_url()


KINDS = (
    Kind(
        "answers",
        _("Overdue answers"),
        _("Waiting for an answer after the promised day, whenever they came in."),
        "enterprise",
        _answers,
        lambda one: _of_suggestion(one, one.due_on),
    ),
    Kind(
        "stalled",
        _("Not done after 90 days"),
        _("Adopted 90 days ago or longer and not done, whenever they came in."),
        "enterprise",
        _stalled,
        lambda one: _of_suggestion(one, timezone.localdate(one.concluded_at) + STALLED_AFTER),
    ),
    Kind(
        "visits",
        _("Return visits late"),
        _("Done here 3, 6 or 12 months ago, and nobody has looked since whether it is still in use."),
        "enterprise",
        _visits,
        lambda one: _of_suggestion(one, None),
    ),
    Kind(
        "plan",
        _("Plan items late"),
        _("Items of a yearly plan in force whose day is over; under each enterprise that has a workshop in charge."),
        "owners__enterprise",
        _plan_items,
        lambda item: (f"{item.plan} · {item.goal}", item.due_on, item.get_absolute_url()),
        is_shared=True,
    ),
    Kind(
        "promises",
        _("Promises late"),
        _("What was promised to the enterprise at a visit of the union, and its day is over."),
        "visit__enterprise",
        _promises,
        lambda promise: (promise.words, promise.due_on, promise.visit.get_absolute_url()),
    ),
    Kind(
        "requests",
        _("Requests unanswered"),
        _("Merged requests of superiors that a workshop of the enterprise has not confirmed by their day."),
        "workshop__enterprise",
        _requests,
        lambda answer: (
            f"{answer.request} · {answer.workshop}",
            answer.request.due_on,
            reverse("admin:radar-request", args=[answer.request_id]),
        ),
    ),
    Kind(
        "plates",
        _("Plates due"),
        _("Plates whose review is due within 90 days or late, and what was not put right in time."),
        "workshop__enterprise",
        _plates,
        _plate_line,
    ),
    Kind(
        "reports",
        _("Report unsigned"),
        _("No report of the quarter that ended last has been signed."),
        "pk",
        _reports,
        _report_line,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}


@dataclass(frozen=True)
class Line:
    """One enterprise with [(number, kind, address of its rows)] in the order of the kinds.

    `shared`: {code of a kind: ids of the rows that other enterprises may owe with it}.
    """

    enterprise: Enterprise
    numbers: Counter
    shared: dict

    @property
    def total(self):
        return self.numbers.total()

    @property
    def cells(self):
        return [(self.numbers[kind.code], kind, rows_url(kind, self.enterprise)) for kind in KINDS]


def rows_url(kind, enterprise):
    return f"{reverse('district-owed-rows', args=[kind.code])}?{urlencode({'enterprise': enterprise.code})}"


def lines(user, names, among=None):
    """The enterprises that owe something, those with most first; one query for each kind. `names`: {id: enterprise}."""
    found, shared = defaultdict(Counter), defaultdict(dict)
    for kind in KINDS:
        for place, (number, pks) in kind.counts(user).items():
            if place in names and (among is None or place in among):
                found[place][kind.code], shared[place][kind.code] = number, pks
    shown = [Line(names[place], numbers, shared[place]) for place, numbers in found.items()]
    return sorted(shown, key=lambda line: (-line.total, line.enterprise.name))


def totals(shown):
    """[number] of each kind over these lines, each row once."""
    return [_total(shown, kind) for kind in KINDS]


def _total(shown, kind):
    if kind.is_shared:
        return len({pk for line in shown for pk in line.shared.get(kind.code, ())})
    return sum(line.numbers[kind.code] for line in shown)
