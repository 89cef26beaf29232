"""Pages of seats: one tap and back, the line, the team, and who reads whose name."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.reauthentication import SIGNED_IN_AT
from tests.factories import DepartmentFactory, PersonFactory
from tests.training import seating
from training.models import Attendance, Enrolment
from training.services import seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(cast):
    return seating.session(cast, seats=1)


def page(client, name, *args, user=None, status=200, **query):
    if user:
        client.force_login(user)
    answer = client.get(reverse(f"training:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def post(client, name, *args, user=None, **data):
    if user:
        client.force_login(user)
    return client.post(reverse(f"training:{name}", args=args), data, follow=True).content.decode()


def test_a_visitor_signs_in_and_comes_back_to_the_button(client, cast, one):
    assert f"/accounts/login/?next=/training/{one.number}/" in page(client, "session", one.number)
    asked = client.post(reverse("training:seat-take", args=[one.number]))
    assert asked.url.startswith("/accounts/login/")
    client.force_login(cast.worker)
    assert client.get(reverse("training:seat-take", args=[one.number])).url == one.get_absolute_url()
    assert "给我报名" in page(client, "session", one.number)


def test_one_tap_takes_the_seat_the_next_waits_and_moves_up(client, cast, one):
    assert "报名成功" in post(client, "seat-take", one.number, user=cast.worker)
    shown = page(client, "session", one.number)
    assert "看签到码" in shown
    assert "已报1/1" in shown
    shown = page(client, "session", one.number, user=cast.colleague)
    assert "排候补" in shown
    assert "候补第1位" in post(client, "seat-take", one.number)
    assert "您排在第1位" in page(client, "session", one.number)
    assert "取消报名" in page(client, "seat-cancel", one.number, user=cast.worker)
    assert "已取消" in post(client, "seat-cancel", one.number)
    assert "看签到码" in page(client, "session", one.number, user=cast.colleague)
    client.force_login(cast.owner)
    assert client.get(reverse("training:seat-cancel", args=[one.number])).status_code == 404


def test_a_clash_is_shown_and_nobody_is_refused(client, cast, one):
    other = seating.session(cast, seats=5, topic="叉车复训")
    seating.enrol(other, cast.worker)
    assert "同一时间您还有“叉车复训”" in page(client, "session", one.number, user=cast.worker)
    assert "报名成功" in post(client, "seat-take", one.number)


def test_who_cannot_enrol_reads_why(client, cast, strangers, staff, one):
    assert "本场面向其他单位的职工" in page(client, "session", one.number, user=strangers.worker)
    assert "本场面向其他单位的职工" in post(client, "seat-take", one.number)
    assert "您的账号不在任何单位的花名册上" in page(client, "session", one.number, user=staff)
    assert client.post(reverse("training:seat-take", args=[one.number])).status_code == 403


def test_my_training_tells_what_comes_where_i_wait_and_where_i_was(client, cast, one):
    assert "您还没有报名" in page(client, "my-training", user=cast.worker)
    seating.enrol(one, cast.colleague, cast.worker)
    past = seating.session(cast, days=-9, topic="安全道场")
    Attendance.objects.create(session=past, person=cast.worker.person)
    shown = page(client, "my-training", user=cast.worker)
    assert (one.topic in shown, "候补第1位" in shown, past.topic in shown) == (True, True, False)
    shown = page(client, "my-training", show="past")
    assert (one.topic in shown, past.topic in shown, "3课时" in shown) == (False, True, True)


@pytest.mark.parametrize("show", ["", "past"])
def test_my_training_costs_as_many_queries_for_three_as_for_one(client, cast, show, django_assert_num_queries):
    client.force_login(cast.worker)
    address = reverse("training:my-training")

    def add():
        seating.enrol(seating.session(cast, seats=3), cast.worker)
        Attendance.objects.create(session=seating.session(cast, days=-3), person=cast.worker.person)

    add()
    client.get(address, {"show": show})
    with CaptureQueriesContext(connection) as first:
        client.get(address, {"show": show})
    add()
    add()
    with django_assert_num_queries(len(first)):
        client.get(address, {"show": show})


def test_an_officer_enrols_a_department_and_numbers(client, cast, one):
    one.capacity = 3
    one.save()
    team = DepartmentFactory(enterprise=cast.enterprise, parent=cast.team, name="焊装一班甲组")
    PersonFactory(department=team, name="甲组员")
    seating.enrol(one, cast.worker)
    page(client, "session-team", one.number, user=cast.officer)
    typed = {"department": cast.team.pk, "names": "0004 0005\n查无此人"}
    shown = post(client, "session-team", one.number, **typed)
    row = {name: rest.split("</dd>")[0] for name, _x, rest in (part.partition("</dt>") for part in shown.split("<dt>"))}
    assert "周工" in row["已有名额"]
    assert "钱会计" in row["已有名额"]
    assert "甲组员" in row["排候补"]
    assert "赵敏" in row["排候补"]
    assert "王海" in row["原先已报名"]
    assert "查无此人" in row["没找到或有重名"]
    assert "请选一个部门" in post(client, "session-team", one.number)


def test_officers_of_others_enrol_their_own_people_alone(client, cast, strangers):
    one = seating.session(cast, seats=9, audience="district")
    post(client, "session-team", one.number, user=strangers.officer, names="0001、王海、赵敏")
    assert Enrolment.objects.get(session=one, person=strangers.worker.person)
    assert Enrolment.objects.filter(session=one).exclude(person__enterprise=strangers.enterprise).count() == 0
    page(client, "session-team", one.number, user=cast.worker, status=403)
    # Their names stay with those who keep the session.
    page(client, "desk-session", one.number, user=strangers.officer, status=404)
    page(client, "session-paper", one.number, user=strangers.officer, status=404)


def test_the_desk_shows_names_to_those_who_keep_or_teach_and_numbers_to_the_leader(client, cast, one):
    seating.enrol(one, cast.worker, cast.colleague)
    shown = page(client, "desk-session", one.number, user=cast.officer)
    assert ("王海" in shown, "候补第1位" in shown) == (True, True)
    shown = page(client, "desk-session", one.number, user=cast.leader)
    assert ("王海" in shown, "已报1/1" in shown) == (False, True)
    page(client, "session-paper", one.number, user=cast.leader, status=403)
    one.lecturer_person = cast.owner.person
    one.save()
    assert "王海" in page(client, "session-paper", one.number, user=cast.owner)


def test_the_desk_costs_as_many_queries_for_three_as_for_one(client, cast, django_assert_num_queries):
    one = seating.session(cast, seats=2, days=0, starts_at=timezone.now() + seating.MINUTE)
    seating.enrol(one, cast.worker)
    for name in ("desk-session", "session-paper", "check-in", "check-in-list"):
        page(client, name, one.number, user=cast.officer)
        with CaptureQueriesContext(connection) as first:
            page(client, name, one.number)
        more = [PersonFactory(department=cast.team) for _n in range(3)]
        for person in more:
            seats.enrol(one, person, by=None)
        Attendance.objects.create(session=one, person=more[0])
        with django_assert_num_queries(len(first)):
            page(client, name, one.number)
        Attendance.objects.all().delete()


def test_an_enrolment_is_cancelled_at_the_desk_with_a_word(client, cast, strangers, one):
    (seat,) = seating.enrol(one, cast.worker)
    client.force_login(strangers.officer)
    address = reverse("training:session-seat-cancel", args=[one.number, seat.pk])
    assert client.post(address).status_code == 404
    post(client, "session-seat-cancel", one.number, seat.pk, user=cast.officer, reason="换人去")
    assert seat.events.get(verb="cancelled").note == "换人去"


def test_the_workbook_asks_for_the_password_once_more(client, cast, one):
    seating.enrol(one, cast.worker)
    client.force_login(cast.officer)
    address = reverse("training:session-people", args=[one.number])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    assert [cell.value for cell in book.active[2]][1:3] == ["王海", "0001"]
    stale = client.session
    stale[SIGNED_IN_AT] = 0
    stale.save()
    assert client.get(address).status_code == 302
