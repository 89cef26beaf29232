"""The table of workshops, clean and messy: plates and workshops exactly as expected, every refusal with its reason."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from members.ledger_import import UndoRefusedError, undo
from members.models import ImportBatch
from members.system import system_account
from tests.factories import EnterpriseFactory, PersonFactory, SessionFactory
from tests.ledger_files import columns_of, counts_of, expected, imported, path_of, previewed, problems_of, workbook
from tests.workshops import plating
from workshops import services
from workshops.imports import WorkshopLedger
from workshops.models import Designation, DesignationEvent, Workshop, WorkshopMembership
from workshops.statistics import plates, recount

TABLE = "工作室情况统计表"
HEADER = [
    "序号", "工作室名称", "类型", "级别", "命名单位", "命名文号", "命名时间", "领衔人", "领衔人荣誉", "团队人数",
    "所在单位", "专业方向", "备注",
]  # fmt: skip
ROW = {
    "工作室名称": "陈国平劳模创新工作室", "类型": "劳模工作室", "级别": "省级", "命名单位": "省总工会",
    "命名文号": "苏工发〔2024〕23号", "命名时间": "2024-11-08", "领衔人": "陈国平", "领衔人荣誉": "市劳动模范",
    "团队人数": "6人", "所在单位": "长风客车有限公司", "专业方向": "焊接",
}  # fmt: skip
STATES = {"clean": ("CF", "江都长风客车有限公司"), "messy": ("JC", "江都甲辰机床有限公司")}


def table(*rows, header=None):
    header = header or list(dict.fromkeys([*HEADER, *[name for row in rows for name in row]]))
    return workbook(["工作室情况统计表"], ["填报单位："], header, *[[row.get(name) for name in header] for row in rows])


def take(enterprise, *rows, **facts):
    return imported(WorkshopLedger, enterprise, table(*rows), **facts)


@pytest.fixture
def enterprise(db):
    return EnterpriseFactory(code="CF", name="长风客车有限公司", short_name="长风客车")


@pytest.mark.parametrize("state", STATES)
def test_the_tables_of_the_office_hold_what_is_expected(db, state):
    code, name = STATES[state]
    enterprise = EnterpriseFactory(code=code, name=name, short_name=name[2:6])
    batch = imported(WorkshopLedger, enterprise, path_of(state, TABLE))

    found = expected(state, TABLE)
    assert counts_of(batch) == (found["designations"], 0, 0, 0)
    assert Designation.objects.count() == found["designations"]
    assert Workshop.objects.filter(enterprise=enterprise).count() == found["workshops"]
    counted = plates.count(Workshop.objects.all(), dt.date(2026, 8, 31))
    assert (counted.workshops, counted.designations) == (found["workshops"], found["designations"])


def test_each_plate_keeps_its_own_level_system_and_day(db):
    enterprise = EnterpriseFactory(code="CF", name=STATES["clean"][1])
    imported(WorkshopLedger, enterprise, path_of("clean", TABLE))

    held = Designation.objects.filter(workshop__name="孙玉兰技能大师工作室").order_by("granted_on")
    told = list(held.values_list("level", "system", "title", "granted_on", "team_size"))
    assert told == [
        ("national", "human_resources", "国家级大师工作室", dt.date(2019, 4, 8), 5),
        ("provincial", "human_resources", "省级大师工作室", dt.date(2019, 6, 8), 7),
        ("municipal", "union", "市级劳模工作室", dt.date(2020, 5, 8), 10),
    ]
    workshop = held[0].workshop
    assert (workshop.kind, workshop.speciality) == ("master_craftsman", "焊接、夹具、设备")


def test_wide_digits_and_every_style_of_day_are_understood(db):
    enterprise = EnterpriseFactory(code="JC", name=STATES["messy"][1])
    imported(WorkshopLedger, enterprise, path_of("messy", TABLE))
    days = set(Designation.objects.values_list("granted_on", flat=True))
    assert {dt.date(2018, 9, 8), dt.date(2023, 2, 8), dt.date(2021, 7, 8), dt.date(2022, 9, 8)} <= days
    assert set(Designation.objects.values_list("team_size", flat=True)) == {7, 8, 9, 10, 11, 12, 13}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"工作室名称": ""}, "工作室名称"),
        ({"类型": "读书室"}, "类型"),
        ({"级别": "宇宙级"}, "级别"),
        ({"命名单位": ""}, "命名单位"),
        ({"命名时间": ""}, "命名时间"),
        ({"命名时间": "去年"}, "命名时间"),
        ({"命名时间": "2099-01-01"}, "命名时间"),
        ({"团队人数": "很多"}, "团队人数"),
        ({"团队人数": "5万元"}, "团队人数"),
        ({"所在单位": "甲辰机床有限公司"}, "所在单位"),
    ],
)
def test_every_refused_row_has_its_number_its_column_and_a_reason(enterprise, row, column):
    EnterpriseFactory(code="JC", name="甲辰机床有限公司", short_name="甲辰机床")
    good = {**ROW, "工作室名称": "另一个工作室"}
    batch = take(enterprise, {**ROW, **row}, good)

    assert counts_of(batch) == (1, 0, 0, 1)
    assert columns_of(batch) == {4: [column]}
    assert all(reason for _column, reason in problems_of(batch)[4])
    assert Workshop.objects.get().name == "另一个工作室"


def test_the_same_plate_twice_in_one_file_is_refused(enterprise):
    batch = take(enterprise, ROW, ROW)
    assert counts_of(batch) == (1, 0, 0, 1)
    assert list(problems_of(batch)) == [5]


def test_document_and_day_may_stand_in_one_cell(enterprise):
    row = {name: value for name, value in ROW.items() if name not in ("命名文号", "命名时间")}
    header = [name for name in HEADER if name not in ("命名文号", "命名时间")] + ["命名文号/时间"]
    imported(
        WorkshopLedger, enterprise, table({**row, "命名文号/时间": "苏工发〔2024〕23号/2024年11月8日"}, header=header)
    )
    plate = Designation.objects.get()
    assert (plate.document_number, plate.granted_on) == ("苏工发〔2024〕23号", dt.date(2024, 11, 8))


def test_a_plate_of_the_enterprise_needs_no_granting_body(enterprise):
    take(enterprise, {**ROW, "级别": "企业级", "命名单位": None})
    plate = Designation.objects.get()
    assert (plate.body, plate.system) == ("本企业", "enterprise")


def test_the_leader_is_entered_when_the_roster_has_one_person_of_that_name(enterprise):
    person = PersonFactory(department__enterprise=enterprise, name="陈国平", joined_on=dt.date(2010, 1, 1))
    take(enterprise, ROW)
    membership = WorkshopMembership.objects.get()
    assert (membership.person, membership.role, membership.title) == (person, "leader", "model_worker")
    assert membership.joined_on == dt.date(2024, 11, 8)
    assert Designation.objects.get().leader_name == "陈国平"


def test_of_two_people_of_one_name_neither_is_taken_for_the_leader(enterprise):
    for _n in range(2):
        PersonFactory(department__enterprise=enterprise, name="陈国平")
    take(enterprise, ROW)
    assert not WorkshopMembership.objects.exists()


# The same file again


def test_the_same_file_again_changes_nothing(enterprise):
    take(enterprise, ROW)
    before = list(Designation.objects.values_list()), DesignationEvent.objects.count()
    assert counts_of(take(enterprise, ROW)) == (0, 0, 1, 0)
    assert (list(Designation.objects.values_list()), DesignationEvent.objects.count()) == before


@pytest.mark.parametrize(
    ("row", "fact", "value"),
    [
        ({"命名文号": "苏工发〔2024〕32号"}, "document_number", "苏工发〔2024〕32号"),
        ({"命名时间": "2024-11-18"}, "granted_on", dt.date(2024, 11, 18)),
        ({"团队人数": "8"}, "team_size", 8),
        ({"领衔人": "孙玉兰"}, "leader_name", "孙玉兰"),
    ],
)
def test_a_later_table_corrects_what_came_from_an_earlier_one(enterprise, row, fact, value):
    take(enterprise, ROW)
    batch = take(enterprise, {**ROW, **row})
    assert counts_of(batch) == (0, 1, 0, 0)
    assert getattr(Designation.objects.get(), fact) == value
    assert list(recount.differences(_now())) == []


def _now():
    return dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)


def test_an_empty_cell_says_nothing(enterprise):
    take(enterprise, ROW)
    batch = take(enterprise, {**ROW, "团队人数": None, "领衔人": None, "命名文号": None})
    assert counts_of(batch) == (0, 0, 1, 0)


def test_what_people_look_after_on_the_portal_is_not_corrected_by_a_table(enterprise, staff):
    take(enterprise, ROW)
    services.plates.begin_review(Designation.objects.get(), by=staff)
    batch = take(enterprise, {**ROW, "团队人数": 9})
    assert counts_of(batch) == (0, 0, 0, 1)
    assert columns_of(batch) == {4: ["团队人数"]}
    assert Designation.objects.get().team_size == 6


def test_a_workshop_is_found_by_its_former_name(enterprise, staff):
    take(enterprise, ROW)
    services.rename(Workshop.objects.get(), by=staff, name="陈国平工匠工作室", reason="统一更名")
    again = take(enterprise, ROW, {**ROW, "级别": "市级", "命名单位": "市总工会"})
    assert counts_of(again) == (1, 0, 1, 0)
    assert Workshop.objects.count() == 1


# Undo


def undone(batch):
    return undo(batch, WorkshopLedger, by=system_account())


def test_undoing_takes_back_plates_workshops_and_leaders(enterprise):
    PersonFactory(department__enterprise=enterprise, name="陈国平", joined_on=dt.date(2010, 1, 1))
    batch = take(enterprise, ROW, {**ROW, "级别": "市级", "命名单位": "市总工会"})
    undone(batch)
    assert not Designation.objects.exists()
    assert not Workshop.objects.exists()
    assert not WorkshopMembership.objects.exists()
    assert ImportBatch.objects.get().state == "undone"


def test_undoing_a_correction_brings_back_what_was_there(enterprise):
    first = take(enterprise, ROW)
    before = Designation.objects.values("title", "document_number", "granted_on", "team_size").get()
    second = take(enterprise, {**ROW, "命名时间": "2024-11-18", "团队人数": 9})
    undone(second)
    assert Designation.objects.values("title", "document_number", "granted_on", "team_size").get() == before
    assert list(recount.differences(_now())) == []
    undone(first)
    assert not Workshop.objects.exists()


def worked_on(plate, staff):
    services.plates.begin_review(plate, by=staff)


def joined(plate, staff):
    person = PersonFactory(department__enterprise=plate.workshop.enterprise)
    services.join(plate.workshop, by=staff, person=person)


def hosted(plate, staff):
    SessionFactory(enterprise=plate.workshop.enterprise).workshops.add(plate.workshop)


def named_again(plate, staff):
    services.rename(plate.workshop, by=staff, name="新名字", reason="更名")


@pytest.mark.parametrize("work", [worked_on, joined, hosted, named_again])
def test_nothing_is_undone_once_somebody_has_worked_with_it(enterprise, staff, work):
    batch = take(enterprise, ROW)
    work(Designation.objects.get(), staff)
    with pytest.raises(UndoRefusedError):
        undone(batch)
    assert Workshop.objects.exists()


def test_files_stay_where_nothing_is_undone_and_go_with_what_is(
    enterprise, staff, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    batch = take(enterprise, ROW)
    document = plating.with_document(plate := Designation.objects.get(), staff)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(UndoRefusedError):
        undone(batch)
    assert document.file.storage.exists(document.file.name)
    # As if it had come at the same moment.
    Designation.objects.filter(pk=plate.pk).update(version=plate.version)
    with django_capture_on_commit_callbacks(execute=True):
        undone(batch)
        assert document.file.storage.exists(document.file.name)
    assert not document.file.storage.exists(document.file.name)


# The command


def run(*arguments):
    out = io.StringIO()
    call_command("import_ledger", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_reads_the_table_too(db, capsys):
    EnterpriseFactory(code="CF", name=STATES["clean"][1])
    arguments = [str(path_of("clean", TABLE)), "--kind", "workshops", "--enterprise", "CF"]
    run(*arguments, "--dry-run")
    assert not Workshop.objects.exists()
    run(*arguments)
    assert (Workshop.objects.count(), Designation.objects.count()) == (6, 9)


def test_the_command_tells_each_refused_row_and_ends_with_one(enterprise, tmp_path):
    file = tmp_path / "台账.xlsx"
    file.write_bytes(table({**ROW, "级别": "宇宙级"}))
    out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_ledger", str(file), kind="workshops", enterprise="CF", stdout=out)
    assert stopped.value.code == 1
    assert "4" in out.getvalue()
    assert "宇宙级" in out.getvalue()


def test_more_rows_than_an_enterprise_has_are_refused(enterprise, monkeypatch):
    monkeypatch.setattr("workshops.imports.ledger.MOST_ROWS", 1)
    batch = previewed(WorkshopLedger, enterprise, table(ROW, {**ROW, "工作室名称": "另一个"}))
    assert counts_of(batch) == (1, 0, 0, 1)


# The pages


def test_staff_check_confirm_and_undo_a_table_on_the_pages(client, staff, enterprise):
    client.force_login(staff)
    file = SimpleUploadedFile("台账.xlsx", table(ROW, {**ROW, "级别": "宇宙级"}))
    data = {"kind": "workshops", "enterprise": enterprise.pk, "file": file}
    preview = client.post(reverse("admin:import-upload"), data).url
    shown = client.get(preview, {"outcome": "refused"}).content.decode()
    assert "宇宙级" in shown
    batch = ImportBatch.objects.get()
    client.post(reverse("admin:import-commit", args=[batch.pk]))
    assert Designation.objects.count() == 1
    assert client.get(reverse("admin:import-result", args=[batch.pk])).status_code == 200
    assert client.get(reverse("admin:import-refused", args=[batch.pk])).status_code == 200
    client.post(reverse("admin:import-undo", args=[batch.pk]))
    assert not Workshop.objects.exists()


def test_the_empty_template_can_be_filled_in(client, staff, enterprise):
    client.force_login(staff)
    answer = client.get(reverse("admin:import-template", args=["workshops"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    header = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].append([ROW.get(name) for name in header])
    buffer = io.BytesIO()
    book.save(buffer)
    assert counts_of(imported(WorkshopLedger, enterprise, buffer.getvalue())) == (1, 0, 0, 0)
