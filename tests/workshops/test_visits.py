"""A visit from its first words to its end, and who reads it meanwhile."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from alliance_portal import workflow
from tests.factories import WorkshopFactory
from tests.suggestions.telling import last_words, told
from tests.workshops import visiting
from workshops import services
from workshops.models import Visit, VisitEvent

Status = Visit.Status


def test_a_draft_is_the_union_s_own(cast, staff):
    visit = visiting.draft(cast.enterprise, staff)

    assert visit.status == Status.DRAFT
    assert visiting.verbs(visit) == ["recorded"]
    assert [visiting.shown(user) for user in (staff, cast.officer, cast.leader)] == [{visit.pk}, set(), set()]
    assert told(cast.officer) == []


def test_once_shared_officers_and_leaders_of_the_enterprise_read_it_and_nobody_else(cast, strangers, staff):
    visit = visiting.shared(cast.enterprise, staff)

    readers = [cast.officer, cast.leader, staff]
    others = [cast.worker, cast.reviewer, cast.finance, cast.owner, strangers.officer, strangers.leader]
    assert [visiting.shown(user) for user in readers] == [{visit.pk}] * 3
    assert [visiting.shown(user) for user in others] == [set()] * 6
    assert [told(user) for user in (cast.officer, cast.leader, cast.worker)] == [["visit_shared"]] * 2 + [[]]
    assert told(staff) == ["promise_made"]


def test_what_is_told_names_the_day_and_never_the_internal_note(cast, staff):
    visiting.shared(cast.enterprise, staff, due=(5, 9))

    words = last_words(cast.officer)
    assert "（2项）" in words
    assert "内部" not in words


def test_a_visit_of_tomorrow_cannot_be_written_down(cast, staff):
    with pytest.raises(workflow.WorkflowError, match="还没到"):
        visiting.draft(cast.enterprise, staff, visited_on=visiting.today(1))
    assert not Visit.objects.exists()


def test_workshops_of_another_enterprise_do_not_fit(cast, strangers, staff):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    with pytest.raises(workflow.WorkflowError, match="被调研企业"):
        visiting.draft(cast.enterprise, staff, workshops=[theirs])


def test_guidance_has_to_fit_a_kind_of_the_enterprise(cast, strangers, staff):
    fits = visiting.kind_of(cast.enterprise)
    other = visiting.kind_of(strangers.enterprise, "小微企业", "先从一个题目做起")

    visit = visiting.draft(cast.enterprise, staff, points=[fits])
    assert list(visit.points.all()) == [fits]
    with pytest.raises(workflow.WorkflowError, match="企业类型"):
        visiting.draft(cast.enterprise, staff, points=[other])


def test_the_way_of_a_visit_follows_the_table(cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    for status in Status:
        for to in Status:
            Visit.objects.filter(pk=visit.pk).update(**{"status": status})
            if to in Visit.TRANSITIONS.get(status, ()):
                assert workflow.move(visiting.fresh(visit), to).status == to
            else:
                with pytest.raises(workflow.TransitionError):
                    workflow.move(visiting.fresh(visit), to)


def test_following_up_tells_the_enterprise_and_an_internal_note_tells_nobody(cast, staff):
    visit = visiting.shared(cast.enterprise, staff)
    services.visits.note(visit, by=staff, words="内部：经费要等年底")
    services.visits.follow_up(visit, by=staff, words="学院已答应派两位老师")

    assert told(cast.officer) == ["visit_shared", "visit_followed_up"]
    assert "学院已答应派两位老师" in last_words(cast.officer)
    shown = visit.events.exclude(verb__in=VisitEvent.INTERNAL)
    assert [event.verb for event in shown] == ["shared", "followed_up"]


def test_a_word_of_the_enterprise_reaches_those_who_went_and_who_wrote(cast, staff):
    visit = visiting.shared(cast.enterprise, staff)
    for _n in range(2):
        services.visits.give_feedback(visit, by=cast.officer, words="老师能不能早点来")

    assert visiting.verbs(visit).count("feedback") == 1
    assert told(staff) == ["promise_made", "visit_answered"]
    assert "老师能不能早点来" in last_words(staff)


def test_it_is_closed_once_no_promise_is_open(cast, staff):
    visit = visiting.shared(cast.enterprise, staff)
    with pytest.raises(workflow.WorkflowError, match="承诺"):
        services.visits.close(visit, by=staff, words="都办好了")

    services.promises.keep(visiting.the_promise(visit), by=staff, note="办好了")
    closed = services.visits.close(visit, by=staff, words="都办好了")

    assert closed.status == Status.CLOSED
    assert told(cast.leader)[-1] == "visit_closed"
    assert visiting.shown(cast.leader) == {visit.pk}


def test_a_closed_one_takes_nothing_more_until_it_is_opened_again(cast, staff):
    visit = visiting.shared(cast.enterprise, staff, due=())
    services.visits.close(visit, by=staff, words="没有承诺")
    refused = [
        lambda: services.visits.follow_up(visit, by=staff, words="还有一件"),
        lambda: services.visits.give_feedback(visit, by=cast.officer, words="还有一件"),
        lambda: visiting.promise(visiting.fresh(visit), staff),
    ]
    for move in refused:
        with pytest.raises(workflow.TransitionError):
            move()

    assert services.visits.reopen(visit, by=staff, reason="漏了一件").status == Status.SHARED
    visiting.promise(visiting.fresh(visit), staff)
    assert told(cast.officer)[-1] == "promise_added"


def test_a_draft_cannot_be_opened_again_nor_a_shared_one_thrown_away(cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    with pytest.raises(workflow.TransitionError):
        services.visits.reopen(visit, by=staff, reason="试试")
    shared = services.visits.share(visit, by=staff)
    with pytest.raises(workflow.TransitionError):
        services.visits.discard(shared, by=staff)


def test_what_was_thrown_away_is_read_by_staff_alone(cast, staff):
    visit = services.visits.discard(visiting.draft(cast.enterprise, staff), by=staff)
    assert visit.status == Status.DISCARDED
    assert [visiting.shown(user) for user in (staff, cast.officer)] == [{visit.pk}, set()]


def test_editing_keeps_what_it_said_before(cast, staff):
    visit = visiting.shared(cast.enterprise, staff)
    visit.findings = "四个工作室各有一套台账。"
    services.visits.keep_changes(visit, by=staff)

    said = [version.findings for version in visit.history.order_by("history_id")]
    assert said[0] == "三个工作室各有一套台账。"
    assert said[-1] == "四个工作室各有一套台账。"
    assert visit.history.latest().history_user == staff
    assert visiting.verbs(visit)[-1] == "edited"


def test_sharing_what_somebody_has_changed_meanwhile_is_refused(cast, staff):
    visit = visiting.draft(cast.enterprise, staff)
    seen = visit.version
    services.visits.keep_changes(visiting.fresh(visit), by=staff)
    with pytest.raises(workflow.StaleError):
        services.visits.share(visit, by=staff, version=seen)


@pytest.mark.parametrize("move", ["follow_up", "note", "close"])
def test_nothing_is_written_down_without_words(cast, staff, move):
    visit = visiting.shared(cast.enterprise, staff, due=())
    with pytest.raises(workflow.WorkflowError):
        getattr(services.visits, move)(visit, by=staff, words="  ")


def test_the_database_wants_to_know_who_met_whom(cast, staff):
    with pytest.raises(IntegrityError):
        Visit.objects.create(
            enterprise=cast.enterprise, visited_on=visiting.today(), findings="好", met="", recorded_by=staff
        )


def test_business_time_is_the_day_it_happened(cast, staff):
    then = timezone.now() - dt.timedelta(days=9)
    visit = visiting.draft(cast.enterprise, staff, days_ago=10, occurred_at=then)
    services.visits.share(visit, by=staff, occurred_at=then)
    assert {event.occurred_at for event in visit.events.all()} == {then}
