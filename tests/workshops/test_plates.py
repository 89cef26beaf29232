"""The way of a plate, step by step: what is allowed, what is refused with a reason, and what the history keeps."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from tests.factories import WorkshopFactory, WorkshopMembershipFactory
from tests.suggestions.telling import last_words, told
from tests.workshops import plating
from workshops.models import Designation, DesignationEvent
from workshops.services import plates

Status = Designation.Status


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")


def verbs(plate):
    return [event.verb for event in plate.events.order_by("pk")]


def test_a_plate_goes_from_the_wish_to_the_door(cast, staff, workshop):
    plate = plating.wished(workshop, cast.officer)
    plates.apply(plate, by=cast.officer, note="材料已交。")
    named = plates.grant(
        plate, by=staff, granted_on=plating.day("2024-05-08"), document_number="市工发〔2024〕8号", review_years=3
    )

    assert (named.status, named.granted_on, named.document_number) == (
        "named",
        dt.date(2024, 5, 8),
        "市工发〔2024〕8号",
    )
    assert named.review_due_on == dt.date(2027, 5, 8)
    assert verbs(plate) == ["nurturing", "applied", "named"]
    assert told(staff) == ["plate_applied"]
    assert told(cast.officer) == ["plate_named"]


def test_what_is_not_granted_yet_goes_back_with_what_is_lacking(cast, staff, workshop):
    plate = plating.applied(workshop, cast.officer)
    plates.send_back(plate, by=staff, reason="缺带徒协议。")
    assert plating.fresh(plate).status == "nurturing"
    assert "缺带徒协议" in last_words(cast.officer)
    assert verbs(plate)[-1] == "sent_back"

    plates.give_up(plate, by=cast.officer, reason="带头人调走了。")
    with pytest.raises(TransitionError):
        plates.apply(plate, by=cast.officer)


def test_a_review_ends_passed_put_right_or_revoked(cast, staff, workshop):
    plate = plating.hung(workshop, staff, "2021-11-08", review_years=3)
    assert plate.review_due_on == dt.date(2024, 11, 8)

    plates.begin_review(plate, by=staff)
    told_off = plates.rectify(plate, by=staff, until=plating.ahead(30), reason="补齐台账。")
    assert (told_off.status, told_off.rectify_by) == ("rectify", plating.ahead(30))
    passed = plates.pass_review(plate, by=staff)
    today = timezone.localdate()
    assert passed.review_due_on == today.replace(year=today.year + 3)
    assert passed.rectify_by is None
    assert verbs(plate) == ["named", "reviewing", "rectify", "passed"]
    assert told(cast.officer) == ["plate_review_begun", "plate_rectify", "plate_passed"]

    gone = plates.revoke(plate, by=staff, reason="门常年锁着。")
    assert (gone.revoked_on, gone.revoked_because, gone.review_due_on) == (today, "门常年锁着。", None)
    assert "门常年锁着" in last_words(cast.officer)


def test_the_leader_of_the_workshop_reads_it_too(cast, staff, workshop):
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    plating.revoked(workshop, staff, plating.ago(1))
    assert told(cast.owner) == ["plate_revoked"]
    assert told(cast.worker) == []


def allowed():
    """Every status a plate can be in, with each step that leads on from it."""
    return [(status, to) for status in Status for to in Status]


STEPS = {
    "applied": lambda plate, by: plates.apply(plate, by=by),
    "nurturing": lambda plate, by: plates.send_back(plate, by=by, reason="缺材料。"),
    "given_up": lambda plate, by: plates.give_up(plate, by=by, reason="不报了。"),
    "named": lambda plate, by: plates.grant(plate, by=by, granted_on=plating.ago(1)),
    "reviewing": lambda plate, by: plates.begin_review(plate, by=by),
    "passed": lambda plate, by: plates.pass_review(plate, by=by),
    "rectify": lambda plate, by: plates.rectify(plate, by=by, until=plating.ahead(9), reason="补台账。"),
    "revoked": lambda plate, by: plates.revoke(plate, by=by, reason="撤了。"),
}


def brought_to(status, workshop, by):
    ways = {
        "nurturing": plating.wished,
        "applied": plating.applied,
        "named": plating.hung,
        "reviewing": plating.under_review,
        "passed": lambda w, b: plates.pass_review(plating.under_review(w, b), by=b),
        "rectify": plating.to_be_mended,
        "revoked": lambda w, b: plating.revoked(w, b, plating.ago(3)),
        "given_up": lambda w, b: plates.give_up(plating.wished(w, b), by=b, reason="不报了。"),
    }
    return ways[status](workshop, by)


@pytest.mark.parametrize(("status", "to"), allowed())
def test_only_the_ways_of_the_table_lead_on(staff, workshop, status, to):
    plate = brought_to(status, workshop, staff)
    before = plate.events.count()
    if to in Designation.TRANSITIONS.get(status, ()):
        assert STEPS[to](plate, staff).status == to
        assert plate.events.count() == before + 1
    else:
        with pytest.raises(WorkflowError):
            STEPS[to](plate, staff)
        assert (plating.fresh(plate).status, plate.events.count()) == (status, before)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_refused_put_right_or_revoked_without_a_reason(staff, workshop, reason):
    waiting, reviewed = plating.applied(workshop, staff), plating.under_review(workshop, staff)
    for attempt in (
        lambda: plates.send_back(waiting, by=staff, reason=reason),
        lambda: plates.give_up(waiting, by=staff, reason=reason),
        lambda: plates.rectify(reviewed, by=staff, until=plating.ahead(9), reason=reason),
        lambda: plates.revoke(reviewed, by=staff, reason=reason),
    ):
        with pytest.raises(WorkflowError):
            attempt()


def test_no_step_is_entered_for_a_day_to_come_or_before_the_last_one(staff, workshop):
    plate = plating.hung(workshop, staff, plating.ago(10))
    attempts = [
        lambda: plates.revoke(plate, by=staff, on=plating.ahead(1), reason="撤"),
        lambda: plates.revoke(plate, by=staff, on=plating.ago(11), reason="撤"),
        lambda: plates.begin_review(plate, by=staff, on=plating.ahead(1)),
        lambda: plating.hung(workshop, staff, plating.ahead(1)),
        lambda: plates.grant(plating.applied(workshop, staff), by=staff, granted_on=plating.ahead(1)),
    ]
    for attempt in attempts:
        with pytest.raises(WorkflowError):
            attempt()
    plates.begin_review(plate, by=staff, on=plating.ago(5))
    with pytest.raises(WorkflowError):
        plates.pass_review(plate, by=staff, on=plating.ago(6))
    with pytest.raises(WorkflowError):
        plates.rectify(plate, by=staff, until=timezone.localdate(), reason="补")


def test_whoever_was_faster_is_noticed(staff, workshop):
    plate = plating.under_review(workshop, staff)
    plates.pass_review(plate, by=staff, version=plate.version)
    with pytest.raises(StaleError):
        plates.revoke(plate, by=staff, reason="撤", version=plate.version)
    assert plating.fresh(plate).status == "passed"


def test_a_correction_says_what_was_there_before(staff, workshop):
    plate = plating.hung(workshop, staff, "2022-02-28", review_years=None)
    plates.describe(plate, by=staff, level="provincial", title="省劳模创新工作室", body=plate.body, review_years=4)

    changed = plating.fresh(plate)
    assert (changed.level, changed.review_due_on) == ("provincial", dt.date(2026, 2, 28))
    note = plate.events.last().note
    assert "市劳模创新工作室 → 省劳模创新工作室" in note
    assert "市总工会" not in note


def test_a_correction_made_from_an_old_page_is_told(staff, workshop):
    plate = plating.hung(workshop, staff)
    plates.describe(plate, by=staff, title="省劳模创新工作室", version=plate.version)
    with pytest.raises(StaleError):
        plates.describe(plate, by=staff, body="省总工会", version=plate.version)
    assert plating.fresh(plate).body == plate.body


def test_a_correction_that_changes_nothing_leaves_no_trace(staff, workshop):
    plate = plating.hung(workshop, staff)
    plates.describe(plate, by=staff, title=plate.title)
    assert (plating.fresh(plate).version, verbs(plate)) == (1, ["named"])


def test_a_term_ends_a_cycle_and_a_review_prolongs_it(staff, workshop):
    plate = plating.hung(workshop, staff, "2022-06-01", review_years=5, valid_until=dt.date(2025, 6, 1))
    assert plate.review_due_on == dt.date(2025, 6, 1)
    assert plate.has_run_out
    plates.begin_review(plate, by=staff)
    longer = plates.pass_review(plate, by=staff, valid_until=plating.ahead(400))
    assert longer.review_due_on == plating.ahead(400)
    assert not longer.has_run_out
    with pytest.raises(WorkflowError):
        plates.describe(plate, by=staff, valid_until=dt.date(2022, 5, 31))


def test_a_review_is_due_for_the_page_when_it_is_for_the_list(staff, workshop):
    rows = [plating.hung(workshop, staff) for _n in range(4)]
    for row, days in zip(rows, (91, 90, -1, 5), strict=True):
        Designation.objects.filter(pk=row.pk).update(review_due_on=plating.ahead(days))
    plates.begin_review(rows[3], by=staff)
    due = set(Designation.objects.review_due())
    assert due == {row for row in Designation.objects.all() if row.is_review_due} == {rows[1], rows[2]}


def test_a_leap_day_has_its_reviews_too(staff, workshop):
    assert plating.hung(workshop, staff, "2024-02-29", review_years=3).review_due_on == dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "valid"),
    [("2024-05-07", False), ("2024-05-08", True), ("2025-03-01", True), ("2025-03-02", False), ("2026-01-01", False)],
)
def test_it_is_valid_from_the_day_it_was_granted_to_the_day_before_it_is_revoked(staff, workshop, day, valid):
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        plate = plating.revoked(workshop, staff, "2025-03-02")
    assert plate.is_valid_on(plating.day(day)) == valid
    assert Designation.objects.valid_on(plating.day(day)).exists() == valid


def test_its_last_valid_day_is_a_valid_one(staff, workshop):
    plate = plating.hung(workshop, staff, "2024-05-08", valid_until=dt.date(2025, 5, 7))
    days = [dt.date(2025, 5, 7), dt.date(2025, 5, 8)]
    assert [plate.is_valid_on(day) for day in days] == [True, False]
    assert [Designation.objects.valid_on(day).exists() for day in days] == [True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "revoked"},
        {"revoked_on": dt.date(2025, 1, 1)},
        {"granted_on": None},
        {"status": "rectify"},
        {"review_years": 0},
        {"valid_until": dt.date(2020, 1, 1)},
    ],
)
def test_the_database_keeps_days_and_states_together(staff, workshop, wrong):
    plate = plating.hung(workshop, staff)
    for name, value in wrong.items():
        setattr(plate, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        plate.save()


def test_a_plate_is_public_while_it_hangs_and_its_rest_is_for_those_at_work(cast, strangers, staff, workshop):
    hung, wish = plating.hung(workshop, staff), plating.wished(workshop, cast.officer)
    gone = plating.revoked(workshop, staff, plating.ago(1))

    def seen(user):
        return set(Designation.objects.visible_to(user))

    assert seen(cast.worker) == seen(strangers.officer) == {hung}
    assert seen(cast.officer) == seen(cast.leader) == seen(staff) == {hung, wish, gone}
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person, role="leader")
    assert seen(cast.worker) == {hung, wish, gone}


def test_every_event_names_who_and_in_which_role(cast, staff, workshop):
    plate = plating.applied(workshop, cast.officer)
    plates.send_back(plate, by=staff, reason="缺材料。")
    acted = DesignationEvent.objects.filter(record=plate).order_by("pk").values_list("actor", "actor_role")
    assert list(acted) == [(cast.officer.pk, "officer")] * 2 + [(staff.pk, "district_staff")]
