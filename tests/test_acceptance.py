"""What unions and the regulation of 1986 agree on, told from end to end: one test for each sentence."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from alliance_portal.periods import Period, add_months
from alliance_portal.workflow import WorkflowError
from members.models import Role
from members.services import grant_role
from suggestions import permissions, services
from suggestions.models import Reward, Suggestion
from suggestions.services import rewards
from suggestions.statistics import summarise
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    PersonFactory,
    SessionFactory,
    WorkshopFactory,
    account,
)
from tests.suggestions import rewarding, stages
from tests.suggestions.telling import told
from tests.workshops import plating
from training.models import Attendance, Session
from training.statistics import summarise as summarise_training
from workshops import services as workshop_services
from workshops.models import Workshop
from workshops.statistics import plates

WHY = {"decline_reason": "cost", "would_change": "大修时"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def last_months():
    """This month and the one before, wherever the year begins."""
    this = timezone.localdate().replace(day=1)
    return Period(add_months(this, -1), this)


def test_of_37_ideas_7_are_merged_and_every_proposer_has_an_answer_and_the_credit(cast):
    authors = [account(PersonFactory(department=cast.team)) for _n in range(37)]
    ideas = [stages.sent(cast, by=author, occurred_at=stages.days_ago(3)) for author in authors]
    for again, main in zip(ideas[30:], ideas, strict=False):
        services.merge(again, by=cast.reviewer, into=main, reason="同一件事，合并一起办。")
    for main in ideas[:30]:
        services.reserve(Suggestion.objects.get(pk=main.pk), by=cast.reviewer, reason="等新线投产再看。")

    counted = summarise(Suggestion.objects.all(), period=last_months())
    assert (counted["received"], counted["answered"], counted["merged"], counted["reserved"]) == (37, 37, 7, 30)
    assert counted["proposers"] == 37
    for author in authors[30:]:
        assert told(author) == ["answered", "main_answered"]
        assert Suggestion.objects.mine(author).get().conclusion == "merged"


@pytest.mark.parametrize(("yuan", "grade"), [("499999.99", "三等奖"), ("500000", "二等奖")])
def test_a_bound_belongs_to_the_grade_above_it(cast, yuan, grade):
    reward = rewarding.proposed(cast, rewarding.verified(cast, yuan=Decimal(yuan)))
    assert reward.grade.name == grade


def test_what_was_paid_in_reserve_is_deducted_when_it_comes_into_use(cast):
    reserved = stages.reserved(cast)
    rewarding.received(cast, reserved)
    assert Reward.objects.get().due_fen == 200_00

    later = rewarding.proposed(cast, rewarding.brought_back(cast, Suggestion.objects.get(pk=reserved.pk)))
    assert (later.amount_fen, later.before_fen, later.due_fen) == (800_00, 200_00, 600_00)


@pytest.mark.parametrize(("yuan", "grade"), [(120_000, "四等奖"), (9_000, "五等奖")])
def test_a_borrowed_technique_lowers_one_grade_and_the_lowest_stays(cast, yuan, grade):
    choice = rewards.Choice(is_borrowed=True)
    facts = {"choice": choice, "borrowed_reason": "借鉴邻厂的做法"}
    reward = rewarding.proposed(cast, rewarding.verified(cast, yuan=yuan), **facts)
    assert reward.grade.name == grade


def test_shares_sum_to_a_hundred_and_no_fen_is_lost(cast):
    suggestion = rewarding.together(
        cast, rewarding.verified(cast), cast.colleague, cast.leader, shares=("40", "30", "30")
    )
    batch = rewarding.sent(cast, suggestion)
    fen = [share.fen for share in rewarding.the_reward(batch).shares.all()]
    assert fen == [80_00, 60_00, 60_00]


def test_shares_that_do_not_sum_to_a_hundred_are_refused(cast):
    suggestion = stages.sent(cast)
    services.name_together(suggestion, by=cast.worker, people=[cast.colleague.person, cast.leader.person])
    thirds = dict.fromkeys([user.person.pk for user in (cast.worker, cast.colleague, cast.leader)], Decimal("33.3"))
    with pytest.raises(WorkflowError):
        services.set_shares(Suggestion.objects.get(), by=cast.worker, shares=thirds)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_conclusion_is_saved_without_a_reason(cast, reason):
    waiting, main = stages.sent(cast), stages.sent(cast, by=cast.colleague, occurred_at=stages.days_ago(5))
    task = {"owner": cast.owner.person, "due_on": timezone.localdate()}
    attempts = [
        lambda: services.adopt(waiting, by=cast.reviewer, reason=reason, **task),
        lambda: services.adopt(waiting, by=cast.reviewer, reason=reason, partly=True, **task),
        lambda: services.reserve(waiting, by=cast.reviewer, reason=reason),
        lambda: services.decline(waiting, by=cast.reviewer, reason=reason, **WHY),
        lambda: services.merge(waiting, by=cast.reviewer, into=main, reason=reason),
    ]
    for attempt in attempts:
        with pytest.raises(WorkflowError):
            attempt()
    assert not Suggestion.objects.exclude(conclusion="").exists()


@pytest.mark.parametrize("who", ["worker", "owner", "reviewer", "officer", "leader", "colleague", "staff"])
def test_only_finance_verifies_a_benefit(cast, staff, who):
    done = stages.done(cast)
    services.claim_benefit(done, by=cast.owner, yuan=Decimal(900), basis="领料单")
    user = staff if who == "staff" else getattr(cast, who)

    assert not permissions.can_verify_benefit(user, Suggestion.objects.get())
    with pytest.raises(WorkflowError):
        services.verify_benefit(done, by=user, yuan=Decimal(900), basis="凭证")
    assert Suggestion.objects.get().benefit.verified_at is None


def test_the_owner_never_verifies_even_with_the_role_of_finance(cast, staff):
    done = stages.done(cast)
    grant_role(cast.owner, Role.FINANCE, cast.enterprise, by=staff)
    with pytest.raises(WorkflowError):
        services.verify_benefit(done, by=cast.owner, yuan=Decimal(900), basis="凭证")


def test_15_workshops_with_18_plates_count_as_15_by_their_highest_level(cast, staff):
    plating.fifteen_with_eighteen(staff, cast.enterprise)
    found = plates.count(Workshop.objects.all(), timezone.localdate())
    assert (found.workshops, found.designations) == (15, 18)
    highest = {level.value: workshops for level, workshops, _plates in found.levels if workshops}
    assert highest == {"national": 1, "provincial": 1, "municipal": 1, "enterprise": 12}


def counted(period):
    """(workshops, plates) in a report of these months."""
    day = plates.day_of(period, timezone.localdate())
    found = plates.count(Workshop.objects.all(), day)
    return found.workshops, found.designations


def test_what_is_revoked_leaves_the_counts_of_later_periods_and_stays_in_earlier_ones(cast, staff):
    workshops = plating.fifteen_with_eighteen(staff, cast.enterprise)
    last_year, this_year = (Period.year(timezone.localdate().year - back) for back in (1, 0))
    before = counted(last_year)
    plate = workshops[0].designations.get(level="national")
    plating.plates.revoke(plate, by=staff, reason="复核未通过，长期无人。")
    workshop_services.close(workshops[14], by=staff, closed_on=timezone.localdate(), reason="撤销。")

    assert counted(last_year) == before == (15, 18)
    assert counted(this_year) == (14, 16)


def test_a_session_of_several_members_counts_once_for_the_alliance_and_for_the_district(client, cast, strangers):
    district = AllianceFactory(slug="district")
    trade = AllianceFactory(slug="welding", scope="trade", parent=district)
    inner = AllianceFactory(slug="inner", scope="enterprise", enterprise=cast.enterprise, parent=district)
    hosts = [WorkshopFactory(enterprise=one.enterprise, alliance=trade) for one in (cast, cast, strangers)]
    for alliance in (inner, district):
        AllianceMembershipFactory(alliance=alliance, workshop=hosts[0])
    now = timezone.now()
    first = Period.this_year().start
    times = {"starts_at": max(first, now - dt.timedelta(days=1)), "ends_at": now}
    session = SessionFactory(topic="焊工现场交流", enterprise=cast.enterprise, **times)
    session.workshops.set(hosts)
    for person in (cast.worker.person, strangers.worker.person):
        Attendance.objects.create(session=session, person=person)

    for alliance in (trade, inner, district):
        training = client.get(f"/alliances/{alliance.slug}/").context["training"]
        assert (training.sessions, training.person_times, training.people) == (1, 2, 2)
        assert client.get(f"/alliances/{alliance.slug}/").content.decode().count("焊工现场交流") == 1
    for workshop in hosts:
        assert "焊工现场交流" in client.get(workshop.get_absolute_url()).content.decode()
    assert summarise_training(Session.objects.all()).sessions == 1
