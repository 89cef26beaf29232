"""An award round from the call to the decision."""

import pytest

from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from tests.factories import ResultFactory, UserFactory, WorkshopFactory, WorkshopMembershipFactory
from tests.workshops import awarding
from workshops.models import AwardAssignment, AwardConflict, AwardEntry, AwardRound
from workshops.services import awards as services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = awarding.DAY


def kinds(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_a_round_is_called_for_and_every_officer_is_told(staff, cast, strangers):
    award = awarding.opened(staff)
    assert award.status == "open"
    assert award.rubric.__class__.objects.get(pk=award.rubric_id).used_at
    assert kinds(cast.officer) == kinds(strangers.officer) == ["award_called"]
    assert [event.verb for event in award.events.all()] == ["created", "open"]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"quorum": 1}, "at least 2 scores"),
        ({"quorum": 4}, "at least 2 scores"),
        ({"prizes": []}, "name a prize"),
        ({"prizes": [("一等奖", 1), ("一等奖", 2)]}, "a name of its own"),
        ({"level": "national", "enterprise": True}, "honours of the enterprise"),
        ({"scores_by": awarding.now().date() - 3 * DAY}, "a later day"),
    ],
)
def test_a_round_that_could_not_be_run_is_refused(staff, cast, words, refusal):
    words = words | ({"enterprise": cast.enterprise} if "enterprise" in words else {})
    with pytest.raises(WorkflowError, match=refusal):
        awarding.draft(staff, **words)


def test_a_draft_changes_and_a_called_round_does_not(staff):
    award = awarding.draft(staff)
    facts = {"by": staff, "prizes": [("特等奖", 1)], "conditions": ["有应用证明"]}
    changed = services.change(award, title="新名", version=1, **facts)
    assert (changed.title, [prize.name for prize in changed.prizes.all()]) == ("新名", ["特等奖"])
    with pytest.raises(StaleError):
        services.change(award, version=1, **facts)
    services.open_call(changed, by=staff, occurred_at=awarding.now() - 9 * DAY)
    with pytest.raises(TransitionError):
        services.change(changed, **facts)


def test_words_that_tell_whose_it_is_are_refused_with_what_to_leave_out(staff, cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person)
    result = ResultFactory(enterprise=cast.enterprise, workshops=[workshop])
    award = awarding.opened(staff)
    for telling in ("长风客车", "焊装劳模工作室", "王海", result.number):
        with pytest.raises(WorkflowError, match=telling):
            awarding.recommended(award, cast.officer, result, case=f"由{telling}做成。")
    assert awarding.recommended(award, cast.officer, result).status == "recommended"


def test_a_result_is_recommended_once_and_again_after_it_was_withdrawn(staff, cast):
    award, result = awarding.opened(staff), ResultFactory(enterprise=cast.enterprise)
    entry = awarding.recommended(award, cast.officer, result)
    with pytest.raises(WorkflowError, match="already"):
        awarding.recommended(award, cast.officer, result)
    services.withdraw(entry, by=cast.officer, reason="再改一改")
    assert awarding.recommended(award, cast.officer, result).pk != entry.pk


@pytest.mark.parametrize("why", ["late", "draft", "kind", "enterprise"])
def test_what_does_not_fit_the_call_is_not_recommended(staff, cast, strangers, why):
    mine = {"subject": "workshop"} if why == "kind" else {}
    mine |= {"enterprise": strangers.enterprise, "level": "enterprise"} if why == "enterprise" else {}
    award = awarding.opened(staff, **mine)
    result = ResultFactory(enterprise=cast.enterprise, status="draft" if why == "draft" else "published")
    at = awarding.now() if why == "late" else awarding.now() - 9 * DAY
    with pytest.raises(WorkflowError):
        services.recommend(award, by=cast.officer, what=result, **awarding.WORDS, occurred_at=at)
    assert not AwardEntry.objects.exists()


def test_an_entry_that_misses_a_condition_is_refused_in_words_and_its_officer_told(staff, cast):
    award = awarding.opened(staff)
    entry = awarding.recommended(award, cast.officer, ResultFactory(enterprise=cast.enterprise))
    first, _second = award.conditions.all()
    with pytest.raises(WorkflowError, match="does not meet"):
        services.check_entry(entry, by=staff, met=[first.pk])
    checked = services.check_entry(entry, by=staff, met=[first.pk], reason="去年已获奖。")
    assert (checked.status, checked.reason) == ("ineligible", "去年已获奖。")
    assert [check.is_met for check in checked.checks.all()] == [True, False]
    assert kinds(cast.officer)[-1] == "award_not_eligible"
    again = services.check_entry(checked, by=staff, met=[one.pk for one in award.conditions.all()])
    assert (again.status, again.reason) == ("eligible", "")


def test_whoever_runs_the_round_does_not_judge_it(staff, cast):
    award = awarding.opened(staff)
    with pytest.raises(WorkflowError, match="knows whose"):
        services.name_judges(award, by=staff, users=[staff])
    own = awarding.opened(staff, enterprise=cast.enterprise, level="enterprise")
    with pytest.raises(WorkflowError, match="knows whose"):
        services.name_judges(own, by=staff, users=[cast.officer])


def test_judging_begins_when_the_call_is_over_and_everything_is_checked(staff, cast):
    award = awarding.entered(staff, cast)
    with pytest.raises(WorkflowError, match="still possible today"):
        services.start_review(award, by=staff, occurred_at=awarding.now() - DAY)
    awarding.recommended(award, cast.officer, ResultFactory(enterprise=cast.enterprise))
    with pytest.raises(WorkflowError, match="check every entry"):
        services.start_review(award, by=staff, occurred_at=awarding.now())
    assert not AwardAssignment.objects.exists()


def test_nobody_judges_the_own_enterprise_or_what_they_had_a_part_in(staff, cast, strangers):
    award = awarding.entered(staff, cast, results=2, judges_per_entry=2)
    outsider = UserFactory()
    maker = ResultFactory(enterprise=strangers.enterprise)
    maker.makers.create(person=cast.worker.person, place=1)
    awarding.eligible(award, strangers.officer, maker, staff)
    users = [outsider, UserFactory(), cast.worker, strangers.worker, strangers.colleague]
    services.name_judges(award, by=staff, users=users)
    services.start_review(award, by=staff, occurred_at=awarding.now())
    found = {(one.judge.user, one.entry.enterprise.code, one.kind) for one in AwardConflict.objects.all()}
    assert (cast.worker, "CF", "own") in found
    assert (cast.worker, "JC", "part") in found
    assert (strangers.worker, "JC", "own") in found
    assert not any(user == outsider for user, _code, _kind in found)
    for given in AwardAssignment.objects.select_related("judge__user", "entry"):
        assert (given.judge.user, given.entry.enterprise.code) not in {(who, code) for who, code, _kind in found}


def test_in_a_round_of_an_enterprise_colleagues_judge_except_what_they_made(cast):
    facts = {"enterprise": cast.enterprise, "level": "enterprise", "judges_per_entry": 2}
    award = awarding.opened(cast.officer, **facts)
    result = ResultFactory(enterprise=cast.enterprise)
    result.makers.create(person=cast.worker.person, place=1)
    awarding.eligible(award, cast.officer, result, cast.officer)
    services.name_judges(award, by=cast.officer, users=[cast.worker, cast.colleague, cast.owner])
    services.start_review(award, by=cast.officer, occurred_at=awarding.now())
    assert {given.judge.user for given in AwardAssignment.objects.all()} == {cast.colleague, cast.owner}


def test_too_few_judges_leave_everything_as_it_was(staff, cast):
    award = awarding.entered(staff, cast)
    services.name_judges(award, by=staff, users=[UserFactory(), UserFactory(), cast.worker])
    with pytest.raises(WorkflowError, match="3 entries have too few judges"):
        services.start_review(award, by=staff, occurred_at=awarding.now())
    assert awarding.fresh(award).status == "open"
    assert not AwardConflict.objects.exists()


def test_each_judge_is_told_of_the_round_and_of_no_entry(staff, cast):
    award = awarding.reviewed(staff, cast)
    judge = award.judges.first().user
    notice = Notice.objects.get(user=judge)
    assert notice.kind == "award_judging"
    assert notice.facts == {"title": award.title, "number": 3, "day": award.scores_by.isoformat()}


def test_a_score_is_final_and_the_same_once_more_changes_nothing(staff, cast):
    award = awarding.reviewed(staff, cast)
    given = AwardAssignment.objects.first()
    awarding.give(given, 70)
    assert awarding.give(given, 70).scored_at
    with pytest.raises(WorkflowError, match="final"):
        awarding.give(given, 71)
    assert AwardAssignment.objects.get(pk=given.pk).total == 70
    assert award.status == "review"


@pytest.mark.parametrize("points", [{}, {"first": 61}, {"first": -1}])
def test_points_that_the_rubric_does_not_give_are_refused(staff, cast, points):
    award = awarding.reviewed(staff, cast)
    given = AwardAssignment.objects.first()
    first, second = award.rubric.criteria.all()
    sent = {first.pk: points["first"], second.pk: 1} if points else {first.pk: 9}
    with pytest.raises(WorkflowError):
        services.score(given, by=given.judge.user, points=sent, opinion="好")
    assert AwardAssignment.objects.scored().count() == 0


def test_nobody_scores_what_another_judge_was_given(staff, cast):
    awarding.reviewed(staff, cast)
    given = AwardAssignment.objects.first()
    with pytest.raises(WorkflowError, match="not yours"):
        services.score(given, by=cast.worker, points=awarding.points_of(given.entry.round, 9), opinion="好")


def test_a_judge_who_steps_aside_passes_the_entry_on(staff, cast):
    award = awarding.entered(staff, cast, results=1)
    services.name_judges(award, by=staff, users=awarding.judges(4))
    services.start_review(award, by=staff, occurred_at=awarding.now())
    given = AwardAssignment.objects.first()
    before = set(AwardAssignment.objects.values_list("judge", flat=True))
    facts = {"by": given.judge.user, "note": "一起做过。", "kind": "declared"}
    services.name_conflict(given.judge, given.entry, **facts)
    after = set(AwardAssignment.objects.values_list("judge", flat=True))
    assert (len(after), given.judge_id in after, len(after - before)) == (3, False, 1)
    heir = award.judges.get(pk=(after - before).pop()).user
    assert kinds(heir) == ["award_passed_on"]


def test_a_score_that_is_in_is_taken_out_only_by_those_who_run_the_round(staff, cast):
    award = awarding.reviewed(staff, cast)
    given = awarding.give(AwardAssignment.objects.first(), 50)
    with pytest.raises(WorkflowError, match="Your score is in"):
        services.name_conflict(given.judge, given.entry, by=given.judge.user, note="亲属", kind="declared")
    services.name_conflict(given.judge, given.entry, by=staff, note="亲属")
    assert not AwardAssignment.objects.filter(pk=given.pk).exists()
    assert award.events.filter(verb="conflict").count() == 1


def test_judging_closes_with_all_scores_or_after_its_day_with_the_quorum(staff, cast):
    award = awarding.reviewed(staff, cast)
    rows = list(AwardAssignment.objects.select_related("judge__user", "entry__round__rubric").order_by("entry", "pk"))
    awarding.give(rows[0], 50)
    with pytest.raises(WorkflowError, match="still awaited"):
        services.close_review(award, by=staff, occurred_at=awarding.now())
    late = awarding.now() + 14 * DAY
    with pytest.raises(WorkflowError, match="3 entries have fewer than 2"):
        services.close_review(award, by=staff, occurred_at=late)
    for row in (rows[1], *rows[3:5], *rows[6:8]):
        awarding.give(row, 60)
    assert services.close_review(award, by=staff, occurred_at=late).status == "deciding"


def test_the_ranking_is_by_the_mean_and_says_what_it_is_made_of(staff, cast):
    award = awarding.reviewed(staff, cast)
    for entry, totals in zip(awarding.in_order(award), [(70, 71, 71), (90, 90, 91), (80, 80, 80)], strict=True):
        for given, total in zip(entry.assignments.select_related("judge__user"), totals, strict=True):
            awarding.give(given, total)
    lines = services.ranking_of(award)
    assert [(str(line.mean), line.mean.fraction) for line in lines] == [
        ("90.3", "271÷3"), ("80.0", "240÷3"), ("70.6", "212÷3"),
    ]  # fmt: skip
    assert [(line.rank, line.suggested.name) for line in lines] == [(1, "一等奖"), (2, "二等奖"), (3, "二等奖")]


def test_at_the_border_of_a_prize_the_meeting_chooses_among_equals(staff, cast):
    award = awarding.reviewed(staff, cast, results=4)
    awarding.scored(award, (80, 80, 70, 60))
    lines = services.ranking_of(award)
    assert [(line.rank, line.is_tied) for line in lines] == [(1, True), (1, True), (3, False), (4, False)]
    assert [line.suggested and line.suggested.name for line in lines] == [None, None, "二等奖", None]
    assert AwardRound.objects.count() == 1


def test_the_meeting_decides_about_all_and_says_why_where_it_departs(staff, cast):
    award = awarding.judged(staff, cast)
    prizes = awarding.as_ranked(award)
    facts = {"by": staff, "minutes": "七人到会。", "occurred_at": awarding.now()}
    first = next(iter(prizes))
    with pytest.raises(WorkflowError, match="every entry"):
        services.decide(award, prizes={first: prizes[first]}, **facts)
    with pytest.raises(WorkflowError, match="departs from the ranking"):
        services.decide(award, prizes=prizes | {first: (None, "")}, **facts)
    with pytest.raises(WorkflowError, match="1 times at most"):
        services.decide(award, prizes={key: (award.prizes.first(), "都好") for key in prizes}, **facts)
    with pytest.raises(WorkflowError, match="minutes"):
        services.decide(award, by=staff, prizes=prizes, minutes=" ")
    services.decide(award, prizes=prizes | {first: (None, "知识产权还有争议")}, **facts)
    assert AwardEntry.objects.get(pk=first).prize_reason == "知识产权还有争议"
    assert AwardEntry.objects.filter(prize__isnull=False).count() == 2


def test_a_round_that_is_called_off_says_why_and_gives_nothing(staff, cast):
    award = awarding.decided(staff, cast)
    ended = services.call_off(award, by=staff, reason="评委不够。", occurred_at=awarding.now())
    assert (ended.status, ended.entries.filter(prize__isnull=False).count()) == ("called_off", 0)
    assert kinds(cast.officer)[-1] == "award_called_off"


def test_a_workshop_in_a_round_for_workshops(staff, cast):
    award = awarding.opened(staff, subject="workshop")
    entry = awarding.recommended(award, cast.officer, WorkshopFactory(enterprise=cast.enterprise))
    assert (entry.result, entry.enterprise) == (None, cast.enterprise)
