"""What was forwarded follows its problem: the history says so, whoever had the idea reads it, and is credited."""

from django.utils.translation import gettext as _

from alliance_portal import workflow
from workshops.models import Problem, ProblemEvent
from workshops.services.results import MOST_MAKERS

from ..models import SuggestionEvent
from ..notifications import moves

Verb, Step = SuggestionEvent.Verb, ProblemEvent.Verb
FOLLOWED = {
    Step.OPEN: Verb.PROBLEM_OPEN,
    Step.CLAIMED: Verb.PROBLEM_CLAIMED,
    Step.REOPENED: Verb.PROBLEM_REOPENED,
    Step.ACCEPTED: Verb.PROBLEM_ACCEPTED,
    Step.FAILED: Verb.PROBLEM_FAILED,
    Step.ENDED: Verb.PROBLEM_ENDED,
    Step.UNCLAIMED: Verb.PROBLEM_UNCLAIMED,
    Step.DROPPED: Verb.PROBLEM_DROPPED,
}


def follow(sender, *, problem, step, now, **_given):
    """Receiver of `problem_moved`: note the step with every suggestion that became this problem, and tell."""
    if step not in FOLLOWED:
        return
    for suggestion in problem.suggestions.order_by("pk"):
        fresh = workflow.lock(suggestion)
        workflow.append(fresh, FOLLOWED[step], role="system", note=problem.outcome, occurred_at=now)
        workflow.save(fresh)
        if step == Step.ACCEPTED:
            _credit(fresh, problem)
        moves.problem_moved(fresh, problem=problem, verb=FOLLOWED[step], occurred_at=now)


def _credit(suggestion, problem):
    """Whoever had the idea is named with the result after those who solved it, unless the name is hidden."""
    if suggestion.name_hidden:
        return
    result = problem.results.order_by("pk").last()
    named = list(result.makers.all())
    people = [row.person for row in suggestion.proposers.confirmed().select_related("person")]
    others = [person for person in people if person.pk not in {maker.person_id for maker in named}]
    for place, person in enumerate(others[: MOST_MAKERS - len(named)], start=len(named) + 1):
        result.makers.create(person=person, place=place, did=_("had the idea"))


def origins_of(problem, user):
    """The suggestions that became the problem, each as {number, url}; no more than that for whoever may not read it."""
    rows = list(problem.suggestions.order_by("pk")) if isinstance(problem, Problem) else []
    if not rows:
        return []
    seen = set(type(rows[0]).objects.visible_to(user).filter(forwarded_to=problem).values_list("pk", flat=True))
    return [{"number": one.number, "url": one.get_absolute_url() if one.pk in seen else ""} for one in rows]
