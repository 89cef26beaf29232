"""Spot checks: planned, drawn at random, looked at on the spot, closed; then the enterprise may say a word, once."""

import secrets
from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import workflow
from alliance_portal.files import delete_with_files, files_or_nothing, keep_file
from members.models import Enterprise

from ..models import (
    ChecklistItem,
    SpotCheck,
    SpotCheckComment,
    SpotCheckEvent,
    SpotCheckFile,
    SpotCheckRow,
    Suggestion,
)
from ..notifications import checking
from ..sampling import sample
from ..statistics import rows as rows_of

Status, Verb, Finding = SpotCheck.Status, SpotCheckEvent.Verb, SpotCheckRow.Finding
STAFF, OFFICER = "district_staff", "officer"
MOST_FILES = 6
# What the history says of a finding, and of the next one that corrects it.
FOUND = {
    Finding.CONFIRMED: Verb.FOUND_TRUE,
    Finding.DIFFERENT: Verb.FOUND_DIFFERENT,
    Finding.UNCHECKED: Verb.FOUND_UNCHECKED,
}


@transaction.atomic
def plan_spot_check(*, by, title, figure, first, last, method, size, enterprises=(), now=None):
    """Say what is to be checked; nothing is drawn yet."""
    facts = {"title": title, "figure": figure, "first": first, "last": last, "method": method, "size": size}
    made = SpotCheck.objects.create(**facts)
    made.enterprises.set(enterprises)
    workflow.append(made, Verb.PLANNED, by=by, role=STAFF, occurred_at=now, to=Status.PLANNED)
    return made


def population_of(check, at):
    """{enterprise code: {number: key}} of what was declared by that moment: what the sample is drawn from."""
    chosen = check.enterprises.order_by().values("pk")
    places = Enterprise.objects.filter(pk__in=chosen) if chosen else Enterprise.objects.all()
    declared = rows_of(Suggestion.objects.filter(enterprise__in=places), check.figure, period=check.period, as_of=at)
    found = defaultdict(dict)
    for code, number, key in declared.order_by("number").values_list("enterprise__code", "number", "pk"):
        found[code][number] = key
    return dict(found)


def draw(check, *, by, version=None, now=None):
    """Draw the sample by a seed that nobody could choose, and settle what is asked; return the check.

    Two who draw at once draw once: the other one gets a TransitionError. Raises WorkflowError where nothing was
    declared.
    """
    now = now or timezone.now()
    population, seed = population_of(check, now), secrets.token_hex(8)
    if not population:
        raise workflow.WorkflowError(_("Nothing was declared in these months, so there is nothing to draw."))
    drawn = sample(population, method=check.method, size=check.size, seed=seed)
    keys = {number: key for numbers in population.values() for number, key in numbers.items()}
    facts = {"seed": seed, "drawn_at": now, "population": {code: len(of) for code, of in population.items()}}
    facts["register"] = {code: sorted(of) for code, of in population.items()}
    facts["questions"] = [item.words for item in ChecklistItem.objects.in_use()]
    with transaction.atomic():
        fresh = workflow.move(
            check, Status.DRAWN, verb=Verb.DRAWN, by=by, role=STAFF, occurred_at=now, version=version, **facts
        )
        SpotCheckRow.objects.bulk_create(
            SpotCheckRow(spot_check=fresh, suggestion_id=keys[number], place=place)
            for place, number in enumerate(drawn, 1)
        )
    return fresh


def find(row, *, by, finding, words="", replies=(), files=(), version=None, now=None):
    """Keep what was found on the spot of one suggestion, or correct it while the check is not closed; return the row.

    Raises StaleError when somebody else has entered something since, WorkflowError without words where it is not as
    declared or could not be checked.
    """
    now, words = now or timezone.now(), words.strip()
    if finding != Finding.CONFIRMED and not words:
        raise workflow.WorkflowError(_("Please write what was found, or why it could not be checked."))
    with files_or_nothing() as written:
        held = _being_checked(row.spot_check)
        fresh = workflow.lock(row, version=version)
        _keep_files(fresh, files, by, written)
        facts = {"finding": finding, "words": words, "replies": _replies(held, replies)}
        workflow.save(fresh, **facts, checked_by=by, checked_at=now)
        workflow.append(held, FOUND[finding], by=by, role=STAFF, note=fresh.suggestion.number, occurred_at=now)
        workflow.save(held)
    return fresh


def _being_checked(check):
    """The check, locked; whoever enters a finding holds it, so that it is not closed meanwhile."""
    fresh = workflow.lock(check)
    if not fresh.is_drawn:
        raise workflow.TransitionError(fresh, Status.DRAWN)
    return fresh


def _replies(check, replies):
    """One reply for each question, "" where none was given."""
    known = SpotCheckRow.Reply.values
    given = [reply if reply in known else "" for reply in replies]
    return (given + [""] * len(check.questions))[: len(check.questions)]


def _keep_files(row, files, by, written):
    if row.files.count() + len(files) > MOST_FILES:
        raise workflow.WorkflowError(_("At most %(n)d files fit beside one suggestion.") % {"n": MOST_FILES})
    for attachment in files:
        kept = SpotCheckFile(row=row, added_by=by)
        keep_file(kept, attachment, written)
        kept.save()


def remove_spot_check_file(file, *, by, now=None):
    """Take a file away while the check is not closed; that it was there stays in the history."""
    with transaction.atomic():
        held = _being_checked(file.row.spot_check)
        if SpotCheckFile.objects.filter(pk=file.pk).exists():
            workflow.append(held, Verb.FILE_REMOVED, by=by, role=STAFF, note=file.name[:70], occurred_at=now)
            delete_with_files(SpotCheckFile.objects.filter(pk=file.pk))


def close_spot_check(check, *, by, version=None, now=None):
    """Close it once something is entered of every suggestion: from then on it counts, and the enterprises read theirs.

    Two who close at once close once. Raises WorkflowError while anything is still to be checked.
    """
    now = now or timezone.now()
    with transaction.atomic():
        held = workflow.lock(check, version=version)
        if held.is_drawn and (left := held.rows.open().count()):
            words = ngettext(
                "%(n)d suggestion is still to be checked.", "%(n)d suggestions are still to be checked.", left
            )
            raise workflow.WorkflowError(words % {"n": left})
        fresh = workflow.move(check, Status.CLOSED, verb=Verb.CLOSED, by=by, role=STAFF, occurred_at=now, closed_at=now)
        checking.spot_check_closed(fresh, now)
    return fresh


def _left_words(number):
    words = ngettext("%(n)d suggestion is still to be checked.", "%(n)d suggestions are still to be checked.", number)
    return words % {"n": number}


def call_off_spot_check(check, *, by, reason, version=None, now=None):
    """Give it up, with the reason. What was drawn stays to be read by staff, so that nobody draws until it suits."""
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write why."))
    facts = {"verb": Verb.CALLED_OFF, "by": by, "role": STAFF, "note": reason.strip(), "occurred_at": now}
    return workflow.move(check, Status.CALLED_OFF, version=version, **facts)


def comment_on_spot_check(check, enterprise, *, by, words, now=None):
    """What an enterprise says to its result, once. Raises WorkflowError for a second time, and before it is closed."""
    now, words = now or timezone.now(), words.strip()
    if not words:
        raise workflow.WorkflowError(_("Please write something."))
    with transaction.atomic():
        held = workflow.lock(check)
        if not held.is_closed or not held.rows.filter(suggestion__enterprise=enterprise).exists():
            raise workflow.WorkflowError(_("There is no result of this enterprise to comment on."))
        if held.comments.filter(enterprise=enterprise).exists():
            raise workflow.WorkflowError(_("Your enterprise has commented on this already."))
        facts = {"enterprise": enterprise, "words": words, "written_by": by, "written_at": now}
        said = SpotCheckComment.objects.create(spot_check=held, **facts)
        workflow.append(held, Verb.COMMENTED, by=by, role=OFFICER, note=str(enterprise), occurred_at=now)
        workflow.save(held)
        checking.spot_check_commented(said, now)
    return said
