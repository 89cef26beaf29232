"""The pages of the report centre: who gets in, what is never refused, and that reading changes nothing."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.models import AuditEntry, ReportColumn, ReportTable, Snapshot
from members import services as members
from tests.factories import EnterpriseFactory, ResultFactory, SessionFactory, SuggestionFactory, WorkshopFactory
from tests.portal.reporting import frozen, page, signed
from tests.training import mentoring
from workshops.models import FiveSmallKind

NOW = dt.datetime(2026, 10, 8, 10, tzinfo=dt.UTC)
IN_AUGUST = dt.datetime(2026, 8, 5, 1, tzinfo=dt.UTC)
HELD = {"starts_at": IN_AUGUST, "ends_at": IN_AUGUST + dt.timedelta(hours=2)}
PERIOD = {"period": "2026-q3"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_quarter():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.officer)
    return client


def file_of(response):
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def words_of(sheet):
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]


@pytest.mark.parametrize("code", ReportTable.values)
def test_every_report_of_an_empty_unit_says_so_and_can_be_taken_away(desk, code):
    assert page(desk, code).status_code == 200
    assert file_of(desk.get(reverse("report-workbook", args=[code]), PERIOD))["A1"].value.startswith("2026年第三季度")


def test_a_period_is_never_refused_and_somebody_elses_enterprise_is_not_there(desk, cast, strangers):
    for period, label in {"": "2026-q4", "nonsense": "2026-q4", "2026-08": "2026-08", "ry2026": "ry2026"}.items():
        assert desk.get(reverse("reports"), {"period": period}).context["selection"].span.code == label
    for address in (reverse("reports"), reverse("report", args=["training"])):
        assert desk.get(address, {"enterprise": strangers.enterprise.code}).status_code == 404
    assert page(desk, "no-such-table").status_code == 404
    kept = signed(strangers.officer, strangers.enterprise)
    for name in ("snapshot", "snapshot-sign", "snapshot-today", "snapshot-workbook"):
        assert desk.get(reverse(name, args=[kept.pk])).status_code == 404
    for user, code in ((cast.worker, 403), (cast.finance, 403), (cast.leader, 200)):
        desk.force_login(user)
        assert desk.get(reverse("reports")).status_code == code


def test_hidden_names_stay_hidden_and_a_name_that_is_erased_leaves_the_signed_report(desk, cast, staff):
    facts = {"department": cast.team, "received_at": IN_AUGUST}
    SuggestionFactory(by=cast.worker.person, name_hidden=True, title="不愿具名", **facts)
    SuggestionFactory(by=cast.colleague.person, title="愿意具名", **facts)
    shown = page(desk, "suggestions").content.decode()
    assert ("赵敏" in shown, "姓名不公开" in shown, "王海" in shown) == (True, True, False)

    kept = signed(cast.officer, cast.enterprise, table="suggestions")
    members.erasure.close_for_good(by=cast.colleague)
    for response in (desk.get(kept.get_absolute_url()), desk.get(reverse("snapshot-workbook", args=[kept.pk]))):
        text = (
            response.content.decode() if "html" in response["Content-Type"] else " ".join(words_of(file_of(response)))
        )
        assert ("赵敏" in text, "愿意具名" in text, "王海" in text) == (False, True, False)
    kept.refresh_from_db()
    assert desk.get(kept.get_absolute_url()).context["version"].faults == []


def test_freeze_sign_correct_and_look_at_what_it_would_say_today(desk, cast, client):
    session = SessionFactory(enterprise=cast.enterprise, topic="=1+1", head_count=40, **HELD)
    freeze = reverse("report-freeze", args=["training"]) + "?period=2026-q3"
    assert desk.get(freeze).status_code == 200
    kept = Snapshot.objects.get(pk=desk.post(freeze).url.rstrip("/").rpartition("/")[2])
    assert desk.get(freeze).url == kept.get_absolute_url()

    session_of_sign_in = desk.session
    session_of_sign_in["signed_in_at"] = 0
    session_of_sign_in.save()
    asked = desk.post(reverse("snapshot-sign", args=[kept.pk]))
    assert "reauthenticate" in asked.url
    desk.post(asked.url, {"password": "correct-horse-battery"})
    kept.refresh_from_db()
    assert (kept.signed_by, kept.as_of) == (cast.officer, dt.datetime(2026, 9, 30, 15, 59, 59, 999_999, tzinfo=dt.UTC))
    shown = desk.get(kept.get_absolute_url())
    assert shown.context["version"].seal in shown.content.decode()
    assert shown.context["version"].seal in " ".join(
        words_of(file_of(desk.get(reverse("snapshot-workbook", args=[kept.pk]))))
    )
    assert "=1+1" in words_of(file_of(desk.get(reverse("snapshot-workbook", args=[kept.pk]))))

    type(session).objects.filter(pk=session.pk).update(head_count=42)
    today = desk.get(reverse("snapshot-today", args=[kept.pk]))
    assert today.context["differences"] == [
        ("=1+1 · 2026-08-05", "人次", "40", "42"),
        ("合计", "人次", "40", "42"),
    ]
    empty = desk.post(freeze, {"reason": ""})
    assert (empty.status_code, "reason" in empty.context["form"].errors) == (200, True)
    second = desk.post(freeze, {"reason": "漏点了两人"}).url
    page_of_second = desk.get(second)
    assert page_of_second.context["differences"] == today.context["differences"]
    assert "漏点了两人" in page_of_second.content.decode()
    assert desk.get(kept.get_absolute_url()).context["sheet"].totals[8].words == "40"
    exported = AuditEntry.objects.filter(act="exported", actor=cast.officer.pk)
    assert {entry.detail for entry in exported} == {f"/reports/signed/{kept.pk}/report.xlsx"}


def test_nothing_is_thrown_away_before_it_has_been_asked(desk, cast):
    waiting = frozen(cast.officer, cast.enterprise)
    address = reverse("snapshot-discard", args=[waiting.pk])
    assert f'href="{address}"' in desk.get(waiting.get_absolute_url()).content.decode()
    assert "作废" in desk.get(address).content.decode()
    assert Snapshot.objects.get() == waiting
    assert desk.post(address).status_code == 302
    assert not Snapshot.objects.exists()
    entry = AuditEntry.objects.get(act="report_discarded")
    assert (entry.actor, entry.object_id) == (cast.officer.pk, waiting.pk)


def test_what_is_signed_is_not_even_asked_about(desk, cast):
    kept = signed(cast.officer, cast.enterprise)
    assert desk.get(reverse("snapshot-discard", args=[kept.pk])).url == kept.get_absolute_url()


def test_district_staff_read_everything_and_sign_for_the_district_alone(client, cast, staff):
    client.force_login(staff)
    waiting = frozen(cast.officer, cast.enterprise)
    page = client.get(waiting.get_absolute_url())
    assert "未签：企业还没有签发" in page.content.decode()
    assert page.context["may_sign"] is page.context["may_correct"] is False
    assert client.post(reverse("snapshot-sign", args=[waiting.pk])).status_code == 403
    assert client.post(reverse("snapshot-discard", args=[waiting.pk])).status_code == 403
    waiting.refresh_from_db()
    assert not waiting.is_signed
    kept = signed(cast.officer, cast.enterprise, table="training")
    assert client.get(kept.get_absolute_url()).status_code == 200
    enterprise = {"enterprise": cast.enterprise.code}
    assert client.get(reverse("report-freeze", args=["training"]), PERIOD | enterprise).status_code == 403
    assert client.post(reverse("report-freeze", args=["training"]) + "?period=2026-q3").status_code == 302
    own = Snapshot.objects.get(enterprise=None)
    assert client.post(reverse("snapshot-sign", args=[own.pk])).url == own.get_absolute_url()
    client.force_login(cast.leader)
    assert client.get(own.get_absolute_url()).status_code == 404


def test_staff_keep_titles_order_and_what_is_shown_but_not_what_is_counted(desk, cast):
    SessionFactory(enterprise=cast.enterprise, head_count=40, **HELD)
    facts = {"table": "training", "is_shown": True}
    ReportColumn.objects.update_or_create(code="person_times", **facts, defaults={"title": "参加人次", "place": 1})
    ReportColumn.objects.update_or_create(
        code="lecturer", table="training", defaults={"title": "讲师", "place": 5, "is_shown": False}
    )
    sheet = page(desk, "training").context["sheet"]
    titles = [title for title, _number in sheet.heads]
    assert (titles[0], sheet.lines_of_cells[0][0].words, "讲师" in titles) == ("参加人次", "40", False)
    assert (sheet.cells, sheet.content["typed"]) == (len(titles), 0)


@pytest.mark.parametrize("code", ReportTable.values)
def test_rows_cost_no_queries(client, staff, cast, code):
    client.force_login(staff)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert page(client, code).status_code == 200
            assert client.get(reverse("reports"), PERIOD).status_code == 200
        return len(captured)

    def more(n):
        SuggestionFactory(department=cast.team, received_at=IN_AUGUST)
        workshop = WorkshopFactory(enterprise=cast.enterprise)
        SessionFactory(enterprise=cast.enterprise, head_count=3, **HELD).workshops.add(workshop)
        facts = {"starts_on": dt.date(2026, 7, 1), "ends_on": dt.date(2027, 7, 1), "signed_on": dt.date(2026, 7, 1)}
        apprentice = (cast.worker, cast.colleague, cast.finance)[n].person
        mentoring.in_force(cast, apprentices=[apprentice], **facts)
        EnterpriseFactory()
        signed(staff, table=ReportTable.values[n])

    more(0)
    asked()
    with_one = asked()
    more(1)
    more(2)
    assert asked() == with_one


def test_five_smalls_name_colleagues_and_others_only_as_they_agreed(desk, cast, strangers):
    """By hand: 3 and 4.5 ten thousands are stated, 2 are verified; what is no “small” or is a draft is not in it."""
    small, _new = FiveSmallKind.objects.get_or_create(name="小革新", defaults={"national": "renovation"})
    facts = {"enterprise": cast.enterprise, "five_small": small, "in_use_since": dt.date(2026, 8, 1)}
    money = {"verified_yuan": 20_000, "verified_by": cast.finance, "verified_at": IN_AUGUST}
    first = ResultFactory(title="快换夹具", claimed_yuan=30_000, **money, **facts)
    ResultFactory(title="防错料架", claimed_yuan=45_000, **facts)
    ResultFactory(title="草稿", status="draft", published_at=None, **facts)
    ResultFactory(title="不是五小", **facts | {"five_small": None})
    ResultFactory(title="去年投用", **facts | {"in_use_since": dt.date(2025, 8, 1)})
    for place, person in enumerate((cast.worker.person, strangers.worker.person), 1):
        first.makers.create(person=person, place=place)

    sheet = page(desk, "five-smalls", "ry2026").context["sheet"]
    titles = [title for title, _number in sheet.heads]
    rows = [dict(zip(titles, [cell.words for cell in cells], strict=True)) for cells in sheet.lines_of_cells]
    assert {row["成果名称"]: row["申报效益（万元）"] for row in rows} == {"快换夹具": "3", "防错料架": "4.5"}
    assert next(row["完成人"] for row in rows if row["成果名称"] == "快换夹具") == "王海、王*（甲辰机床）"
    sums = dict(zip(titles, [cell.words for cell in sheet.totals], strict=True))
    assert (sums["成果名称"], sums["申报效益（万元）"], sums["核定效益（万元）"]) == ("共2项", "7.5", "2")


def test_the_reporting_year_begins_in_october(desk, cast):
    """A11: of four sessions two belong to the reporting year 2026 and two to the calendar year."""
    for day in ((2025, 9, 30), (2025, 10, 1), (2026, 9, 30), (2026, 10, 1)):
        starts_at = dt.datetime(*day, 1, tzinfo=dt.UTC)
        SessionFactory(enterprise=cast.enterprise, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1))
    found = {
        code: page(desk, "training", code).context["page_obj"].paginator.count for code in ("ry2026", "2026", "2025-q4")
    }
    assert found == {"ry2026": 2, "2026": 2, "2025-q4": 1}
