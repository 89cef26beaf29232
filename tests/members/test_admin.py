import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from members import services
from members.models import Person, Role, RoleAssignment, User
from tests.factories import BoardFactory, PersonFactory, SuggestionFactory, UserFactory

PEOPLE = "/admin/members/person/"
USERS = "/admin/members/user/"
ROLES = "/admin/members/roleassignment/"
IDEAS = "/admin/suggestions/suggestion/"


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


def act(client, address, action, *rows, **more):
    ticked = [row.pk for row in rows]
    return client.post(address, {"action": action, "_selected_action": ticked, "index": "0", **more})


def said(response):
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def test_an_action_asks_before_it_acts(cast, desk):
    person = PersonFactory(department=cast.team, name="张三", work_number="0100")
    question = act(desk, PEOPLE, "make_links", person)
    assert question.templates[0].name == "admin/ask_first.html"
    assert [str(each) for each in question.context["objects"]] == ["张三 0100"]
    assert Person.objects.get(pk=person.pk).user is None


def test_staff_hand_out_links_as_slips(cast, desk, client):
    people = [PersonFactory(department=cast.team, name="张三丰", work_number=f"010{n}") for n in range(2)]
    slips = act(desk, PEOPLE, "make_links", *people, confirmed="yes")
    page = slips.content.decode()
    assert sorted(User.objects.filter(username__startswith="CF-01").values_list("username", flat=True)) == [
        "CF-0100",
        "CF-0101",
    ]
    assert page.count("<svg") >= 2
    assert ("张**" in page, "张三丰" in page, "style=" in page) == (True, False, False)
    link = slips.context["slips"][0].link
    client.logout()
    assert client.get(link, follow=True).context.get("token_fail") is None


def test_leavers_get_no_slip_and_the_others_do(cast, desk):
    leaver = PersonFactory(department=cast.team, in_service=False)
    stayer = PersonFactory(department=cast.team)
    slips = act(desk, PEOPLE, "make_links", leaver, stayer, confirmed="yes")
    assert [slip.person.pk for slip in slips.context["slips"]] == [stayer.pk]
    assert said(slips) == ["error", "success"]


def test_who_is_left_without_a_slip_is_said(cast, desk, monkeypatch):
    monkeypatch.setattr("members.admin.people.MOST_SLIPS", 1)
    people = [PersonFactory(department=cast.team) for _n in range(3)]
    slips = act(desk, f"/en{PEOPLE}", "make_links", *people, confirmed="yes")
    assert len(slips.context["slips"]) == 1
    assert [str(message) for message in get_messages(slips.wsgi_request)] == [
        "Only the first 1 got a link: 2 are left.",
        "1 row done.",
    ]


def test_staff_make_a_colleagues_account(desk, staff):
    assert desk.post(f"{USERS}add/", {"username": "wangli", "full_name": "王莉"}).status_code == 302
    made = User.objects.get(username="wangli")
    assert (made.is_staff, made.is_superuser, made.has_usable_password()) == (True, False, False)
    assert RoleAssignment.objects.get(user=made).granted_by == staff


@pytest.mark.parametrize("username", ["CF-0100", "admin", "root", "DISTRICT", "王 莉", ""])
def test_some_names_are_refused_for_staff_accounts(desk, username):
    page = desk.post(f"{USERS}add/", {"username": username, "full_name": "王莉"})
    assert list(page.context["adminform"].form.errors) == ["username"]
    assert User.objects.count() == 1


def test_no_form_writes_rights_or_passwords(cast, desk):
    more = {"role_assignments-TOTAL_FORMS": "0", "role_assignments-INITIAL_FORMS": "0"}
    more |= {
        "username": "hacked",
        "is_superuser": "on",
        "is_staff": "on",
        "is_active": "",
        "password": "x",
        "full_name": "新名",
    }
    other = UserFactory(full_name="旧名")
    assert desk.post(f"{USERS}{other.pk}/change/", more).status_code == 302
    changed = User.objects.get(pk=other.pk)
    assert (changed.full_name, changed.username) == ("新名", other.username)
    assert (changed.is_superuser, changed.is_staff, changed.is_active) == (False, False, True)
    assert changed.password == other.password
    assert desk.post(f"{USERS}{cast.worker.pk}/change/", more).status_code == 403
    page = desk.get(f"{USERS}{cast.worker.pk}/change/").content.decode()
    assert cast.worker.password not in page
    assert 'name="password' not in page


def test_accounts_are_closed_and_reopened_but_never_deleted(cast, desk, staff):
    closed = act(desk, USERS, "close", cast.worker, staff, confirmed="yes")
    assert sorted(said(closed)) == ["error", "success"]
    assert [User.objects.get(pk=user.pk).is_active for user in (cast.worker, staff)] == [False, True]
    act(desk, USERS, "reopen", cast.worker, confirmed="yes")
    assert User.objects.get(pk=cast.worker.pk).is_active
    assert desk.post(f"{USERS}{cast.worker.pk}/delete/", {"post": "yes"}).status_code == 403
    assert act(desk, USERS, "delete_selected", cast.worker, post="yes").status_code == 302
    assert User.objects.filter(pk=cast.worker.pk).exists()


def test_a_staff_account_gets_its_link_from_the_list(desk, staff):
    colleague = services.open_staff_account("wangli", "王莉", by=staff)
    slips = act(desk, USERS, "make_links", colleague, staff, confirmed="yes").context["slips"]
    assert [slip.owner for slip in slips] == [colleague]


def test_roles_are_given_through_the_service(cast, desk, staff):
    form = {"user": cast.worker.pk, "role": Role.REVIEWER, "enterprise": cast.enterprise.pk}
    assert desk.post(f"{ROLES}add/", form).status_code == 302
    held = RoleAssignment.objects.get(user=cast.worker)
    assert (held.granted_by, held.history.get().history_user) == (staff, staff)
    again = desk.post(f"{ROLES}add/", form)
    assert again.status_code == 200
    assert RoleAssignment.objects.filter(user=cast.worker).count() == 1


@pytest.mark.parametrize(("role", "somewhere"), [(Role.DISTRICT_STAFF, True), (Role.REVIEWER, False)])
def test_a_role_outside_its_scope_is_refused_in_the_form(cast, desk, role, somewhere):
    form = {"user": cast.worker.pk, "role": role, "enterprise": cast.enterprise.pk if somewhere else ""}
    assert list(desk.post(f"{ROLES}add/", form).context["adminform"].form.errors) == ["enterprise"]
    assert not RoleAssignment.objects.filter(user=cast.worker).exists()


def test_the_district_role_opens_and_closes_the_admin(cast, desk):
    desk.post(f"{ROLES}add/", {"user": cast.worker.pk, "role": Role.DISTRICT_STAFF, "enterprise": ""})
    assert User.objects.get(pk=cast.worker.pk).is_staff
    held = RoleAssignment.objects.get(user=cast.worker)
    assert desk.post(f"{ROLES}{held.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.get(pk=cast.worker.pk).is_staff


def test_many_roles_are_taken_at_once_through_the_service(cast, desk, staff):
    held = services.grant_role(cast.worker, Role.DISTRICT_STAFF, None, by=staff)
    act(desk, ROLES, "delete_selected", held, post="yes")
    assert not User.objects.get(pk=cast.worker.pk).is_staff
    assert RoleAssignment.history.get(id=held.pk, history_type="-").history_user == staff


def test_nobody_takes_the_own_district_role(desk, staff):
    own = RoleAssignment.objects.get(user=staff)
    assert desk.post(f"{ROLES}{own.pk}/delete/", {"post": "yes"}).status_code == 403
    act(desk, ROLES, "delete_selected", own, post="yes")
    assert RoleAssignment.objects.filter(pk=own.pk).exists()


def test_a_role_is_never_rewritten(cast, desk):
    held = RoleAssignment.objects.get(user=cast.reviewer)
    assert desk.post(f"{ROLES}{held.pk}/change/", {"user": cast.worker.pk, "role": "finance"}).status_code == 403


def test_people_with_an_account_are_not_deleted(cast, desk):
    free = PersonFactory(department=cast.team)
    assert desk.post(f"{PEOPLE}{cast.worker.person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"{PEOPLE}{free.pk}/delete/", {"post": "yes"}).status_code == 302


def test_nobody_leaves_on_a_day_to_come(cast, desk):
    address = reverse("admin:members_person_change", args=[cast.worker.person.pk])
    form = {"enterprise": cast.enterprise.pk, "department": cast.team.pk, "work_number": "0001", "name": "王海"}
    form |= {"in_service": "on", "left_on": timezone.localdate() + dt.timedelta(days=1)}
    form |= {"speciality_rows-TOTAL_FORMS": "0", "speciality_rows-INITIAL_FORMS": "0"}
    assert list(desk.post(address, form).context["adminform"].form.errors) == ["left_on"]
    assert desk.post(address, form | {"left_on": ""}).status_code == 302


def test_a_department_of_another_enterprise_is_refused(cast, strangers, desk):
    address = reverse("admin:members_person_change", args=[cast.worker.person.pk])
    form = {
        "enterprise": cast.enterprise.pk,
        "department": strangers.team.pk,
        "work_number": "0001",
        "name": "王海",
        "in_service": "on",
        "speciality_rows-TOTAL_FORMS": "0",
        "speciality_rows-INITIAL_FORMS": "0",
    }
    assert list(desk.post(address, form).context["adminform"].form.errors) == ["department"]
    assert desk.post(address, {**form, "department": cast.office.pk, "user": cast.reviewer.pk}).status_code == 302
    person = Person.objects.get(pk=cast.worker.person.pk)
    assert (person.department, person.user) == (cast.office, cast.worker)


def test_spam_is_marked_with_a_reason_and_can_be_taken_back(cast, desk, staff):
    ideas = [SuggestionFactory(department=cast.team) for _ in range(2)]
    unsaid = act(desk, IDEAS, "mark_spam", *ideas, confirmed="yes", reason="")
    assert list(unsaid.context["form"].errors) == ["reason"]
    act(desk, IDEAS, "mark_spam", *ideas, confirmed="yes", reason="广告")
    assert [idea.events.get().actor for idea in ideas] == [staff] * 2
    assert desk.get(f"{IDEAS}?show=spam").context["cl"].result_count == 2
    act(desk, IDEAS, "unmark_spam", ideas[0], confirmed="yes", reason="看错了")
    assert desk.get(f"{IDEAS}?show=spam").context["cl"].result_count == 1


def test_all_that_fit_can_be_meant_at_once(cast, desk):
    ideas = [SuggestionFactory(department=cast.team) for _ in range(3)]
    question = act(desk, IDEAS, "mark_spam", ideas[0], select_across="1")
    assert question.context["count"] == 3
    act(desk, IDEAS, "mark_spam", ideas[0], select_across="1", confirmed="yes", reason="广告")
    assert desk.get(f"{IDEAS}?show=spam").context["cl"].result_count == 3


def test_a_board_is_taken_back(cast, desk, staff):
    board = BoardFactory(enterprise=cast.enterprise)
    act(desk, "/admin/suggestions/board/", "revoke", board, confirmed="yes")
    board.refresh_from_db()
    assert board.revoked_at is not None
    assert desk.get("/admin/suggestions/board/?live=yes").context["cl"].result_count == 0


def test_only_a_slip_is_deleted_and_nobody_who_has_left(client, cast, staff):
    """Whoever has left stays in the headcounts of the months before."""
    client.force_login(staff)
    slip, gone = PersonFactory(department=cast.team), PersonFactory(department=cast.team)
    services.roster.let_go(gone, by=cast.officer)
    for person, there in ((slip, False), (gone, True)):
        client.post(f"/admin/members/person/{person.pk}/delete/", {"post": "yes"})
        assert Person.objects.filter(pk=person.pk).exists() is there
