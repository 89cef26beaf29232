"""The national round: conditions, declarations, and names that leave the portal by consent alone, each time kept."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from members.models import Notice
from tests.factories import HonourFactory
from tests.workshops import honouring
from workshops.models import FiveSmallKind, HandedOn, NationalEntry, Result
from workshops.national_round import obstacles
from workshops.services import five_smalls

YEAR = timezone.localdate().year
BASE = f"/en/workbench/five-smalls/CF/{YEAR}/"


def text(response):
    return response.content.decode()


def rows_of(response):
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)


@pytest.fixture
def result(cast):
    return honouring.in_use(cast.enterprise, cast.worker, cast.colleague, "李老师", title="电极修磨夹具")


@pytest.mark.parametrize(
    "facts",
    [
        {"five_small": None},
        {"in_use_since": None},
        {"in_use_since": dt.date(YEAR - 1, 12, 31)},
        {"in_use_since": dt.date(YEAR + 1, 1, 1)},
        {"visibility": "enterprise"},
    ],
)
def test_a_condition_that_is_not_met_is_named_and_stands_in_the_way(cast, facts):
    result = honouring.in_use(cast.enterprise, cast.worker, **facts)
    assert obstacles(result, YEAR)
    with pytest.raises(WorkflowError):
        five_smalls.put_forward(result, year=YEAR, by=cast.officer, declared=honouring.ALL)
    assert not NationalEntry.objects.exists()


def test_former_winners_and_other_rounds_stand_in_the_way(cast, result):
    assert obstacles(result, YEAR) == []
    honour = HonourFactory(enterprise=cast.enterprise, level="national", kind="result", result=result)
    assert len(obstacles(Result.objects.get(pk=result.pk), YEAR)) == 1
    honour.delete()
    NationalEntry.objects.create(result=result, year=YEAR - 1, put_forward_by=cast.officer)
    assert len(obstacles(Result.objects.get(pk=result.pk), YEAR)) == 1


@pytest.mark.parametrize("left_out", honouring.ALL)
def test_everything_that_no_record_tells_is_declared(cast, result, left_out):
    declared = [code for code in honouring.ALL if code != left_out]
    with pytest.raises(WorkflowError):
        five_smalls.put_forward(result, year=YEAR, by=cast.officer, declared=declared)


def test_makers_who_have_not_agreed_are_asked_once(cast, result):
    honouring.agrees(cast.colleague, "hand_on")
    for _n in range(2):
        honouring.put_forward(result, cast.officer)
    asked = Notice.objects.filter(kind="hand_on_asked")
    assert [notice.user for notice in asked] == [cast.worker]
    assert asked.get().path.endswith("/me/account/")


def test_the_page_ticks_nothing_beforehand_and_keeps_what_was_ticked(cast, client, result):
    client.force_login(cast.officer)
    address = f"{BASE}put-forward/{result.number}/"
    assert "checked" not in text(client.get(address))
    page = client.post(address, {"no_project": "on"})
    assert list(page.context["form"].errors) == honouring.ALL[1:]
    assert client.post(address, dict.fromkeys(honouring.ALL, "on")).status_code == 302
    assert NationalEntry.objects.get().put_forward_by == cast.officer
    assert "Leave it out" in text(client.get(BASE))


def test_the_table_names_whoever_agreed_and_keeps_that_it_did(cast, client, result):
    honouring.agrees(cast.worker, "hand_on")
    honouring.agrees(cast.colleague)
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    rows = rows_of(client.post(f"{BASE}table.xlsx"))
    assert rows[0][0] == f"{YEAR}年职工“五小”创新成果汇总表"
    assert rows[1][0] == "填报单位（盖章）：长风客车有限公司"
    assert (rows[1][5], rows[1][8][:3]) == ("填报人：孙干事", "日期：")
    assert rows[3][:5] == (1, "电极修磨夹具", "小革新", "长风客车有限公司", "王海")
    assert (rows[4][0], rows[4][1], rows[4][7], rows[4][8]) == ("合计", "1项", 3, 0)
    kept = HandedOn.objects.get()
    assert (kept.person, kept.by, kept.consent.purpose) == (cast.worker.person, cast.officer, "hand_on")
    client.post(f"{BASE}table.xlsx")
    assert HandedOn.objects.count() == 1


def test_the_papers_have_the_words_of_the_country_whatever_the_enterprise_says(cast, client, result):
    own = FiveSmallKind.objects.create(enterprise=cast.enterprise, name="小改造", national="renovation")
    Result.objects.filter(pk=result.pk).update(five_small=own)
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    assert rows_of(client.post(f"{BASE}table.xlsx"))[3][2] == "小革新"
    paper = text(client.get(f"{BASE}honesty/".removeprefix("/en")))
    assert "小革新" in paper
    assert "小改造" not in paper


@pytest.mark.parametrize(
    "facts", [{"visibility": "enterprise"}, {"five_small": None}, {"in_use_since": dt.date(YEAR - 1, 12, 31)}]
)
def test_what_meets_the_conditions_no_longer_stays_here_and_the_page_says_so(cast, client, result, facts):
    honouring.agrees(cast.worker, "hand_on")
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    assert "Stays out" not in text(client.get(BASE))
    Result.objects.filter(pk=result.pk).update(**facts)
    assert "Stays out" in text(client.get(BASE))
    assert client.post(f"{BASE}table.xlsx").status_code == 302
    assert "电极修磨夹具" not in text(client.get(f"{BASE}authorisation/"))
    assert not HandedOn.objects.exists()


def test_the_title_of_the_table_is_one_cell_across(cast, client, result):
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    book = openpyxl.load_workbook(io.BytesIO(client.post(f"{BASE}table.xlsx").content))
    assert "A1:K1" in {str(merged) for merged in book.active.merged_cells.ranges}
    assert book.active.page_setup.orientation == "landscape"


def test_a_consent_taken_back_is_out_of_the_next_table(cast, client, result):
    honouring.agrees(cast.worker, "hand_on")
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    honouring.takes_back(cast.worker, "hand_on")
    assert rows_of(client.post(f"{BASE}table.xlsx"))[3][4] in (None, "")
    assert not HandedOn.objects.exists()


@pytest.mark.parametrize("paper", ["authorisation", "honesty"])
def test_papers_print_agreed_names_and_name_the_missing_on_the_screen_alone(cast, client, result, paper):
    honouring.agrees(cast.worker, "hand_on")
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    seen = text(client.get(f"{BASE}{paper}/"))
    screen, _tag, printed = seen.partition("<article")
    assert "王海" in printed
    assert "(seal)" in printed
    assert [name for name in ("赵敏", "李老师") if name in printed] == []
    assert "赵敏, 李老师" in screen


def test_what_has_gone_out_with_names_stays_in_the_list(cast, client, result):
    client.force_login(cast.officer)
    entry = honouring.put_forward(result, cast.officer)
    assert client.post(f"{BASE}take-back/{result.number}/").status_code == 302
    assert not NationalEntry.objects.filter(pk=entry.pk).exists()
    honouring.agrees(cast.worker, "hand_on")
    honouring.put_forward(result, cast.officer)
    client.post(f"{BASE}table.xlsx")
    client.post(f"{BASE}take-back/{result.number}/")
    assert NationalEntry.objects.count() == 1


def test_an_empty_round_has_no_table(cast, client):
    client.force_login(cast.officer)
    assert client.post(f"{BASE}table.xlsx").status_code == 302
    assert "Nothing has been put forward" in text(client.get(BASE))


@pytest.mark.parametrize(("who", "look", "write"), [("leader", 200, 403), ("worker", 403, 403), ("finance", 403, 403)])
def test_who_looks_and_who_writes(cast, client, result, who, look, write):
    client.force_login(getattr(cast, who))
    assert client.get(BASE).status_code == look
    assert client.post(f"{BASE}table.xlsx").status_code == write
    assert client.get(f"{BASE}put-forward/{result.number}/").status_code == write


def test_another_enterprise_is_not_there(cast, strangers, client, result):
    honouring.put_forward(result, cast.officer)
    client.force_login(strangers.officer)
    for address in ("", "authorisation/", f"put-forward/{result.number}/"):
        assert client.get(BASE + address).status_code == 404
    assert client.get(BASE.replace("CF", "JC")).status_code == 200
    assert "电极修磨夹具" not in text(client.get(BASE.replace("CF", "JC")))


def test_the_choice_leads_to_the_round(cast, staff, client):
    client.force_login(cast.officer)
    assert client.get("/workbench/five-smalls/").url == f"/workbench/five-smalls/CF/{YEAR}/"
    client.force_login(staff)
    assert client.get("/workbench/five-smalls/").status_code in (200, 302)
    chosen = client.get("/workbench/five-smalls/", {"enterprise": "CF", "year": YEAR})
    assert chosen.url == f"/workbench/five-smalls/CF/{YEAR}/"


def test_the_page_costs_the_same_for_one_and_for_three(cast, client, result, django_assert_num_queries):
    honouring.put_forward(result, cast.officer)
    client.force_login(cast.officer)
    with CaptureQueriesContext(connection) as one:
        client.get(BASE)
    for maker in (cast.owner, cast.finance):
        honouring.put_forward(honouring.in_use(cast.enterprise, maker, "外单位"), cast.officer)
    with django_assert_num_queries(len(one)):
        client.get(BASE)


def test_results_go_out_for_those_who_keep_them(cast, strangers, client, result):
    client.force_login(cast.officer)
    rows = rows_of(client.get("/workbench/results/export.xlsx"))
    assert [row[1] for row in rows[1:]] == ["电极修磨夹具"]
    client.force_login(strangers.officer)
    assert len(rows_of(client.get("/workbench/results/export.xlsx"))) == 1
    client.force_login(cast.worker)
    assert client.get("/workbench/results/export.xlsx").status_code == 403
