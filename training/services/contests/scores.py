"""Marks as judges give them: only what somebody changed is written, and never over what somebody else has."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.workflow import WorkflowError
from members.acting import acting

from ...models import ContestEvent, ContestScore


class ScoresError(WorkflowError):
    """Some marks cannot be kept: `cells` says why, {(entry key, round key): words}."""

    def __init__(self, cells):
        super().__init__(_("Some marks could not be kept. Please look at those that are marked."))
        self.cells = cells


def scores_of(contest):
    """{(entry key, round key): marks} of those who take part."""
    rows = ContestScore.objects.filter(entry__contest=contest, entry__withdrawn_at=None)
    return {(row.entry_id, row.round_id): row.points for row in rows}


def keep_scores(contest, *, by, points, seen, occurred_at=None):
    """Write the marks that differ from those that were `seen`, and return how many; None takes one out.

    Raises ScoresError where a mark is above the full marks, or somebody else has entered another one meanwhile; then
    nothing is written.
    """
    changed = {key: value for key, value in points.items() if value != seen.get(key)}
    if not changed:
        return 0
    with transaction.atomic():
        fresh = workflow.lock(contest)
        if not fresh.is_running:
            raise workflow.TransitionError(fresh, fresh.status)
        _refuse(fresh, changed, seen, by)
        for (entry, part), value in changed.items():
            _write(entry, part, value, by)
        words = _("%(n)d marks") % {"n": len(changed)}
        role = acting(by, fresh)["role"] if _runs(by, fresh) else "judge"
        workflow.append(fresh, ContestEvent.Verb.SCORES, by=by, role=role, note=words, occurred_at=occurred_at)
        workflow.save(fresh)
    return len(changed)


def _runs(user, contest):
    person = user.person_or_none
    return person is None or not contest.judges.filter(pk=person.pk).exists()


def _refuse(contest, changed, seen, by):
    rounds = {one.pk: one for one in contest.rounds.all()}
    there, present = scores_of(contest), set(contest.entries.present().values_list("pk", flat=True))
    own = set(contest.entries.filter(person__user=by).values_list("pk", flat=True))
    cells = {}
    for (entry, part), value in changed.items():
        if entry in own:
            cells[entry, part] = _("These marks are your own: somebody else enters them.")
        elif entry not in present or part not in rounds:
            cells[entry, part] = _("This person did not come.")
        elif value is not None and not 0 <= value <= rounds[part].full_marks:
            words = _("From 0 to %(full)s.")
            cells[entry, part] = words % {"full": f"{rounds[part].full_marks.normalize():f}"}
        elif there.get((entry, part)) not in (seen.get((entry, part)), value):
            words = _("Somebody else has entered %(points)s here meanwhile.")
            now = there.get((entry, part))
            cells[entry, part] = words % {"points": "—" if now is None else f"{now.normalize():f}"}
    if cells:
        raise ScoresError(cells)


def _write(entry, part, value, by):
    if value is None:
        ContestScore.objects.filter(entry=entry, round=part).delete()
    else:
        facts = {"points": value, "entered_by": by}
        ContestScore.objects.update_or_create(entry_id=entry, round_id=part, defaults=facts)
