"""Telephone numbers are masked by default, and read in full for a reason that is kept."""

import uuid

import pytest

from alliance_portal import services as portal
from alliance_portal.audit import AuditEntry
from alliance_portal.masking import masked_contact, masked_numbers, masked_phone
from alliance_portal.workflow import WorkflowError
from members import services
from members.models import ImportBatch, ImportRow, Person
from tests.workshops import awarding
from workshops.models import AwardObjection

PHONE = "13812340001"
LIST = "/admin/members/person/"


@pytest.fixture
def desk(cast, staff, client):
    Person.objects.filter(user=cast.worker).update(phone=PHONE)
    client.force_login(staff)
    return client


@pytest.mark.parametrize(
    ("number", "shown"),
    [(PHONE, "138****0001"), ("86123456", "******56"), ("120", "*20"), ("12", "**"), ("", "")],
)
def test_a_number_is_masked(number, shown):
    assert masked_phone(number) == shown


def test_numbers_within_a_text_are_masked_and_others_are_not():
    assert masked_numbers(f"电话{PHONE}，编号2138123400012") == "电话138****0001，编号2138123400012"


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        (PHONE, "138****0001"), ("１３８１２３４０００１", "138****0001"),
        ("电话0514-86123456，下班后", "电话051******3456，下班后"),
        ("微信wanghai_88", "微信wan***i_88"), ("wanghai@example.org", "w***@example.org"),
        ("焊装一班302", "焊装一班302"), ("", ""),
    ],
)  # fmt: skip
def test_a_contact_is_masked_whatever_it_is(contact, shown):
    assert masked_contact(contact) == shown


CONTACTS = {"portal": "/admin/alliance_portal/feedback/", "awards": "/admin/workshops/awardobjection/"}


@pytest.fixture
def left(cast, staff):
    """{where: the row with a contact that somebody left}"""
    remark = portal.give_feedback(key=uuid.uuid4(), kind="wish", text="字太小", contact=PHONE)
    objection = awarding.objected(awarding.shown(staff, cast))
    AwardObjection.objects.update(contact=PHONE)
    return {"portal": remark, "awards": objection}


@pytest.mark.parametrize("where", ["portal", "awards"])
def test_a_contact_is_read_in_full_by_staff_for_a_reason(desk, left, where):
    row, address = left[where], CONTACTS[where]
    for page in (address, f"{address}{row.pk}/change/"):
        shown = desk.get(page).content.decode()
        assert PHONE not in shown
    assert "138****0001" in shown
    assert "138****0001" not in desk.get(f"{address}?q={PHONE}").content.decode()
    assert desk.get(f"{address}?contact__startswith=138").status_code == 400
    sent = {"action": "read_contacts", "_selected_action": [row.pk]}
    assert PHONE not in desk.post(address, sent).content.decode()
    assert not AuditEntry.objects.filter(act="phone_read").exists()
    assert PHONE in desk.post(address, sent | {"confirmed": "yes", "reason": "回电话"}).content.decode()
    entry = AuditEntry.objects.get(act="phone_read")
    assert (entry.object_id, entry.object_kind, entry.detail) == (row.pk, row._meta.label_lower, "回电话")


def test_whoever_runs_the_round_reads_a_contact_for_a_reason(desk, left, cast):
    address = f"/workbench/awards/objections/{left['awards'].pk}/contact/"
    assert PHONE not in desk.get(address).content.decode()
    assert "reason" in desk.post(address, {"reason": " "}).context["form"].errors
    assert not AuditEntry.objects.filter(act="phone_read").exists()
    shown = desk.post(address, {"reason": "核实获奖年份"})
    assert PHONE in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert AuditEntry.objects.get(act="phone_read").detail == "核实获奖年份"
    session = desk.session
    session["signed_in_at"] = 0
    session.save()
    assert "/accounts/reauthenticate/" in desk.post(address, {"reason": "再看"}).url
    desk.force_login(cast.officer)
    assert desk.get(address).status_code == 404


def form_of(person):
    facts = {"enterprise": person.enterprise_id, "department": person.department_id, "in_service": "on"}
    inline = {"speciality_rows-TOTAL_FORMS": 0, "speciality_rows-INITIAL_FORMS": 0}
    return facts | inline | {"work_number": person.work_number, "name": person.name, "joined_on": "2020-01-01"}


@pytest.mark.parametrize(("typed", "kept"), [("138****0001", PHONE), ("13900000002", "13900000002"), ("", "")])
def test_the_form_shows_it_masked_and_keeps_what_was_not_written_anew(desk, cast, typed, kept):
    person = Person.objects.get(user=cast.worker)
    address = f"{LIST}{person.pk}/change/"
    page = desk.get(address).content.decode()
    assert "138****0001" in page
    assert PHONE not in page
    assert desk.post(address, form_of(person) | {"phone": typed}).status_code == 302
    assert Person.objects.get(pk=person.pk).phone == kept


def test_the_history_shows_it_masked(desk, cast):
    person = Person.objects.get(user=cast.worker)
    person.save()
    person.phone = "13900000002"
    person.save()
    page = desk.get(f"{LIST}{person.pk}/history/").content.decode()
    assert "139****0002" in page
    assert PHONE not in page
    assert "13900000002" not in page


def test_rows_of_ledgers_show_it_masked(desk, cast):
    batch = ImportBatch.objects.create(kind="roster", enterprise=cast.enterprise, file_name="a", sha256="0")
    row = ImportRow.objects.create(batch=batch, number=1, outcome="new", cells=[PHONE], values={"phone": PHONE})
    for address in ("/admin/members/importrow/", f"/admin/members/importrow/{row.pk}/change/"):
        page = desk.get(address).content.decode()
        assert "138****0001" in page
        assert PHONE not in page


def test_it_is_read_in_full_for_a_reason(desk, cast):
    person = Person.objects.get(user=cast.worker)
    sent = {"action": "read_phones", "_selected_action": [person.pk]}
    asked = desk.post(LIST, sent)
    assert PHONE not in asked.content.decode()
    assert not AuditEntry.objects.filter(act="phone_read").exists()
    shown = desk.post(LIST, sent | {"confirmed": "yes", "reason": "联系领奖"})
    assert PHONE in shown.content.decode()
    entry = AuditEntry.objects.get(act="phone_read")
    assert (entry.object_id, entry.detail) == (person.pk, "联系领奖")


def test_without_a_reason_nothing_is_read(cast, staff):
    with pytest.raises(WorkflowError):
        services.phones.read_phones(Person.objects.all(), by=staff, reason=" ")


def test_too_many_are_told(desk, cast, monkeypatch):
    monkeypatch.setattr(services.phones, "MOST_AT_ONCE", 1)
    people = list(Person.objects.values_list("pk", flat=True))
    sent = {"action": "read_phones", "_selected_action": people, "confirmed": "yes", "reason": "联系"}
    assert PHONE not in desk.post(LIST, sent, follow=True).content.decode()


def test_nobody_reads_a_whole_roster(cast, staff, monkeypatch):
    monkeypatch.setattr(services.phones, "MOST_AT_ONCE", 2)
    with pytest.raises(WorkflowError):
        services.phones.read_phones(Person.objects.all(), by=staff, reason="联系")
    assert not AuditEntry.objects.filter(act="phone_read").exists()
