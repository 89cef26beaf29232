"""What the demo shows of accounts: applications in each state, a whole chain, and moves that are in the history."""

import pytest

from alliance_portal import audit
from alliance_portal.audit import Act, AuditEntry
from members.changes import changes_of
from members.models import Enterprise, InviteCode, JoinApplication, Person


@pytest.mark.usefixtures("made")
def test_every_enterprise_has_applications_in_each_state():
    for enterprise in Enterprise.objects.all():
        states = enterprise.join_applications.values_list("status", flat=True)
        assert sorted(states) == ["approved", "declined", "waiting"]
    assert InviteCode.objects.count() == 3
    assert all(application.reason for application in JoinApplication.objects.filter(status="declined"))


@pytest.mark.usefixtures("made")
def test_the_audit_is_sealed_and_whole():
    verdict = audit.verify()
    assert (verdict.faults, verdict.unsealed) == ([], 0)
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    shown = {Act.SIGNED_IN, Act.SIGN_IN_FAILED, Act.ROLE_GIVEN, Act.ROLE_TAKEN, Act.MOVED, Act.JOIN_APPROVED}
    assert shown <= acts


@pytest.mark.usefixtures("made")
def test_whoever_moved_has_it_in_the_history():
    moved = Person.objects.filter(pk__in=AuditEntry.objects.filter(act=Act.MOVED).values("object_id"))
    assert moved.count() == 3
    assert all(changes_of(person) for person in moved)
