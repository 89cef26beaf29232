import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.imports import Roster
from members.models import ImportBatch
from suggestions import services
from suggestions.imports import SuggestionLedger
from suggestions.models import Suggestion
from tests.factories import EnterpriseFactory
from tests.ledger_files import (
    ASKED,
    ROSTER,
    SUGGESTIONS,
    columns_of,
    imported,
    path_of,
    previewed,
    suggestion_rows,
    workbook,
)

BAD = {**ASKED, "建议名称": "通道反光", "工号": "4711", "答复日期": "2026-05-06"}
PAGES = ("list", "upload", "template", "preview", "commit", "discard", "result", "undo", "refused")


@pytest.fixture
def desk(client, staff):
    """The browser of a staff member."""
    client.force_login(staff)
    return client


@pytest.fixture
def batch(cast):
    return previewed(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED, BAD))


def url(name, *args):
    return reverse(f"admin:import-{name}", args=args)


def send(desk, enterprise, content, name="台账.xlsx", kind="suggestions"):
    form = {"kind": kind, "enterprise": enterprise.pk, "file": SimpleUploadedFile(name, content)}
    return desk.post(url("upload"), form, follow=True)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_ledger_goes_from_the_upload_to_the_result_and_back(desk, staff):
    enterprise = EnterpriseFactory(code="CF")
    imported(Roster, enterprise, path_of("messy", ROSTER))
    page = send(desk, enterprise, path_of("messy", SUGGESTIONS).read_bytes(), f"{SUGGESTIONS}.xlsx")
    batch = ImportBatch.objects.get(kind="suggestions")
    assert page.redirect_chain == [(url("preview", batch.pk), 302)]
    assert (page.context["good"], page.context["counts"]["refused"], page.context["chosen"]) == (1720, 6, "refused")
    assert [line["number"] for line in page.context["lines"]] == [1724, 1725, 1726, 1727, 1728, 1729]
    assert Suggestion.objects.count() == 0

    page = desk.post(url("commit", batch.pk), follow=True)
    assert page.redirect_chain == [(url("result", batch.pk), 302)]
    assert (Suggestion.objects.count(), batch.uploaded_by) == (1720, staff)
    assert url("undo", batch.pk) in page.content.decode()

    asked = desk.get(url("undo", batch.pk))
    assert "1720" in text_of(asked).replace(",", "")
    assert Suggestion.objects.count() == 1720
    desk.post(url("undo", batch.pk))
    assert (Suggestion.objects.count(), ImportBatch.objects.get(pk=batch.pk).state) == (0, "undone")


def test_the_preview_names_every_reason_under_its_column(desk, batch):
    page = desk.get(url("preview", batch.pk))
    shown = html.unescape(text_of(page))
    for column, reason in [problem for row in batch.rows.all() for problem in row.problems]:
        assert column in shown
        assert reason in shown
    assert page.context["unmatched"] == ["序号", "奖励（元）", "备注"]


def test_the_tabs_are_in_the_address(desk, batch):
    page = desk.get(url("preview", batch.pk), {"outcome": "new"})
    assert [line["number"] for line in page.context["lines"]] == [3]
    assert [number for _value, _label, number in page.context["tabs"]] == [1, 0, 0, 1]
    assert desk.get(url("preview", batch.pk), {"outcome": "nonsense"}).context["chosen"] == "refused"


def test_new_rows_come_page_by_page(desk, cast):
    rows = [{**ASKED, "建议名称": f"建议{n}"} for n in range(101)]
    batch = previewed(SuggestionLedger, cast.enterprise, suggestion_rows(*rows))
    page = desk.get(url("preview", batch.pk), {"outcome": "new", "page": 2})
    assert [line["number"] for line in page.context["lines"]] == [103]


def test_importing_nothing_writes_nothing(desk, batch):
    page = desk.post(url("discard", batch.pk), follow=True)
    batch.refresh_from_db()
    assert (batch.state, Suggestion.objects.count(), page.status_code) == ("discarded", 0, 200)
    assert url("undo", batch.pk) not in page.content.decode()


def test_who_confirms_second_is_told(desk, batch):
    desk.post(url("commit", batch.pk))
    page = desk.post(url("commit", batch.pk), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert Suggestion.objects.count() == 1


def test_an_undoing_that_is_refused_names_the_rows_and_changes_nothing(desk, cast, batch):
    desk.post(url("commit", batch.pk))
    suggestion = Suggestion.objects.get()
    services.take(suggestion, by=cast.reviewer)
    page = desk.post(url("undo", batch.pk))
    assert f"3（{suggestion.number}）" in text_of(page)
    assert Suggestion.objects.count() == 1


def test_finished_imports_have_one_page(desk, batch):
    assert desk.get(url("result", batch.pk)).url == url("preview", batch.pk)
    desk.post(url("discard", batch.pk))
    assert desk.get(url("preview", batch.pk)).url == url("result", batch.pk)
    assert desk.get(url("undo", batch.pk)).url == url("result", batch.pk)


def test_the_list_has_the_newest_import_first_in_a_constant_number_of_queries(
    desk, cast, batch, django_assert_max_num_queries
):
    newest = previewed(SuggestionLedger, cast.enterprise, suggestion_rows(ASKED))
    with django_assert_max_num_queries(12):
        page = desk.get(url("list"))
    assert [found.pk for found in page.context["page_obj"]] == [newest.pk, batch.pk]


def test_the_refused_rows_come_back_as_a_workbook_that_can_be_uploaded_again(desk, cast, batch):
    response = desk.get(url("refused", batch.pk))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    header, row = list(sheet.iter_rows(values_only=True))
    assert header[: len(batch.headers)] == tuple(found["title"] for found in batch.headers)
    assert row[header.index("工号")] == "4711"
    assert row[-2] == 4
    assert "采纳情况：" in row[-1]
    again = previewed(SuggestionLedger, cast.enterprise, response.content, "again.xlsx")
    assert columns_of(again) == {2: ["工号", "采纳情况"]}


def test_no_downloaded_cell_is_a_formula(desk, cast):
    content = suggestion_rows({**ASKED, "建议名称": '=HYPERLINK("http://example.invalid","x")', "现状与问题": "@x"})
    batch = previewed(SuggestionLedger, cast.enterprise, content)
    sheet = openpyxl.load_workbook(io.BytesIO(desk.get(url("refused", batch.pk)).content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


@pytest.mark.parametrize("ledger", [Roster, SuggestionLedger])
def test_the_template_holds_the_columns_as_text_and_can_be_filled_in(desk, cast, ledger):
    response = desk.get(url("template", ledger.kind.value))
    assert response["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in ledger.columns]
    number = 1 + [column.id for column in ledger.columns].index("work_number")
    spans = [span for span in sheet.column_dimensions.values() if span.min <= number <= span.max]
    assert [span.number_format for span in spans] == ["@"]
    filled = {**ASKED, "部门/车间": "冲焊车间", "姓名": "王海"}
    sheet.append([filled.get(cell.value) for cell in sheet[1]])
    buffer = io.BytesIO()
    book.save(buffer)
    assert columns_of(previewed(ledger, cast.enterprise, buffer.getvalue())) == {}


def test_there_is_no_template_for_an_unknown_ledger(desk):
    assert desk.get(url("template", "training")).status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "空.xlsx"),
        (b"PK not a zip", "假.xlsx"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧.xls"),
        (workbook(["姓名", "年龄"], ["王海", 40]), "缺列.xlsx"),
        ("建议,内容\na,b\n".encode("gb18030"), "缺列.csv"),
    ],
)
def test_an_unusable_file_is_explained_beside_its_box_and_the_rest_is_kept(desk, cast, content, name):
    page = send(desk, cast.enterprise, content, name)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["file"]
    markup = page.content.decode()
    assert re.search(rf'<option value="{cast.enterprise.pk}" selected', markup)
    assert re.search(r'value="suggestions"[^>]*checked', markup)
    assert ImportBatch.objects.count() == 0


def test_missing_choices_are_named_at_their_boxes(desk, db):
    page = desk.post(url("upload"), {})
    assert sorted(page.context["form"].errors) == ["enterprise", "file", "kind"]


def test_a_year_one_date_and_a_hundred_thousand_characters_harm_no_later_page(desk, cast):
    # A cell of a workbook holds 32,767 characters.
    rows = [{**ASKED, "提出日期": "0001-01-01"}, {**ASKED, "现状与问题": "长" * 32_767}]
    page = send(desk, cast.enterprise, suggestion_rows(*rows))
    batch = ImportBatch.objects.get()
    assert columns_of(batch) == {3: ["提出日期"], 4: ["现状与问题"]}
    assert page.status_code == 200
    desk.post(url("commit", batch.pk))
    for name in ("list", "upload"):
        assert desk.get(url(name)).status_code == 200
    for name in ("result", "refused"):
        assert desk.get(url(name, batch.pk)).status_code == 200


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "officer", "leader"])
@pytest.mark.parametrize("name", PAGES)
def test_nobody_of_an_enterprise_sees_an_import(client, cast, batch, who, name):
    client.force_login(getattr(cast, who))
    args = () if name in ("list", "upload") else ("roster",) if name == "template" else (batch.pk,)
    ask = client.post if name in ("commit", "discard") else client.get
    response = ask(url(name, *args), follow=True)
    assert response.status_code in (403, 404)
    batch.refresh_from_db()
    assert batch.state == "previewed"


@pytest.mark.parametrize("name", ["commit", "discard"])
def test_a_link_changes_nothing(desk, batch, name):
    assert desk.get(url(name, batch.pk)).status_code == 405
    batch.refresh_from_db()
    assert batch.state == "previewed"


@pytest.mark.parametrize("name", ["preview", "result", "undo", "refused"])
def test_an_import_that_is_not_there_is_not_found(desk, name):
    assert desk.get(url(name, 4711)).status_code == 404
