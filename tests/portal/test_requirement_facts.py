"""The catalogue of facts: every value from the one place that counts it, for all workshops at once."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliance_portal import facts
from alliance_portal.facts import REGISTERED, Fact, Kind, Timing
from suggestions.models import Suggestion
from suggestions.statistics import totals
from tests.factories import PersonFactory, SessionFactory, SuggestionFactory, WorkshopFactory, WorkshopMembershipFactory
from tests.ladder import idea
from tests.workshops.asking import THIRD, TODAY, want
from training.models import Attendance, Session
from training.statistics import summarise
from workshops.models import OwnFact
from workshops.radar.catalogue import Catalogue, Column
from workshops.radar.cells import Knowledge, whole

pytestmark = pytest.mark.django_db
KNOWN = [code for code, fact in REGISTERED.items() if fact.source]


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(TODAY, tick=False):
        yield


def known(code, *workshops, period=THIRD):
    found = Knowledge(workshops, []).known(want(code, period))
    return [found.get(one.pk) for one in workshops]


def held(*workshops, day="2026-08-05", people=(), **fields):
    starts_at = dt.datetime.fromisoformat(f"{day}T02:00+00:00")
    session = SessionFactory(starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), **fields)
    session.workshops.set(workshops)
    Attendance.objects.bulk_create(Attendance(session=session, person=person) for person in people)
    return session


# The workshop and its people


def test_what_a_workshop_is_comes_from_its_record(cast):
    workshop = WorkshopFactory(
        enterprise=cast.enterprise, name="焊装工作室", speciality="点焊", founded_on=dt.date(2021, 5, 1)
    )
    codes = ("workshop_name", "workshop_kind", "enterprise_name", "speciality", "founded_on", "enterprise_industry")
    assert [known(code, workshop)[0] for code in codes] == [
        "焊装工作室",
        "劳模工作室",
        "长风客车有限公司",
        "点焊",
        dt.date(2021, 5, 1),
        None,
    ]


def test_people_are_those_of_the_last_day_and_their_titles_too():
    workshop = WorkshopFactory()

    def member(name, **fields):
        person = PersonFactory(name=name, skill_grade="technician")
        return WorkshopMembershipFactory(workshop=workshop, person=person, **fields)

    member("领衔", role="leader", title="model_worker")
    member("技师", title="technician")
    member("走了", title="technician", left_on=dt.date(2026, 9, 20))
    member("还没来", joined_on=dt.date(2026, 10, 1))
    found = {code: known(code, workshop)[0] for code in ("team_size", "technicians", "leaders", "leader_titles")}
    assert found == {"team_size": 2, "technicians": 1, "leaders": "领衔", "leader_titles": "劳模"}
    assert known("leader_grades", workshop) == ["技师"]
    before = THIRD.__class__(dt.date(2026, 4, 1), dt.date(2026, 8, 1))
    assert known("team_size", workshop, period=before) == [3], "on 31 August one more was there"
    member("走在最后一天", left_on=dt.date(2026, 9, 30))
    assert known("team_size", workshop) == [2], "the day of leaving no longer counts"


def test_nobody_is_counted_twice_in_the_whole():
    one, other = WorkshopFactory(), WorkshopFactory()
    person = PersonFactory()
    for workshop in (one, other):
        WorkshopMembershipFactory(workshop=workshop, person=person)
    assert known("team_size", one, other) == [1, 1]
    assert whole(want("team_size"), [one, other]) == 1


# Training and suggestions: the figures of their own statistics


def test_training_is_counted_as_training_counts_it():
    one, other, idle = WorkshopFactory(), WorkshopFactory(), WorkshopFactory()
    people = [PersonFactory(), PersonFactory()]
    held(one, other, people=people, class_hours=4)
    held(one, kind="talk", head_count=30, class_hours=2)
    held(other, day="2026-06-30", head_count=99)
    held(other, day="2026-09-25", head_count=99)
    assert [
        known(code, one, other, idle) for code in ("sessions", "person_times", "people", "class_hours", "talks")
    ] == [
        [2, 1, 0],
        [32, 2, 0],
        [2, 2, 0],
        [Decimal(6), Decimal(4), 0],
        [1, 0, 0],
    ]
    alone = summarise(Session.objects.hosted_by([one]).held_between(THIRD.start, TODAY))
    assert known("person_times", one) == [alone.person_times]


def test_a_session_of_two_workshops_is_one_in_the_whole():
    one, other = WorkshopFactory(), WorkshopFactory()
    held(one, other, people=[PersonFactory()])
    assert known("sessions", one, other) == [1, 1]
    assert (whole(want("sessions"), [one, other]), whole(want("person_times"), [one, other])) == (1, 1)


def test_suggestions_are_counted_as_suggestions_count_them(cast):
    one, other = WorkshopFactory(), WorkshopFactory()
    taken = [
        idea(cast.team, "2026-07-01", answer="adopted", on="2026-07-02", done="2026-08-20", verified="1234.56"),
        idea(cast.team, "2026-08-01", answer="declined", on="2026-08-02"),
        idea(cast.team, "2026-06-30", answer="adopted", on="2026-07-02"),
    ]
    Suggestion.objects.filter(pk__in=[one.pk for one in taken]).update(workshop=one)
    SuggestionFactory(department=cast.team, workshop=other)
    codes = ("suggestions_taken", "suggestions_adopted", "suggestions_implemented", "verified_yuan")
    found = [known(code, one, other) for code in codes]
    assert found == [[2, 1], [1, 0], [1, 0], [Decimal("1234.56"), 0]]
    of_one = totals(Suggestion.objects.taken_by([one]), "received", "adopted", period=THIRD, as_of=TODAY)
    assert [known(code, one)[0] for code in codes[:2]] == [of_one["received"], of_one["adopted"]]


@pytest.mark.parametrize("code", KNOWN)
def test_more_workshops_cost_a_fact_no_more_queries(code, cast):
    def cost():
        workshops = list(WorkshopFactory._meta.model.objects.select_related("enterprise"))
        with CaptureQueriesContext(connection) as captured:
            known(code, *workshops)
        return len(captured)

    people = [PersonFactory()]
    counts = []
    for _each in range(3):
        workshop = WorkshopFactory()
        held(workshop, people=people)
        WorkshopMembershipFactory(workshop=workshop, person=people[0])
        SuggestionFactory(department=cast.team, workshop=workshop)
        counts.append(cost())
    assert counts[0] == counts[1] == counts[2]


# The catalogue


def test_every_fact_says_what_it_is_and_where_its_value_comes_from():
    for code, fact in REGISTERED.items():
        assert (code, bool(fact.name), bool(str(fact.text)), bool(fact.chapter)) == (code, True, True, True)
        assert (fact.source is None) == (fact.read is None), code
        assert fact.kind in Kind.values
        assert fact.timing in Timing.values
        assert len(code) <= 40, "no longer than the column that keeps it"


def test_a_code_is_taken_once():
    with pytest.raises(ValueError, match="sessions"):
        facts.register(Fact("sessions", "场次", "再来一次"))


def test_staff_add_facts_and_a_column_without_one_is_words_for_its_form():
    own = OwnFact.objects.create(label="获奖数", kind="number", unit="项", definition="这段时间里获得的奖项。")
    catalogue = Catalogue()
    assert catalogue.facts[own.code].name == "获奖数"
    assert catalogue.of(Column("其他", "field-7")).kind == Kind.WORDS
    offered = {fact.code for _chapter, there in catalogue.chapters() for fact in there}
    assert {own.code, "sessions"} <= offered
    OwnFact.objects.update(is_active=False)
    offered = {fact.code for _chapter, there in Catalogue().chapters() for fact in there}
    assert own.code not in offered


@pytest.mark.parametrize(
    ("code", "value", "in_wan", "words"),
    [
        ("sessions", 1234, False, "1,234"),
        ("class_hours", Decimal("6.0"), False, "6"),
        ("class_hours", Decimal("6.55"), False, "6.5"),
        ("verified_yuan", Decimal("57899.99"), True, "5.78"),
        ("verified_yuan", Decimal("390000"), True, "39"),
        ("founded_on", dt.date(2021, 5, 1), False, "2021-05-01"),
        ("leaders", None, False, "—"),
    ],
)
def test_values_are_rounded_down_and_without_empty_decimals(code, value, in_wan, words):
    assert facts.in_words(REGISTERED[code], value, in_wan=in_wan) == words
