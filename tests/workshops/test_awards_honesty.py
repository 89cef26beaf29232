"""What a round must not do: let somebody judge who knows, tell restricted titles, or show what was taken away."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from alliance_portal.workflow import WorkflowError
from members.models import Role, RoleAssignment, User
from tests.factories import PersonFactory, ResultFactory, WorkshopFactory, WorkshopMembershipFactory
from tests.workshops import awarding, honouring
from workshops.models import AwardAssignment, Honour, Result, ResultMaker
from workshops.services import awards as services
from workshops.services import honours
from workshops.statistics import round_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = awarding.DAY


def fresh(user):
    return User.objects.get(pk=user.pk)


def seat_of(user):
    return AwardAssignment.objects.select_related("entry__round__rubric", "judge__user").get(judge__user=user)


def page_of(client, award):
    with translation.override("en"):
        return client.get(reverse("workshops:award-round", args=[award.slug])).content.decode()


def test_a_judge_who_runs_the_round_by_now_stops_it_before_judging(staff, cast):
    award = awarding.opened(staff, enterprise=cast.enterprise, level="enterprise")
    awarding.eligible(award, cast.officer, ResultFactory(enterprise=cast.enterprise), staff)
    services.name_judges(award, by=staff, users=[cast.worker, *awarding.judges(2)])
    RoleAssignment.objects.create(user=cast.worker, role=Role.OFFICER, enterprise=cast.enterprise)
    with pytest.raises(WorkflowError, match="runs the round"):
        services.start_review(award, by=staff, occurred_at=awarding.now())


@pytest.mark.parametrize("how", ["maker", "member", "officer of the owner"])
def test_whoever_comes_to_know_during_judging_gives_no_score_and_gets_no_entry(staff, cast, strangers, how):
    award = awarding.judged_by(strangers.worker, cast, staff)
    seat = AwardAssignment.objects.select_related("entry__round__rubric", "judge__user").get(
        judge__user=strangers.worker
    )
    if how == "maker":
        ResultMaker.objects.create(result=seat.entry.result, person=strangers.worker.person, place=9)
    elif how == "member":
        workshop = WorkshopFactory(enterprise=strangers.enterprise)
        seat.entry.result.workshops.add(workshop)
        WorkshopMembershipFactory(workshop=workshop, person=strangers.worker.person)
    else:
        RoleAssignment.objects.create(user=strangers.worker, role=Role.OFFICER, enterprise=cast.enterprise)
    seat.judge.user = fresh(strangers.worker)
    with pytest.raises(WorkflowError, match="step aside"):
        awarding.give(seat, 80)
    other = award.judges.exclude(user=strangers.worker).order_by("pk").first()
    AwardAssignment.objects.filter(pk=seat.pk).delete()
    facts = {"by": other.user, "note": "认识。", "kind": "declared", "occurred_at": awarding.now()}
    services.name_conflict(other, seat.entry, **facts)
    assert not AwardAssignment.objects.filter(judge__user=strangers.worker).exists()


def test_a_judge_who_does_not_know_scores(staff, cast, strangers):
    """The control: without a part in it the same judge gives the same score."""
    awarding.judged_by(strangers.worker, cast, staff)
    seat = AwardAssignment.objects.select_related("entry__round__rubric", "judge__user").get(
        judge__user=strangers.worker
    )
    assert awarding.give(seat, 80).scored_at


def test_the_title_of_what_others_may_not_read_is_told_nowhere(staff, cast, client):
    award = awarding.shown(staff, cast, results=1)
    entry = award.entries.get()
    Result.objects.filter(pk=entry.result_id).update(title="绝密夹具", visibility="enterprise")
    assert "绝密夹具" not in page_of(client, award)
    assert entry.title in page_of(client, award)
    services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
    assert Honour.objects.get().reason == entry.title
    assert "绝密夹具" not in client.get("/en/awards/2026/").content.decode()
    client.force_login(cast.worker)
    assert "绝密夹具" in page_of(client, award)


def test_a_method_named_after_its_maker_can_be_published(staff, cast):
    award = awarding.shown(staff, cast, results=1)
    entry = award.entries.get()
    maker = PersonFactory(department=cast.team, name="张三立")
    ResultMaker.objects.create(result=entry.result, person=maker, place=1)
    Result.objects.filter(pk=entry.result_id).update(title="张三立操作法")
    services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
    honour = Honour.objects.get()
    assert (honour.holder, honour.person, honour.reason) == ("person", maker, entry.title)


def test_a_prize_that_was_taken_away_is_said_and_not_counted(staff, cast, client):
    award = awarding.published(staff, cast, results=2)
    honour = Honour.objects.order_by("pk").first()
    assert (round_figures(award).awarded, honour.code in page_of(client, award)) == (2, True)
    honours.revoke(honour, by=staff, reason="弄虚作假", on=honour.granted_on + dt.timedelta(days=1))
    shown = page_of(client, award)
    assert (round_figures(award).awarded, "revoked" in shown, honour.code in shown) == (1, True, False)


def test_the_certificate_of_a_person_is_led_to_by_consent_alone(staff, cast, client):
    award = awarding.shown(staff, cast, results=1)
    ResultMaker.objects.create(result=award.entries.get().result, person=cast.worker.person, place=1)
    services.publish(award, by=staff, occurred_at=awarding.now() + 8 * DAY)
    code = Honour.objects.get().code
    assert code not in page_of(client, award)
    honouring.agrees(cast.worker)
    assert code in page_of(client, award)
