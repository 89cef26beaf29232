"""What every step of a problem has in common: in whose role it is done, and who hears of it."""

from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting
from members.permissions import has_role

from ...models import Problem, ProblemEvent
from ...permissions.running import leads

# Sent in the transaction of the step, with `problem` as it is now, `step` (a ProblemEvent.Verb) and `now`: for what
# is above workshops and cannot be called from here.
problem_moved = Signal()


def acting_for(by, problem):
    """`by` and `role` of whoever acts for those who posted it; a reviewer may have written it down."""
    facts = acting(by, problem)
    wrote = facts["role"] == Problem.RUN_BY and by == problem.created_by
    if wrote and has_role(by, problem.enterprise_id, "reviewer") and not _leads(by, problem):
        return facts | {"role": "reviewer"}
    return facts


def _leads(by, problem):
    return problem.workshop is not None and leads(by, problem.workshop)


def step(problem, to, *, verb="", when=None, **facts):
    """Move the problem on and tell whoever listens; return it. Call it in the transaction of the step."""
    fresh = workflow.move(problem, to, verb=verb, occurred_at=when, **facts)
    announce(fresh, ProblemEvent.Verb(verb or to), when)
    return fresh


def announce(problem, verb, when=None):
    problem_moved.send(sender=Problem, problem=problem, step=verb, now=when or timezone.now())


def note(problem, verb, *, when=None, **facts):
    """An event that changes no status; forms that are open on the problem notice."""
    workflow.append(problem, verb, occurred_at=when, **facts)
    workflow.save(problem)


def written(text):
    """The text, which has to be there."""
    if not text.strip():
        raise WorkflowError(_("Please write it down: the others read it."))
    return text
