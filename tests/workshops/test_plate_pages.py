"""Plates at the workbench: who sees which, what may be done, the list with its filters, figures and file."""

import io

import openpyxl
import pytest
from django.urls import reverse

from tests.factories import WorkshopFactory, WorkshopMembershipFactory
from tests.ledger_files import counts_of, imported
from tests.paper_files import archive, pdf, upload
from tests.workshops import plating
from workshops.imports import WorkshopLedger
from workshops.models import Designation, DesignationDocument

LIST = "/en/workbench/workshops/plates/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室", speciality="点焊")


def desk(client, user):
    client.force_login(user)
    return client


def titles(client, **query):
    return [plate.title for plate in client.get(LIST, query).context["page_obj"]]


def step(plate, name):
    return reverse(f"workshops:plate-{name}", args=[plate.pk])


def page_of(client, plate):
    return client.get(plate.get_absolute_url())


def offered(client, plate):
    """The last parts of the addresses of the buttons."""
    return [url.rstrip("/").rpartition("/")[2] for url, _label, _kind in page_of(client, plate).context["steps"]]


# Who sees what


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 403), ("reviewer", 403), ("finance", 403), ("officer", 200), ("leader", 200)],
)
def test_the_list_is_for_those_at_work(client, cast, staff, workshop, who, status):
    plating.hung(workshop, staff)
    assert desk(client, getattr(cast, who)).get(LIST).status_code == status


def test_each_sees_the_plates_of_their_own_workshops(client, cast, strangers, staff, workshop):
    plating.hung(workshop, staff, title="本企业的")
    plating.hung(WorkshopFactory(enterprise=strangers.enterprise), staff, title="别家的")
    assert titles(desk(client, cast.officer)) == ["本企业的"]
    assert titles(desk(client, strangers.leader)) == ["别家的"]
    assert set(titles(desk(client, staff))) == {"本企业的", "别家的"}
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person, role="leader")
    assert titles(desk(client, cast.worker)) == ["本企业的"]


STEPS = ["edit", "apply", "give-up", "grant", "send-back", "review", "conclude", "revoke", "document-new"]


@pytest.mark.parametrize("name", STEPS)
def test_another_enterprises_plate_is_not_there(client, strangers, staff, workshop, name):
    plate = plating.hung(workshop, staff)
    desk(client, strangers.officer)
    assert page_of(client, plate).status_code == 404
    assert client.get(step(plate, name)).status_code == 404
    assert client.post(step(plate, name), {"version": 1, "reason": "x"}).status_code == 404
    assert plating.fresh(plate).status == "named"


@pytest.mark.parametrize("name", STEPS)
def test_the_leader_of_the_enterprise_looks_and_changes_nothing(client, cast, staff, workshop, name):
    plate = plating.applied(workshop, cast.officer)
    desk(client, cast.leader)
    assert page_of(client, plate).status_code == 200
    assert offered(client, plate) == []
    assert client.post(step(plate, name), {"version": plate.version, "reason": "x"}).status_code == 403


def test_officers_apply_and_staff_decide(client, cast, staff, workshop):
    wish = plating.wished(workshop, cast.officer)
    assert offered(desk(client, cast.officer), wish) == ["apply", "give-up"]
    assert offered(desk(client, staff), wish) == ["apply", "grant", "give-up"]
    hung = plating.hung(workshop, staff)
    assert offered(desk(client, cast.officer), hung) == []
    assert offered(desk(client, staff), hung) == ["review", "revoke"]
    reviewed = plating.under_review(workshop, staff)
    assert offered(desk(client, staff), reviewed) == ["conclude", "revoke"]
    for name in ("grant", "review", "conclude", "revoke", "send-back"):
        assert desk(client, cast.officer).get(step(hung, name)).status_code == 403


def test_what_the_enterprise_grants_itself_its_officers_decide(client, cast, staff, workshop):
    own = plating.wished(workshop, cast.officer, level="enterprise", system="enterprise", body="本企业")
    assert offered(desk(client, cast.officer), own) == ["apply", "grant", "give-up"]
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person, role="leader")
    assert offered(desk(client, cast.worker), own) == ["apply", "give-up"]


# The list


@pytest.fixture
def several(cast, staff, workshop):
    plating.hung(workshop, staff, title="国家级", level="national", system="human_resources")
    plating.hung(workshop, staff, plating.ago(730), title="要复核", review_years=2)
    plating.not_mended(workshop, staff, title="没改好", level="district")
    plating.revoked(workshop, staff, plating.ago(10), title="撤了")
    plating.wished(workshop, cast.officer, title="想要", level="provincial")
    return workshop


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"level": "national"}, {"国家级"}),
        ({"system": "human_resources"}, {"国家级"}),
        ({"state": "due"}, {"要复核"}),
        ({"state": "late"}, {"没改好"}),
        ({"state": "revoked"}, {"撤了"}),
        ({"state": "nurturing"}, {"想要"}),
        ({"level": "galactic"}, {"国家级", "要复核", "没改好", "撤了", "想要"}),
        ({"on": "yesterday"}, {"国家级", "要复核", "没改好", "撤了", "想要"}),
    ],
)
def test_filters_are_in_the_address(client, cast, several, query, found):
    assert set(titles(desk(client, cast.officer), **query)) == found


def test_a_day_lists_what_was_valid_then_and_counts_it(client, cast, several):
    desk(client, cast.officer)
    for day, found in ((plating.ago(11), 4), (plating.ago(10), 3), (plating.day("2020-01-01"), 0)):
        answer = client.get(LIST, {"on": day.isoformat()})
        assert answer.context["page_obj"].paginator.count == found
        assert answer.context["figures"].designations == found
    assert answer.context["figures"].workshops == 0


def test_the_page_says_what_is_due_and_late(client, cast, several):
    context = desk(client, cast.officer).get(LIST).context
    assert (context["due"], context["late"]) == (1, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(client, cast, staff, rows, django_assert_num_queries):
    for _row in range(rows):
        plating.hung(WorkshopFactory(enterprise=cast.enterprise), staff)
    desk(client, cast.officer)
    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(LIST)


def test_an_empty_list_says_how_plates_come_in(client, cast, workshop):
    assert "Plates are entered" in desk(client, cast.officer).get(LIST).content.decode()


# The file


def book_of(client, **query):
    answer = client.get(f"{LIST}export.xlsx", query)
    assert answer["Content-Disposition"].startswith("attachment")
    return openpyxl.load_workbook(io.BytesIO(answer.content)), answer.content


def test_the_file_holds_the_rows_and_figures_of_the_page(client, cast, several):
    desk(client, cast.officer)
    shown = client.get(LIST, {"state": "due"})
    book, _content = book_of(client, state="due")
    rows, sums, definitions = book.worksheets
    assert [row[4] for row in rows.iter_rows(min_row=2, values_only=True)] == ["要复核"]
    told = {row[0]: row[1:3] for row in sums.iter_rows(values_only=True) if row[0]}
    figures = shown.context["figures"]
    assert told["Together"] == (figures.workshops, figures.designations) == (1, 3)
    assert definitions.max_row == 4


def test_the_file_can_be_brought_in_again_and_changes_nothing(client, cast, strangers, staff):
    header = ["工作室名称", "类型", "级别", "命名单位", "命名文号", "命名时间", "领衔人", "团队人数"]
    rows = [
        ["焊装劳模工作室", "劳模工作室", "省级", "省总工会", "苏工发〔2024〕1号", "2024-03-01", "周工", 6],
        ["焊装劳模工作室", "大师工作室", "国家级", "人社部", "人社部〔2023〕8号", "2023-03-01", "周工", 5],
    ]
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    imported(WorkshopLedger, cast.enterprise, buffer.getvalue())
    _book, content = book_of(desk(client, cast.officer))
    assert counts_of(imported(WorkshopLedger, cast.enterprise, content)) == (0, 0, 2, 0)


def test_a_title_that_looks_like_a_formula_stays_a_text(client, cast, staff, workshop):
    plating.hung(workshop, staff, title='=HYPERLINK("http://evil.example")')
    book, _content = book_of(desk(client, cast.officer))
    cell = book.worksheets[0]["E2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil.example")')


# Entering and deciding


NEW = {
    "level": "municipal", "system": "union", "title": "市劳模创新工作室", "body": "市总工会",
    "document_number": "市工发〔2024〕8号", "review_years": "3",
}  # fmt: skip


def new(client, workshop, **facts):
    return client.post(reverse("workshops:plate-new", args=[workshop.slug]), NEW | facts)


def test_an_officer_works_towards_a_plate(client, cast, workshop):
    assert new(desk(client, cast.officer), workshop).status_code == 302
    assert Designation.objects.get().status == "nurturing"


def test_an_officer_cannot_enter_as_granted_what_others_grant(client, cast, workshop):
    answer = new(desk(client, cast.officer), workshop, granted_on="2024-05-08")
    assert set(answer.context["form"].errors) == {"granted_on"}
    assert not Designation.objects.exists()
    own = {"level": "enterprise", "system": "enterprise", "granted_on": "2024-05-08"}
    assert new(client, workshop, **own).status_code == 302
    assert Designation.objects.get().status == "named"


def test_staff_enter_one_that_hangs_already(client, staff, workshop):
    new(desk(client, staff), workshop, granted_on="2024-05-08")
    plate = Designation.objects.get()
    assert (plate.status, plate.review_due_on.isoformat()) == ("named", "2027-05-08")
    assert plate.events.get().actor_role == "district_staff"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(client, staff, workshop):
    answer = new(desk(client, staff), workshop, title="", level="", valid_until="2020-01-01", granted_on="2024-05-08")
    form = answer.context["form"]
    assert set(form.errors) == {"title", "level", "valid_until"}
    assert "市工发〔2024〕8号" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("granted_on", "0001-01-01"), ("granted_on", "0204-05-08"), ("valid_until", "9999-12-31"),
        ("review_years", "0"), ("review_years", "-1"), ("review_years", "9" * 20), ("team_size", "99999"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(client, staff, workshop, field, value):
    answer = new(desk(client, staff), workshop, **({"granted_on": "2024-05-08"} | {field: value}))
    assert set(answer.context["form"].errors) == {field}
    assert not Designation.objects.exists()


def test_a_plate_is_applied_for_granted_reviewed_and_revoked(client, cast, staff, workshop):
    plate = plating.wished(workshop, cast.officer)
    desk(client, cast.officer).post(step(plate, "apply"), {"version": 1, "note": "材料齐了"})
    assert plating.fresh(plate).status == "applied"
    desk(client, staff)
    facts = {"version": 2, "granted_on": "2024-05-08", "body": "市总工会", "document_number": "8号", "review_years": 3}
    client.post(step(plate, "grant"), facts)
    assert plating.fresh(plate).status == "named"
    client.post(step(plate, "review"), {"version": 3, "on": plating.ago(2).isoformat()})
    late = {"version": 4, "result": "rectify", "on": plating.ago(1).isoformat(), "until": plating.ahead(9).isoformat()}
    assert set(client.post(step(plate, "conclude"), late).context["form"].errors) == {"reason"}
    client.post(step(plate, "conclude"), late | {"reason": "补台账"})
    assert plating.fresh(plate).status == "rectify"
    client.post(step(plate, "revoke"), {"version": 5, "on": plating.ago(0).isoformat(), "reason": "一直没改"})
    gone = plating.fresh(plate)
    assert (gone.status, gone.revoked_because) == ("revoked", "一直没改")


def test_a_result_needs_to_be_chosen_and_fits_its_fields(client, staff, workshop):
    plate = plating.under_review(workshop, staff)
    desk(client, staff)
    base = {"version": plate.version, "on": plating.ago(0).isoformat()}
    assert set(client.post(step(plate, "conclude"), base).context["form"].errors) == {"result"}
    answer = client.post(step(plate, "conclude"), base | {"result": "rectify", "reason": "补"})
    assert set(answer.context["form"].errors) == {"until"}
    answer = client.post(step(plate, "conclude"), base | {"result": "revoked"})
    assert set(answer.context["form"].errors) == {"reason"}
    assert client.post(step(plate, "conclude"), base | {"result": "passed"}).status_code == 302


def test_whoever_was_faster_is_told_and_the_words_stay(client, staff, workshop):
    plate = plating.under_review(workshop, staff)
    plating.plates.pass_review(plate, by=staff)
    facts = {"version": plate.version, "on": plating.ago(0).isoformat(), "reason": "门常年锁着"}
    answer = desk(client, staff).post(step(plate, "revoke"), facts)
    assert answer.status_code == 409
    assert "门常年锁着" in answer.content.decode()
    again = answer.context["form"].data["version"]
    assert client.post(step(plate, "revoke"), facts | {"version": again}).status_code == 302


def test_particulars_are_corrected_and_the_history_shows_it(client, staff, workshop):
    plate = plating.hung(workshop, staff)
    desk(client, staff)
    facts = NEW | {"title": "市示范性工作室", "version": 1, "granted_on": "2024-05-09"}
    assert client.post(step(plate, "edit"), facts).status_code == 302
    assert (plating.fresh(plate).title, plating.fresh(plate).granted_on.isoformat()) == ("市示范性工作室", "2024-05-09")
    assert "市劳模创新工作室 → 市示范性工作室" in page_of(client, plate).content.decode()


def test_opening_pages_writes_nothing(client, staff, workshop):
    plate = plating.hung(workshop, staff)
    desk(client, staff)
    for name in STEPS:
        client.get(step(plate, name))
    assert (plating.fresh(plate).version, plate.events.count()) == (1, 1)


# Documents


def add(client, plate, upload):
    return client.post(step(plate, "document-new"), {"file": upload})


def test_a_document_is_kept_and_handed_out_as_a_download(client, cast, staff, workshop):
    plate = plating.hung(workshop, staff)
    desk(client, cast.officer)
    assert add(client, plate, pdf("命名文件.pdf")).status_code == 302
    document = DesignationDocument.objects.get()
    answer = client.get(reverse("workshops:plate-document", args=[document.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert "命名文件.pdf" in page_of(client, plate).content.decode()


def test_what_is_no_document_is_refused_with_advice(client, cast, staff, workshop):
    plate = plating.hung(workshop, staff)
    disguised = upload("命名文件.pdf", archive(**{"a.exe": b"MZ"}))
    answer = add(desk(client, cast.officer), plate, disguised)
    assert set(answer.context["form"].errors) == {"file"}
    assert not DesignationDocument.objects.exists()


@pytest.mark.parametrize("who", ["worker", "reviewer", "stranger"])
def test_a_document_is_not_there_for_others(client, cast, strangers, staff, workshop, who):
    plate = plating.hung(workshop, staff)
    kept = plating.with_document(plate, staff)
    user = strangers.officer if who == "stranger" else getattr(cast, who)
    desk(client, user)
    for name in ("plate-document", "plate-document-remove"):
        assert client.get(reverse(f"workshops:{name}", args=[kept.pk])).status_code == 404


def test_a_document_is_taken_away_after_a_question(client, cast, staff, workshop, django_capture_on_commit_callbacks):
    plate = plating.hung(workshop, staff)
    kept = plating.with_document(plate, staff)
    address = reverse("workshops:plate-document-remove", args=[kept.pk])
    desk(client, cast.officer)
    assert client.get(address).status_code == 200
    assert DesignationDocument.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert not DesignationDocument.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)
    assert [event.verb for event in plate.events.order_by("pk")] == ["named", "document", "no_document"]
