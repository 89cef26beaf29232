"""The figures on the command line, and their recount."""

import datetime as dt
import json
import uuid

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from alliance_portal.management.commands import verify_figures
from members.models import Enterprise
from suggestions import services, triggers
from suggestions.models import FigureTally, Suggestion, SuggestionEvent
from suggestions.services import submit
from suggestions.statistics import recount
from tests.at_once import at_once
from tests.factories import DepartmentFactory, EnterpriseFactory, SessionFactory, WorkshopFactory
from tests.ladder import idea, moment
from tests.training import mentoring
from tests.workshops import asking
from training.services import end

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
KEYS = {
    "received", "answered", "adopted", "partly_adopted", "declined", "merged", "pending", "overdue", "implemented",
    "verified_yuan", "proposers", "headcount", "sessions", "person_times", "people", "class_hours", "workshops",
    "designations", "mentorships", "enterprise", "department", "from", "to", "as_of", "reports_saved",
    "data_requests", "data_requests_answered", "data_requests_in_time", "data_requests_overdue",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_end_of_august():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def story(cast):
    """One of each fate, in two departments."""
    idea(
        cast.team, "2026-05-01", answer="adopted", on="2026-05-02", done="2026-07-20", verified="1234.56", claimed=2000
    )
    idea(cast.team, "2026-05-01", answer="partly_adopted", on="2026-05-02", claimed=300)
    idea(cast.team, "2026-06-01", answer="declined", on="2026-06-30")
    idea(cast.team, "2026-06-01", answer="reserved", on="2026-06-03")
    idea(cast.team, "2026-06-01", asked="2026-06-02")
    idea(cast.team, "2026-08-01")
    idea(cast.office, "2026-08-30", withdrawn="2026-08-30")
    idea(cast.office, "2026-08-30", spam="2026-08-30")
    idea(cast.office, "2026-08-30", answer="adopted", on="2026-08-30", done="2026-08-30", verified=5, ledger=True)
    return cast


def printed(capsys, *arguments):
    call_command("figures", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_every_key_is_printed_and_what_is_not_kept_is_unknown(story, capsys):
    numbers = printed(capsys)
    assert numbers.keys() == KEYS
    unknown = {key for key in KEYS if numbers[key] is None}
    assert unknown == {"enterprise", "department"}


def test_the_numbers_are_those_of_a_hand_count(story, capsys):
    numbers = printed(capsys, "--enterprise", "cf")
    counted = {code: numbers[code] for code in ("received", "answered", "adopted", "partly_adopted", "declined")}
    assert counted == {"received": 7, "answered": 5, "adopted": 3, "partly_adopted": 1, "declined": 1}
    assert (numbers["pending"], numbers["overdue"], numbers["implemented"]) == (2, 1, 2)
    assert numbers["verified_yuan"] == 1239.56


def test_reports_saved_are_counted_for_the_district_and_for_an_enterprise(story, staff, capsys):
    for enterprise in (story.enterprise, EnterpriseFactory(code="XX")):
        WorkshopFactory(enterprise=enterprise)
    asking.sent(asking.three_superiors(), by=staff)
    assert (printed(capsys)["reports_saved"], printed(capsys, "--enterprise", "CF")["reports_saved"]) == (4, 2)
    assert printed(capsys, "--to", "2026-07", "--from", "2026-01")["reports_saved"] == 0
    assert printed(capsys, "--department", story.office.name)["reports_saved"] is None


def test_a_department_is_counted_alone_and_without_training(story, capsys):
    numbers = printed(capsys, "--department", story.office.name)
    assert (numbers["enterprise"], numbers["received"], numbers["sessions"]) == ("CF", 1, None)


def test_a_period_and_a_day_narrow_the_count(story, capsys):
    numbers = printed(capsys, "--from", "2026-05", "--to", "2026-05", "--as-of", "2026-07-19")
    assert (numbers["received"], numbers["implemented"]) == (2, 0)
    assert printed(capsys, "--from", "2026-05", "--as-of", "2026-07-20")["implemented"] == 1


def test_sessions_and_workshops_of_the_enterprise_are_counted(story, capsys):
    held = moment("2026-05-05")
    SessionFactory(enterprise=story.enterprise, starts_at=held, ends_at=held + dt.timedelta(hours=2), head_count=30)
    SessionFactory(enterprise=story.enterprise)
    SessionFactory(starts_at=held, ends_at=held + dt.timedelta(hours=2))
    WorkshopFactory(enterprise=story.enterprise)
    WorkshopFactory(enterprise=story.enterprise, is_active=False)
    numbers = printed(capsys, "--enterprise", "CF")
    assert (numbers["sessions"], numbers["person_times"], numbers["class_hours"]) == (1, 30, 3.0)
    assert numbers["workshops"] == 1


def test_agreements_in_force_on_the_day_are_counted(story, strangers, capsys):
    term = {"starts_on": dt.date(2026, 3, 1), "ends_on": dt.date(2027, 3, 1)}
    ended = mentoring.in_force(story, **term)
    mentoring.in_force(strangers, **term)
    end(ended, by=story.officer, reason="调岗", occurred_at=moment("2026-06-10"))
    assert [printed(capsys, "--as-of", day)["mentorships"] for day in ("2026-06-09", "2026-06-10")] == [2, 1]
    assert printed(capsys, "--enterprise", "CF", "--from", "2026-05", "--to", "2026-05")["mentorships"] == 1
    assert printed(capsys, "--enterprise", "CF")["mentorships"] == 0
    assert printed(capsys, "--enterprise", "CF", "--department", story.office.name)["mentorships"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["--enterprise", "NO"], ["--department", "没有"], ["--from", "2026"], ["--from", "2026-08", "--to", "2026-01"],
        ["--as-of", "yesterday"], ["--department", "焊装一班"],
    ],
)  # fmt: skip
def test_what_does_not_exist_is_an_error_in_words(story, strangers, arguments):
    with pytest.raises(CommandError):
        call_command("figures", *arguments)


def test_without_json_there_is_a_line_for_each_number(story, capsys):
    call_command("figures", "--enterprise", "CF")
    lines = capsys.readouterr().out.splitlines()
    assert "received: 7" in lines
    assert "merged: 0" in lines
    assert "mentorships: 0" in lines
    assert "department: —" in lines


def test_folding_on_the_command_line_and_making_all_sums_anew(story, capsys):
    call_command("fold_figures")
    call_command("fold_figures")
    assert capsys.readouterr().out.splitlines()[-1] == "Suggestions and people looked at: 0"
    FigureTally.objects.update(adopted=7)
    assert printed(capsys)["adopted"] != 3
    call_command("fold_figures", "--rebuild")
    assert "Suggestions counted anew: 9" in capsys.readouterr().out
    assert printed(capsys)["adopted"] == 3


# The recount


def test_what_the_services_wrote_is_recounted_without_a_difference(story, capsys):
    submit(by=story.worker, problem="焊钳电缆拖地", key=uuid.UUID("5b3b0f0e-6a30-4a53-8b6a-0c6f4a1f2c11"))
    call_command("verify_figures")
    assert "10" in capsys.readouterr().out


@pytest.mark.parametrize("at", ["2026-05-15", "2026-06-10", "2026-08-05", "2026-12-31"])
def test_both_ways_of_counting_agree_at_any_moment(story, at):
    assert list(recount.differences(moment(at))) == []


def spoil_status():
    Suggestion.objects.filter(status="declined").update(status="reserved")


def spoil_sums():
    services.fold_figures()
    FigureTally.objects.filter(enterprise=Suggestion.objects.first().enterprise_id).update(adopted=7)


def spoil_triggers():
    services.fold_figures()
    with connection.cursor() as cursor:
        triggers._drop(connection, cursor, triggers._present(connection))
    Suggestion.objects.filter(status="reserved").update(due_on="2026-01-01", answered_at=moment("2026-08-01"))


def spoil_history():
    SuggestionEvent.objects.filter(to_status="implemented").first().delete()


@pytest.mark.parametrize("spoil", [spoil_status, spoil_sums, spoil_triggers, spoil_history])
def test_a_row_changed_behind_the_services_back_is_found(story, capsys, spoil):
    spoil()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_figures")
    assert stopped.value.code == 1
    assert story.enterprise.short_name in capsys.readouterr().out


def test_a_figure_that_counts_wrongly_is_found(story, monkeypatch):
    monkeypatch.setattr("suggestions.statistics.moment.Moment.pending", property(lambda self: self.received))
    assert {what for _place, what, _counted, _recounted in recount.differences(NOW)} == {"pending", "overdue"}


def test_an_empty_portal_has_no_difference(db):
    assert list(recount.differences(NOW)) == []


def test_a_department_without_suggestions_counts_nothing(story, capsys):
    DepartmentFactory(enterprise=story.enterprise, name="食堂")
    numbers = printed(capsys, "--department", "食堂")
    assert (numbers["received"], numbers["headcount"]) == (0, 0)


def test_work_that_goes_on_meanwhile_raises_no_false_alarm(transactional_db, capsys, monkeypatch):
    """Somebody writes between the two ways of counting, the first time they are gone."""
    writes = [EnterpriseFactory]

    def both_ways(at):
        counted = Enterprise.objects.count()
        if writes:
            at_once(writes.pop())
        recounted = Enterprise.objects.count()
        if counted != recounted:
            yield (None, at), "enterprises", counted, recounted

    monkeypatch.setattr(verify_figures, "differences", both_ways)
    call_command("verify_figures")
    assert (writes, Enterprise.objects.count()) == ([], 1)


def test_what_differs_as_often_as_it_is_asked_is_told_once(db, capsys, monkeypatch):
    monkeypatch.setattr(verify_figures, "differences", lambda at: [((None, at), "received", at, at)])
    with pytest.raises(SystemExit):
        call_command("verify_figures")
    assert len([line for line in capsys.readouterr().out.splitlines() if "received" in line]) == 1
