"""Results in use elsewhere: the licence decides, a trial comes first, and each unit counts once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from alliance_portal.workflow import TransitionError, WorkflowError
from members.models import Role
from tests.conftest import make_cast
from tests.factories import DepartmentFactory, WorkshopFactory, WorkshopMembershipFactory, granted
from tests.suggestions.telling import told
from tests.workshops.resulting import asked, day, fresh, shared, tried, unit_count, used
from workshops import permissions, statistics
from workshops.models import Result, SharedUse
from workshops.services import benefits, remind, results, shared_uses

Status = SharedUse.Status


@pytest.fixture
def free(cast):
    return shared(cast.enterprise, licence="free")


@pytest.fixture
def by_agreement(cast):
    return shared(cast.enterprise, licence="agreement")


def verbs(record):
    return [(event.verb, event.actor_role) for event in record.events.all()]


# -- the licence ------------------------------------------------------------------------------------------------------


def test_what_is_free_agrees_by_itself(free, cast, strangers):
    use = asked(free, strangers)
    assert (use.status, use.enterprise, bool(use.answered_at)) == (Status.AGREED, strangers.enterprise, True)
    assert verbs(use) == [("asked", "officer"), ("agreed", "licence")]
    assert told(cast.officer) == ["use_taken_free"]


def test_by_agreement_somebody_answers(by_agreement, cast, strangers):
    use = asked(by_agreement, strangers)
    assert use.status == Status.ASKED
    assert told(cast.officer) == ["use_asked"]
    with pytest.raises(WorkflowError):
        shared_uses.agree(use, by=cast.officer, terms=" ")
    agreed = shared_uses.agree(use, by=cast.officer, terms="免费，注明来源。")
    assert (agreed.status, agreed.answer) == (Status.AGREED, "免费，注明来源。")
    assert told(strangers.officer) == ["use_agreed"]
    assert told(cast.officer) == ["use_asked"]


def test_a_refusal_has_a_reason_and_leaves_room_for_another_request(by_agreement, cast, strangers):
    use = asked(by_agreement, strangers)
    with pytest.raises(WorkflowError):
        shared_uses.refuse(use, by=cast.officer, reason="")
    assert shared_uses.refuse(use, by=cast.officer, reason="专利还在审查。").status == Status.REFUSED
    assert told(strangers.officer) == ["use_refused"]
    assert asked(by_agreement, strangers).pk != use.pk


@pytest.mark.parametrize(
    "words",
    [
        {"licence": "show_only"},
        {"visibility": "enterprise"},
        {"status": "draft"},
        {"status": "withdrawn", "withdrawn_because": "错了"},
    ],
)
def test_what_is_not_offered_cannot_be_asked_for(cast, strangers, words):
    result = shared(cast.enterprise, **words)
    with pytest.raises(WorkflowError):
        asked(result, strangers)
    assert not permissions.can_ask_to_use(strangers.officer, result)
    assert not SharedUse.objects.exists()


def test_the_makers_own_enterprise_takes_nothing_over(free, cast):
    with pytest.raises(WorkflowError):
        asked(free, cast)
    assert not permissions.can_ask_to_use(cast.officer, free)


def test_a_department_asks_once(free, strangers):
    first = asked(free, strangers)
    assert asked(free, strangers) == first
    assert asked(free, strangers, department=strangers.office) != first
    with pytest.raises(IntegrityError):
        SharedUse.objects.create(
            result=free, enterprise=strangers.enterprise, department=strangers.shop, purpose="x",
            asked_by=strangers.officer,
        )  # fmt: skip


# -- the trial, and what came of it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("came", ["adopted", "adapted", "not_applicable"])
def test_a_trial_ends_in_one_of_three_ways(free, cast, strangers, came):
    use = used(free, strangers, came)
    assert (use.status, use.concluded_on, use.experience) == (came, day(), "照着做就行。")
    assert verbs(use)[2:] == [("trial", "officer"), (came, "officer")]
    assert told(cast.officer)[-1] == f"use_{came}"
    assert unit_count(free) == (came != "not_applicable")


def test_those_who_made_it_hear_that_others_use_it(free, cast, strangers):
    results.credit(free, by=cast.officer, makers=[{"person": cast.worker.person}], patents=[])
    used(free, strangers)
    assert told(cast.worker) == ["use_adopted"]


def test_nothing_is_in_use_without_a_trial(free, strangers):
    use = asked(free, strangers)
    with pytest.raises(TransitionError):
        shared_uses.conclude(use, by=strangers.officer, came="adopted", experience="好用")


@pytest.mark.parametrize(
    "wrong",
    [
        {"experience": " "},
        {"on": day(1)},
        {"on": day(-30)},
        {"claimed_yuan": Decimal(5)},
        {"came": "not_applicable", "claimed_yuan": Decimal(5), "reckoning": "估算"},
        {"came": "given_up"},
    ],
)
def test_a_conclusion_that_does_not_fit_is_refused(free, strangers, wrong):
    use = tried(free, strangers)
    facts = {"came": "adopted", "experience": "好用", **wrong}
    with pytest.raises(WorkflowError):
        shared_uses.conclude(use, by=strangers.officer, **facts)
    assert fresh(use).status == Status.TRIAL


def test_a_trial_does_not_begin_on_a_day_to_come(free, strangers):
    with pytest.raises(WorkflowError):
        shared_uses.begin(asked(free, strangers), by=strangers.officer, on=day(1))


def test_it_can_be_given_up_with_a_reason_until_something_came_of_it(free, cast, strangers):
    use = asked(free, strangers)
    with pytest.raises(WorkflowError):
        shared_uses.give_up(use, by=strangers.officer, reason=" ")
    assert shared_uses.give_up(use, by=strangers.officer, reason="产线停了。").status == Status.GIVEN_UP
    assert told(cast.officer)[-1] == "use_given_up"
    with pytest.raises(TransitionError):
        shared_uses.give_up(used(free, strangers), by=strangers.officer, reason="不用了")


# -- used by n units --------------------------------------------------------------------------------------------------


def test_units_are_enterprises_that_use_it_each_once(free, cast, strangers):
    third, fourth = make_cast("XA", "新安轴承"), make_cast("DH", "东湖电机")
    used(free, strangers)
    second = tried(free, strangers, department=strangers.office)
    shared_uses.conclude(second, by=strangers.officer, came="adapted", experience="改了底座。")
    used(free, third, came="not_applicable")
    tried(free, fourth)
    figures = statistics.summarise_results(Result.objects.all())
    assert (unit_count(free), figures.units, figures.used_elsewhere, figures.shared) == (1, 1, 1, 1)
    used(shared(cast.enterprise), strangers)
    used(shared(cast.enterprise), third)
    figures = statistics.summarise_results(Result.objects.all())
    assert (unit_count(free), figures.units, figures.used_elsewhere, figures.shared) == (1, 2, 3, 3)


def test_what_was_withdrawn_leaves_the_figures(free, cast, strangers):
    used(free, strangers)
    results.withdraw(free, by=cast.officer, reason="图错了")
    figures = statistics.summarise_results(Result.objects.all())
    assert (figures.shared, figures.units, figures.verified_elsewhere_yuan) == (0, 0, None)


# -- the benefit of each ----------------------------------------------------------------------------------------------


def verify(use, by, yuan=3000):
    return benefits.verify_use(use, by=by, yuan=Decimal(yuan), basis="按我厂工时核算")


def test_each_units_finance_verifies_its_own_benefit(free, cast, strangers):
    benefits.verify_result(free, by=cast.finance, yuan=Decimal(8000), basis="工时账")
    use = used(free, strangers, claimed_yuan=Decimal(3500), reckoning="估算")
    assert told(strangers.finance) == ["result_to_verify"]
    assert verify(use, strangers.finance).verified_yuan == 3000
    figures = statistics.summarise_results(Result.objects.all())
    assert (figures.verified_yuan, figures.verified_elsewhere_yuan) == (8000, 3000)
    assert fresh(free).verified_yuan == 8000
    assert told(cast.officer)[-1] == "use_verified"


@pytest.mark.parametrize("who", ["makers' finance", "officer", "staff"])
def test_nobody_elses_finance_verifies_it(free, cast, strangers, staff, who):
    use = used(free, strangers)
    wrong = {"makers' finance": cast.finance, "officer": strangers.officer, "staff": staff}[who]
    with pytest.raises(WorkflowError):
        verify(use, wrong)


def test_only_what_is_in_use_has_a_benefit(free, strangers):
    with pytest.raises(WorkflowError):
        verify(tried(free, strangers), strangers.finance)
    fitting_not = used(free, make_cast("XA", "新安轴承"), came="not_applicable")
    with pytest.raises(IntegrityError):
        SharedUse.objects.filter(pk=fitting_not.pk).update(
            verified_yuan=1, verified_by=strangers.finance, verified_at=timezone.now()
        )


def test_whoever_asked_for_it_does_not_verify_it(free, strangers):
    shop = DepartmentFactory(enterprise=strangers.enterprise)
    use = shared_uses.ask(free, by=strangers.finance, department=shop, purpose="用")
    use = shared_uses.begin(use, by=strangers.finance, on=day())
    use = shared_uses.conclude(use, by=strangers.finance, came="adopted", experience="好用")
    with pytest.raises(WorkflowError):
        verify(use, strangers.finance)


@pytest.mark.parametrize("step", ["concluded", "claimed"])
def test_whoever_says_what_it_brings_does_not_verify_it_either(free, strangers, step):
    both = granted(strangers.owner.person, [Role.OFFICER, Role.FINANCE])
    use = tried(free, strangers)
    if step == "concluded":
        facts = {"claimed_yuan": Decimal(900_000), "reckoning": "估算"}
        use = shared_uses.conclude(use, by=both, came="adopted", experience="好用", **facts)
    else:
        use = shared_uses.conclude(use, by=strangers.officer, came="adopted", experience="好用")
        use = shared_uses.claim(use, by=both, yuan=Decimal(900_000), reckoning="估算")
    assert not permissions.can_verify_use(both, use)
    with pytest.raises(WorkflowError):
        verify(use, both)
    assert permissions.can_verify_use(strangers.finance, use)
    assert verify(use, strangers.finance).is_verified


def test_a_benefit_is_stated_later_until_it_is_verified(free, strangers):
    use = used(free, strangers)
    facts = {"by": strangers.officer, "yuan": Decimal(900), "reckoning": "按件数"}
    assert shared_uses.claim(use, **facts).claimed_yuan == 900
    verify(use, strangers.finance)
    with pytest.raises(WorkflowError):
        shared_uses.claim(use, **facts)


# -- who may ----------------------------------------------------------------------------------------------------------


def test_a_unit_is_spoken_for_by_its_officers_workshop_leaders_and_heads(free, strangers):
    strangers.shop.head = strangers.owner.person
    strangers.shop.save()
    workshop = WorkshopFactory(enterprise=strangers.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=strangers.colleague.person, role="leader")
    use = asked(free, strangers)
    may = {who: getattr(strangers, who) for who in ("officer", "owner", "colleague", "worker", "leader", "finance")}
    asking = {who for who, user in may.items() if permissions.can_ask_to_use(user, free)}
    running = {who for who, user in may.items() if permissions.runs_use(user, use)}
    assert asking == running == {"officer", "owner", "colleague"}
    reading = {who for who, user in may.items() if use in SharedUse.objects.visible_to(user)}
    assert reading == {"officer", "owner", "colleague", "leader", "finance"}


def test_both_sides_and_staff_read_of_a_use_and_nobody_else(free, cast, strangers, staff):
    use, third = asked(free, strangers), make_cast("XA", "新安轴承")
    readers = {cast.officer, strangers.officer, staff}
    for user in (cast.officer, strangers.officer, staff, cast.worker, strangers.worker, third.officer):
        assert SharedUse.objects.visible_to(user).filter(pk=use.pk).exists() == (user in readers)


# -- reminders --------------------------------------------------------------------------------------------------------


def test_a_request_that_waits_for_a_week_rings_once(by_agreement, cast, strangers):
    asked(by_agreement, strangers)
    now = timezone.now()
    made = [remind(now + dt.timedelta(days=days))["results"] for days in (6, 7, 8)]
    assert made == [0, 1, 0]
    assert told(cast.officer).count("use_waits") == 1


def test_a_trial_of_a_month_is_asked_about_once(free, strangers):
    tried(free, strangers)
    now = timezone.now()
    made = [remind(now + dt.timedelta(days=days))["results"] for days in (9, 10, 11)]
    assert made == [0, 1, 0]
    assert told(strangers.officer)[-1] == "use_tried_long"
