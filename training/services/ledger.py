"""Agreements as a register tells them: entered in bulk, corrected, and put back as they were."""

import datetime as dt

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.periods import start_of
from members.ledger_import import date_or_none

from ..models import Apprenticeship, Mentorship, MentorshipEvent, Outcome
from .agreements import next_numbers

Status, Verb = Mentorship.Status, MentorshipEvent.Verb
IMAGE = ("status", "trade", "goals", "starts_on", "ends_on", "workshop_id", "closed_on", "signed_on")
DAYS = ("starts_on", "ends_on", "closed_on", "signed_on")
OF_APPRENTICES = ("result", "graduated_on")


def words_of(row):
    """What the row says of the agreement itself."""
    values = row.values
    return {
        "trade": values["trade"],
        "goals": values.get("goals") or "",
        "starts_on": date_or_none(values["starts_on"]),
        "ends_on": date_or_none(values["ends_on"]),
        "workshop": row.workshop,
    }


def enter_all(enterprise, rows, *, by, day):
    """Enter agreements as signed on paper on the day they began; `day` is the one the register speaks of.

    A result of a term that is over is its end: graduated, or not passed. While the term runs it is the last check.
    """
    numbers = next_numbers(enterprise, [row.values.get("number") or "" for row in rows], day.year)
    made, events, taught = [], [], []
    for row, number in zip(rows, numbers, strict=True):
        one, told = _new(enterprise, row, number, by, day)
        made.append(one)
        events.append(told)
        taught.append([_apprenticeship(one, person, row.values.get("result"), day) for person in row.taught])
    Mentorship.objects.bulk_create(made)
    MentorshipEvent.objects.bulk_create(event for told in events for event in told)
    Apprenticeship.objects.bulk_create(one for several in taught for one in several)
    for row, one in zip(rows, made, strict=True):
        row.object_id, row.before, row.after = one.pk, None, {"version": one.version}


def _new(enterprise, row, number, by, day):
    words = words_of(row)
    signed_on = min(words["starts_on"], day)
    one = Mentorship(
        enterprise=enterprise, number=number, mentor=row.teaches, source=Source.LEDGER, created_by=by, on_paper=True,
        signed_on=signed_on, mentor_signed_at=start_of(signed_on), **words,
    )  # fmt: skip
    steps = [workflow.Step(Verb.ON_PAPER, start_of(signed_on), to=Status.IN_FORCE, by=by, role="system")]
    steps += _end(one, row.values.get("result"), day, by)
    return one, workflow.walk(one, steps, source=Source.LEDGER)


def _end(one, result, day, by):
    """The step with which the term ended, if it is over and has a result."""
    if not result or one.ends_on >= day:
        return []
    to = Status.NOT_PASSED if result == Outcome.FAILED else Status.GRADUATED
    one.closed_on = one.ends_on if to == Status.GRADUATED else None
    return [workflow.Step(to, start_of(one.ends_on), to=to, by=by, role="system")]


def _apprenticeship(one, person, result, day):
    made = Apprenticeship(mentorship=one, person=person, signed_at=one.mentor_signed_at, result=result or "")
    made.graduated_on = one.closed_on
    return made


def correct_all(rows, *, by, day):
    """Correct agreements that came from a register, with an event each; `before` and `after` let it be undone."""
    for row in rows:
        one = Mentorship.objects.select_for_update().get(pk=row.object_id)
        row.before = _image(one)
        told = {name: value for name, value in words_of(row).items() if value}
        _sign_again(one, told["starts_on"], day)
        for name, value in told.items():
            setattr(one, name, value)
        result = row.values.get("result")
        steps = [workflow.Step(Verb.CHANGED, start_of(day), by=by, role="system"), *_end(one, result, day, by)]
        events = MentorshipEvent.objects.bulk_create(workflow.walk(one, steps, source=Source.LEDGER))
        one.save()
        if result:
            one.apprenticeships.update(result=result, graduated_on=one.closed_on)
        row.after = {"version": one.version, "events": [event.pk for event in events]}


def _sign_again(one, starts_on, day):
    """The day of signing follows the start where it was the same: the register tells no other."""
    if one.signed_on == one.starts_on:
        _sign(one, min(starts_on, day))


def _sign(one, day):
    """Move the day of signing, with the signatures that a register gave that day; the others stay."""
    before, after = start_of(one.signed_on), start_of(day)
    one.apprenticeships.filter(signed_at=before).update(signed_at=after)
    if one.mentor_signed_at == before:
        one.mentor_signed_at = after
    one.signed_on = day


def _image(one):
    kept = {name: getattr(one, name) for name in IMAGE}
    taught = one.apprenticeships.values("pk", *OF_APPRENTICES)
    return _plain(kept) | {"apprentices": [_plain(row) for row in taught]}


def _plain(facts):
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in facts.items()}


def _read(name, value):
    return date_or_none(value) if name in DAYS else value


def put_back_all(corrected):
    """Undo (agreement, before, after) each: words, days, status and results are as before, the events go."""
    for one, before, after in corrected:
        MentorshipEvent.objects.filter(pk__in=after["events"]).delete()
        # Batches of earlier releases kept no day of signing.
        image = {name: _read(name, before[name]) for name in IMAGE if name in before}
        _sign(one, image.get("signed_on", one.signed_on))
        workflow.put_back(one, image)
        one.save()
        for row in before["apprentices"]:
            facts = {"result": row["result"], "graduated_on": date_or_none(row["graduated_on"])}
            one.apprenticeships.filter(pk=row["pk"]).update(**facts)
