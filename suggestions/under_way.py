"""What is under way into practice: what is late, for which reason, by how many days; and what was handed on.

Three things may be late: the task's own day, a step, and all of it, 90 days after the adoption. The last is the figure
“owed for more than 90 days”: here and there it is the same rule.
"""

import datetime as dt

from django.db import models
from django.db.models import Case, Count, DateField, ExpressionWrapper, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .models import Handover, Implementation, Milestone, Suggestion
from .statistics import STALLED_AFTER, Moment

OWN_DAY, STEP, STALLED = "own", "step", "stalled"
REASONS = {
    OWN_DAY: gettext_lazy("Past its own day"),
    STEP: gettext_lazy("A step is late"),
    STALLED: gettext_lazy("Owed for more than 90 days"),
}
# Later than any day that is promised.
NEVER = dt.date(9999, 1, 1)


def handed_on_by(user):
    """What the user had to do and handed on, and does not have again."""
    handed = Handover.objects.filter(from_owner__user=user).order_by()
    return Q(pk__in=handed.values("implementation__suggestion")) & ~Q(implementation__owner__user=user)


def conditions(now):
    """{reason: condition}"""
    today = timezone.localdate(now)
    unfinished = Q(status__in=Suggestion.IN_PRACTICE, spam_at=None, implementation__finished_at=None)
    late_steps = Milestone.objects.filter(done_at=None, due_on__lt=today).order_by()
    return {
        OWN_DAY: unfinished & Q(implementation__due_on__lt=today),
        STEP: unfinished & Q(implementation__in=late_steps.values("implementation")),
        STALLED: Moment(now).stalled,
    }


def is_late(now):
    """Late for one reason or another."""
    own_day, step, stalled = conditions(now).values()
    return own_day | step | stalled


def count(suggestions, now):
    """{reason: how many}; one may be late for several."""
    counts = {reason: Count("pk", filter=condition) for reason, condition in conditions(now).items()}
    return suggestions.order_by().aggregate(**counts)


def with_lateness(suggestions):
    """Add `unit`, the department that owes it, and `late_since`, the first of its days that passes."""
    owner = F("implementation__owner__department__name")
    return suggestions.annotate(unit=Coalesce(owner, F("department__name")), late_since=_late_since())


def _late_since():
    """What was reported waits for the proposer: then neither its own day nor its steps count."""
    open_steps = Milestone.objects.filter(implementation__suggestion=OuterRef("pk"), done_at=None).order_by()
    first_step = open_steps.values("implementation").annotate(first=Min("due_on")).values("first")
    own = Coalesce(F("implementation__due_on"), NEVER, output_field=DateField())
    step = Coalesce(Subquery(first_step), NEVER, output_field=DateField())
    unfinished = Case(
        When(implementation__finished_at=None, then=Least(own, step)),
        default=Value(NEVER, output_field=DateField()),
        output_field=DateField(),
    )
    owed = ExpressionWrapper(F("concluded_at") + Value(STALLED_AFTER), output_field=models.DateTimeField())
    return Least(unfinished, TruncDate(owed), output_field=DateField())


def experienced(enterprise):
    """Everybody in service, those first who have put most into practice."""
    own = Implementation.objects.filter(owner=OuterRef("pk")).order_by().values("owner")
    tasks = Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
    people = enterprise.people.in_service().annotate(tasks=tasks)
    return people.order_by("-tasks", "work_number").select_related("department")


def reasons(suggestion, now=None):
    """The reasons of one suggestion in words, each with its days."""
    now = now or timezone.now()
    today, task = timezone.localdate(now), suggestion.implementation
    if task.finished_at is None:
        if task.due_on and task.due_on < today:
            yield _past(REASONS[OWN_DAY], today - task.due_on)
        for step in task.milestones.all():
            if step.is_late(today):
                yield _past(_("Step “%(step)s” is late") % {"step": step.title}, today - step.due_on)
    if suggestion.concluded_at <= now - STALLED_AFTER:
        yield _past(REASONS[STALLED], today - timezone.localdate(suggestion.concluded_at) - STALLED_AFTER)


def _past(what, span):
    if not span.days:
        return _("%(what)s: since today") % {"what": what}
    late = ngettext("%(number)d day", "%(number)d days", span.days) % {"number": span.days}
    return _("%(what)s: %(days)s") % {"what": what, "days": late}
