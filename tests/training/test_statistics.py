"""场次, 人次, 人数, 课时: four figures, and the traps in which one would count twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from alliance_portal.periods import start_of
from tests.factories import PersonFactory, SessionFactory, WorkshopFactory
from training.models import Attendance, Session
from training.statistics import TrainingFigures, by_workshop, summarise

pytestmark = pytest.mark.django_db


def attend(session, *people):
    Attendance.objects.bulk_create(Attendance(session=session, person=person) for person in people)


def test_nothing_counts_to_nothing():
    assert summarise(Session.objects.all()) == TrainingFigures(0, 0, 0, Decimal(0))


def test_a_session_of_three_workshops_counts_once():
    session = SessionFactory(class_hours=4)
    workshops = [WorkshopFactory() for _each in range(3)]
    session.workshops.set(workshops)
    attend(session, PersonFactory(), PersonFactory())
    expected = TrainingFigures(sessions=1, person_times=2, people=2, class_hours=Decimal(4))
    assert summarise(Session.objects.hosted_by(workshops)) == expected
    assert summarise(Session.objects.filter(workshops__in=workshops)) == expected


def test_a_session_of_three_workshops_is_seen_under_each_of_them():
    session = SessionFactory()
    workshops = [WorkshopFactory() for _each in range(3)]
    session.workshops.set(workshops)
    assert [list(Session.objects.hosted_by([workshop])) for workshop in workshops] == [[session]] * 3


def test_somebody_at_three_sessions_is_one_person_and_three_attendances():
    person = PersonFactory()
    for _each in range(3):
        attend(SessionFactory(class_hours=2), person)
    assert summarise(Session.objects.all()) == TrainingFigures(3, 3, 1, Decimal(6))


def test_a_head_count_adds_attendances_and_nobody_by_name():
    SessionFactory(head_count=86, class_hours=3)
    attend(SessionFactory(class_hours=Decimal("1.5")), PersonFactory())
    assert summarise(Session.objects.all()) == TrainingFigures(2, 87, 1, Decimal("4.5"), counted=86)


def test_a_head_count_beside_a_list_of_names_is_not_added_to_it():
    session = SessionFactory(head_count=40)
    attend(session, PersonFactory(), PersonFactory())
    assert summarise(Session.objects.all()).person_times == 2


def test_head_counts_of_sessions_with_several_hosts_are_added_once():
    session = SessionFactory(head_count=50)
    workshops = [WorkshopFactory(), WorkshopFactory()]
    session.workshops.set(workshops)
    assert summarise(Session.objects.filter(workshops__in=workshops)).person_times == 50


def test_a_range_holds_what_began_in_it():
    start, end = start_of(dt.date(2026, 3, 1)), start_of(dt.date(2026, 4, 1))
    inside = SessionFactory(starts_at=start)
    SessionFactory(starts_at=end)
    SessionFactory(starts_at=start - dt.timedelta(hours=1))
    assert list(Session.objects.held_between(start, end)) == [inside]


def test_a_session_is_upcoming_until_it_ends():
    now = timezone.now()
    running = SessionFactory(starts_at=now - dt.timedelta(hours=1))
    over = SessionFactory(starts_at=now - dt.timedelta(hours=4))
    assert list(Session.objects.visible_to(AnonymousUser()).upcoming(now)) == [running]
    assert list(Session.objects.past(now)) == [over]


def test_counting_many_costs_as_many_queries_as_counting_one(django_assert_num_queries):
    attend(SessionFactory(), PersonFactory())
    with django_assert_num_queries(3):
        summarise(Session.objects.all())
    for _each in range(4):
        attend(SessionFactory(head_count=3), PersonFactory())
    with django_assert_num_queries(3):
        summarise(Session.objects.all())


def test_each_workshop_has_the_figures_of_what_it_hosted():
    workshops = [WorkshopFactory() for _each in range(3)]
    shared, own = SessionFactory(class_hours=4), SessionFactory(class_hours=2, head_count=30)
    shared.workshops.set(workshops[:2])
    own.workshops.set(workshops[:1])
    people = [PersonFactory(), PersonFactory()]
    attend(shared, *people)
    again = SessionFactory(class_hours=1)
    again.workshops.set(workshops[1:2])
    attend(again, *people)

    found = by_workshop(Session.objects.all(), workshops)

    alone = [summarise(Session.objects.hosted_by([workshop])) for workshop in workshops[:2]]
    assert [found[workshop.pk] for workshop in workshops[:2]] == alone
    assert alone == [TrainingFigures(2, 32, 2, Decimal(6), counted=30), TrainingFigures(2, 4, 2, Decimal(5))]
    assert workshops[2].pk not in found


def test_workshops_cost_no_more_queries_than_one(django_assert_num_queries):
    workshops = [WorkshopFactory() for _each in range(3)]
    for workshop in workshops:
        SessionFactory().workshops.add(workshop)
    for asked in (workshops[:1], workshops):
        with django_assert_num_queries(3):
            by_workshop(Session.objects.all(), asked)
