"""My data: the list, the copy, a request, and closing the account; and the officers' page of requests."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from alliance_portal.audit import AuditEntry
from members import services
from members.models import DataRequest, Person
from members.reauthentication import SIGNED_IN_AT

ask = services.data_requests.ask


def fresh(client, user):
    client.force_login(user)
    return client


def stale(client, user):
    client.force_login(user)
    session = client.session
    session[SIGNED_IN_AT] = 0
    session.save()
    return client


def test_the_page_lists_what_is_kept(cast, client):
    page = fresh(client, cast.worker).get("/me/data/").content.decode()
    assert "花名册" in page
    assert "下载我的数据" in page
    assert "师徒协议及" not in page


def test_staff_without_a_roster_entry_have_no_such_page(staff, client):
    assert fresh(client, staff).get("/me/data/").status_code == 403


def test_the_copy_holds_ones_own_data_and_nobody_elses(cast, client):
    Person.objects.filter(user=cast.worker).update(phone="13812340001")
    answer = fresh(client, cast.worker).post("/me/data/copy/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    kinds = json.loads(archive.read("data.json"))["kinds"]
    assert kinds["roster"]["members.Person"][0]["phone"] == "13812340001"
    assert "password" not in kinds["account"]["members.User"][0]
    assert "赵敏" not in archive.read("data.json").decode()
    assert AuditEntry.objects.filter(act="copied", actor=cast.worker.pk).count() == 1


@pytest.mark.parametrize("address", ["/me/data/copy/", "/me/data/close/"])
def test_the_password_is_asked_once_more(cast, client, address):
    answer = stale(client, cast.worker).post(address, {"knows": "on"})
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert Person.objects.get(user=cast.worker).erased_at is None


def test_closing_asks_first(cast, client):
    page = fresh(client, cast.worker).get("/me/data/close/").content.decode()
    assert "立即删除" in page
    answer = client.post("/me/data/close/", {})
    assert "请先勾选" in answer.content.decode()
    assert Person.objects.get(user=cast.worker).erased_at is None


def test_closing_signs_out(cast, client):
    answer = fresh(client, cast.worker).post("/me/data/close/", {"knows": "on"})
    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session
    assert Person.objects.get(pk=cast.worker.person.pk).name == "已注销职工"


def test_the_last_officer_reads_why_not(cast, client):
    answer = fresh(client, cast.officer).post("/me/data/close/", {"knows": "on"})
    assert "最后" in answer.content.decode()


def test_a_request_is_sent_and_answered(cast, client):
    answer = fresh(client, cast.worker).post("/me/data/ask/", {"kind": "correction", "words": "岗位写错了"})
    assert answer.status_code == 302
    asked = DataRequest.objects.get()
    assert fresh(client, cast.officer).get("/workbench/requests/").content.decode().count("王海") == 1
    address = f"/workbench/requests/{asked.pk}/"
    sent = client.post(address, {"to": "done", "words": "已改为焊工", "version": asked.version})
    assert sent.status_code == 302
    assert "已改为焊工" in fresh(client, cast.worker).get("/me/data/").content.decode()


def test_an_answer_without_words_stays_on_the_page(cast, client):
    asked = ask(by=cast.worker, kind="correction", words="岗位写错了")
    page = fresh(client, cast.officer).post(f"/workbench/requests/{asked.pk}/", {"to": "done", "version": 1})
    assert "请写下答复" in page.content.decode()
    assert DataRequest.objects.get().status == "waiting"


def test_what_somebody_else_answered_meanwhile_is_told(cast, client):
    asked = ask(by=cast.worker, kind="correction", words="岗位写错了")
    late = {"to": "done", "words": "好", "version": asked.version + 5}
    assert fresh(client, cast.officer).post(f"/workbench/requests/{asked.pk}/", late).status_code == 409


def test_who_finds_a_request(cast, strangers, client):
    asked = ask(by=cast.worker, kind="correction", words="岗位写错了")
    complaint = ask(by=cast.worker, kind="complaint", words="谁看了我的电话")
    for user, number in ((strangers.officer, asked.pk), (cast.worker, asked.pk), (cast.officer, complaint.pk)):
        assert fresh(client, user).get(f"/workbench/requests/{number}/").status_code == 404
    assert fresh(client, cast.worker).get("/workbench/requests/").status_code == 403


def test_nobody_has_asked(cast, client):
    assert "还没有人提出请求" in fresh(client, cast.officer).get("/workbench/requests/").content.decode()


def test_the_list_costs_the_same_with_more_rows(cast, client, django_assert_max_num_queries):
    ask(by=cast.worker, kind="correction", words="一")
    fresh(client, cast.officer).get("/workbench/requests/")
    with django_assert_max_num_queries(30) as one:
        client.get("/workbench/requests/")
    for user in (cast.colleague, cast.owner):
        ask(by=user, kind="correction", words="二")
    with django_assert_max_num_queries(len(one)):
        client.get("/workbench/requests/")


def test_the_admin_shows_the_register(cast, staff, client):
    asked = ask(by=cast.worker, kind="complaint", words="谁看了我的电话")
    assert "王海" in fresh(client, staff).get("/admin/members/datarequest/").content.decode()
    assert client.get(f"/admin/members/datarequest/{asked.pk}/change/").status_code == 200
    assert asked.due_on == timezone.localdate() + timezone.timedelta(days=15)
