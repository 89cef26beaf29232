"""Skills contests: from the draft over entries and marks to places, prizes and grades."""

from decimal import Decimal

import pytest

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.imports import Roster
from members.ledger_import import UndoRefusedError, undo
from members.models import Person
from members.services import grant_role
from members.system import system_account
from tests.factories import AllianceFactory, AllianceMembershipFactory, WorkshopFactory
from tests.ledger_files import imported, roster_rows
from tests.suggestions.telling import told
from tests.training import afterwards
from training import services
from training.models import Contest, ContestEntry
from training.permissions import contests as permissions
from training.services.checks import UnfitError
from training.services.contests import ScoresError
from workshops.models import Honour

pytestmark = pytest.mark.django_db
contests = services.contests


def result(contest):
    """[(number, total, place, prize)] as it was kept."""
    rows = ContestEntry.objects.filter(contest=contest).by_place().select_related("prize")
    return [(row.number, row.total and float(row.total), row.place, row.prize and row.prize.name) for row in rows]


def test_places_are_reckoned_as_one_counts_by_hand(cast, staff):
    """Theory weighs 30 of 100 marks, practice 70 of 150.

    No. 1: 90×0.3 + 120/150×70 = 27 + 56 = 83. No. 2: 80×0.3 + 125/150×70 = 24 + 58.333… = 82.33, rounded down.
    No. 3 as no. 1 by other marks: 83. No. 4: 0. No. 5 did not come.
    """
    people = [cast.worker, cast.colleague, cast.owner, cast.finance, cast.reviewer]
    made = afterwards.running(staff, *people)
    absent = made.entries.get(number=5)
    contests.set_absent(absent, by=staff, is_absent=True)
    rows = [(90, 120), (80, 125), (100, "113.57"), (0, 0)]
    afterwards.mark(made, staff, *rows, (None, None))
    totals = {row.entry.number: row.total for row in contests.reckon(made)}
    assert totals == {1: 83, 2: Decimal("82.33"), 3: Decimal("82.99"), 4: 0, 5: None}
    seen = contests.scores_of(made)
    third = made.entries.get(number=3)
    key = next(key for key in seen if key[0] == third.pk and seen[key] == Decimal("113.57"))
    contests.keep_scores(made, by=staff, points={key: Decimal("113.58")}, seen=seen)
    contests.publish(made, by=staff)
    assert result(made) == [
        (1, 83.0, 1, "一等奖"), (3, 83.0, 1, "一等奖"), (2, 82.33, 3, "二等奖"), (4, 0.0, 4, None),
        (5, None, None, None),
    ]  # fmt: skip


def test_every_prize_is_an_honour_in_the_register(cast, staff):
    made = afterwards.published(staff, cast.worker, cast.colleague, prizes=[("一等奖", 1)])
    honour = Honour.objects.get()
    assert (honour.person, honour.title, honour.level, honour.kind) == (
        cast.worker.person, "焊工技能竞赛 · 一等奖", "district", "contest",
    )  # fmt: skip
    assert (honour.body, honour.document_number, honour.reason) == ("区总工会", "总工〔2026〕8号", "焊工")
    assert made.entries.get(number=1).honour == honour
    assert [told(user)[-1] for user in (cast.worker, cast.colleague)] == ["contest_published", "contest_published"]


def test_three_thirds_are_a_whole(cast, staff):
    """Ten of thirty marks that weigh ten, three times: 3.33… as decimals would come to 9.99."""
    thirds = [("practice", name, 10, Decimal(30)) for name in "甲乙丙"]
    made = afterwards.running(staff, cast.worker, rounds=[*thirds, ("theory", "理论", 70, Decimal(70))])
    afterwards.mark(made, staff, (10, 10, 10, 0))
    assert contests.reckon(made)[0].total == 10


def test_it_is_not_published_while_a_mark_is_missing(cast, staff):
    made = afterwards.running(staff, cast.worker, cast.colleague)
    afterwards.mark(made, staff, (90, 120), (80, None))
    with pytest.raises(WorkflowError) as refused:
        contests.publish(made, by=staff)
    assert "2" in refused.value.message
    assert not Honour.objects.exists()


def test_marks_of_others_are_never_overwritten_unseen(cast, staff):
    made = afterwards.running(staff, cast.worker)
    [theory, practice] = made.rounds.all()
    entry = made.entries.get()
    empty = {}
    contests.keep_scores(made, by=staff, points={(entry.pk, theory.pk): Decimal(80)}, seen=empty)
    # Another judge, whose page was made before, enters the other round: both stay.
    contests.keep_scores(
        made, by=staff, points={(entry.pk, theory.pk): None, (entry.pk, practice.pk): Decimal(100)}, seen=empty
    )
    assert afterwards.marks_of(made) == [80, 100]
    with pytest.raises(ScoresError) as refused:
        contests.keep_scores(made, by=staff, points={(entry.pk, theory.pk): Decimal(70)}, seen=empty)
    assert list(refused.value.cells) == [(entry.pk, theory.pk)]
    with pytest.raises(ScoresError):
        contests.keep_scores(
            made, by=staff, points={(entry.pk, practice.pk): Decimal(151)}, seen=contests.scores_of(made)
        )
    assert afterwards.marks_of(made) == [80, 100]


def test_who_takes_part_hangs_on_whom_it_is_for(cast, strangers, staff):
    own = afterwards.announced(cast.officer, cast.enterprise, audience="own")
    with pytest.raises(UnfitError):
        contests.enter(own, [strangers.worker.person], by=strangers.officer)
    workshop, other = (WorkshopFactory(enterprise=one.enterprise) for one in (cast, strangers))
    allied = afterwards.announced(cast.officer, cast.enterprise, audience="alliance", workshops=[workshop])
    assert not permissions.can_enter(strangers.officer, allied)
    alliance = AllianceFactory()
    for one in (workshop, other):
        AllianceMembershipFactory(alliance=alliance, workshop=one)
    assert permissions.can_enter(strangers.officer, allied)
    [entry] = contests.enter(allied, [strangers.worker.person], by=strangers.officer)
    assert (entry.number, entry.enterprise) == (1, strangers.enterprise)
    assert permissions.can_enter(strangers.officer, afterwards.announced(staff))


def test_an_entry_keeps_its_number_when_it_comes_back(cast, staff):
    made = afterwards.entered(staff, cast.worker, cast.colleague)
    first = made.entries.get(number=1)
    contests.withdraw(first, by=cast.officer)
    assert made.entries.standing().count() == 1
    [again] = contests.enter(made, [cast.worker.person], by=cast.officer)
    assert (again.pk, again.number) == (first.pk, 1)
    with pytest.raises(UnfitError):
        contests.enter(made, [cast.worker.person], by=cast.officer)


def test_officers_enter_until_the_day_and_whoever_runs_it_until_it_begins(cast, staff):
    made = afterwards.announced(staff, entries_by=afterwards.day(-1), starts_on=afterwards.day(1))
    assert not permissions.can_enter(cast.officer, made)
    assert permissions.can_enter(staff, made)
    contests.enter(made, [cast.worker.person], by=staff)
    contests.start(made, by=staff)
    with pytest.raises(WorkflowError):
        contests.enter(made, [cast.colleague.person], by=staff)


def test_judges_do_not_take_part(cast, staff):
    made = afterwards.entered(staff, cast.worker)
    with pytest.raises(UnfitError):
        contests.name_judges(made, [cast.worker.person], by=staff)
    contests.name_judges(made, [cast.owner.person], by=staff)
    with pytest.raises(UnfitError):
        contests.enter(made, [cast.owner.person], by=staff)
    contests.start(made, by=staff)
    assert permissions.can_score(cast.owner, made) is False
    made.refresh_from_db()
    assert permissions.can_score(cast.owner, made)
    assert not permissions.can_score(cast.colleague, made)
    afterwards.mark(made, cast.owner, (90, 120))
    assert made.events.order_by("-pk")[0].actor_role == "judge"


def test_a_grade_is_raised_on_the_own_roster_and_told_to_others(cast, strangers, staff):
    own = afterwards.published(cast.officer, cast.worker, enterprise=cast.enterprise)
    contests.promote(own.entries.get(), by=cast.officer, grade="senior")
    assert Person.objects.get(pk=cast.worker.person.pk).skill_grade == "senior"
    with pytest.raises(WorkflowError):
        contests.promote(own.entries.get(), by=cast.officer, grade="technician")
    made = afterwards.published(staff, strangers.worker, cast.worker)
    entry = contests.promote(made.entries.get(person=strangers.worker.person), by=staff, grade="senior")
    assert (entry.grade_before, entry.grade_after) == ("", "senior")
    assert Person.objects.get(pk=strangers.worker.person.pk).skill_grade == ""
    assert told(strangers.officer)[-1] == "contest_grade"
    with pytest.raises(UnfitError):
        contests.promote(made.entries.get(person=cast.worker.person), by=staff, grade="junior")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rounds": [("theory", "理论", 30, Decimal(100))]}, "rounds"),
        ({"starts_on": afterwards.day(1)}, "starts_on"),
        ({"ends_on": afterwards.day(4)}, "ends_on"),
        ({"prizes": [("奖", 1), ("奖", 2)]}, "prizes"),
    ],
)
def test_what_does_not_fit_together_is_refused(staff, changed, field):
    with pytest.raises(UnfitError) as refused:
        afterwards.contest(staff, **changed)
    assert refused.value.field == field


def test_an_enterprise_gives_no_honours_of_the_district(cast):
    with pytest.raises(UnfitError):
        afterwards.contest(cast.officer, cast.enterprise, level="district")


def test_it_is_changed_until_it_begins_and_called_off_for_a_reason(cast, staff):
    made = afterwards.contest(staff)
    facts = {name: getattr(made, name) for name in ("trade", "level", "body", "about", "audience")}
    days = {name: getattr(made, name) for name in ("entries_by", "starts_on", "ends_on")}
    words = {"rounds": afterwards.ROUNDS, "prizes": [("一等奖", 2)], "workshops": [], "sessions": [], "title": "钳工"}
    changed = contests.change(made, by=staff, version=made.version, **facts, **days, **words)
    assert [prize.last_place for prize in changed.prizes.all()] == [2]
    with pytest.raises(StaleError):
        contests.change(made, by=staff, version=made.version, **facts, **days, **words)
    begun = afterwards.running(staff, cast.worker)
    with pytest.raises(TransitionError):
        contests.change(begun, by=staff, **facts, **days, **words)
    with pytest.raises(WorkflowError):
        contests.call_off(begun, by=staff, reason=" ")
    assert contests.call_off(begun, by=staff, reason="停电").called_off_because == "停电"


def test_drafts_are_seen_by_those_who_run_them(cast, strangers, staff):
    draft = afterwards.contest(cast.officer, cast.enterprise)
    grant_role(cast.leader, "officer", cast.enterprise, by=staff)
    seen = [Contest.objects.visible_to(one).filter(pk=draft.pk).exists() for one in (cast.officer, staff)]
    unseen = [Contest.objects.visible_to(one).filter(pk=draft.pk).exists() for one in (cast.worker, strangers.officer)]
    assert (seen, unseen) == ([True, True], [False, False])


def test_a_roster_that_brought_a_judge_is_not_undone(cast):
    row = {"姓名": "郑好", "工号": "0300", "部门/车间": "冲焊车间", "岗位": "焊工"}
    batch = imported(Roster, cast.enterprise, roster_rows(row))
    judge = Person.objects.get(work_number="0300")
    afterwards.contest(cast.officer).judges.add(judge)
    with pytest.raises(UndoRefusedError):
        undo(batch, Roster, by=system_account())
    assert Person.objects.filter(pk=judge.pk).exists()
