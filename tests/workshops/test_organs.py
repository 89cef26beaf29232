"""Who holds the organs of an alliance, and when: one chair at a time."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from alliance_portal.workflow import WorkflowError
from tests.factories import AllianceFactory, PersonFactory, WorkshopFactory, account
from tests.workshops.alliances import day, fresh, member, term
from workshops.models import Alliance, OrganTerm
from workshops.organs import offices_of
from workshops.permissions import can_see_workbench
from workshops.permissions.alliances import can_keep_alliance, can_see_inside
from workshops.services import organs

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def trade(db):
    return AllianceFactory(name="焊接联盟", scope="trade")


@pytest.fixture
def chair(trade, cast):
    """The enterprise of the cast is in the chair for ten days more."""
    return term(trade, "chair", -20, 10, enterprise=cast.enterprise)


def appoint(alliance, by, first, last, organ="chair", **holder):
    last = last if last is None else day(last)
    return organs.appoint(alliance, by=by, organ=organ, starts_on=day(first), ends_on=last, **holder)


@pytest.mark.parametrize(
    ("first", "last"),
    [(-30, -20), (10, 30), (-5, 5), (-30, 30), (-20, 10)],
    ids=["left", "right", "in", "over", "same"],
)
def test_two_chairs_never_overlap_by_even_one_day(chair, staff, trade, first, last):
    with pytest.raises(WorkflowError, match="one chair at a time"):
        appoint(trade, staff, first, last, outside_name="学院")
    assert OrganTerm.objects.count() == 1


def test_the_next_chair_begins_the_day_after(chair, staff, trade):
    following = appoint(trade, staff, 11, 40, outside_name="学院")
    assert following.history.get().history_user == staff
    other = AllianceFactory()
    appoint(other, staff, -5, 5, outside_name="学院")
    assert OrganTerm.objects.chairs().count() == 3


def test_other_organs_may_be_held_by_several_at_once(staff, trade, cast):
    for person in (cast.worker.person, cast.owner.person):
        appoint(trade, staff, -5, None, organ="experts", person=person)
    assert OrganTerm.objects.current().count() == 2


@pytest.mark.parametrize(
    ("facts", "match"),
    [
        ({"last": None}, "until when"),
        ({"last": -1}, "before the first day"),
        ({}, "one holder"),
        ({"outside_name": "学院", "enterprise": True}, "one holder"),
    ],
)
def test_what_is_no_term_is_refused_in_words(trade, staff, cast, facts, match):
    last = facts.pop("last", 9)
    holder = {**facts, "enterprise": cast.enterprise} if "enterprise" in facts else facts
    holder = holder or {"outside_name": ""}
    if last in (None, -1):
        holder = {"outside_name": "学院"}
    with pytest.raises(WorkflowError, match=match):
        appoint(trade, staff, 0, last, **holder)
    assert not OrganTerm.objects.exists()


def test_the_database_keeps_one_holder(trade, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        term(trade, person=cast.worker.person, enterprise=cast.enterprise)
    with pytest.raises(IntegrityError), transaction.atomic():
        term(trade)


def test_a_term_is_changed_but_not_over_another(chair, staff, trade):
    later = appoint(trade, staff, 11, 40, outside_name="学院")
    with pytest.raises(WorkflowError, match="one chair"):
        organs.change_term(later, by=staff, starts_on=day(10))
    assert organs.change_term(fresh(later), by=staff, starts_on=day(15)).starts_on == day(15)


def test_a_term_ends_earlier_and_stays_in_the_list(chair, staff, trade):
    organs.end_term(chair, by=staff, ends_on=day(-1))
    (office,) = offices_of(trade, staff)
    assert (office.current, office.to_come, office.over) == ((), (), (fresh(chair),))
    assert office.is_vacant_chair
    with pytest.raises(WorkflowError, match="earlier than this day"):
        organs.end_term(fresh(chair), by=staff)


def test_only_what_has_not_begun_is_taken_back(chair, staff, trade):
    later = appoint(trade, staff, 11, 40, outside_name="学院")
    organs.cancel_term(later, by=staff)
    assert OrganTerm.history.filter(history_type="-").get().history_user == staff
    today = appoint(trade, staff, 0, 9, organ="secretariat", outside_name="学院")
    for begun in (chair, today):
        with pytest.raises(WorkflowError, match="has begun"):
            organs.cancel_term(begun, by=staff)


def test_who_is_in_office_follows_from_the_days(trade, staff, cast, strangers):
    past = term(trade, "chair", -60, -21, enterprise=strangers.enterprise)
    now = term(trade, "chair", -20, 0, enterprise=cast.enterprise)
    following = term(trade, "chair", 1, 30, outside_name="学院")
    term(trade, "honorary", outside_name="老劳模")
    chair, honorary = offices_of(trade, staff)
    assert (chair.current, chair.following, chair.over) == ((now,), following, (past,))
    assert [chair.label, honorary.label] == ["Chair in rotation", "Honorary chair"]
    (tomorrow, _honorary) = offices_of(trade, staff, day=day(1))
    assert (tomorrow.current, tomorrow.lacks_a_follower) == ((following,), True)


def test_a_person_is_named_to_everybody_only_as_given(trade, cast):
    shown = [
        term(trade, "experts", person=cast.worker.person).shown_name,
        term(trade, "experts", person=cast.owner.person, public_name="周师傅").shown_name,
        term(trade, enterprise=cast.enterprise).shown_name,
        term(trade, "honorary", outside_name="职业学院").shown_name,
    ]
    assert shown == ["", "周师傅", "长风客车", "职业学院"]
    assert term(trade, "experts", person=cast.worker.person).holder_name == "王海"


def keeping(alliance, people):
    return [user for user in people if can_keep_alliance(user, alliance)]


def test_the_secretariat_of_today_keeps_an_alliance(trade, cast, strangers, staff):
    people = [cast.worker, cast.officer, cast.leader, strangers.officer, staff]
    assert keeping(trade, people) == [staff]
    term(trade, person=cast.worker.person)
    term(trade, enterprise=strangers.enterprise, first=-9, last=-1)
    term(trade, "experts", person=cast.leader.person)
    assert keeping(trade, people) == [cast.worker, staff]
    assert can_see_workbench(cast.worker)
    OrganTerm.objects.all().delete()
    term(trade, workshop=WorkshopFactory(enterprise=strangers.enterprise))
    assert keeping(trade, people) == [strangers.officer, staff]


def test_officers_keep_the_alliance_inside_their_enterprise(cast, strangers, staff):
    inner = AllianceFactory(scope="enterprise", enterprise=cast.enterprise)
    assert keeping(inner, [cast.officer, cast.leader, strangers.officer, staff]) == [cast.officer, staff]


def test_members_of_what_is_nested_see_the_alliance_from_inside(trade, cast, strangers, staff):
    district = AllianceFactory()
    Alliance.objects.filter(pk=trade.pk).update(parent=district)
    member(trade, cast.enterprise)
    people = [cast.worker, cast.leader, strangers.worker, staff]
    assert [user for user in people if can_see_inside(user, district)] == [cast.worker, cast.leader, staff]
    outsider = account(PersonFactory(name="外部秘书"))
    term(district, person=outsider.person)
    assert can_see_inside(outsider, district)


def test_a_trade_alliance_takes_nobody_by_right():
    with pytest.raises(ValidationError):
        Alliance(name="a", slug="a", scope="trade", takes_by_right=True).clean()
