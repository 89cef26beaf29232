"""The stages of an agreement: two months each at first, written by the mentor, checked one after the other."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.moments import day_words, local_day
from alliance_portal.periods import months_later
from members.acting import acting

from .. import notifications as notices
from ..models import Mentorship, MentorshipEvent, Outcome, Stage
from .checks import DAY, UnfitError

Verb = MentorshipEvent.Verb
STAGE_MONTHS = 2
MOST_STAGES = 40


def usual_days(starts_on, ends_on):
    """The last day of each stage of two months; the last stage ends with the term, and none is shorter than a month."""
    days, number = [], 1
    while (day := months_later(starts_on, STAGE_MONTHS * number) - DAY) < months_later(ends_on, -1):
        days.append(day)
        number += 1
    return [*days, ends_on]


def plan_usual_stages(mentorship):
    """Stages of two months, unless some are planned already; the mentor writes what is taught in each."""
    if not mentorship.stages.exists():
        days = usual_days(mentorship.starts_on, mentorship.ends_on)
        Stage.objects.bulk_create(Stage(mentorship=mentorship, due_on=day) for day in days)


def add_stage(mentorship, *, by, content, due_on, version=None, occurred_at=None):
    """Plan one more stage. Raises UnfitError for a day outside the term."""
    with transaction.atomic():
        fresh = held(mentorship, version)
        _refuse_day(fresh, due_on)
        if fresh.stages.count() >= MOST_STAGES:
            raise workflow.WorkflowError(_("At most %(n)d stages fit.") % {"n": MOST_STAGES})
        stage = Stage.objects.create(mentorship=fresh, content=content, due_on=due_on)
        _note(fresh, Verb.PLANNED, by, stage, occurred_at)
    return stage


def change_stage(stage, *, by, content, due_on, version=None):
    """Write what is taught, and until when; a stage that has been checked stays as it is."""
    with transaction.atomic():
        fresh = held(stage.mentorship, version)
        _refuse_day(fresh, due_on)
        current = _unchecked(stage)
        current.content, current.due_on = content, due_on
        current.save(update_fields=["content", "due_on", "updated_at"])
        workflow.save(fresh)
    return current


def remove_stage(stage, *, by, version=None, occurred_at=None):
    """Take a stage out that has not been checked."""
    with transaction.atomic():
        fresh = held(stage.mentorship, version)
        current = _unchecked(stage)
        _note(fresh, Verb.UNPLANNED, by, current, occurred_at)
        current.delete()
    return fresh


def check_stage(stage, *, by, result, finding="", checked_on=None, version=None, occurred_at=None):
    """Enter what the check of a stage has found, once; mentor and apprentices read it."""
    day = checked_on or local_day(occurred_at or timezone.now())
    with transaction.atomic():
        fresh = held(stage.mentorship, version)
        current = _unchecked(stage)
        current.result, current.finding, current.checked_on, current.checked_by = result, finding, day, by
        current.save()
        words = f"{_named(current)}：{Outcome(result).label}"
        workflow.append(fresh, Verb.CHECKED, **_acting(by, fresh), note=words, occurred_at=occurred_at)
        workflow.save(fresh)
        notices.stage_checked(fresh, current, by, occurred_at)
    return current


def held(mentorship, version):
    fresh = workflow.lock(mentorship, version=version)
    if fresh.status != Mentorship.Status.IN_FORCE:
        raise workflow.TransitionError(fresh, fresh.status)
    return fresh


def _unchecked(stage):
    current = Stage.objects.filter(pk=stage.pk).first()
    if current is None or current.checked_on:
        raise workflow.WorkflowError(_("This stage has been checked or taken out meanwhile."))
    return current


def _refuse_day(mentorship, day):
    if not mentorship.starts_on <= day <= mentorship.ends_on:
        words = _("A stage ends within the term, from %(first)s to %(last)s.")
        raise UnfitError(
            "due_on", words % {"first": day_words(mentorship.starts_on), "last": day_words(mentorship.ends_on)}
        )


def _named(stage):
    return stage.content or day_words(stage.due_on)


def _note(fresh, verb, by, stage, when):
    workflow.append(fresh, verb, **_acting(by, fresh), note=_named(stage), occurred_at=when)
    workflow.save(fresh)


def _acting(by, fresh):
    return {"by": by, "role": "mentor"} if fresh.mentor.user_id == by.pk else acting(by, fresh)
