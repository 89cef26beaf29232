"""Somebody closes the account for good: the identity goes, the work stays with a number."""

import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from alliance_portal.audit import AuditEntry
from alliance_portal.workflow import WorkflowError
from members import services
from members.models import Consent, ImportBatch, ImportRow, Notice, Person, RoleAssignment
from suggestions import services as suggestions
from tests.factories import member
from tests.training import mentoring
from training import services as training

close = services.erasure.close_for_good


def test_the_person_remains_as_a_closed_account(cast):
    person = close(by=cast.worker)
    assert (person.name, person.post, person.phone) == ("已注销职工", "", "")
    assert person.work_number == f"~{person.pk}"
    assert person.erased_at
    assert not person.in_service
    assert set(person.history.values_list("name", "work_number")) == {("已注销职工", f"~{person.pk}")}


def test_the_account_lets_nobody_in(cast, client):
    client.force_login(cast.worker)
    assert client.get("/me/account/").status_code == 200
    close(by=cast.worker)
    cast.worker.refresh_from_db()
    assert cast.worker.username == f"closed-{cast.worker.pk}"
    assert not cast.worker.is_active
    assert not cast.worker.has_usable_password()
    assert client.get("/me/account/").status_code == 302
    assert not client.login(username="CF-0001", password="any")


def test_sessions_go(cast, client, rf):
    client.force_login(cast.worker)
    services.sessions.remember(client.session, cast.worker, "Firefox")
    close(by=cast.worker)
    assert not Session.objects.exists()


def test_consents_end_and_roles_are_taken(cast):
    services.give_consent("named", by=cast.reviewer)
    close(by=cast.reviewer)
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert not RoleAssignment.objects.filter(user=cast.reviewer).exists()


def test_the_suggestion_stays_with_a_closed_account(cast, client):
    sent = suggestions.submit(by=cast.worker, key=uuid.uuid4(), problem="过道太暗", idea="加一盏灯")
    close(by=cast.worker)
    client.force_login(cast.reviewer)
    page = client.get(f"/suggestions/{sent.number}/").content.decode()
    assert "加一盏灯" in page
    assert "已注销职工" in page
    assert "王海" not in page


def test_twice_is_told(cast):
    close(by=cast.worker)
    with pytest.raises(WorkflowError):
        close(by=cast.worker)


def test_the_last_officer_stays(cast):
    with pytest.raises(WorkflowError):
        close(by=cast.officer)
    assert Person.objects.get(user=cast.officer).erased_at is None


def test_the_districts_own_people_stay(staff):
    with pytest.raises(WorkflowError):
        close(by=staff)


def test_an_officer_writes_no_name_to_it_again(cast):
    person = close(by=cast.worker)
    for act in (services.roster.take_back, services.roster.let_go):
        with pytest.raises(WorkflowError):
            act(person, by=cast.officer)
    with pytest.raises(WorkflowError):
        services.keep_specialities(person, [], by=cast.officer)
    with pytest.raises(WorkflowError):
        services.make_access_link(person, by=cast.officer)


def test_staff_cannot_write_it_in_the_admin(cast, client, staff):
    person = close(by=cast.worker)
    client.force_login(staff)
    address = f"/admin/members/person/{person.pk}/change/"
    assert client.post(address, {"name": "王海"}).status_code in (302, 403)
    assert Person.objects.get(pk=person.pk).name == "已注销职工"


def test_copies_of_the_name_go(cast):
    batch = ImportBatch.objects.create(kind="roster", enterprise=cast.enterprise, file_name="a.xlsx", sha256="0")
    ImportRow.objects.create(batch=batch, number=1, outcome="new", cells=["王海", "0001"])
    ImportRow.objects.create(batch=batch, number=2, outcome="new", cells=["赵敏", "0002"])
    Notice.objects.create(user=cast.officer, kind="asked", facts={"who": ["王海"]}, subject="x", path="/")
    close(by=cast.worker)
    assert [row.number for row in batch.rows.all()] == [2]
    assert Notice.objects.get(user=cast.officer, kind="asked").facts == {"who": ["已注销职工"]}


def test_it_leaves_an_entry_with_a_number(cast):
    person = close(by=cast.worker)
    entry = AuditEntry.objects.get(act="erased")
    assert (entry.actor, entry.object_id, entry.detail) == (cast.worker.pk, person.pk, "")


def test_somebody_whose_name_only_begins_like_it_stays_named(cast):
    """王海 goes; 王海涛 stays in notices, ledgers and the admin's log, whoever else stands beside."""
    batch = ImportBatch.objects.create(
        kind="suggestions", enterprise=cast.enterprise, file_name="a.xlsx", sha256="0" * 64, uploaded_by=cast.officer
    )
    for number, cells in enumerate((["王海涛", "0091"], ["赵敏、王海", "0002"]), 1):
        ImportRow.objects.create(batch=batch, number=number, outcome="new", cells=cells)
    facts = {"user": cast.officer, "kind": "x", "subject": "y", "path": "/"}
    Notice.objects.create(facts={"name": "王海涛", "names": ["王海", "王海涛"]}, **facts)
    entry = {"user": cast.officer, "action_flag": 2, "change_message": "王海涛"}
    LogEntry.objects.create(object_repr="王海涛 0001", **entry)
    close(by=cast.worker)
    assert [row.cells for row in batch.rows.all()] == [["王海涛", "0091"]]
    assert Notice.objects.get(kind="x").facts == {"name": "王海涛", "names": ["已注销职工", "王海涛"]}
    assert LogEntry.objects.values_list("object_repr", "change_message").get() == ("王海涛 0001", "王海涛")


def test_the_name_goes_from_the_reasons_of_an_agreement(cast):
    """王海涛, whose name begins the same, stays."""
    other = member(department=cast.team, work_number="0199", name="王海涛")
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, other.person])
    training.end(made, by=cast.officer, reason="王海、王海涛：换了岗位")
    close(by=cast.worker)
    assert [event.note for event in made.events.filter(verb="ended")] == ["已注销职工、王海涛：换了岗位"]
