"""The whole way of a ledger: import the office's files, and every place that shows a number shows the expected one."""

import datetime as dt
import io
import json

import openpyxl
import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from members.models import Enterprise, Person, Role
from suggestions.models import Board
from tests.factories import account
from tests.ledger_files import ROSTER, SUGGESTIONS, expected, path_of

PERIOD = {"from": "2026-01", "to": "2026-08"}
TOTALS = ("received", "adopted", "implemented", "verified_yuan")


@pytest.fixture(autouse=True)
def the_day_after_the_ledger_ends():
    with time_machine.travel(dt.datetime(2026, 9, 1, 10, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture(params=["clean", "messy"])
def ledger(request, db):
    """(enterprise, what a right import finds)"""
    enterprise = Enterprise.objects.create(name="江都长风客车有限公司", short_name="长风客车", code="CF")
    for kind, name in (("roster", ROSTER), ("suggestions", SUGGESTIONS)):
        has_bad_rows = expected(request.param, name)["rows_bad"]
        arguments = [str(path_of(request.param, name)), "--kind", kind, "--enterprise", "CF"]
        try:
            call_command("import_ledger", *arguments, stdout=io.StringIO(), stderr=io.StringIO())
        except SystemExit:
            assert has_bad_rows
    return enterprise, expected(request.param, SUGGESTIONS)


@pytest.fixture
def leader(client, ledger):
    person = Person.objects.filter(enterprise=ledger[0], user=None).first()
    client.force_login(account(person, Role.LEADER))
    return client


def of_department(numbers):
    return {code: numbers[code] for code in ("received", "adopted")}


def from_command(capsys, *arguments):
    call_command("figures", "--json", "--enterprise", "CF", "--from", PERIOD["from"], "--to", PERIOD["to"], *arguments)
    return json.loads(capsys.readouterr().out)


def test_dashboard_rows_export_board_and_command_show_what_the_ledger_holds(leader, ledger, capsys):
    enterprise, truth = ledger
    totals = {"received": sum(truth["received"].values()), "adopted": sum(truth["adopted"].values())}
    totals |= {code: truth[code] for code in ("implemented", "verified_yuan")}

    summary = leader.get(reverse("dashboard"), PERIOD).context["summary"]
    assert {code: float(summary[code]) for code in TOTALS} == totals

    printed = from_command(capsys)
    assert {code: printed[code] for code in TOTALS} == totals
    assert (printed["proposers"], printed["headcount"]) == (summary["proposers"], summary["headcount"])

    for code in TOTALS:
        listed = leader.get(reverse("dashboard-rows"), PERIOD | {"figure": code}).context["listed"]
        assert float(listed.total if listed.amount is None else listed.amount) == totals[code]

    response = leader.get(reverse("dashboard-export"), PERIOD)
    sheets = openpyxl.load_workbook(io.BytesIO(response.getvalue()), read_only=True).worksheets
    assert len(list(sheets[3].rows)) - 1 == totals["received"]

    for name, received in truth["received"].items():
        own = {"received": received, "adopted": truth["adopted"].get(name, 0)}
        assert of_department(leader.get(reverse("dashboard"), PERIOD | {"department": name}).context["summary"]) == own
        assert of_department(from_command(capsys, "--department", name)) == own
        board = Board.objects.create(
            name=name, enterprise=enterprise, department=enterprise.departments.shops().get(name=name)
        )
        assert of_department(leader.get(board.get_absolute_url()).context["content"].summary) == own

    call_command("verify_figures", stdout=io.StringIO())


def test_the_shop_with_all_adopted_shows_a_hundred_percent_and_where_it_comes_from(leader, ledger):
    _enterprise, truth = ledger
    page = leader.get(reverse("dashboard"), PERIOD | {"department": "冲焊厂"})
    summary = page.context["summary"]
    assert (str(summary["adoption_rate"]), summary["adoption_rate"].fraction) == ("100%", "902/902")
    assert summary["adopted_by_ledger"] == summary["adopted"] == truth["adopted"]["冲焊厂"]
