"""What a second reader found: names that numbers told, moves that stranded a session, ways round the rules."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from members.models import Person
from tests.factories import SessionFactory
from tests.ledger_files import counts_of, imported
from tests.training import afterwards, seating, sessions
from tests.training.test_session_imports import ROW, ledger
from tests.workshops.booking import at
from training import services
from training.imports import SessionLedger
from training.models import Opinion, Session
from training.permissions import contests as contest_permissions
from training.permissions import seats as permissions
from training.services.checks import UnfitError
from training.services.contests import ScoresError
from training.statistics import opinions_of

pytestmark = pytest.mark.django_db


def test_who_is_named_as_a_co_host_does_not_show_its_roster(cast, strangers, staff):
    one = sessions.announced(cast, co_hosts=[strangers.enterprise])
    assert set(permissions.enterprises_to_enrol(cast.officer, one)) == {cast.enterprise.pk}
    assert set(permissions.enterprises_to_enrol(strangers.officer, one)) == {strangers.enterprise.pk}
    assert set(permissions.enterprises_to_enrol(staff, one)) == {cast.enterprise.pk, strangers.enterprise.pk}


def test_a_key_at_the_door_tells_no_name(client, cast, strangers):
    one = seating.session(cast, audience="district")
    client.force_login(cast.officer)
    address = reverse("training:check-in-name", args=[one.number])
    assert client.post(address, {"person": strangers.worker.person.pk}).status_code == 404


def test_a_number_of_another_enterprise_tells_no_name_of_a_lecturer(client, cast, strangers):
    Person.objects.filter(pk=strangers.worker.person.pk).update(name="司马光")
    made = sessions.draft(cast, lecturer_person=strangers.worker.person)
    client.force_login(cast.officer)
    for name, arguments in (("desk-session", [made.number]), ("desk-sessions", [])):
        assert "司马光" not in client.get(reverse(f"training:{name}", args=arguments)).content.decode()


def test_leaders_without_a_seat_do_not_read_how_to_join(client, cast):
    made = sessions.announced(cast, how_to_join="会议号 551")
    for user, is_told in ((cast.leader, False), (cast.officer, True)):
        client.force_login(user)
        page = client.get(reverse("training:desk-session", args=[made.number])).content.decode()
        assert ("会议号 551" in page) == is_told


def test_an_announced_session_is_not_moved_into_the_past(cast):
    made = sessions.announced(cast)
    with pytest.raises(UnfitError) as refusal:
        sessions.changed(made, by=cast.officer, starts_at=at(9) - dt.timedelta(days=60), ends_at=at(11))
    assert refusal.value.field == "day"
    assert Session.objects.get().starts_at == at(9)


def test_a_past_session_without_a_place_can_be_put_right(cast):
    begun = timezone.now() - dt.timedelta(days=3)
    facts = {"starts_at": begun, "ends_at": begun + dt.timedelta(hours=2), "place": ""}
    held = SessionFactory(enterprise=cast.enterprise, created_by=cast.officer, **facts)
    assert sessions.changed(held, by=cast.officer, place="职工之家", head_count=30).head_count == 30
    with pytest.raises(UnfitError):
        sessions.changed(Session.objects.get(), by=cast.officer, place="别处")


def test_whoever_scanned_for_the_former_time_is_not_there_at_the_new_one(cast):
    made = sessions.announced(cast)
    sessions.seat(made, cast.worker)
    made.early_scans.create(person=cast.worker.person, way="scan")
    sessions.changed(made, by=cast.officer, starts_at=at(14), ends_at=at(16))
    assert not made.early_scans.exists()


def test_the_ledger_of_a_co_host_brings_no_second_session(cast, strangers):
    imported(SessionLedger, strangers.enterprise, ledger({**ROW, "主办工作室": ""}))
    Session.objects.get().co_hosts.set([cast.enterprise])
    again = imported(SessionLedger, cast.enterprise, ledger({**ROW, "主办工作室": "", "人次": 99}))
    assert counts_of(again) == (0, 0, 1, 0)


def test_a_cancelled_session_does_not_stand_in_the_way_of_its_row(cast):
    imported(SessionLedger, cast.enterprise, ledger({**ROW, "主办工作室": ""}))
    Session.objects.update(status="cancelled")
    assert counts_of(imported(SessionLedger, cast.enterprise, ledger({**ROW, "主办工作室": ""}))) == (1, 0, 0, 0)


def test_an_answer_is_never_the_difference_between_two_readings(cast):
    session = afterwards.told_by_five(cast, useful=5)
    late = afterwards.crowd(cast, 5, first=801)
    for user in late:
        session.attendances.create(person=user.person)
    for told, user in zip((5, 5, 5, 5, 10), late, strict=True):
        afterwards.said(session, user, useful=1)
        assert (opinions_of(session).told, Opinion.objects.visible_to(cast.officer).count()) == (told, told)


def test_officers_enter_their_own_people_also_in_a_contest_they_run(cast, strangers):
    contest = afterwards.announced(cast.officer, cast.enterprise, audience="district")
    assert list(contest_permissions.enterprises_to_enter(cast.officer, contest)) == [cast.enterprise]
    entry = services.contests.enter(contest, [strangers.worker.person], by=strangers.officer)[0]
    assert contest_permissions.can_withdraw(cast.officer, entry)
    services.contests.withdraw(entry, by=cast.officer)
    assert services.contests.withdraw(entry, by=cast.officer).withdrawn_at
    assert contest.events.filter(verb="withdrawn").count() == 1


def test_nobody_marks_or_raises_themselves(cast, staff):
    with pytest.raises(ScoresError):
        afterwards.mark(afterwards.running(cast.officer, cast.officer), cast.officer, (90, 120))
    contest = afterwards.published(staff, cast.officer, cast.worker, enterprise=cast.enterprise)
    own = contest.entries.get(person=cast.officer.person)
    with pytest.raises(WorkflowError):
        services.contests.promote(own, by=cast.officer, grade="senior")
    assert not Person.objects.get(pk=cast.officer.person.pk).skill_grade


def test_the_order_at_the_desk_of_others_does_not_tell_who_is_ahead(client, cast, strangers, staff):
    contest = afterwards.running(staff, strangers.worker, strangers.colleague)
    afterwards.mark(contest, staff, (10, 20), (90, 120))
    client.force_login(strangers.officer)
    rows = client.get(contest.get_desk_url()).context["standings"]
    assert [(row.entry.number, row.total, row.is_tied) for row in rows] == [(1, None, False), (2, None, False)]


def test_whoever_shares_a_place_reads_so(client, cast, staff):
    contest = afterwards.published(staff, cast.worker, cast.colleague, marks=[(90, 120), (90, 120)])
    assert [row.is_tied for row in services.contests.reckon(contest)] == [True, True]
    client.force_login(staff)
    assert client.get(contest.get_desk_url()).content.decode().count('soft">并列<') == 2


def test_a_judge_takes_no_marks_home_once_it_is_over(client, cast, staff):
    contest = afterwards.running(staff, cast.worker)
    services.contests.name_judges(contest, [cast.finance.person], by=staff)
    address = reverse("training:contest-sheet", args=[contest.slug])
    client.force_login(cast.finance)
    assert client.get(address).status_code == 200
    afterwards.mark(contest, staff, (90, 120))
    services.contests.publish(contest, by=staff)
    assert client.get(address).status_code == 403
