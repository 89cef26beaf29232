"""The register at the workbench: who sees, enters, corrects and revokes what; lists, files and figures."""

import io

import openpyxl
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import WorkshopFactory, picture
from tests.paper_files import pdf
from tests.workshops import honouring
from workshops.models import Honour
from workshops.services import honours
from workshops.statistics import honours as figures

BASE = "/en/workbench/honours/"
NEW = {
    "level": "enterprise", "kind": "other", "title": "年度标兵", "body": "长风客车", "granted_on": "2026-03-01",
    "holder": "person", "person": "0001",
}  # fmt: skip


def text(response):
    return response.content.decode()


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


@pytest.fixture
def honour(cast, staff):
    return honouring.given(cast.worker, staff, level="enterprise")


def step(honour, name):
    return reverse(f"workshops:honour-{name}", args=[honour.pk])


def test_an_officer_enters_an_honour_of_the_own_enterprise(cast, client):
    client.force_login(cast.officer)
    sent = client.post(f"{BASE}new/", {**NEW, "enterprise": cast.enterprise.pk})
    honour = Honour.objects.get()
    assert sent.url.endswith(f"/workbench/honours/{honour.pk}/")
    assert (honour.person, honour.enterprise, honour.entered_by) == (
        cast.worker.person,
        cast.enterprise,
        cast.officer,
    )
    assert honour.events.get().actor_role == "officer"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"level": "national"}, "level"),
        ({"person": ""}, "person"),
        ({"person": "没这个人"}, "person"),
        ({"holder": "workshop"}, "workshop"),
        ({"holder": "team"}, "team"),
        ({"holder": ""}, "holder"),
        ({"granted_on": "2999-01-01"}, "granted_on"),
        ({"result": "R-2026-9999"}, "result"),
        ({"enterprise": ""}, "enterprise"),
        ({"title": "授予王海"}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(cast, client, words, field):
    client.force_login(cast.officer)
    page = client.post(f"{BASE}new/", {**NEW, "enterprise": cast.enterprise.pk, **words})
    assert list(errors(page)) == [field]
    assert page.context["form"]["title"].value() == (words.get("title") or "年度标兵")
    assert not Honour.objects.exists()


def test_no_officer_enters_anything_for_another_enterprise(cast, strangers, client):
    client.force_login(cast.officer)
    theirs = {"enterprise": strangers.enterprise.pk}
    assert "enterprise" in errors(client.post(f"{BASE}new/", {**NEW, **theirs}))
    workshop = WorkshopFactory(enterprise=strangers.enterprise)
    words = {**NEW, "enterprise": cast.enterprise.pk, "holder": "workshop", "workshop": workshop.pk}
    assert "workshop" in errors(client.post(f"{BASE}new/", words))


def test_staff_enter_every_level_and_a_workshop_fits_its_enterprise(cast, strangers, staff, client):
    client.force_login(staff)
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    words = {**NEW, "level": "national", "holder": "workshop", "workshop": workshop.pk}
    wrong = client.post(f"{BASE}new/", {**words, "enterprise": strangers.enterprise.pk})
    assert list(errors(wrong)) == ["workshop"]
    client.post(f"{BASE}new/", {**words, "enterprise": cast.enterprise.pk})
    assert Honour.objects.get().workshop == workshop


@pytest.mark.parametrize(
    ("who", "code"), [("worker", 403), ("reviewer", 403), ("finance", 403), ("leader", 200), ("officer", 200)]
)
def test_who_opens_the_register(cast, client, who, code):
    client.force_login(getattr(cast, who))
    assert client.get(BASE).status_code == code


def test_the_register_of_another_enterprise_is_not_there(strangers, client, honour):
    client.force_login(strangers.officer)
    assert "区级工匠" not in text(client.get(BASE))
    for address in (f"{BASE}{honour.pk}/", step(honour, "change"), step(honour, "revoke"), step(honour, "photo")):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["change", "revoke", "photo", "document-new"])
def test_who_answers_for_it_reads_and_does_not_write(cast, staff, client, honour, name):
    client.force_login(cast.leader)
    assert client.get(f"{BASE}{honour.pk}/").status_code == 200
    assert client.get(step(honour, name)).status_code == 403
    above = honouring.given(cast.worker, staff, level="municipal")
    client.force_login(cast.officer)
    assert client.get(step(above, name)).status_code == 403


def test_corrections_notice_when_somebody_was_faster(cast, client, honour):
    client.force_login(cast.officer)
    words = {**NEW, "title": "改过的", "version": honour.version}
    assert client.post(step(honour, "change"), words).status_code == 302
    again = client.post(step(honour, "change"), {**words, "title": "再改"})
    assert again.status_code == 409
    assert again.context["form"]["title"].value() == "再改"
    assert Honour.objects.get().title == "改过的"


def test_revoking_asks_for_a_reason(cast, client, honour):
    client.force_login(cast.officer)
    facts = {"version": honour.version, "on": "2026-06-01"}
    assert list(errors(client.post(step(honour, "revoke"), {**facts, "reason": " "}))) == ["reason"]
    client.post(step(honour, "revoke"), {**facts, "reason": "弄虚作假"})
    assert not Honour.objects.get().is_valid
    assert "弄虚作假" in text(client.get(f"{BASE}{honour.pk}/"))


def test_certificates_and_photos_come_and_go(
    cast, client, honour, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.officer)
    client.post(step(honour, "document-new"), {"file": pdf("证书.pdf")})
    stored = honour.documents.get()
    address = reverse("workshops:honour-document", args=[stored.pk])
    handed_out = client.get(address)
    assert handed_out.getvalue()[:4] == b"%PDF"
    assert handed_out["Content-Disposition"].startswith("attachment")
    client.post(step(honour, "photo"), {"photo": picture(), "version": Honour.objects.get().version})
    assert Honour.objects.get().image
    client.force_login(cast.colleague)
    assert client.get(address).status_code == 404
    client.force_login(cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("workshops:honour-document-remove", args=[stored.pk]))
        client.post(step(honour, "photo"), {"version": Honour.objects.get().version})
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_the_list_is_filtered_by_the_address_and_costs_the_same(cast, staff, client, honour, django_assert_num_queries):
    client.force_login(cast.officer)
    with CaptureQueriesContext(connection) as one:
        client.get(BASE)
    honouring.given(cast.colleague, staff, level="municipal", title="市里的")
    honouring.given(cast.owner, staff, level="enterprise", title="又一个")
    with django_assert_num_queries(len(one)):
        response = client.get(BASE)
    assert len(response.context["page_obj"]) == 3
    for query, titles in (("level=municipal", ["市里的"]), ("q=赵敏", ["市里的"]), ("year=2026&q=王海", ["区级工匠"])):
        assert [row.title for row in client.get(f"{BASE}?{query}").context["page_obj"]] == titles


def test_list_tile_and_file_say_the_same(cast, staff, client, honour):
    honouring.given(cast.colleague, staff)
    honours.revoke(honouring.given(cast.owner, staff), by=staff, reason="弄虚作假", on=honouring.DAY)
    honouring.agrees(cast.colleague)
    client.force_login(cast.officer)
    counted = client.get(BASE).context["figures"]
    assert (counted.total, counted.named, counted.of_persons) == (2, 1, 2)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{BASE}export.xlsx").content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 4
    assert {"王海", "赵敏"} <= {row[6] for row in rows[1:]}
    assert next(row for row in book.worksheets[1].values if row[0] == "Together")[1] == 2


def test_figures_count_each_honour_once_by_the_day(cast, staff, honour):
    other = honouring.given_to_enterprise(cast.enterprise, staff, level="national")
    before, day = honouring.DAY.replace(month=4), honouring.DAY.replace(month=6)
    honours.revoke(other, by=staff, reason="弄虚作假", on=day)
    counted = [figures.count(Honour.objects.all(), one).total for one in (before, honouring.DAY, day)]
    assert counted == [0, 2, 1]


def test_staff_revoke_and_export_in_the_admin(staff, client, honour):
    client.force_login(staff)
    address = "/en/admin/workshops/honour/"
    ticked = {ACTION_CHECKBOX_NAME: [honour.pk]}
    assert client.post(address, {"action": "export", **ticked}).content[:2] == b"PK"
    asked = client.post(address, {"action": "revoke", **ticked})
    assert "Revoke honours" in text(asked)
    facts = {"confirmed": "1", "reason": "弄虚作假", "on": "2026-06-01"}
    client.post(address, {"action": "revoke", **ticked, **facts})
    assert Honour.objects.get().revoked_because == "弄虚作假"
    assert client.get(f"{address}{honour.pk}/change/").status_code == 200
