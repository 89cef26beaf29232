"""Who gives which role: nobody to themselves, and nobody one above their own."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliance_portal.audit import Act, AuditEntry
from alliance_portal.workflow import WorkflowError
from members import permissions, services
from members.models import Notice, Role, RoleAssignment, User
from tests.factories import PersonFactory, UserFactory, account

ROLES = "/workbench/roles/"
IN_ENTERPRISE = [Role.OFFICER, Role.REVIEWER, Role.FINANCE, Role.LEADER]


@pytest.fixture
def root(db):
    return UserFactory(username="root-user", is_superuser=True, is_staff=True)


def held(user):
    return sorted(RoleAssignment.objects.filter(user=user).values_list("role", flat=True))


def fresh(user):
    return User.objects.get(pk=user.pk)


# Explicit in both directions: who gives what to a worker of the own enterprise.
MAY_GIVE = {
    "officer": {Role.REVIEWER, Role.FINANCE, Role.LEADER},
    "reviewer": set(),
    "finance": set(),
    "leader": set(),
    "owner": set(),
    "staff": {Role.OFFICER, Role.REVIEWER, Role.FINANCE, Role.LEADER, Role.DISTRICT_STAFF},
    "root": set(Role),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("who", list(MAY_GIVE))
def test_who_gives_what(cast, staff, root, who, role):
    by = {"staff": staff, "root": root}.get(who) or getattr(cast, who)
    enterprise = cast.enterprise if role in IN_ENTERPRISE else None
    if role in MAY_GIVE[who]:
        services.grant_role(cast.worker, role, enterprise, by=by)
        assert held(cast.worker) == [role]
    else:
        with pytest.raises(WorkflowError):
            services.grant_role(cast.worker, role, enterprise, by=by)
        assert held(cast.worker) == []


@pytest.mark.parametrize("role", [*IN_ENTERPRISE, Role.DISTRICT_STAFF, Role.AUDITOR])
@pytest.mark.parametrize("who", ["officer", "staff", "root"])
def test_nobody_gives_a_role_to_themselves(cast, staff, root, who, role):
    by = {"staff": staff, "root": root}.get(who) or cast.officer
    before = held(by)
    with pytest.raises(WorkflowError):
        services.grant_role(by, role, cast.enterprise if role in IN_ENTERPRISE else None, by=by)
    assert held(by) == before


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FINANCE, Role.LEADER])
def test_an_officer_gives_nothing_in_or_to_another_enterprise(cast, strangers, role):
    for user, enterprise in (
        (strangers.worker, strangers.enterprise),
        (cast.worker, strangers.enterprise),
        (strangers.worker, cast.enterprise),
    ):
        with pytest.raises(WorkflowError):
            services.grant_role(user, role, enterprise, by=cast.officer)
    assert (held(cast.worker), held(strangers.worker)) == ([], [])


def test_a_role_in_the_wrong_place_is_no_role(cast, staff):
    with pytest.raises(ValidationError):
        services.grant_role(cast.worker, Role.REVIEWER, None, by=staff)
    with pytest.raises(ValidationError):
        services.grant_role(cast.worker, Role.AUDITOR, cast.enterprise, by=staff)


def test_who_left_or_is_closed_gets_no_role(cast, staff):
    services.roster.let_go(cast.worker.person, by=cast.officer)
    services.close_account(cast.colleague, by=staff)
    for user in (fresh(cast.worker), fresh(cast.colleague)):
        with pytest.raises(WorkflowError):
            services.grant_role(user, Role.REVIEWER, cast.enterprise, by=cast.officer)


MAY_TAKE = {
    "officer": {Role.REVIEWER, Role.FINANCE, Role.LEADER},
    "leader": set(),
    "reviewer": set(),
    "stranger": set(),
    "staff": set(IN_ENTERPRISE),
}


@pytest.mark.parametrize("role", IN_ENTERPRISE)
@pytest.mark.parametrize("who", list(MAY_TAKE))
def test_who_takes_what_away(cast, strangers, staff, who, role):
    by = {"staff": staff, "stranger": strangers.officer}.get(who) or getattr(cast, who)
    services.grant_role(cast.worker, role, cast.enterprise, by=staff)
    if role in MAY_TAKE[who]:
        services.revoke_role(cast.worker, role, cast.enterprise, by=by)
        assert held(cast.worker) == []
    else:
        with pytest.raises(WorkflowError):
            services.revoke_role(cast.worker, role, cast.enterprise, by=by)
        assert held(cast.worker) == [role]


def test_the_last_officer_stays(cast, staff):
    with pytest.raises(WorkflowError):
        services.revoke_role(cast.officer, Role.OFFICER, cast.enterprise, by=cast.officer)
    services.grant_role(cast.worker, Role.OFFICER, cast.enterprise, by=staff)
    services.revoke_role(cast.officer, Role.OFFICER, cast.enterprise, by=cast.officer)
    assert held(cast.officer) == []


def test_an_officer_who_left_is_not_counted(cast, staff):
    services.grant_role(cast.worker, Role.OFFICER, cast.enterprise, by=staff)
    cast.worker.person.in_service = False
    cast.worker.person.save()
    with pytest.raises(WorkflowError):
        services.revoke_role(cast.officer, Role.OFFICER, cast.enterprise, by=cast.officer)


def test_each_step_is_told_and_written_down(cast):
    services.grant_role(cast.worker, Role.FINANCE, cast.enterprise, by=cast.officer)
    services.grant_role(cast.worker, Role.FINANCE, cast.enterprise, by=cast.officer)
    services.revoke_role(cast.worker, Role.FINANCE, cast.enterprise, by=cast.officer)
    entries = AuditEntry.objects.filter(act__in=[Act.ROLE_GIVEN, Act.ROLE_TAKEN]).order_by("pk")
    facts = (cast.officer.pk, "members.user", cast.worker.pk, cast.enterprise.pk, "finance")
    written = entries.values_list("act", "actor", "object_kind", "object_id", "enterprise", "detail")
    assert list(written) == [("role_given", *facts), ("role_taken", *facts)]
    kinds = Notice.objects.filter(user=cast.worker).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["role_given_to_you", "role_taken_from_you"]


def test_a_role_taken_away_ends_with_the_next_request(cast, staff, client):
    client.force_login(cast.reviewer)
    assert client.get("/workbench/queue/").status_code == 200
    services.revoke_role(cast.reviewer, Role.REVIEWER, cast.enterprise, by=staff)
    assert client.get("/workbench/queue/").status_code in (302, 403)


# Pages


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.officer)
    return client


def names(page_of_roles):
    return sorted(str(one.user) for one in page_of_roles.context["page_obj"])


def test_officers_see_the_roles_of_their_enterprise(cast, strangers, desk):
    shown = desk.get(ROLES)
    assert names(shown) == sorted(["李工", "钱会计", "孙干事", "吴主席"])
    assert strangers.enterprise.name not in shown.content.decode()
    assert names(desk.get(f"{ROLES}?role=finance")) == ["钱会计"]
    assert names(desk.get(f"{ROLES}?q=0003")) == ["李工"]
    assert "empty" in desk.get(f"{ROLES}?q=nobody").content.decode()


@pytest.mark.parametrize("who", ["worker", "reviewer", "finance", "leader"])
def test_the_pages_are_for_officers_only(cast, client, who):
    client.force_login(getattr(cast, who))
    other = RoleAssignment.objects.get(role=Role.OFFICER, enterprise=cast.enterprise)
    assert [client.get(ROLES).status_code, client.get(f"{ROLES}new/").status_code] == [403, 403]
    assert client.post(f"{ROLES}new/", {"person": "0001", "role": "finance"}).status_code == 403
    assert client.post(f"{ROLES}{other.pk}/take/").status_code in (403, 404)


def test_other_enterprises_do_not_exist(strangers, desk):
    theirs = RoleAssignment.objects.get(role=Role.REVIEWER, enterprise=strangers.enterprise)
    assert desk.get(f"{ROLES}?enterprise=JC").status_code == 404
    assert desk.post(f"{ROLES}new/?enterprise=JC", {"person": "0001", "role": "finance"}).status_code == 404
    assert desk.post(f"{ROLES}{theirs.pk}/take/").status_code == 404
    assert RoleAssignment.objects.filter(pk=theirs.pk).exists()


def test_a_role_is_given_and_taken(cast, desk):
    answer = desk.post(f"{ROLES}new/", {"person": "王海", "role": "finance"}, follow=True)
    assert held(cast.worker) == ["finance"]
    assert "王海" in answer.content.decode()
    given = RoleAssignment.objects.get(user=cast.worker)
    assert desk.get(f"{ROLES}{given.pk}/take/").status_code == 200
    assert held(cast.worker) == ["finance"]
    desk.post(f"{ROLES}{given.pk}/take/")
    assert held(cast.worker) == []


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"person": "", "role": "finance"}, "person"),
        ({"person": "0001", "role": ""}, "role"),
        ({"person": "0001", "role": "officer"}, "role"),
        ({"person": "0001", "role": "auditor"}, "role"),
        ({"person": "0006", "role": "reviewer"}, "person"),
        ({"person": "0100", "role": "reviewer"}, "person"),
        ({"person": "9999", "role": "reviewer"}, "person"),
    ],
)
def test_what_cannot_be_given_is_said_at_its_field(cast, desk, sent, field):
    PersonFactory(department=cast.team, work_number="0100", name="无账号")
    before = RoleAssignment.objects.count()
    answer = desk.post(f"{ROLES}new/", sent)
    assert set(answer.context["form"].errors) == {field}
    assert RoleAssignment.objects.count() == before
    assert f'value="{sent["person"]}"' in answer.content.decode() or not sent["person"]


def test_an_officer_cannot_take_an_officers_role_but_their_own(cast, staff, desk):
    services.grant_role(cast.worker, Role.OFFICER, cast.enterprise, by=staff)
    other, own = (RoleAssignment.objects.get(user=user, role=Role.OFFICER) for user in (cast.worker, cast.officer))
    assert desk.post(f"{ROLES}{other.pk}/take/").status_code == 403
    assert desk.post(f"{ROLES}{own.pk}/take/").url == reverse("landing")
    assert desk.get(ROLES).status_code == 403


def test_the_last_officer_reads_why(cast, desk):
    own = RoleAssignment.objects.get(user=cast.officer)
    answer = desk.post(f"{ROLES}{own.pk}/take/", follow=True)
    assert [str(each) for each in answer.context["messages"]]
    assert held(cast.officer) == ["officer"]


def test_a_stale_sign_in_asks_for_the_password_first(cast, desk):
    session = desk.session
    session["signed_in_at"] = 0
    session.save()
    answer = desk.post(f"{ROLES}new/", {"person": "0001", "role": "finance"})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert held(cast.worker) == []
    desk.post(answer.url, {"password": "wrong"})
    assert held(cast.worker) == []
    desk.post(answer.url, {"password": "correct-horse-battery"})
    assert held(cast.worker) == ["finance"]


def test_rows_cost_no_queries(cast, desk):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(ROLES).status_code == 200
        return len(captured)

    RoleAssignment.objects.exclude(user=cast.officer).delete()
    with_one = asked()
    for _n in range(3):
        account(PersonFactory(department=cast.team), Role.FINANCE)
    assert asked() == with_one


def test_staff_give_roles_in_the_admin_and_not_to_themselves(cast, staff, client):
    client.force_login(staff)
    add = "/admin/members/roleassignment/add/"
    client.post(add, {"user": cast.worker.pk, "role": "officer", "enterprise": cast.enterprise.pk})
    assert held(cast.worker) == ["officer"]
    own = client.post(add, {"user": staff.pk, "role": "officer", "enterprise": cast.enterprise.pk})
    assert "role" in own.context["adminform"].form.errors
    root = client.post(add, {"user": cast.colleague.pk, "role": "auditor", "enterprise": ""})
    assert "role" in root.context["adminform"].form.errors
    assert held(cast.colleague) == []


def test_permissions_answer_for_nobody(cast):
    nobody = AnonymousUser()
    assert not any(permissions.can_grant_role(nobody, role, cast.enterprise.pk) for role in Role)
    assert not permissions.is_auditor(nobody)


def test_staff_come_in_under_no_account_that_stands_above_them(cast, staff):
    """The auditor watches the staff: whoever holds a link to that account, or shuts it out, watches alone."""
    auditor = UserFactory(username="watches", is_staff=True)
    RoleAssignment.objects.create(user=auditor, role=Role.AUDITOR)
    highest = UserFactory(username="highest", is_superuser=True, is_staff=True)
    plain = UserFactory(username="plain", is_staff=True)
    RoleAssignment.objects.create(user=plain, role=Role.DISTRICT_STAFF)
    acts = [
        services.make_account_link, services.reset_second_step, services.close_account, services.reopen_account,
        services.passwords.issue_password,
    ]  # fmt: skip
    for above in (auditor, highest):
        for act in acts:
            with pytest.raises(WorkflowError, match=above.username):
                act(above, by=plain)
            act(above, by=UserFactory(is_superuser=True))
