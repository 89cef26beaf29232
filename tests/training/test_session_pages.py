"""The pages of sessions: at the desk and in public, files for calendars, topics asked for, and who gets in."""

import datetime as dt

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from members import services as member_services
from tests.factories import WorkshopFactory, WorkshopMembershipFactory, picture
from tests.training import sessions
from tests.workshops.booking import VenueFactory, at, booked
from training import services
from training.models import Session, TopicWish

pytestmark = pytest.mark.django_db


def to(name, *args):
    return reverse(f"training:{name}", args=args)


def body(response):
    return response.content.decode()


def sign_in(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def desk(client, cast):
    return sign_in(client, cast.officer)


def test_a_session_is_written_down_with_venue_and_lecturer(desk, cast, strangers):
    venue = VenueFactory(enterprise=cast.enterprise)
    facts = {"venue": venue.pk, "place": "", "capacity": "20", "lecturer_person": "JC-0004", "about": "一\n二|30分钟"}
    response = desk.post(to("desk-session-new"), sessions.typed(**facts, enrol_until=f"{at(9, days=5):%Y-%m-%d}"))
    made = Session.objects.get()
    assert response.url == to("desk-session", made.number)
    assert (made.lecturer_person, made.booking.venue, float(made.class_hours)) == (strangers.owner.person, venue, 2.0)
    assert made.enrol_until == at(0, days=6)
    assert made.steps == [("一", ""), ("二", "30分钟")]
    page = body(desk.get(response.url))
    for step in ("announce", "change", "repeat", "discard"):
        assert to(f"desk-session-{step}", made.number) in page
        assert desk.get(to(f"desk-session-{step}", made.number)).status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"topic": ""}, "topic"),
        ({"function": ""}, "function"),
        ({"ends": "08:00"}, "ends"),
        ({"place": ""}, "place"),
        ({"form": "online"}, "how_to_join"),
        ({"lecturer_person": "没人"}, "lecturer_person"),
        ({"lecturer_person": "0004", "lecturer": "王教授"}, "lecturer"),
        ({"day": "0026-01-01"}, "day"),
        ({"capacity": "0"}, "capacity"),
        ({"workshops": "99999999999999999999"}, "workshops"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_lost(desk, cast, changed, field):
    WorkshopFactory(enterprise=cast.enterprise)
    page = desk.post(to("desk-session-new"), sessions.typed(bring="原来的话") | changed)
    assert field in page.context["form"].errors
    assert "原来的话" in body(page)
    assert not Session.objects.exists()


def test_a_taken_venue_says_when_it_is_free_next(desk, cast):
    venue = VenueFactory(enterprise=cast.enterprise)
    booked(venue, cast.worker, 9, 11)
    page = desk.post(to("desk-session-new"), sessions.typed(venue=venue.pk, place="", capacity="5"))
    assert page.status_code == 409
    assert "11:00" in str(page.context["form"].errors["starts"])
    closed = VenueFactory(enterprise=cast.enterprise, hours={})
    page = desk.post(to("desk-session-new"), sessions.typed(venue=closed.pk, place="", capacity="5"))
    assert "day" in page.context["form"].errors


def test_the_form_of_a_change_begins_with_what_is_there_and_notices_who_was_faster(desk, cast):
    made = sessions.draft(cast, lecturer_person=cast.owner.person, enrol_until=at(0, days=6))
    address = to("desk-session-change", made.number)
    form = desk.get(address).context["form"]
    assert [form[name].value() for name in ("lecturer_person", "day", "enrol_until")] == [
        "0004 周工", at(9).date(), at(0, days=5).date(),
    ]  # fmt: skip
    words = sessions.typed(version=made.version, topic="新题目")
    assert desk.post(address, words).url == to("desk-session", made.number)
    stale = desk.post(address, words | {"topic": "又一个"})
    assert stale.status_code == 409
    assert "又一个" in body(stale)


def test_seats_below_those_taken_are_refused_at_the_field(desk, cast):
    made = sessions.announced(cast, capacity=2)
    sessions.seat(made, cast.worker)
    sessions.seat(made, cast.colleague)
    page = desk.post(to("desk-session-change", made.number), sessions.typed(version=made.version, capacity="1"))
    assert "capacity" in page.context["form"].errors


def test_announce_cancel_and_the_reason_is_read_by_everybody(desk, client, cast):
    made = sessions.draft(cast)
    public = to("session", made.number)
    client.logout()
    assert client.get(public).status_code == 404
    sign_in(client, cast.officer).post(to("desk-session-announce", made.number), {"version": made.version})
    version = Session.objects.get().version
    assert "reason" in desk.post(to("desk-session-cancel", made.number), {"version": version}).context["form"].errors
    desk.post(to("desk-session-cancel", made.number), {"version": version, "reason": "讲师生病"})
    client.logout()
    assert "讲师生病" in body(client.get(public))
    assert made.topic not in body(client.get(to("sessions")))


def test_days_that_do_not_fit_are_told_one_by_one(desk, cast):
    venue = VenueFactory(enterprise=cast.enterprise)
    made = sessions.draft(cast, venue=venue, place="", capacity=20)
    booked(venue, cast.worker, 9, 11, days=14)
    booked(venue, cast.worker, 9, 11, days=28)
    address, facts = to("desk-session-repeat", made.number), {"version": made.version, "is_course": "again"}
    assert "weeks" in desk.post(address, facts).context["form"].errors
    assert "days" in desk.post(address, facts | {"days": "明天"}).context["form"].errors
    page = desk.post(address, facts | {"days": "\n".join(f"{at(9, days=n):%Y-%m-%d}" for n in (14, 21, 28))})
    assert len(page.context["form"].errors["days"]) == 2
    assert desk.post(address, facts | {"weeks": "3", "only_fitting": "on"}).status_code == 302
    assert Session.objects.count() == 2


def test_a_leader_of_a_workshop_holds_sessions_of_it_alone(client, cast):
    own, other = (WorkshopFactory(enterprise=cast.enterprise) for _n in range(2))
    WorkshopMembershipFactory(workshop=own, person=cast.worker.person, role="leader")
    sign_in(client, cast.worker)
    page = client.post(to("desk-session-new"), sessions.typed(workshops=[other.pk]))
    assert "workshops" in page.context["form"].errors
    client.post(to("desk-session-new"), sessions.typed(workshops=[own.pk, other.pk]))
    made = Session.objects.get()
    assert set(made.workshops.all()) == {own, other}
    others = sessions.draft(cast, by=cast.officer)
    assert client.get(to("desk-session", others.number)).status_code == 404


@pytest.mark.parametrize(("role", "desk", "one"), [("worker", 403, 404), ("officer", 200, 200), ("leader", 200, 200)])
def test_who_gets_to_the_desk(client, cast, strangers, role, desk, one):
    made = sessions.announced(cast)
    sign_in(client, getattr(cast, role))
    assert client.get(to("desk-sessions")).status_code == desk
    assert client.get(to("desk-session", made.number)).status_code == one
    assert sign_in(client, strangers.officer).get(to("desk-session", made.number)).status_code == 404


def test_a_lecturer_reads_the_desk_and_changes_nothing(client, cast):
    made = sessions.announced(cast, lecturer_person=cast.owner.person)
    sign_in(client, cast.owner)
    page = client.get(to("desk-session", made.number))
    assert page.status_code == client.get(to("desk-sessions")).status_code == 200
    assert to("desk-session-change", made.number) not in body(page)
    assert client.get(to("desk-session-change", made.number)).status_code == 403
    assert client.get(to("desk-session-materials", made.number)).status_code == 200


def test_staff_choose_the_enterprise_and_copy_a_session(client, staff, cast, strangers):
    sign_in(client, staff)
    assert f"enterprise={strangers.enterprise.code}" in body(client.get(to("desk-session-new")))
    made = sessions.draft(cast, lecturer="王教授", starts_at=at(14), ends_at=at(16))
    form = client.get(f"{to('desk-session-new')}?copy={made.number}").context["form"]
    assert [form[name].value() for name in ("topic", "lecturer", "starts", "day")] == [
        "焊点判定", "王教授", dt.time(14), None,
    ]  # fmt: skip


def test_the_desk_lists_filters_and_sorts(desk, cast, strangers):
    first = sessions.announced(cast, topic="甲", starts_at=at(9, days=3), ends_at=at(10, days=3))
    last = sessions.draft(cast, topic="乙", kind="talk", starts_at=at(9, days=5), ends_at=at(10, days=5))
    sessions.announced(strangers)
    for asked, found in [
        ("", [last, first]), ("q=甲", [first]), ("kind=talk", [last]), ("status=announced", [first]), ("q=没有", []),
        (f"since={at(9, days=4):%Y-%m-%d}", [last]), (f"until={at(9, days=3):%Y-%m-%d}", [first]),
        ("sort=first", [first, last]), ("function=rights", []), ("workshop=nowhere&since=x", [last, first]),
    ]:  # fmt: skip
        page = desk.get(f"{to('desk-sessions')}?{asked}")
        assert [one.pk for one in page.context["page_obj"]] == [one.pk for one in found], asked


def test_everybody_reads_the_calendar_by_day_month_and_what_was(client, cast, strangers):
    soon = sessions.announced(cast, capacity=10)
    theirs = sessions.announced(strangers, function="rights", starts_at=at(14), ends_at=at(15))
    past = sessions.announced(cast, topic="上周的课", starts_at=at(9, days=-7), ends_at=at(10, days=-7))
    sessions.draft(cast, topic="没宣布的课")

    def listed(query):
        days = client.get(f"{to('sessions')}{query}").context["days"]
        return [one.pk for _day, each in days for one in each]

    assert listed("") == [soon.pk, theirs.pk]
    assert listed("?function=rights") == listed(f"?enterprise={strangers.enterprise.code}") == [theirs.pk]
    assert listed("?past=1") == listed(f"?day={at(9, days=-7):%Y-%m-%d}") == [past.pk]
    assert soon.pk in listed(f"?month={at(9):%Y-%m}")
    assert listed("?month=2020-02") == []
    assert set(listed("?day=gestern&month=2026-99&function=x&page=99")) == {soon.pk, theirs.pk}
    weeks = client.get(f"{to('sessions')}?month=2026-02").context["weeks"]
    assert (weeks[0][0].day, weeks[-1][-1].day) == (dt.date(2026, 1, 26), dt.date(2026, 3, 1))


def test_an_empty_calendar_asks_what_people_would_like(client, cast):
    assert "两周内没有课" in body(client.get(to("sessions")))
    sessions.announced(cast, starts_at=at(9, days=20), ends_at=at(10, days=20))
    page = client.get(to("sessions"))
    assert "两周内没有课" in body(page)
    assert len(page.context["days"]) == 1


def test_a_lecturer_is_named_only_by_consent_and_the_way_in_is_for_seats(client, cast):
    made = sessions.announced(
        cast, lecturer_person=cast.owner.person, form="online", place="", how_to_join="会议号 820", capacity=6
    )
    sessions.seat(made, cast.worker)
    for address in (to("session", made.number), to("sessions"), reverse("session-ics", args=[made.number])):
        assert "周工" not in body(client.get(address))
    assert "820" not in body(client.get(to("session", made.number)))
    member_services.give_consent("named", by=cast.owner)
    assert "周工" in body(client.get(to("session", made.number)))
    assert "820" in body(sign_in(client, cast.worker).get(to("session", made.number)))
    assert "820" not in body(sign_in(client, cast.colleague).get(to("session", made.number)))


@pytest.mark.parametrize(
    ("facts", "taken", "state"),
    [
        ({"capacity": None}, 0, "free"), ({"capacity": 9}, 0, "free"), ({"capacity": 6}, 1, "few"),
        ({"capacity": 1}, 1, "full"), ({"capacity": 9, "enrol_until": at(0, days=-1)}, 0, "shut"),
        ({"starts_at": at(9, days=-1), "ends_at": at(10, days=-1)}, 0, "over"),
        ({"starts_at": timezone.now() - dt.timedelta(hours=1), "ends_at": at(23, days=1)}, 0, "running"),
    ],
)  # fmt: skip
def test_the_state_of_the_seats_in_one_word(cast, facts, taken, state):
    made = sessions.announced(cast, **facts)
    made.taken = taken
    assert made.seat_state == state


def test_calendar_files_are_read_by_another_program(client, cast, strangers):
    kept = sessions.announced(cast, topic="焊点；判定,一", capacity=6, lecturer="王教授", bring="工作服")
    off = services.sessions.cancel(sessions.announced(cast), by=cast.officer, reason="停电")
    sessions.announced(strangers)
    sessions.announced(cast, topic="很久以前", starts_at=at(9, days=-40), ends_at=at(10, days=-40))
    sessions.draft(cast)
    response = client.get(f"{reverse('sessions-ics')}?enterprise={cast.enterprise.code}")
    assert response["Content-Type"].startswith("text/calendar")
    entries = {str(one["UID"]).split("@")[0]: one for one in icalendar.Calendar.from_ical(response.content).events}
    assert set(entries) == {f"session-{kept.number}", f"session-{off.number}"}
    one, cancelled = entries[f"session-{kept.number}"], entries[f"session-{off.number}"]
    assert (str(one["SUMMARY"]), one["DTSTART"].dt, str(one["LOCATION"])) == ("焊点；判定,一", at(9), "职工之家")
    assert "王教授" in str(one["DESCRIPTION"])
    assert (str(one["STATUS"]), str(cancelled["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert int(cancelled["SEQUENCE"]) == off.version > int(one["SEQUENCE"]) == Session.objects.get(pk=kept.pk).version
    single = icalendar.Calendar.from_ical(client.get(reverse("session-ics", args=[off.number])).content)
    assert [str(entry["STATUS"]) for entry in single.events] == ["CANCELLED"]
    assert reverse("sessions-ics") == "/training.ics"


def test_materials_are_for_everybody_or_for_those_with_a_seat(client, cast, strangers, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = sessions.announced(cast, capacity=6)
    sessions.seat(made, cast.worker)
    sign_in(client, cast.officer)
    address = to("desk-session-materials", made.number)
    assert "documents" in client.post(address, {"readers": "present"}).context["form"].errors
    for readers in ("everybody", "present"):
        files = {
            "documents": picture("板书.png", kind="PNG"),
            "readers": readers,
            "version": Session.objects.get().version,
        }
        assert client.post(address, files).status_code == 302
    public, inside = made.materials.order_by("pk")

    def status(user, material):
        client.logout()
        if user:
            sign_in(client, user)
        response = client.get(material.get_absolute_url())
        if response.streaming:
            response.getvalue()
        return response.status_code

    readers = (None, strangers.officer, cast.colleague, cast.worker, cast.officer)
    assert [status(user, public) for user in readers] == [200] * 5
    assert [status(user, inside) for user in readers] == [404, 404, 404, 200, 200]
    client.post(to("material-remove", made.number, inside.code), {"version": Session.objects.get().version})
    assert list(made.materials.all()) == [public]


def test_a_topic_is_asked_in_one_line_and_similar_ones_are_shown_first(client, cast, strangers):
    asked = sessions.wish(cast.colleague, "电极修磨怎么做")
    sign_in(client, cast.worker)
    page = client.post(to("wishes"), {"text": "电极修磨"})
    assert page.context["similar"] == [asked]
    assert "赵敏" not in body(page)
    assert "text" in client.post(to("wishes"), {"text": ""}).context["form"].errors
    client.post(to("wish-voice", asked.pk))
    client.post(to("wish-voice", asked.pk))
    assert "2人想学" in body(client.get(to("wishes")))
    client.post(to("wishes"), {"text": "电极修磨", "sure": "on"})
    assert TopicWish.objects.count() == 2
    assert sign_in(client, strangers.worker).post(to("wish-voice", asked.pk)).status_code == 404
    assert "怎么做" not in body(client.get(to("wishes")))


def test_the_office_makes_a_session_of_it_or_says_why_not(client, cast):
    first, second = sessions.wish(cast.worker), sessions.wish(cast.worker, "起重指挥手势")
    services.wishes.join(second, by=cast.colleague)
    desk = sign_in(client, cast.officer)
    page = desk.get(to("desk-wishes"))
    assert [one.pk for one in page.context["page_obj"]] == [second.pk, first.pk]
    assert "王海" not in body(page)
    new = f"{to('desk-session-new')}?wish={second.pk}"
    assert desk.get(new).context["form"]["topic"].value() == "起重指挥手势"
    desk.post(new, sessions.typed())
    second.refresh_from_db()
    assert (second.status, second.session) == ("planned", Session.objects.get())
    assert "reason" in desk.post(to("wish-close", first.pk), {"version": first.version}).context["form"].errors
    desk.post(to("wish-close", first.pk), {"version": first.version, "reason": "今年没有场地"})
    assert "今年没有场地" in body(sign_in(client, cast.worker).get(to("wishes")))
    assert client.get(to("desk-wishes")).status_code == client.get(to("wish-close", first.pk)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_as_many_queries_for_three_rows_as_for_one(client, cast, rows, django_assert_max_num_queries):
    venue = VenueFactory(enterprise=cast.enterprise)
    for place, user in enumerate([cast.worker, cast.colleague, cast.finance][:rows]):
        times = {"starts_at": at(9, days=place + 1), "ends_at": at(10, days=place + 1)}
        hosts = {"workshops": [WorkshopFactory(enterprise=cast.enterprise)], "lecturer_person": user.person}
        made = sessions.announced(cast, venue=venue, place="", capacity=5, **times, **hosts)
        sessions.seat(made, cast.worker)
        services.wishes.plan(sessions.wish(user, f"题目{place}"), made, by=cast.officer)
    month = f"{to('sessions')}?month={at(9, days=1):%Y-%m}"
    visitor = [(to("sessions"), 10), (month, 10), (reverse("sessions-ics"), 8)]
    officer = [(to("desk-sessions"), 18), (to("desk-wishes"), 16), (to("wishes"), 18), (to("sessions"), 16)]
    for user, pages in ((None, visitor), (cast.officer, officer)):
        if user:
            sign_in(client, user)
        for address, most in pages:
            with django_assert_max_num_queries(most):
                assert client.get(address).status_code == 200
