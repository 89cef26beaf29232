"""Two people at the same moment in an alliance; each with a control that shows what the lock is for."""

import threading
from contextlib import nullcontext, suppress
from functools import partial
from types import SimpleNamespace

import pytest

from alliance_portal import workflow
from members.models import Notice
from tests.at_once import at_once, outcomes
from tests.conftest import make_cast
from tests.factories import AllianceFactory, WorkshopFactory, staff_account
from tests.workshops.alliances import began, day, finish, fresh, item, member, term
from workshops.models import AllianceMembership, ItemReminder, OrganTerm, PlanItem, PlanProgress, TermReminder
from workshops.services import alliance_reminders, applications, memberships, organs, plan_items, plans

# How long one waits for the other where a lock keeps it back, and where nothing does.
IN_VAIN, FOR_SURE = 1.5, 20


@pytest.fixture
def cast(transactional_db):
    return make_cast("CF", "长风客车")


@pytest.fixture
def staff(transactional_db):
    return staff_account(username="district", full_name="区总干事")


@pytest.fixture
def alliance(transactional_db):
    return AllianceFactory(name="焊接联盟", scope="trade")


@pytest.fixture
def no_lock(monkeypatch):
    """Call it, and each believes the row as it was shown, before the other one began."""
    return lambda: monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


@pytest.fixture
def meet(monkeypatch):
    """Call it with a module and the name of a step: two requests wait there for each other, if no lock forbids it."""

    def at(module, step, patience):
        meeting, really = threading.Barrier(2), getattr(module, step)

        def meet_first(*args, **kwargs):
            with suppress(threading.BrokenBarrierError):
                meeting.wait(timeout=patience)
            return really(*args, **kwargs)

        monkeypatch.setattr(module, step, meet_first)

    return at


@pytest.fixture
def no_transaction(monkeypatch):
    """Call it with a module: what it does is no longer one transaction, and locks nothing."""
    return lambda module: monkeypatch.setattr(module, "transaction", SimpleNamespace(atomic=nullcontext))


def two_answers(cast, alliance, first, second):
    """Two of the secretariat answer from the same page."""
    term(alliance, enterprise=cast.enterprise)
    asked = applications.apply(
        alliance, WorkshopFactory(enterprise=cast.enterprise), by=cast.officer, words="想一起攻关。"
    )
    pages = [fresh(asked), fresh(asked)]
    facts = {"by": cast.officer, "answer": "见附言"}
    return asked, outcomes(*(partial(move, one, **facts) for move, one in zip((first, second), pages, strict=True)))


def verbs(asked):
    return sorted(asked.events.values_list("verb", flat=True))


def test_an_application_accepted_by_two_makes_one_member(cast, alliance):
    asked, came = two_answers(cast, alliance, applications.accept, applications.accept)

    assert came == ["done", "told"]
    assert (verbs(asked), AllianceMembership.objects.count()) == (["accepted", "applied"], 1)
    assert Notice.objects.filter(kind="alliance_accepted", user=cast.officer).count() == 1


def test_accepted_by_one_and_declined_by_the_other_only_one_counts(cast, alliance):
    asked, came = two_answers(cast, alliance, applications.accept, applications.decline)

    assert came == ["done", "told"]
    assert len(verbs(asked)) == 2


def test_without_the_lock_the_second_answer_would_break_or_count_too(cast, alliance, no_lock):
    no_lock()

    _asked, came = two_answers(cast, alliance, applications.accept, applications.decline)

    assert came in (["done", "done"], ["broken", "done"])


def test_a_workshop_taken_in_twice_at_once_belongs_once(cast, alliance):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    assert outcomes(*[partial(memberships.join, alliance, workshop)] * 2) == ["done", "told"]
    assert AllianceMembership.objects.count() == 1


def leave_and_remove(cast, alliance, staff):
    """The workshop leaves at the moment in which it is removed."""
    held = member(alliance, cast.enterprise).alliance_memberships.get()
    AllianceMembership.objects.update(**{"status": "rectifying", "rectify_by": day(-1)})
    pages = [fresh(held), fresh(held)]
    facts = {"by": staff, "reason": "合并"}
    return held, outcomes(partial(memberships.leave, pages[0], **facts), partial(memberships.remove, pages[1], **facts))


def test_a_membership_ends_once(cast, alliance, staff):
    held, came = leave_and_remove(cast, alliance, staff)
    assert (came, held.events.count()) == (["done", "told"], 1)


def test_without_the_lock_it_would_end_in_two_ways(cast, alliance, staff, no_lock):
    no_lock()
    held, came = leave_and_remove(cast, alliance, staff)
    assert (came, held.events.count()) == (["done", "done"], 2)


def appoint_two(alliance, staff):
    def appoint(name, first):
        organs.appoint(
            alliance, by=staff, organ="chair", outside_name=name, starts_on=day(first), ends_on=day(first + 30)
        )

    return outcomes(partial(appoint, "职业学院", 0), partial(appoint, "研究院", 10))


def test_of_two_chairs_that_overlap_one_is_entered(alliance, staff, meet):
    meet(OrganTerm, "save", IN_VAIN)

    assert appoint_two(alliance, staff) == ["done", "told"]
    assert OrganTerm.objects.count() == 1


def test_without_the_lock_there_would_be_two_chairs(alliance, staff, meet, monkeypatch, no_transaction):
    no_transaction(organs)
    monkeypatch.setattr(organs, "hold", lambda alliance: alliance)
    meet(OrganTerm, "save", FOR_SURE)

    assert appoint_two(alliance, staff) == ["done", "done"]
    assert OrganTerm.objects.overlapping(day(12), day(12)).count() == 2


def carry_twice(cast, alliance, staff):
    plan = began(alliance, staff)
    began(alliance, staff, plan.year + 1, in_force=False)
    for _n in range(2):
        item(plan, member(alliance, cast.enterprise), by=staff)
    pages = [fresh(plan), fresh(plan)]
    return plan, outcomes(*(partial(plans.carry_over, one, by=staff) for one in pages))


def test_two_who_carry_a_plan_over_carry_it_once(cast, alliance, staff):
    plan, came = carry_twice(cast, alliance, staff)

    assert came == ["done", "told"]
    assert PlanItem.objects.filter(plan__year=plan.year + 1).count() == 2
    assert plan.events.filter(verb="carried_over").count() == 1


def test_without_the_lock_the_second_who_carries_would_break(cast, alliance, staff, meet, no_transaction, no_lock):
    no_lock()
    no_transaction(plans)
    meet(plans, "_next_plan", FOR_SURE)

    _plan, came = carry_twice(cast, alliance, staff)

    assert "told" not in came


def report_and_carry(cast, alliance, staff):
    """Somebody reports an item as done at the moment in which the plan is carried over."""
    plan = began(alliance, staff)
    one = item(plan, member(alliance, cast.enterprise), by=staff)
    shown, page = PlanItem.objects.select_related("plan").get(pk=one.pk), fresh(plan)
    at_once(
        partial(finish, shown, cast.officer),
        partial(plans.carry_over, page, by=staff),
    )
    item_now = fresh(one)
    return bool(item_now.done_on), PlanItem.objects.filter(carried_from=one).exists()


def test_what_is_done_is_not_carried_over_too(cast, alliance, staff):
    done, carried = report_and_carry(cast, alliance, staff)
    assert done != carried


def test_without_the_lock_it_would_be_done_here_and_to_be_done_there(
    cast, alliance, staff, meet, no_transaction, no_lock
):
    no_lock()
    no_transaction(plans)
    meeting = threading.Barrier(2)

    def meet_first(really):
        def step(*args, **kwargs):
            with suppress(threading.BrokenBarrierError):
                meeting.wait(timeout=FOR_SURE)
            return really(*args, **kwargs)

        return step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "_next_plan", meet_first(plans._next_plan))
        patch.setattr(plan_items, "files_or_nothing", lambda: nullcontext([]))
        patch.setattr(plan_items, "keep_file", meet_first(plan_items.keep_file))
        assert report_and_carry(cast, alliance, staff) == (True, True)


def two_reports(cast, alliance, staff):
    plan = began(alliance, staff)
    one = item(plan, member(alliance, cast.enterprise), by=staff)
    pages = [PlanItem.objects.select_related("plan").get(pk=one.pk) for _n in range(2)]
    facts = {"by": cast.officer, "day": day(), "note": "试了一轮"}
    return outcomes(
        *(
            partial(plan_items.report, page, percent=n, version=page.version, **facts)
            for page, n in zip(pages, (30, 60), strict=True)
        )
    )


def test_of_two_reports_from_the_same_page_one_is_told(cast, alliance, staff):
    assert two_reports(cast, alliance, staff) == ["done", "told"]
    assert PlanProgress.objects.count() == 1


def test_without_the_lock_one_report_would_hide_the_other(cast, alliance, staff, no_lock):
    no_lock()
    assert two_reports(cast, alliance, staff) == ["done", "done"]


def test_two_clocks_remind_once(cast, alliance, staff):
    term(alliance, "chair", -300, 20, enterprise=cast.enterprise)
    one = item(began(alliance, staff), member(alliance, cast.enterprise), by=staff)
    PlanItem.objects.filter(pk=one.pk).update(due_on=day(2))
    reminded = at_once(*[alliance_reminders.remind_of_terms] * 2, *[alliance_reminders.remind_of_items] * 2)

    assert sorted(reminded) == [0, 0, 1, 1]
    assert (TermReminder.objects.count(), ItemReminder.objects.count()) == (1, 1)
    assert Notice.objects.filter(kind="chair_ends", user=staff).count() == 1
