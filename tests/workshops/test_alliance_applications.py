"""Asking to be taken into an alliance, and being answered in writing."""

import pytest
from django.db import IntegrityError, transaction

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from tests.factories import AllianceFactory, AllianceMembershipFactory, WorkshopFactory
from tests.workshops.alliances import day, fresh, lead, term, told
from workshops.models import AllianceApplication, AllianceMembership
from workshops.permissions import alliances as permissions
from workshops.services import applications

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def trade(db):
    return AllianceFactory(name="焊接联盟", scope="trade")


@pytest.fixture
def workshop(cast):
    """Led by the worker of the cast."""
    made = WorkshopFactory(name="焊装工作室", enterprise=cast.enterprise)
    lead(made, cast.worker)
    return made


@pytest.fixture
def asked(trade, workshop, cast, strangers):
    """The stranger's officers are the secretariat."""
    term(trade, enterprise=strangers.enterprise)
    return ask(trade, workshop, cast.worker)


def ask(alliance, workshop, by, words="想一起攻关。"):
    return applications.apply(alliance, workshop, by=by, words=words)


def answer(service, application, by, **facts):
    return service(application, by=by, **{"answer": "欢迎，请先参加现场会。"} | facts)


def verbs(application):
    return list(application.events.values_list("verb", flat=True))


def test_the_secretariat_is_told_of_an_application(asked, strangers, cast):
    assert (asked.status, verbs(asked)) == ("waiting", ["applied"])
    assert told(strangers.officer) == ["“焊装工作室” asks to be taken into “焊接联盟”. Please answer it."]
    assert told(strangers.leader) == told(cast.officer) == []


def test_district_staff_answers_where_nobody_is_the_secretariat(trade, workshop, cast, staff):
    ask(trade, workshop, cast.officer)
    assert len(told(staff, "alliance_applied")) == 1


def test_an_accepted_workshop_is_a_member_by_application_from_the_day_named(asked, strangers, cast):
    accepted = answer(applications.accept, asked, strangers.officer, joined_on=day(-3))
    membership = AllianceMembership.objects.get()
    assert (accepted.status, accepted.membership) == ("accepted", membership)
    assert (membership.ground, membership.joined_on, membership.status) == ("application", day(-3), "member")
    assert verbs(accepted) == ["applied", "accepted"]
    for reader in (cast.worker, cast.officer):
        assert told(reader)[0].endswith("欢迎，请先参加现场会")
    assert not Notice.objects.unread().filter(user=strangers.officer).exists()


def test_a_declined_workshop_reads_why_and_may_ask_again(asked, strangers, cast, trade, workshop):
    answer(applications.decline, asked, strangers.officer, answer="今年没有这个方向。")
    assert "今年没有这个方向" in told(cast.worker)[0]
    assert not AllianceMembership.objects.exists()
    assert ask(trade, workshop, cast.worker).status == "waiting"


def test_no_answer_without_a_reason(asked, strangers):
    for service in (applications.accept, applications.decline):
        with pytest.raises(WorkflowError, match="reason"):
            answer(service, asked, strangers.officer, answer="  ")
    assert fresh(asked).status == "waiting"


def test_the_database_refuses_an_answer_without_words(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        AllianceApplication.objects.filter(pk=asked.pk).update(**{"status": "declined"})


def test_a_withdrawn_one_is_no_longer_to_be_answered(asked, strangers, cast):
    applications.withdraw(asked, by=cast.worker)
    assert not Notice.objects.unread().filter(user=strangers.officer).exists()
    with pytest.raises(TransitionError):
        answer(applications.accept, asked, strangers.officer)


@pytest.mark.parametrize("service", [applications.accept, applications.decline])
def test_an_answer_to_an_older_page_is_told(asked, strangers, service):
    with pytest.raises(StaleError):
        answer(service, asked, strangers.officer, version=asked.version + 1)


@pytest.mark.parametrize("service", [applications.accept, applications.decline])
@pytest.mark.parametrize("first", [applications.accept, applications.decline])
def test_what_is_answered_is_not_answered_again(asked, strangers, first, service):
    done = answer(first, asked, strangers.officer)
    with pytest.raises(TransitionError):
        answer(service, done, strangers.officer)
    assert len(verbs(asked)) == 2


def test_one_application_waits_at_a_time(asked, trade, workshop, cast):
    with pytest.raises(WorkflowError, match="waits for an answer already"):
        ask(trade, workshop, cast.officer)
    assert AllianceApplication.objects.count() == 1


def test_nobody_asks_for_what_cannot_be(trade, workshop, cast, strangers):
    inner = AllianceFactory(scope="enterprise", enterprise=strangers.enterprise)
    AllianceMembershipFactory(alliance=trade, workshop=workshop)
    for alliance, words, match in (
        (trade, "想加入", "already"),
        (inner, "想加入", "another enterprise"),
        (AllianceFactory(), " ", "why"),
    ):
        with pytest.raises(WorkflowError, match=match):
            ask(alliance, workshop, cast.worker, words=words)


def test_a_workshop_taken_in_meanwhile_cannot_be_accepted(asked, trade, workshop, strangers):
    AllianceMembershipFactory(alliance=trade, workshop=workshop)
    with pytest.raises(WorkflowError, match="already"):
        answer(applications.accept, asked, strangers.officer)
    assert (fresh(asked).status, verbs(asked)) == ("waiting", ["applied"])


def test_who_answers_and_who_withdraws(asked, cast, strangers, staff):
    people = [cast.worker, cast.officer, cast.leader, strangers.officer, strangers.leader, strangers.worker, staff]
    assert [user for user in people if permissions.can_answer_application(user, asked)] == [strangers.officer, staff]
    withdrawing = [user for user in people if permissions.can_withdraw_application(user, asked)]
    assert withdrawing == [cast.worker, cast.officer, staff]


def test_an_application_is_seen_by_both_sides_and_nobody_else(asked, cast, strangers, staff):
    people = [cast.worker, cast.officer, cast.leader, cast.reviewer, strangers.officer, strangers.reviewer, staff]
    seeing = [user for user in people if AllianceApplication.objects.visible_to(user).exists()]
    assert seeing == [cast.worker, cast.officer, cast.leader, strangers.officer, staff]
