import pytest
from django.contrib.auth.models import AnonymousUser

from members import permissions, services
from members.models import Role
from tests.factories import PersonFactory


def hands_out(giver, person):
    return permissions.can_hand_out_access(giver, person)


def test_officers_and_staff_hand_out_access(cast, staff):
    person = PersonFactory(department=cast.team)
    givers = [cast.officer, staff, cast.worker, cast.reviewer, cast.finance, cast.leader]
    assert [hands_out(giver, person) for giver in givers] == [True, True, False, False, False, False]


def test_nobody_hands_out_access_to_themselves_to_leavers_or_to_strangers(cast, strangers):
    leaver = PersonFactory(department=cast.team, in_service=False)
    people = [cast.officer.person, leaver, strangers.worker.person]
    assert [hands_out(cast.officer, person) for person in people] == [False, False, False]


def test_an_officer_makes_no_link_to_an_account_that_holds_a_role(cast, strangers, staff):
    """Whoever holds the link could answer, verify or lead in that person's name."""
    services.grant_role(cast.colleague, Role.REVIEWER, strangers.enterprise, by=staff)
    people = [cast.worker.person, cast.colleague.person, cast.reviewer.person, cast.finance.person]
    assert [hands_out(cast.officer, person) for person in people] == [True, False, False, False]
    assert [hands_out(staff, person) for person in people] == [True, True, True, True]


@pytest.mark.parametrize(
    ("who", "answer"),
    [("worker", False), ("reviewer", False), ("finance", False), ("officer", True), ("leader", True)],
)
def test_leaders_and_officers_see_the_dashboard(cast, who, answer):
    assert permissions.can_see_dashboard(getattr(cast, who)) is answer


def test_roles_hold_in_their_enterprise_only(cast, strangers):
    assert permissions.has_role(cast.reviewer, cast.enterprise.pk, "reviewer")
    assert not permissions.has_role(cast.reviewer, strangers.enterprise.pk, "reviewer")
    assert permissions.enterprise_ids(cast.worker) == {cast.enterprise.pk}


def test_a_visitor_is_nobody(cast):
    visitor = AnonymousUser()
    assert not permissions.is_district_staff(visitor)
    assert permissions.enterprise_ids(visitor) == frozenset()
    assert not permissions.can_manage_people(visitor, cast.enterprise.pk)


def test_a_closed_staff_account_is_no_staff(staff):
    staff.is_active = False
    assert not permissions.is_district_staff(staff)
