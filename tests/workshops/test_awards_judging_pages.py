"""Judging without knowing whose it is: nothing that a judge is sent may tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import ResultFactory, WorkshopFactory, WorkshopMembershipFactory
from tests.workshops import awarding
from workshops.models import AwardAssignment, AwardConflict
from workshops.services import awards as services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with awarding.today_is(awarding.now()), translation.override("en"):
        yield


@pytest.fixture
def judged(staff, cast):
    """(round, judge, what the judge has to score) of a result with a workshop, a leader and a maker."""
    workshop = WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    result = ResultFactory(enterprise=cast.enterprise, workshops=[workshop], title="长风客车修磨夹具")
    result.makers.create(person=cast.worker.person, place=1)
    result.makers.create(outsider="学院张老师", place=2)
    award = awarding.opened(staff)
    awarding.eligible(award, cast.officer, result, staff)
    services.name_judges(award, by=staff, users=awarding.judges(3))
    services.start_review(award, by=staff, occurred_at=awarding.now())
    row = AwardAssignment.objects.select_related("judge__user", "entry__round__rubric").first()
    return award, row.judge.user, row


CANARIES = [
    *("长风客车", "焊装劳模工作室", "王海", "周工", "学院张老师", "孙干事", "workshop-", "R-2026"),
]


def pages(row):
    return ["/en/judging/", row.get_absolute_url(), f"{row.get_absolute_url()}step-aside/", "/en/me/notices/"]


def score_data(row, total=80):
    points = awarding.points_of(row.entry.round, total)
    return {f"points_{pk}": number for pk, number in points.items()} | {"opinion": "讲得清楚。"}


def told(client, row):
    """All that the judge is sent, before and after the score and with errors."""
    sent = [client.get(address) for address in pages(row)]
    sent.append(client.post(row.get_absolute_url(), {"opinion": "x"}))
    sent.append(client.post(row.get_absolute_url(), score_data(row), follow=True))
    sent += [client.get(address) for address in pages(row)]
    assert {response.status_code for response in sent} == {200}
    return "".join(response.content.decode() + str(response.headers) for response in sent)


def test_nothing_that_a_judge_is_sent_says_whose_it_is(client, judged):
    _award, judge, row = judged
    client.force_login(judge)
    words = told(client, row)
    assert [name for name in CANARIES if name in words] == []
    assert "修磨夹具" in words


def test_the_canaries_are_told_to_those_who_run_the_round(client, judged, staff):
    award, _judge, row = judged
    client.force_login(staff)
    words = client.get(award.get_desk_url()).content.decode()
    words += client.get(row.entry.get_absolute_url()).content.decode()
    assert "长风客车" in words
    assert "孙干事" in words


def test_a_name_that_came_later_is_hidden_all_the_same(client, judged, cast):
    _award, judge, row = judged
    row.entry.case = "冯师傅试了三次。"
    row.entry.save()
    client.force_login(judge)
    assert "冯师傅" in client.get(row.get_absolute_url()).content.decode()
    cast.colleague.person.name = "冯师傅"
    cast.colleague.person.save()
    WorkshopMembershipFactory(workshop=row.entry.result.workshops.get(), person=cast.colleague.person)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "冯师傅" not in page
    assert "×××" in page


def test_the_mean_is_shown_once_the_own_score_is_in(client, judged):
    _award, judge, row = judged
    for other in AwardAssignment.objects.exclude(pk=row.pk).select_related("judge__user", "entry__round__rubric"):
        awarding.give(other, 91)
    client.force_login(judge)
    for address in ("/en/judging/", row.get_absolute_url()):
        assert "182÷2" not in client.get(address).content.decode()
    client.post(row.get_absolute_url(), score_data(row, 80))
    for address in ("/en/judging/", row.get_absolute_url()):
        assert "262÷3" in client.get(address).content.decode()


def test_a_score_with_a_gap_is_asked_for_again_and_nothing_is_lost(client, judged):
    _award, judge, row = judged
    client.force_login(judge)
    response = client.post(row.get_absolute_url(), score_data(row) | {"opinion": ""})
    assert set(response.context["form"].errors) == {"opinion"}
    assert 'value="60"' in response.content.decode()
    assert AwardAssignment.objects.scored().count() == 0


def test_another_score_later_is_refused(client, judged):
    _award, judge, row = judged
    client.force_login(judge)
    assert client.post(row.get_absolute_url(), score_data(row)).status_code == 302
    assert client.post(row.get_absolute_url(), score_data(row)).status_code == 302
    again = client.post(row.get_absolute_url(), score_data(row, 10))
    assert again.status_code == 409
    assert "final" in again.content.decode()


def test_entries_of_other_judges_are_not_there(client, judged, cast, staff):
    _award, _judge, row = judged
    for user in (cast.worker, cast.officer, staff):
        client.force_login(user)
        assert client.get(row.get_absolute_url()).status_code == 404
        assert client.post(row.get_absolute_url(), score_data(row)).status_code == 404


def test_a_judge_steps_aside(client, staff, judged):
    _award, judge, row = judged
    client.force_login(judge)
    empty = client.post(f"{row.get_absolute_url()}step-aside/", {"note": ""})
    assert "note" in empty.context["form"].errors
    address = f"{row.get_absolute_url()}step-aside/"
    done = client.post(address, {"note": "我知道是谁的"}, follow=True)
    assert done.status_code == 200
    assert AwardConflict.objects.get(judge=row.judge).kind == "declared"
    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_judge_without_a_role_comes_to_the_entries_after_sign_in(client, judged):
    _award, judge, _row = judged
    client.force_login(judge)
    assert client.get("/en/start/").url == "/en/judging/"
    assert "/en/judging/" in client.get("/en/awards/rounds/").content.decode()


def test_the_list_asks_the_same_for_one_entry_and_for_three(client, staff, cast):
    counts = []
    for results in (1, 3):
        award = awarding.scored(awarding.reviewed(staff, cast, results=results))
        client.force_login(award.judges.first().user)
        client.get("/en/judging/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/judging/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_judge_who_works_in_an_enterprise_never_gets_its_entries(client, staff, cast, strangers):
    award = awarding.entered(staff, cast, results=1, judges_per_entry=2)
    own = cast.colleague
    services.name_judges(award, by=staff, users=[own, strangers.worker, strangers.owner])
    services.start_review(award, by=staff, occurred_at=awarding.now())
    client.force_login(own)
    assert "Nothing waits" in client.get("/en/judging/").content.decode()
