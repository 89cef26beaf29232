"""Several machines seal at the same moment: the chain stays one chain."""

import threading
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace

import pytest

from alliance_portal import audit
from alliance_portal.audit import Act, AuditEntry, sealing
from alliance_portal.audit.models import AuditHead
from tests.at_once import at_once

SEALERS = 4
pytestmark = pytest.mark.django_db(transaction=True)


def written(number=40):
    AuditEntry.objects.bulk_create(AuditEntry(act=Act.EXPORTED, detail=str(n)) for n in range(number))


def test_sealing_at_once_makes_one_chain(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 5)
    written()

    came = at_once(*[audit.seal] * SEALERS)

    assert sum(came) == 40
    assert audit.verify().faults == []


def test_entries_written_while_sealing_are_sealed_by_the_next(monkeypatch):
    written()
    at_once(audit.seal, partial(audit.record, Act.SIGNED_IN), audit.seal, partial(audit.record, Act.SIGNED_IN))
    audit.seal()
    assert (audit.verify().faults, audit.verify().unsealed) == ([], 0)
    assert AuditEntry.objects.sealed().count() == 42


def test_without_the_lock_they_would_seal_the_same_entries(monkeypatch):
    """The control: nobody waits for anybody, and each has read what is unsealed before the first one writes."""
    written()
    AuditHead.objects.get_or_create(pk=AuditHead.ONLY)
    monkeypatch.setattr(sealing, "_locked_head", lambda: AuditHead.objects.get(pk=AuditHead.ONLY))
    monkeypatch.setattr(sealing, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(sealing, "link_after", linked_when_all_have_read())

    assert at_once(*[sealing._seal_batch] * SEALERS) == [40] * SEALERS


def linked_when_all_have_read():
    """`link_after`, whose first call of each thread waits for that of every other."""
    link_after, all_have_read, here = sealing.link_after, threading.Barrier(SEALERS, timeout=20), threading.local()

    def waited(before, entry):
        if not hasattr(here, "waited"):
            here.waited = all_have_read.wait()
        return link_after(before, entry)

    return waited
