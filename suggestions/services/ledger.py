"""The bulk form of the services, for rows of a ledger: each table is written once, whatever the number of rows.

What comes from a ledger may lack reason, owner, photo and finance person, and says so: `source` is the ledger.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from alliance_portal import periods, workflow
from alliance_portal.files import delete_with_files
from alliance_portal.models import Source
from alliance_portal.workflow import Step
from members.models import Department, Person

from ..models import BenefitAssessment, Decision, Implementation, Proposer, Suggestion, SuggestionEvent
from .figures import fold_if_many
from .numbers import allocate

Status, Verb, Conclusion = Suggestion.Status, SuggestionEvent.Verb, Suggestion.Conclusion
LEDGER = {"source": Source.LEDGER}
# What an import may change in a suggestion that is there already.
CHANGEABLE = (
    "status", "conclusion", "answered_at", "concluded_at", "implemented_at", "category", "problem", "idea", "review_on"
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What a ledger row says about a suggestion; None or "" where it says nothing."""

    person: Person
    department: Department
    shop_id: int
    title: str
    proposed_on: dt.date
    category: str = ""
    problem: str = ""
    idea: str = ""
    conclusion: str = ""
    reason: str = ""
    answered_on: dt.date | None = None
    progress: str = ""
    done_on: dt.date | None = None
    claimed: Decimal | None = None
    verified: Decimal | None = None


@dataclass
class Written:
    """A suggestion as a ledger left it, with what the undoing needs."""

    suggestion: Suggestion
    before: dict | None = None
    events: list = field(default_factory=list)
    decision: Decision | None = None

    @property
    def after(self):
        return {
            "version": self.suggestion.version,
            "number": self.suggestion.number,
            "events": [event.pk for event in self.events],
            "decision": self.decision.pk if self.decision else None,
        }


class LedgerWriter:
    """Collects entries by `add` and `complete`; `save` writes them in one transaction with their events."""

    def __init__(self, enterprise, *, by):
        self.enterprise, self.by = enterprise, by
        self.new, self.changed, self.proposers = [], [], []
        self.implementations, self.benefits = [], []

    def add(self, entry):
        """A suggestion the portal does not know yet; its number is given when everything is saved."""
        suggestion = Suggestion(
            enterprise=self.enterprise,
            department=entry.department,
            shop_id=entry.shop_id,
            category=entry.category or Suggestion.Category.OTHER,
            title=entry.title,
            problem=entry.problem or entry.title,
            idea=entry.idea,
            channel=Suggestion.Channel.LEDGER,
            received_at=periods.start_of(entry.proposed_on),
            month=periods.month_of(entry.proposed_on),
            due_on=entry.proposed_on + dt.timedelta(days=self.enterprise.answer_days),
        )
        sent = Step(Verb.SUBMITTED, suggestion.received_at, to=Status.SUBMITTED, role="author")
        written = Written(suggestion)
        self._walk(written, entry, [sent])
        self.proposers.append(Proposer(suggestion=suggestion, person=entry.person))
        self.new.append(written)
        return written

    def complete(self, suggestion, entry):
        """Bring a locked suggestion to where the ledger has it."""
        written = Written(suggestion, before=image(suggestion))
        for name in ("category", "problem", "idea"):
            setattr(suggestion, name, getattr(entry, name) or getattr(suggestion, name))
        self._walk(written, entry, [])
        self.changed.append(written)
        return written

    def _walk(self, written, entry, steps):
        suggestion = written.suggestion
        steps += self._steps(suggestion, entry)
        if entry.conclusion and entry.conclusion != suggestion.conclusion:
            written.decision = self._conclude(suggestion, entry)
        is_done = any(step.to == Status.IMPLEMENTED for step in steps)
        if is_done:
            suggestion.implemented_at = periods.start_of(entry.done_on)
        written.events = workflow.walk(suggestion, steps, source=Source.LEDGER)
        self._note_implementation(suggestion, is_done=is_done)
        self._note_benefit(suggestion, entry)

    def _steps(self, suggestion, entry):
        """The steps from where the suggestion is to where the ledger has it."""
        facts = {"by": self.by, "role": "district_staff"}
        steps, status = [], suggestion.status
        if entry.conclusion and entry.conclusion != suggestion.conclusion:
            status = Status(entry.conclusion)
            answered = periods.start_of(entry.answered_on)
            steps.append(Step(Verb(entry.conclusion), answered, to=status, note=entry.reason, **facts))
        if entry.progress and status in Suggestion.ADOPTIONS:
            begun = periods.start_of(entry.answered_on)
            steps.append(Step(Verb.PROGRESS, begun, to=Status.IMPLEMENTING, **facts))
            status = Status.IMPLEMENTING
        if entry.progress == Status.IMPLEMENTED and status == Status.IMPLEMENTING:
            steps.append(Step(Verb.IMPLEMENTED, periods.start_of(entry.done_on), to=Status.IMPLEMENTED, **facts))
        if entry.verified is not None and _verified(suggestion) is None:
            note = f"¥{entry.verified:,.2f}"
            steps.append(Step(Verb.BENEFIT_VERIFIED, periods.start_of(entry.done_on), note=note, **facts))
        return steps

    def _conclude(self, suggestion, entry):
        answered = periods.start_of(entry.answered_on)
        suggestion.conclusion = entry.conclusion
        suggestion.answered_at = suggestion.answered_at or answered
        suggestion.concluded_at = answered
        is_reserved = entry.conclusion == Conclusion.RESERVED
        suggestion.review_on = periods.next_year(entry.answered_on) if is_reserved else None
        return Decision(
            suggestion=suggestion, conclusion=entry.conclusion, reason=entry.reason, decided_at=answered, **LEDGER
        )

    def _note_implementation(self, suggestion, *, is_done):
        if suggestion.status not in (*Suggestion.IN_PRACTICE, Status.IMPLEMENTED):
            return
        implementation = _child(suggestion, "implementation") or Implementation(suggestion=suggestion, **LEDGER)
        if not implementation.pk or is_done:
            implementation.finished_at = suggestion.implemented_at
            self.implementations.append(implementation)

    def _note_benefit(self, suggestion, entry):
        if entry.claimed is None and entry.verified is None:
            return
        benefit = _child(suggestion, "benefit") or BenefitAssessment(suggestion=suggestion, **LEDGER)
        if entry.claimed is not None:
            benefit.claimed_yuan = entry.claimed
        if entry.verified is not None:
            benefit.verified_yuan, benefit.verified_at = entry.verified, periods.start_of(entry.done_on)
        self.benefits.append(benefit)

    def save(self):
        """Write everything; the new suggestions get their numbers by order of date."""
        with transaction.atomic():
            self._number()
            Suggestion.objects.bulk_create(written.suggestion for written in self.new)
            _update(Suggestion, [written.suggestion for written in self.changed], [*CHANGEABLE, "version"])
            Proposer.objects.bulk_create(self.proposers)
            everything = [*self.new, *self.changed]
            SuggestionEvent.objects.bulk_create(event for written in everything for event in written.events)
            Decision.objects.bulk_create(written.decision for written in everything if written.decision)
            _create_or_update(Implementation, self.implementations, ["finished_at"])
            _create_or_update(BenefitAssessment, self.benefits, ["claimed_yuan", "verified_yuan", "verified_at"])
            transaction.on_commit(fold_if_many, robust=True)

    def _number(self):
        by_year = {}
        for written in sorted(self.new, key=lambda written: written.suggestion.received_at):
            by_year.setdefault(written.suggestion.month.year, []).append(written.suggestion)
        for year, suggestions in sorted(by_year.items()):
            for suggestion, number in zip(suggestions, allocate(self.enterprise, year, len(suggestions)), strict=True):
                suggestion.number = number


def _verified(suggestion):
    benefit = _child(suggestion, "benefit")
    return benefit.verified_yuan if benefit else None


def _child(suggestion, name):
    """The implementation or benefit of a suggestion, None when there is none."""
    return getattr(suggestion, name, None) if suggestion.pk else None


def _update(model, rows, fields):
    for row in rows:
        row.updated_at = timezone.now()
    model.objects.bulk_update(rows, [*fields, "updated_at"])


def _create_or_update(model, rows, fields):
    known = [row for row in rows if row.pk]
    model.objects.bulk_create([row for row in rows if not row.pk])
    _update(model, known, fields)


def image(suggestion):
    """What an import may change in a suggestion, in a form that JSON can hold."""
    return {
        "version": suggestion.version,
        "fields": {name: _plain(getattr(suggestion, name)) for name in CHANGEABLE},
        "implementation": _image_of(_child(suggestion, "implementation"), ("finished_at",)),
        "benefit": _image_of(_child(suggestion, "benefit"), ("claimed_yuan", "verified_yuan", "verified_at")),
    }


def _image_of(child, names):
    return {name: _plain(getattr(child, name)) for name in names} if child else None


def _plain(value):
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def take_back(written):
    """Undo what a writer saved. `written` is a list of (locked suggestion, before, after) as `Written` told them.

    New suggestions go with all that belongs to them; the others get back what they were. Returns {id: version}
    of the others.
    """
    changed, gone = [], []
    with transaction.atomic():
        for suggestion, before, after in written:
            if before is None:
                gone.append(suggestion.pk)
                continue
            workflow.put_back(suggestion, _revived(before["fields"]))
            changed.append((suggestion, before, after))
        _update(Suggestion, [suggestion for suggestion, _before, _after in changed], [*CHANGEABLE, "version"])
        _put_children_back(changed)
        _delete(Suggestion, gone)
        transaction.on_commit(fold_if_many, robust=True)
    return {suggestion.pk: suggestion.version for suggestion, _before, _after in changed}


def _put_children_back(changed):
    _delete(SuggestionEvent, [pk for _suggestion, _before, after in changed for pk in after["events"]])
    _delete(Decision, [after["decision"] for _suggestion, _before, after in changed if after["decision"]])
    for name, model in (("implementation", Implementation), ("benefit", BenefitAssessment)):
        _restore_child(name, model, changed)


def _restore_child(name, model, changed):
    known = [(_child(suggestion, name), before[name]) for suggestion, before, _after in changed]
    _delete(model, [child.pk for child, earlier in known if child and earlier is None])
    earlier = [(child, facts) for child, facts in known if child and facts is not None]
    for child, facts in earlier:
        for field_name, value in _revived(facts).items():
            setattr(child, field_name, value)
    if earlier:
        _update(model, [child for child, _facts in earlier], list(earlier[0][1]))


def _delete(model, ids):
    for start in range(0, len(ids), 500):
        delete_with_files(model.objects.filter(pk__in=ids[start : start + 500]))


def _revived(facts):
    """The opposite of `_plain`."""
    revive = {"_at": dt.datetime.fromisoformat, "_on": dt.date.fromisoformat, "_yuan": Decimal}
    return {
        name: next((make(value) for end, make in revive.items() if value and name.endswith(end)), value)
        for name, value in facts.items()
    }
