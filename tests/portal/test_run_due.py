"""The command that does what is due."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from alliance_portal import audit
from suggestions.models import Suggestion
from tests.suggestions import stages


def run_due():
    out = io.StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue().splitlines()[0] + "\n"


def status_of(suggestion):
    return Suggestion.objects.get(pk=suggestion.pk).status


def reported(cast, **ago):
    return stages.finished(cast, occurred_at=stages.days_ago(20), on=timezone.now() - dt.timedelta(**ago))


def test_silence_of_five_days_is_closed_and_told(cast):
    old, young = reported(cast, days=5, minutes=1), reported(cast, days=4, hours=23)

    assert "Counted as done, without an objection in five days: 1\n" in run_due()
    assert (status_of(old), status_of(young)) == ("implemented", "implementing")
    assert old.events.last().verb == "silence"


def test_running_it_again_changes_nothing(cast):
    suggestion = reported(cast, days=6)
    run_due()
    version = Suggestion.objects.get(pk=suggestion.pk).version

    assert "Counted as done, without an objection in five days: 0\n" in run_due()
    assert Suggestion.objects.get(pk=suggestion.pk).version == version


def test_a_proposer_who_said_not_yet_is_not_silent(cast):
    suggestion = reported(cast, days=6)
    stages.services.deny(suggestion, by=cast.worker, note="还差一副")

    assert "Counted as done, without an objection in five days: 0\n" in run_due()
    assert status_of(suggestion) == "implementing"


def test_a_job_that_fails_keeps_no_other_from_being_done(cast, monkeypatch):
    """Photos that were taken back are erased and the audit is sealed, whatever a reminder stumbles over."""
    monkeypatch.setattr("training.services.remind", lambda: 1 / 0)
    audit.record(audit.Act.EXPORTED, by=cast.officer)
    with pytest.raises(CommandError, match="Reminders of mentoring"):
        call_command("run_due", stdout=io.StringIO())
    assert not audit.AuditEntry.objects.unsealed().exists()
