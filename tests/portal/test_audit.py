"""The audit: written with the act or not at all, sealed in order, and found out when anybody touches it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from alliance_portal import audit, chain
from alliance_portal.audit import Act, AuditEntry
from alliance_portal.audit.models import AuditHead
from members import services

pytestmark = pytest.mark.django_db


def written(number=5):
    for n in range(number):
        audit.record(Act.EXPORTED, detail=f"/rows/{n}/")


def entries(act):
    return list(AuditEntry.objects.filter(act=act))


def verify(*value):
    """(exit code, what was printed)"""
    out = StringIO()
    try:
        call_command("verify_audit", *value, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def rewrite(**fields):
    """What somebody with the database in hand can do."""
    AuditEntry.objects.filter(sequence=3).update(**fields)


def test_an_entry_goes_with_its_act():
    with transaction.atomic():
        audit.record(Act.EXPORTED)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


def test_an_act_that_cannot_be_written_down_does_not_happen(cast, staff, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(OSError, match="disk full"):
        services.grant_role(cast.worker, "reviewer", cast.enterprise, by=staff)
    assert not cast.worker.role_assignments.exists()


def test_an_entry_is_written_once():
    entry = audit.record(Act.EXPORTED)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("10.1.2.77", "10.1.2.0"),
        ("::ffff:10.1.2.77", "10.1.2.0"),
        ("2001:db8:1:2::9", "2001:db8:1::"),
        ("", ""),
        (None, ""),
        ("unix:", ""),
    ],
)
def test_an_address_is_kept_as_its_network(address, kept):
    with audit.coming_from(address):
        assert audit.record(Act.EXPORTED).address == kept
    assert audit.record(Act.EXPORTED).address == ""


def test_the_address_is_that_of_the_request(cast, client):
    client.force_login(cast.officer)
    client.post("/accounts/logout/", REMOTE_ADDR="192.168.7.9")
    assert entries(Act.SIGNED_OUT)[0].address == "192.168.7.0"


def test_sealing_takes_all_in_order_and_only_once():
    written(3)
    assert (audit.seal(), audit.seal()) == (3, 0)
    written(2)
    assert audit.seal() == 2
    places = AuditEntry.objects.order_by("pk").values_list("sequence", flat=True)
    assert list(places) == [1, 2, 3, 4, 5]
    assert verify()[0] == 0


def test_sealing_goes_on_over_many_batches(monkeypatch):
    monkeypatch.setattr("alliance_portal.audit.sealing.BATCH", 2)
    written(5)
    assert audit.seal() == 5
    assert audit.verify().faults == []


def test_an_empty_audit_is_whole():
    assert verify() == (0, "Sealed: 0, waiting for the seal: 0\n")


@pytest.mark.parametrize(
    "change",
    [
        {"act": Act.SIGNED_IN},
        {"actor": 7},
        {"object_kind": "members.user"},
        {"object_id": 1},
        {"enterprise": 1},
        {"detail": "/rows/9/"},
        {"address": "10.0.0.0"},
        {"succeeded": False},
        {"happened_at": "2026-01-01T00:00:00Z"},
        {"link": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_changed_fact_is_found(change):
    written()
    audit.seal()
    rewrite(**change)
    code, said = verify()
    assert (code, "place 3" in said) == (1, True)


def test_a_missing_entry_is_found():
    written()
    audit.seal()
    AuditEntry.objects.filter(sequence=3).delete()
    assert verify()[0] == 1


def test_the_last_ones_cut_off_are_found():
    written()
    audit.seal()
    AuditEntry.objects.filter(sequence__gt=3).delete()
    assert verify()[0] == 1


def test_an_entry_taken_back_out_of_the_chain_is_found():
    written()
    audit.seal()
    rewrite(sequence=None, link="")
    assert verify()[0] == 1


def test_two_entries_in_each_others_place_are_found():
    written()
    audit.seal()
    two, three = (AuditEntry.objects.get(sequence=n) for n in (2, 3))
    for pk, place in ((two.pk, 99), (three.pk, 2), (two.pk, 3)):
        AuditEntry.objects.filter(pk=pk).update(sequence=place)
    assert verify()[0] == 1


def test_an_emptied_table_is_found_by_its_head():
    written()
    audit.seal()
    AuditEntry.objects.all().delete()
    assert verify()[0] == 1


def test_who_rewrites_the_whole_chain_is_found_by_a_value_noted_before():
    written()
    audit.seal()
    noted = chain.grouped(AuditEntry.objects.get(sequence=5).link)
    rewrite(detail="nothing")
    AuditHead.objects.all().delete()
    AuditEntry.objects.update(sequence=None, link="")
    audit.seal()
    assert verify()[0] == 0
    assert verify(noted)[0] == 1


def test_a_value_noted_before_stands_while_more_is_sealed():
    written()
    audit.seal()
    noted = chain.grouped(AuditEntry.objects.get(sequence=5).link)
    written()
    audit.seal()
    code, said = verify(*noted.split())
    assert (code, "place 5" in said) == (0, True)


def test_run_due_seals(capsys):
    written(2)
    call_command("run_due")
    assert "Audit entries sealed: 2" in capsys.readouterr().out


def test_sealing_a_thousand_costs_few_queries(django_assert_max_num_queries):
    AuditEntry.objects.bulk_create(AuditEntry(act=Act.EXPORTED) for _n in range(300))
    with django_assert_max_num_queries(20):
        audit.seal()


def sign_in(number, password, **headers):
    client = Client()
    client.post("/accounts/login/", {"enterprise": "CF", "login": number, "password": password}, **headers)
    return client


def test_signing_in_and_out_is_written_down(cast):
    client = sign_in("0001", "correct-horse-battery")
    client.post("/accounts/logout/")
    facts = ("act", "actor", "object_kind", "object_id", "enterprise", "succeeded")
    of_worker = (cast.worker.pk, "members.user", cast.worker.pk)
    assert list(AuditEntry.objects.order_by("pk").values_list(*facts)) == [
        ("signed_in", *of_worker, cast.enterprise.pk, True),
        ("signed_out", *of_worker, None, True),
    ]


def test_a_failure_names_the_account_and_keeps_nothing_that_was_typed(cast):
    sign_in("0001", "my-secret-guess")
    sign_in("my-password-in-the-wrong-box", "x")
    tried, unknown = entries(Act.SIGN_IN_FAILED)[::-1]
    assert (tried.actor, tried.object_id, tried.succeeded) == (None, cast.worker.pk, False)
    assert (unknown.object_id, unknown.detail) == (None, "")


def test_a_lock_is_written_down_once(cast):
    for _n in range(9):
        sign_in("0001", "guess")
    assert len(entries(Act.SIGN_IN_FAILED)) == 5
    assert [entry.object_id for entry in entries(Act.LOCKED_OUT)] == [cast.worker.pk]


def test_an_export_is_written_down_without_what_was_looked_for(cast, client):
    client.force_login(cast.leader)
    b"".join(client.get("/dashboard/export.xlsx?figure=received&q=王海").streaming_content)
    (entry,) = entries(Act.EXPORTED)
    assert (entry.actor, entry.detail) == (cast.leader.pk, "/dashboard/export.xlsx")


def test_a_refused_export_is_none(cast, client):
    client.force_login(cast.worker)
    assert client.get("/dashboard/export.xlsx").status_code == 403
    assert entries(Act.EXPORTED) == []


def test_the_database_keeps_one_entry_for_each_place(cast):
    written(2)
    audit.seal()
    with pytest.raises(Exception, match=r"(?i)unique"), connection.cursor() as cursor:
        cursor.execute("UPDATE alliance_portal_auditentry SET sequence = 1")
