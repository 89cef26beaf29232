"""Single cells of reports that are easily wrong: taken back, not passed, guests without a name."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.reports import spans
from alliance_portal.reports.rows import mentoring as mentoring_rows
from alliance_portal.reports.rows import suggestions as suggestion_rows
from alliance_portal.reports.rows import training as training_rows
from alliance_portal.reports.scope import Scope
from tests.factories import SessionFactory
from tests.suggestions import rewarding
from tests.training import mentoring
from training import services

pytestmark = pytest.mark.django_db


def drawn(rows, cast, now=None):
    """The cells of the first row of this year's report."""
    scope = Scope.of(cast.leader, cast.enterprise, spans.read(str(timezone.localdate().year)), now)
    return rows.draw(scope).rows[0][1]


def test_a_reward_is_less_what_was_taken_back_and_by_then_alone(cast):
    batch = rewarding.received(cast)
    reward, share = rewarding.the_reward(batch), rewarding.the_reward(batch).shares.first()
    before = drawn(suggestion_rows, cast)["reward"]
    earlier = timezone.now()
    later = earlier + dt.timedelta(seconds=5)
    rewarding.rewards.claw_back(reward, by=cast.officer, reason="虚报", amounts={share.pk: 100}, occurred_at=later)
    assert drawn(suggestion_rows, cast, later)["reward"] == before - 1
    assert drawn(suggestion_rows, cast, earlier)["reward"] == before


def test_whoever_did_not_pass_reads_so_in_the_register(cast):
    made = mentoring.in_force(cast)
    services.assess(made, by=cast.officer, findings=mentoring.findings(made, result="failed"))
    row = drawn(mentoring_rows, cast)
    assert (row["result"], str(row["state"])) == ("不合格", "考核未通过")


def test_a_lecturer_of_another_enterprise_stands_by_consent_alone(cast, strangers):
    held = timezone.now() - dt.timedelta(hours=3)
    facts = {"enterprise": cast.enterprise, "starts_at": held, "ends_at": held + dt.timedelta(hours=1)}
    session = SessionFactory(lecturer_person=strangers.worker.person, **facts)
    assert drawn(training_rows, cast)["lecturer"].ids == ((strangers.worker.person.pk, False),)
    type(session).objects.update(lecturer_person=cast.worker.person)
    assert drawn(training_rows, cast)["lecturer"].ids == ((cast.worker.person.pk, True),)
