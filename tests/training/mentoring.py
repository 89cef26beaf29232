"""Mentoring agreements at each of their steps, made the way people make them."""

import datetime as dt

from django.utils import timezone

from alliance_portal.periods import months_later
from tests.factories import member
from training import services
from training.services import Finding

MONTH = dt.timedelta(days=30)


def today():
    return timezone.localdate()


def words(**changed):
    """An agreement of a year that began four months ago."""
    begun = months_later(today(), -4)
    facts = {"trade": "焊工", "goals": "独立完成侧围补焊。", "target_grade": "senior", "workshop": None}
    return facts | {"starts_on": begun, "ends_on": months_later(begun, 12)} | changed


def draft(cast, *, by=None, mentor=None, apprentices=None, **changed):
    """Drawn up by the officer: the owner teaches the worker."""
    people = {"mentor": mentor or cast.owner.person, "apprentices": apprentices or [cast.worker.person]}
    return services.draft(by=by or cast.officer, enterprise=cast.enterprise, **people, **words(**changed))


def sent(cast, **changed):
    return services.send_to_sign(draft(cast, **changed), by=cast.officer)


def in_force(cast, **changed):
    """Signed on paper on the day it began, or the day that is given."""
    signed_on = changed.pop("signed_on", None)
    made = draft(cast, **changed)
    return services.enter_signed(made, by=cast.officer, signed_on=signed_on or min(made.starts_on, today()))


def graduated(cast, *, grade="senior", **changed):
    made = in_force(cast, **changed)
    return services.assess(made, by=cast.officer, findings=findings(made, grade=grade))


def not_passed(cast, **changed):
    made = in_force(cast, **changed)
    return services.assess(made, by=cast.officer, findings=findings(made, result="failed"))


def findings(mentorship, result="passed", grade="", score=None):
    """The same for every apprentice."""
    return {one.pk: Finding(result, score, grade) for one in mentorship.apprenticeships.all()}


def guest(strangers, number="0101", name="何远"):
    """Somebody of another enterprise, with an account."""
    return member(department=strangers.team, work_number=number, name=name)
