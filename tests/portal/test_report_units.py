"""Which enterprises have frozen and signed: for district staff, unsigned versions marked as such."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal import snapshots
from alliance_portal.models import ReportTable
from tests.factories import EnterpriseFactory
from tests.portal.reporting import frozen, signed

NOW = dt.datetime(2026, 10, 8, 10, tzinfo=dt.UTC)
PERIOD = {"period": "2026-q3"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_quarter():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def units(client, **asked):
    return client.get(reverse("reports-units"), PERIOD | asked)


def told(response):
    """{code of the enterprise: {report: its state}} of those that are shown."""
    return {
        unit.enterprise.code: {
            str(cell.table): "signed" if cell.is_signed else "unsigned" if cell.snapshot else ""
            for cell in unit.cells
            if cell.snapshot
        }
        for unit in response.context["page_obj"]
    }


def test_each_enterprise_stands_with_what_it_has_signed_and_what_not(office, cast, strangers):
    signed(cast.officer, cast.enterprise, table="training")
    waiting = frozen(cast.officer, cast.enterprise)
    signed(strangers.officer, strangers.enterprise, table="training", period="2026-q2")
    page = units(office)
    assert told(page) == {"CF": {"training": "signed", "mentoring": "unsigned"}, "JC": {}}
    assert (page.context["complete"], page.context["all"]) == (0, 2)
    text = page.content.decode()
    assert f'href="{waiting.get_absolute_url()}"' in text
    assert text.count("未签</span>") == 1
    assert "<td>1/7</td>" in text
    assert "/reports/training/?enterprise=JC&amp;period=2026-q3" in text
    assert office.get("/reports/training/?enterprise=JC&period=2026-q3").status_code == 200


def test_the_newest_version_counts(office, cast):
    first = signed(cast.officer, cast.enterprise, table="narrative")
    content = dict(first.content, unit="改名")
    type(first).objects.filter(pk=first.pk).update(content=content, digest=snapshots.digest(content))
    frozen(cast.leader, cast.enterprise, table="narrative", reason="改名")
    assert told(units(office))["CF"] == {"narrative": "unsigned"}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["CF", "JC"]), ({"state": "missing"}, ["CF", "JC"]), ({"state": "unsigned"}, ["CF"]),
        ({"state": "signed"}, []), ({"report": "training", "state": "signed"}, ["CF"]),
        ({"report": "training", "state": "missing"}, ["JC"]), ({"report": "mentoring", "state": "unsigned"}, ["CF"]),
        ({"report": "nonsense", "state": "nonsense", "page": "99"}, ["CF", "JC"]),
    ],
)  # fmt: skip
def test_it_is_narrowed_by_report_and_state(office, cast, strangers, asked, shown):
    signed(cast.officer, cast.enterprise, table="training")
    frozen(cast.officer, cast.enterprise)
    page = units(office, **asked)
    assert sorted(told(page)) == shown
    assert bool(shown) != ("没有企业是这个状态" in page.content.decode())


def test_those_who_have_signed_least_come_first(office, cast, strangers):
    signed(strangers.officer, strangers.enterprise, table="training")
    assert list(told(units(office, order="signed"))) == ["CF", "JC"]
    for table in ("training", "mentoring"):
        signed(cast.officer, cast.enterprise, table=table)
    assert list(told(units(office, order="signed"))) == ["JC", "CF"]


def test_all_seven_signed_is_complete(office, cast):
    for table in ReportTable.values:
        signed(cast.officer, cast.enterprise, table=table)
    page = units(office, state="signed")
    assert (list(told(page)), page.context["complete"]) == (["CF"], 1)
    assert "<td>7/7</td>" in page.content.decode()


def test_a_period_is_never_refused(office, cast):
    page = office.get(reverse("reports-units"), {"period": "nonsense"})
    assert (page.context["span"].code, len(page.context["messages"])) == ("2026-q4", 1)


def test_enterprises_out_of_use_are_asked_for_nothing(office, cast, strangers):
    strangers.enterprise.is_active = False
    strangers.enterprise.save()
    assert list(told(units(office))) == ["CF"]


def test_only_district_staff_follow_who_signs(client, cast, strangers):
    assert client.get(reverse("reports-units")).status_code == 302
    kept = frozen(strangers.officer, strangers.enterprise)
    for who in ("worker", "officer", "leader"):
        client.force_login(getattr(cast, who))
        assert client.get(reverse("reports-units")).status_code == 403
        assert client.get(kept.get_absolute_url()).status_code == 404
        assert "各企业签发情况" not in client.get(reverse("reports"), PERIOD).content.decode()


def test_the_report_centre_leads_there(office):
    assert (
        f'href="{reverse("reports-units")}?period=2026-q3"' in office.get(reverse("reports"), PERIOD).content.decode()
    )


def test_rows_cost_no_queries(office, cast):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert units(office).status_code == 200
        return len(captured)

    frozen(cast.officer, cast.enterprise)
    before = asked()
    for _more in range(2):
        signed(cast.officer, EnterpriseFactory())
    assert asked() == before


def content(codes, *rows):
    kinds = {"received": "number"}
    columns = [{"code": code, "title": code, "kind": kinds.get(code, "text"), "total": ""} for code in codes]
    lines = [{"key": str(key), "cells": list(cells)} for key, cells in enumerate(rows)]
    return {"columns": columns, "rows": lines, "totals": [None] * len(codes)}


@pytest.mark.parametrize(
    ("codes", "row", "name"),
    [
        (["unit", "title", "received"], ["冲焊车间", "料架加导轨", 1], "冲焊车间 · 料架加导轨"),
        (["received", "title", "unit"], [1, "料架加导轨", "冲焊车间"], "冲焊车间 · 料架加导轨"),
        (["held_on", "topic", "received"], ["2026-08-05", "点焊", 1], "点焊 · 2026-08-05"),
        (["number", "trade", "received"], ["M-1", "焊工", 1], "M-1"),
        (["unit", "title", "received"], ["冲焊车间", None, 1], "冲焊车间"),
        (["trade", "received"], ["焊工", 1], "焊工"),
        (["received"], [1], ""),
    ],
)
def test_a_row_that_changed_is_named_by_what_it_is(codes, row, name):
    later = [2 if cell == 1 else cell for cell in row]
    [change] = snapshots.changes(content(codes, row), content(codes, later))
    assert (change.row, change.old, change.new) == (name, 1, 2)
