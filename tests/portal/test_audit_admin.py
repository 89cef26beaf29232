"""The audit is searched by auditors and by nobody else; an auditor finds nothing besides."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal import audit
from alliance_portal.audit import Act, AuditEntry
from members import services
from members.models import Role, RoleAssignment
from tests.factories import UserFactory

LIST = "/admin/alliance_portal/auditentry/"


@pytest.fixture
def auditor(db):
    user = UserFactory(username="auditor", full_name="审计员", is_staff=True)
    RoleAssignment.objects.create(user=user, role=Role.AUDITOR)
    return user


@pytest.fixture
def desk(auditor, client):
    client.force_login(auditor)
    return client


def found(page):
    return [entry.detail for entry in page.context["cl"].result_list]


def test_only_auditors_see_it(cast, staff, client):
    audit.record(Act.EXPORTED)
    root = UserFactory(is_superuser=True, is_staff=True)
    for user in (staff, root, cast.officer, cast.leader):
        client.force_login(user)
        assert client.get(LIST).status_code in (302, 403)
        assert client.get(f"{LIST}{AuditEntry.objects.first().pk}/change/").status_code in (302, 403)
    client.force_login(staff)
    assert LIST not in client.get("/admin/").content.decode()


def test_an_auditor_comes_to_the_audit_and_finds_nothing_else(desk, cast):
    assert desk.get("/admin/").url == LIST
    page = desk.get(LIST)
    assert page.status_code == 200
    assert desk.get("/admin/alliance_portal/").status_code == 200
    assert desk.get("/admin/members/").status_code == 404
    assert "/admin/members/person/" not in page.content.decode()
    for address in (
        "members/person/",
        f"members/user/{cast.worker.pk}/change/",
        "members/roleassignment/add/",
        "suggestions/suggestion/",
        "import/",
        "radar/",
        "autocomplete/?app_label=members&model_name=roleassignment&field_name=user&term=a",
    ):
        assert desk.get(f"/admin/{address}").status_code in (302, 403), address


def test_nothing_can_be_changed_there(desk):
    entry = audit.record(Act.EXPORTED, detail="/rows/")
    assert desk.get(f"{LIST}{entry.pk}/change/").status_code == 200
    assert desk.post(f"{LIST}{entry.pk}/change/", {"detail": "x"}).status_code == 403
    assert desk.get(f"{LIST}add/").status_code in (302, 403)
    assert desk.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code in (302, 403)
    assert AuditEntry.objects.get(pk=entry.pk).detail == "/rows/"


@pytest.mark.parametrize(
    ("query", "details"),
    [
        ("q=王海", ["c", "a"]),
        ("q=0001", ["c", "a"]),
        ("q=CF-0002", ["b"]),
        ("q=区总干事", ["d"]),
        ("q=长风", ["b"]),
        ("q=王海+赵敏", []),
        ("act=role_given", ["b"]),
        ("act=nonsense", []),
        ("succeeded__exact=0", ["e"]),
    ],
)
def test_it_is_searched_by_who_and_whom_and_what(desk, cast, staff, query, details):
    audit.record(Act.EXPORTED, by=cast.worker, detail="a")
    audit.record(Act.ROLE_GIVEN, about=cast.colleague, enterprise=cast.enterprise, detail="b")
    audit.record(Act.MOVED, about=cast.worker.person, detail="c")
    audit.record(Act.SIGNED_IN, by=staff, detail="d")
    audit.record(Act.SIGN_IN_FAILED, succeeded=False, detail="e")
    page = desk.get(f"{LIST}?{query}")
    if page.status_code == 302:
        page = desk.get(page.url)
    assert found(page) == details


@pytest.mark.parametrize(
    ("query", "details"),
    [
        ("since=2026-03-02", ["b", "c"]),
        ("until=2026-03-02", ["a", "b"]),
        ("since=2026-03-02&until=2026-03-02", ["b"]),
        ("since=1&until=9999-99-99", ["a", "b", "c"]),
    ],
)
def test_it_is_filtered_by_days_both_included(desk, query, details):
    for name, day in (("a", 1), ("b", 2), ("c", 3)):
        entry = audit.record(Act.EXPORTED, detail=name)
        at = dt.datetime(2026, 3, day, 23, 59, 30, tzinfo=timezone.get_default_timezone())
        AuditEntry.objects.filter(pk=entry.pk).update(happened_at=at)
    assert sorted(found(desk.get(f"{LIST}?{query}"))) == details


def test_the_days_keep_what_else_is_chosen(desk):
    page = desk.get(f"{LIST}?act__exact=exported&since=2026-03-02").content.decode()
    assert '<input type="hidden" name="act__exact" value="exported">' in page
    assert 'name="since" value="2026-03-02"' in page


def test_names_are_shown_and_cost_no_query_each(desk, cast, staff, django_assert_num_queries):
    def queries(number):
        for _n in range(number):
            audit.record(Act.ROLE_GIVEN, by=staff, about=cast.worker, enterprise=cast.enterprise)
        with django_assert_num_queries(asked) as asks:
            page = desk.get(LIST).content.decode()
        assert ("区总干事" in page, "王海" in page, "长风客车" in page) == (True, True, True)
        return asks

    asked = 4
    queries(1)
    queries(3)


def test_an_auditor_is_none_of_the_staff(cast, staff, auditor):
    root = UserFactory(is_superuser=True)
    with pytest.raises(services.roles.WorkflowError):
        services.grant_role(staff, Role.AUDITOR, None, by=root)
    with pytest.raises(services.roles.WorkflowError):
        services.grant_role(auditor, Role.DISTRICT_STAFF, None, by=staff)
    with pytest.raises(services.roles.WorkflowError):
        services.grant_role(cast.worker, Role.AUDITOR, None, by=staff)
    services.grant_role(cast.worker, Role.AUDITOR, None, by=root)
    assert cast.worker.role_assignments.get().role == Role.AUDITOR
