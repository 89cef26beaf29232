"""The door on two phones: the code of the room, one's own code, digits, names, the list, and who is turned away."""

import datetime as dt
import re

import pytest
from django.conf import settings as portal_settings
from django.urls import reverse
from django.utils import timezone

from tests.training import seating
from training import codes
from training.models import Attendance, EarlyScan

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(cast, time_machine):
    """It begins now; the worker and the colleague have a seat."""
    begin = timezone.localtime().replace(hour=13, minute=30, second=0, microsecond=0) + dt.timedelta(days=1)
    made = seating.session(cast, seats=3, starts_at=begin)
    seating.enrol(made, cast.worker, cast.colleague)
    time_machine.move_to(begin, tick=False)
    return made


def at(name, *args):
    return reverse(f"training:{name}", args=args)


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def names(session):
    return sorted(session.attendances.values_list("person__name", flat=True))


def test_scanned_in_the_room_one_presses_once(client, cast, one):
    client.force_login(cast.worker)
    shown = text(client.get(seating.room(one)))
    assert (one.topic in shown, "王海" in shown, "给我签到" in shown) == (True, True, True)
    assert not Attendance.objects.exists()
    shown = text(client.post(seating.room(one), follow=True))
    assert "签到成功" in shown
    assert (names(one), one.attendances.get().way) == (["王海"], "scan")
    assert "已经签到" in text(client.get(seating.room(one)))


def test_an_old_code_or_a_made_up_one_opens_nothing(client, cast, one, time_machine):
    client.force_login(cast.worker)
    old = seating.room(one)
    time_machine.shift(dt.timedelta(seconds=30))
    for address in (old, f"/k/{one.pk}-aaaaaaaaaaaaaaaa/"):
        assert "这个码刚换，请再扫一次" in text(client.get(address), 410)
        assert client.post(address).status_code == 410
    assert client.get("/k/999999-aaaa/").status_code == 404
    assert client.get("/k/nonsense/").status_code == 404
    assert not Attendance.objects.exists()


def test_whoever_signs_in_after_the_scan_has_ten_minutes_on_that_phone_alone(client, cast, one, time_machine):
    address = client.get(seating.room(one)).url
    following = re.sub(r"^.*next=", "", address).replace("%3F", "?").replace("%3D", "=").replace("%3A", ":")
    time_machine.shift(dt.timedelta(minutes=2))
    # Passed on to another phone it is worth nothing.
    other = type(client)()
    other.force_login(cast.colleague)
    assert other.get(following).status_code == 410
    client.force_login(cast.worker)
    shown = text(client.get(following))
    seen = re.search(r'name="seen" value="([^"]+)"', shown)[1]
    assert client.post(following.split("?")[0], {"seen": seen}).status_code == 302
    assert names(one) == ["王海"]
    time_machine.shift(dt.timedelta(minutes=11))
    assert client.get(following).status_code == 410


def test_not_enrolled_one_gets_a_seat_on_the_spot_or_reads_whom_to_ask(client, cast, strangers, one):
    client.force_login(cast.owner)
    assert "报名并签到" in text(client.get(seating.room(one)))
    client.post(seating.room(one))
    client.force_login(cast.finance)
    assert "请带班老师按姓名加您" in text(client.post(seating.room(one)), 409)
    client.force_login(strangers.worker)
    assert "本场面向其他单位的职工" in text(client.post(seating.room(one)), 409)
    assert names(one) == ["周工"]


def test_before_it_opens_a_scan_is_noted(client, cast, one, time_machine):
    time_machine.shift(dt.timedelta(minutes=-45))
    client.force_login(cast.worker)
    assert "13:00" in text(client.get(seating.room(one)))
    assert "您已扫码" in text(client.post(seating.room(one), follow=True))
    assert EarlyScan.objects.count() == 1


def test_the_pass_has_a_code_digits_and_the_window_in_words(client, cast, one, time_machine):
    time_machine.shift(dt.timedelta(hours=-2))
    client.force_login(cast.worker)
    shown = text(client.get(at("pass", one.number)))
    assert seating.digits(one, cast.worker) in shown
    assert "13:00" in shown
    assert "14:00" in shown
    client.force_login(cast.owner)
    assert client.get(at("pass", one.number)).url == one.get_absolute_url()


def test_the_code_of_a_person_is_for_whoever_runs_the_door(client, cast, one):
    address = f"/k/p/{codes.person_code(seating.door(one), cast.worker.person)}/"
    client.force_login(cast.worker)
    assert client.get(address).url == at("pass", one.number)
    client.force_login(cast.colleague)
    assert client.get(address).status_code == 404
    client.force_login(cast.officer)
    assert "王海" in text(client.get(address))
    assert not Attendance.objects.exists()
    client.post(address)
    assert (names(one), one.attendances.get().way) == (["王海"], "code")
    forged = (
        f"/k/p/{one.pk}-{cast.colleague.person.pk}-{codes.person_code(seating.door(one), cast.worker.person)[-16:]}/"
    )
    assert client.post(forged).status_code == 404


def test_the_screen_has_the_code_of_now_and_the_list(client, cast, one):
    client.force_login(cast.officer)
    shown = text(client.get(at("check-in", one.number)))
    assert "每15秒换一次码" in shown
    assert "已签到0/2" in shown
    assert "点名签到" in shown
    client.post(at("check-in-name", one.number), {"person": cast.colleague.person.pk})
    assert "已签到1/2" in text(client.get(at("check-in", one.number)))
    client.post(at("check-in-close", one.number))
    shown = text(client.get(at("check-in", one.number)))
    assert ("qr-box__code" in shown, "开始签到" in shown) == (False, True)
    client.post(at("check-in-open", one.number))
    assert "qr-box__code" in text(client.get(at("check-in", one.number)))


def test_digits_are_typed_and_not_tried_out(client, cast, one, settings):
    settings.ACCOUNT_RATE_LIMITS = portal_settings.ACCOUNT_RATE_LIMITS | {"check_in_digits": "2/m/key"}
    client.force_login(cast.officer)
    screen = at("check-in", one.number)
    shown = text(client.post(screen, {"digits": "12"}))
    assert 'value="12"' in shown
    right = seating.digits(one, cast.worker)
    wrong = next(f"{n:04}" for n in range(9999) if f"{n:04}" not in codes.all_digits(seating.door(one)).values())
    assert "没有人是这4位数" in text(client.post(screen, {"digits": wrong}), 409)
    assert "王海已签到" in text(client.post(screen, {"digits": right}, follow=True))
    assert client.post(screen, {"digits": right}).status_code == 429


def test_the_whole_list_is_ticked_and_others_are_named(client, cast, one):
    client.force_login(cast.officer)
    address = at("check-in-list", one.number)
    ticked = [cast.worker.person.pk, cast.colleague.person.pk]
    shown = text(client.post(address, {"ticked": ticked, "way": "paper", "people": "没这人"}))
    assert shown.count(" checked") >= 2
    assert "没这人" in shown
    client.post(address, {"ticked": ticked, "way": "paper", "people": "周工"})
    assert names(one) == ["周工", "王海", "赵敏"]
    assert set(one.attendances.values_list("way", flat=True)) == {"paper"}
    assert "请至少勾选" in text(client.post(address, {"way": "paper"}))
    client.post(at("check-in-add", one.number), {"people": "0005"})
    assert "钱会计" in names(one)


def test_somebody_is_taken_off_with_a_reason(client, cast, one):
    came = Attendance.objects.create(session=one, person=cast.worker.person)
    client.force_login(cast.officer)
    address = at("check-in-strike", one.number, came.pk)
    assert "王海" in text(client.get(address))
    client.post(address, {"reason": ""})
    assert names(one) == ["王海"]
    client.post(address, {"reason": "没来"})
    assert (names(one), one.events.get().verb) == ([], "struck")


def test_whoever_teaches_runs_the_door_that_day_and_those_who_keep_it_for_a_week(client, cast, one, time_machine):
    one.lecturer_person = cast.owner.person
    one.save()
    time_machine.move_to(one.ends_at + dt.timedelta(hours=2), tick=False)
    client.force_login(cast.owner)
    assert client.get(at("check-in-list", one.number)).status_code == 200
    time_machine.shift(dt.timedelta(days=1))
    assert client.get(at("check-in", one.number)).status_code == 200
    assert client.get(at("check-in-list", one.number)).status_code == 403
    client.force_login(cast.officer)
    assert client.get(at("check-in-list", one.number)).status_code == 200


@pytest.mark.parametrize("name", ["check-in", "check-in-list", "check-in-add"])
def test_the_door_is_nobody_elses(client, cast, strangers, one, name):
    for user, status in ((cast.worker, 404), (cast.leader, 403), (strangers.officer, 404)):
        client.force_login(user)
        assert client.get(at(name, one.number)).status_code == status
