"""The command that does what is due."""

import datetime as dt
import io

from django.core.management import call_command
from django.utils import timezone

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
