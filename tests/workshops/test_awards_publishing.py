"""Publicity, objections and the one publication of a round."""

import datetime as dt
from copy import copy

import pytest

from alliance_portal import workflow
from alliance_portal.periods import working_days_later
from alliance_portal.workflow import WorkflowError
from members.models import Notice
from tests.at_once import outcomes
from tests.conftest import make_cast
from tests.factories import ResultFactory, WorkshopFactory, staff_account
from tests.workshops import awarding
from workshops.models import AwardAssignment, AwardEntry, AwardReminder, Honour
from workshops.services import awards as services
from workshops.statistics import round_figures

DAY = awarding.DAY


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (dt.date(2026, 9, 7), 5, dt.date(2026, 9, 14)),  # a Monday
        (dt.date(2026, 9, 11), 1, dt.date(2026, 9, 14)),  # a Friday
        (dt.date(2026, 9, 12), 5, dt.date(2026, 9, 18)),  # a Saturday
        (dt.date(2026, 9, 9), 7, dt.date(2026, 9, 18)),
    ],
)
def test_working_days_leave_out_saturdays_and_sundays(day, count, then):
    assert working_days_later(day, count) == then


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
class TestPublicity:
    def test_it_lasts_five_working_days_and_not_less(self, staff, cast):
        award = awarding.decided(staff, cast)
        with pytest.raises(WorkflowError, match="too few"):
            services.show(award, by=staff, until=dt.date(2026, 9, 11), occurred_at=awarding.now())
        shown = services.show(award, by=staff, occurred_at=awarding.now())
        assert (shown.shown_from, shown.shown_until) == (dt.date(2026, 9, 7), dt.date(2026, 9, 14))

    def test_where_holidays_lie_between_it_may_last_longer(self, staff, cast):
        until = dt.date(2026, 9, 21)
        shown = services.show(awarding.decided(staff, cast), by=staff, until=until, occurred_at=awarding.now())
        assert shown.shown_until == until

    def test_nothing_is_shown_before_it_was_decided(self, staff, cast):
        with pytest.raises(WorkflowError, match="Nothing has been decided"):
            services.show(awarding.judged(staff, cast), by=staff, occurred_at=awarding.now())

    @pytest.mark.parametrize("day", [-1, 8])
    def test_objections_are_heard_only_on_these_days(self, staff, cast, day):
        award = awarding.shown(staff, cast)
        with pytest.raises(WorkflowError, match="only while"):
            awarding.objected(award, at=awarding.now() + day * DAY)

    def test_an_objection_needs_a_name_a_way_to_answer_and_words(self, staff, cast):
        award = awarding.shown(staff, cast)
        for missing in ("name", "contact", "words"):
            with pytest.raises(WorkflowError):
                awarding.objected(award, **{missing: " "})

    def test_one_that_is_upheld_takes_the_entry_out(self, staff, cast):
        award = awarding.shown(staff, cast)
        objection = awarding.objected(award, user=cast.worker)
        facts = {"by": staff, "upheld": True, "answer": "去年确已获奖。", "occurred_at": awarding.now() + 2 * DAY}
        assert services.answer(objection, **facts).status == "upheld"
        entry = AwardEntry.objects.get(pk=objection.entry_id)
        assert (entry.status, entry.prize) == ("taken_out", None)
        assert Notice.objects.filter(user=cast.worker, kind="award_objection_answered").exists()
        assert Notice.objects.filter(user=cast.officer, kind="award_taken_out").exists()
        services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
        assert not Honour.objects.filter(result=entry.result).exists()
        assert Honour.objects.count() == 2

    def test_one_that_is_not_upheld_leaves_the_prize(self, staff, cast):
        award = awarding.shown(staff, cast)
        objection = awarding.objected(award)
        with pytest.raises(WorkflowError, match="reason"):
            services.answer(objection, by=staff, upheld=False, answer="")
        services.answer(objection, by=staff, upheld=False, answer="是另一项成果。", occurred_at=awarding.now() + DAY)
        assert AwardEntry.objects.get(pk=objection.entry_id).prize

    def test_nothing_is_published_early_or_with_an_open_objection(self, staff, cast):
        award = awarding.shown(staff, cast)
        awarding.objected(award)
        with pytest.raises(WorkflowError, match="not over yet"):
            services.publish(award, by=staff, occurred_at=awarding.now() + 7 * DAY)
        with pytest.raises(WorkflowError, match="not answered yet"):
            services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
        assert not Honour.objects.exists()


@pytest.mark.django_db
class TestHonours:
    def test_every_prize_is_in_the_register_with_its_certificate(self, staff, cast):
        award = awarding.published(staff, cast)
        entry = awarding.in_order(award)[0]
        honour = entry.honour
        assert (honour.title, honour.body, honour.kind) == ("职工创新成果评选 · 一等奖", "区总工会", "result")
        assert (honour.holder, honour.enterprise, honour.result) == ("enterprise", cast.enterprise, entry.result)
        assert honour.granted_on == dt.date(2026, 9, 15)
        assert len(honour.code) > 8
        assert [event.verb for event in honour.events.all()] == ["entered"]

    def test_the_holder_is_the_workshop_or_the_one_maker(self, staff, cast):
        award = awarding.opened(staff)
        workshop = WorkshopFactory(enterprise=cast.enterprise)
        alone = ResultFactory(enterprise=cast.enterprise)
        alone.makers.create(person=cast.worker.person, place=1)
        made = ResultFactory(enterprise=cast.enterprise, workshops=[workshop])
        for what in (alone, made):
            awarding.eligible(award, cast.officer, what, staff)
        services.name_judges(award, by=staff, users=awarding.judges(3))
        award = awarding.scored(services.start_review(award, by=staff, occurred_at=awarding.now()))
        award = services.close_review(award, by=staff, occurred_at=awarding.now())
        facts = {"by": staff, "occurred_at": awarding.now()}
        services.decide(award, prizes=awarding.as_ranked(award), minutes="三人到会", **facts)
        services.show(award, **facts)
        services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
        assert {(one.holder, one.person, one.workshop) for one in Honour.objects.all()} == {
            ("person", cast.worker.person, None), ("workshop", None, workshop),
        }  # fmt: skip


@pytest.mark.django_db
def test_thirty_entries_seven_judges_three_conflicts_and_one_objection_that_is_right(staff, cast):
    """The whole round: loads 12 or 13, 30 ranked, 3 prizes decided, 1 taken out, 2 honours."""
    award = awarding.opened(staff)
    for _n in range(30):
        awarding.eligible(award, cast.officer, ResultFactory(enterprise=cast.enterprise), staff)
    services.name_judges(award, by=staff, users=awarding.judges(7))
    judges, entries = list(award.judges.all()), awarding.in_order(award)
    barred = [(judges[0], entries[0]), (judges[0], entries[1]), (judges[1], entries[2])]
    for judge, entry in barred:
        services.name_conflict(judge, entry, by=staff, note="师徒")
    award = services.start_review(award, by=staff, occurred_at=awarding.now())
    rows = AwardAssignment.objects.filter(entry__round=award)
    assert sorted(rows.filter(judge=judge).count() for judge in judges) == [12, 13, 13, 13, 13, 13, 13]
    assert not any(rows.filter(judge=judge, entry=entry).exists() for judge, entry in barred)
    award = services.close_review(awarding.scored(award), by=staff, occurred_at=awarding.now())
    ranked = services.ranking_of(award)
    assert [line.rank for line in ranked] == list(range(1, 31))
    facts = {"by": staff, "occurred_at": awarding.now()}
    services.decide(award, prizes=awarding.as_ranked(award), minutes="七人到会。", **facts)
    services.show(award, **facts)
    services.answer(awarding.objected(award), by=staff, upheld=True, answer="属实。", occurred_at=awarding.now() + DAY)
    services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
    assert Honour.objects.count() == 2
    figures = round_figures(award)
    assert (figures.entries, figures.eligible, figures.awarded, figures.taken_out) == (30, 29, 2, 1)
    assert (figures.given, figures.wanted) == (90, 90)


@pytest.fixture
def scene(transactional_db):
    cast = make_cast("CF", "长风客车")
    staff = [staff_account(username=name, full_name=name) for name in ("first", "second")]
    return cast, staff


racing = pytest.mark.django_db(transaction=True)


def publish_twice(staff, award):
    facts = {"occurred_at": awarding.now() + 8 * DAY}
    return outcomes(*(lambda one=one: services.publish(copy(award), by=one, **facts) for one in staff))


def without_lock(monkeypatch):
    """Each believes what was shown, before the other one began."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


@racing
def test_of_two_who_publish_at_once_one_does(scene):
    cast, staff = scene
    award = awarding.shown(staff[0], cast)
    assert publish_twice(staff, award) == ["done", "told"]
    assert Honour.objects.count() == 3


@racing
def test_without_the_lock_every_honour_would_be_there_twice(scene, monkeypatch):
    cast, staff = scene
    award = awarding.shown(staff[0], cast)
    without_lock(monkeypatch)
    assert publish_twice(staff, award) == ["done", "done"]
    assert Honour.objects.count() == 6


def answer_twice(staff, objection):
    facts = {"occurred_at": awarding.now() + DAY}
    return outcomes(
        lambda: services.answer(copy(objection), by=staff[0], upheld=True, answer="属实。", **facts),
        lambda: services.answer(copy(objection), by=staff[1], upheld=False, answer="不属实。", **facts),
    )


@racing
def test_of_two_answers_at_once_one_counts(scene):
    cast, staff = scene
    objection = awarding.objected(awarding.shown(staff[0], cast))
    assert answer_twice(staff, objection) == ["done", "told"]
    assert objection.events.count() == 2


@racing
def test_without_the_lock_an_objection_would_be_answered_twice(scene, monkeypatch):
    cast, staff = scene
    objection = awarding.objected(awarding.shown(staff[0], cast))
    without_lock(monkeypatch)
    answer_twice(staff, objection)
    assert objection.events.count() == 3


@pytest.mark.django_db
class TestReminders:
    def test_each_is_made_once_and_only_where_something_is_missing(self, staff, cast):
        award = awarding.reviewed(staff, cast)
        assert services.remind(awarding.now()) == 0
        soon = awarding.now() + 11 * DAY
        assert [services.remind(soon) for _n in range(2)] == [1, 0]
        judge = award.judges.first().user
        assert Notice.objects.filter(user=judge, kind="award_scores_soon").count() == 1
        assert services.remind(awarding.now() + 14 * DAY) == 1
        assert Notice.objects.filter(user=staff, kind="award_scores_late").count() == 1

    def test_officers_are_reminded_of_the_call_and_staff_of_the_publication(self, staff, cast):
        awarding.opened(staff)
        assert services.remind(awarding.now() - 3 * DAY) == 1
        assert Notice.objects.filter(user=cast.officer, kind="award_entries_soon").exists()
        awarding.shown(staff, cast)
        assert services.remind(awarding.now() + 8 * DAY) == 1
        assert {one.kind for one in AwardReminder.objects.all()} == {"entries", "publish"}
