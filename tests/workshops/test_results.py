"""Results as they are entered, and who reads them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from alliance_portal.workflow import WorkflowError
from tests.factories import AllianceFactory, ResultFactory, WorkshopFactory, WorkshopMembershipFactory
from workshops.models import FiveSmallKind, Result
from workshops.services import results

WORDS = {
    "title": "电极修磨夹具",
    "innovation": "technology",
    "before": "手工锉",
    "method": "夹具转一圈",
    "after": "一分钟",
}


def enter(cast, **words):
    return results.enter(by=cast.officer, enterprise=cast.enterprise, **{**WORDS, **words})


def test_a_result_is_a_draft_with_a_number_and_its_makers_in_order(cast):
    makers = [{"person": cast.worker.person, "did": "想出夹具"}, {"outsider": "李老师（技师学院）"}]
    result = enter(cast, makers=makers)
    assert (result.is_draft, result.number[:2], result.number[-4:]) == (True, "R-", "0001")
    assert [str(maker) for maker in result.makers.all()] == [cast.worker.person.name, "李老师（技师学院）"]
    assert enter(cast).number[-4:] == "0002"
    assert [event.verb for event in result.events.all()] == ["created"]


def test_more_than_nine_makers_are_refused(cast):
    with pytest.raises(WorkflowError):
        enter(cast, makers=[{"outsider": f"职工{number}"} for number in range(10)])
    assert not Result.objects.exists()


def test_a_workshop_of_the_enterprise_is_among_those_who_worked_it_out(cast, strangers):
    theirs, ours = WorkshopFactory(enterprise=strangers.enterprise), WorkshopFactory(enterprise=cast.enterprise)
    with pytest.raises(WorkflowError):
        enter(cast, workshops=[theirs])
    assert set(enter(cast, workshops=[theirs, ours]).workshops.all()) == {theirs, ours}


def test_each_visibility_opens_a_result_to_its_own_readers(cast, strangers):
    alliance = AllianceFactory()
    for enterprise in (cast.enterprise, strangers.enterprise):
        WorkshopFactory(enterprise=enterprise, alliance=alliance)
    for visibility in ("public", "alliance", "enterprise"):
        ResultFactory(enterprise=cast.enterprise, visibility=visibility)
    ResultFactory(enterprise=cast.enterprise, status="draft")
    readers = {
        "visitor": AnonymousUser(),
        "partner": strangers.worker,
        "colleague": cast.worker,
        "officer": cast.officer,
    }
    seen = {who: Result.objects.visible_to(user).count() for who, user in readers.items()}
    assert seen == {"visitor": 1, "partner": 2, "colleague": 3, "officer": 4}


def test_partners_of_a_closed_workshop_are_no_partners(cast, strangers):
    alliance = AllianceFactory()
    WorkshopFactory(enterprise=cast.enterprise, alliance=alliance, is_active=False)
    WorkshopFactory(enterprise=strangers.enterprise, alliance=alliance)
    ResultFactory(enterprise=cast.enterprise, visibility="alliance")
    assert not Result.objects.visible_to(strangers.worker).exists()


def test_whoever_leads_one_of_its_workshops_works_on_the_draft(cast, strangers):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    draft = ResultFactory(enterprise=cast.enterprise, status="draft", workshops=[theirs])
    assert draft not in Result.objects.visible_to(strangers.worker)
    WorkshopMembershipFactory(workshop=theirs, person=strangers.worker.person, role="leader")
    assert draft in Result.objects.visible_to(strangers.worker)


def test_an_enterprise_has_the_five_words_until_it_has_its_own(cast):
    offered = FiveSmallKind.objects.offered_in(cast.enterprise)
    assert [kind.name for kind in offered] == ["小发明", "小创造", "小革新", "小设计", "小建议"]
    FiveSmallKind.objects.create(enterprise=cast.enterprise, name="小改造", national="renovation")
    assert [kind.name for kind in FiveSmallKind.objects.offered_in(cast.enterprise)] == ["小改造"]
